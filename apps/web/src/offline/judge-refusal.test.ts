import { REFUSAL_CODES, type RefusalName } from "@candor/protocol/sync/codes.ts";
import { expect, test } from "vitest";
import { judgeRefusal, type RefusalFacts } from "./judge-refusal.ts";

function judge(name: RefusalName, facts: Partial<RefusalFacts> = {}) {
  const push = { isPush: true, strikes: 0, mayStandOnOthers: false, wasGivenSince: true };
  return judgeRefusal({ code: REFUSAL_CODES[name].code, ...push, ...facts });
}

test("a change that stands on what another tab has yet to send waits for that tab", () => {
  expect(judge("causal_gap", { mayStandOnOthers: true, strikes: 9 })).toEqual({ type: "wait_for_others" });
});

test("a change that is refused is tried once more beside the page as the server has it, and then given up", () => {
  for (const name of [
    "malformed_update",
    "foreign_client",
    "push_gap",
    "update_too_large",
    "schema_violation",
  ] as const) {
    expect(judge(name)).toEqual({ type: "load_anew", doubt: false });
    expect(judge(name, { strikes: 1 })).toEqual({ type: "give_up" });
  }
  expect(judge("causal_gap")).toEqual({ type: "load_anew", doubt: true });
});

test("a change on a page that is too large is not sent over and over", () => {
  expect(judge("page_too_large")).toEqual({ type: "give_up" });
});

test("too fast, or a full disk, is nobody's fault: it is sent again however often", () => {
  expect(judge("too_many_updates", { strikes: 9 })).toEqual({ type: "reopen" });
  expect(judge("storage_unavailable", { strikes: 9 })).toEqual({ type: "wait_for_storage" });
});

test("access has ended once the page is not given again", () => {
  expect(judge("access_ended", { isPush: false })).toEqual({ type: "reopen" });
  expect(judge("access_ended", { isPush: false, wasGivenSince: false })).toEqual({ type: "access_ended" });
  expect(judge("unknown_page", { isPush: false })).toEqual({ type: "access_ended" });
});
