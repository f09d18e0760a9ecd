import { REFUSAL_CODES } from "@candor/protocol/sync/codes.ts";
import { expect, test } from "vitest";
import { type SyncFacts, syncState } from "./sync-state.ts";

const QUIET: SyncFacts = { waiting: 0, link: "up", storage: "ok", refusal: null, onDevice: true };

test("nothing but an open way to the server with nothing waiting is called saved", () => {
  expect(syncState(QUIET).type).toBe("saved");
  expect(syncState({ ...QUIET, waiting: 1 }).type).toBe("saving");
  expect(syncState({ ...QUIET, link: "down" }).type).toBe("offline");
  expect(syncState({ ...QUIET, storage: "unavailable" }).type).toBe("storage_full");
});

test("whatever the server refuses for, nothing is called saved or on its way", () => {
  for (const { code } of Object.values(REFUSAL_CODES)) {
    for (const waiting of [0, 1])
      expect(syncState({ ...QUIET, waiting, refusal: code })).toMatchObject({ type: "refused", code });
  }
});
