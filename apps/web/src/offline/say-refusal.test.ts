import { REFUSAL_CODES } from "@candor/protocol/sync/codes.ts";
import { describe, expect, test } from "vitest";
import { sayRefusal } from "./say-refusal.ts";

describe.each(Object.entries(REFUSAL_CODES))("%s", (_name, { code }) => {
  test("with something waiting it is not saved, and how much is said with the reason", () => {
    const { label, detail } = sayRefusal({ type: "refused", code, waiting: 1, onDevice: true });
    expect(label).toBe("Not saved on the server");
    expect(detail).toMatch(/^[A-Z].*[.] 1 change is not on the server; kept on this device[.]$/);
  });

  test("with nothing waiting it is not called unsaved, nor saved", () => {
    const { label, detail } = sayRefusal({ type: "refused", code, waiting: 0, onDevice: true });
    expect(label).not.toMatch(/saved/i);
    expect(detail).toMatch(/Nothing of yours waits to be saved[.]$/);
  });
});

test("a full server is said of whoever has nothing waiting, and of whoever has, that it is not saved", () => {
  const full = { type: "storage_full", onDevice: true } as const;
  expect(sayRefusal({ ...full, waiting: 0 })).toEqual({
    label: "Server has no room",
    detail: "The server has no room left. Nothing of yours waits to be saved.",
  });
  expect(sayRefusal({ ...full, waiting: 1 })).toEqual({
    label: "Not saved on the server",
    detail: "The server has no room left. 1 change is not on the server; kept on this device.",
  });
});

test("where the browser keeps nothing, it says that all is in this tab alone", () => {
  const { detail } = sayRefusal({ type: "refused", code: 4404, waiting: 2, onDevice: false });
  expect(detail).toBe(
    "The server does not give you this page. 2 changes are not on the server; only in this tab: leave it open.",
  );
});
