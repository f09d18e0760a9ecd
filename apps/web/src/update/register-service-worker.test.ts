import { signal } from "@preact/signals";
import { afterEach, expect, test, vi } from "vitest";
import type { Link } from "../offline/sync-socket.ts";
import { newVersion, registerServiceWorker } from "./register-service-worker.ts";

const link = vi.hoisted(() => ({ value: null as unknown }));

vi.mock("../offline/this-tab.ts", () => ({ thisTab: () => ({ socket: { link: link.value } }) }));
vi.mock("../ui/at-rest.ts", () => ({ atRest: async () => undefined }));

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A browser whose server has another version of the app from now on, as it finds when it looks. */
function browserBefore(worker: EventTarget & { state: string; postMessage: () => void }) {
  const registration = Object.assign(new EventTarget(), {
    waiting: null,
    installing: worker,
    update: vi.fn(async () => {
      registration.dispatchEvent(new Event("updatefound"));
      worker.state = "installed";
      worker.dispatchEvent(new Event("statechange"));
    }),
  });
  const serviceWorker = { controller: {}, register: async () => registration };
  vi.stubGlobal("navigator", { serviceWorker });
  return registration;
}

test("a tab that stays open offers the new version once its server was away and is back", async () => {
  const worker = Object.assign(new EventTarget(), { state: "installing", postMessage: vi.fn() });
  const registration = browserBefore(worker);
  const now = signal<Link>("connecting");
  link.value = now;
  await registerServiceWorker();
  now.value = "up";
  expect(registration.update).not.toHaveBeenCalled(); // it has only just been loaded
  now.value = "down";
  expect(newVersion.value).toBeNull();
  now.value = "up";
  expect(registration.update).toHaveBeenCalledOnce();
  expect(newVersion.value).not.toBeNull();
});
