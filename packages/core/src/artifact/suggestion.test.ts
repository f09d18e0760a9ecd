import { expect, test } from "vitest";
import { decideSuggestion, SUGGESTION_ACTS, SUGGESTION_STATES } from "./suggestion.ts";

const writer = { mayWrite: true, isMine: false };
const proposer = { mayWrite: false, isMine: true };

test("whoever may write accepts or declines, and whoever made it takes it back", () => {
  expect(decideSuggestion("open", "accept", writer)).toEqual({ type: "becomes", state: "accepting" });
  expect(decideSuggestion("open", "decline", writer)).toEqual({ type: "becomes", state: "declined" });
  expect(decideSuggestion("open", "withdraw", writer)).toEqual({ type: "denied" });
  expect(decideSuggestion("open", "withdraw", proposer)).toEqual({ type: "becomes", state: "withdrawn" });
  expect(decideSuggestion("open", "accept", proposer)).toEqual({ type: "denied" });
});

test("what was decided stays decided, and what is being accepted is only ever accepted", () => {
  for (const act of SUGGESTION_ACTS)
    for (const state of SUGGESTION_STATES) {
      if (state === "open" || (state === "accepting" && act === "accept")) continue;
      const verdict = decideSuggestion(state, act, { mayWrite: true, isMine: true });
      expect([act, state, verdict]).toEqual([act, state, { type: "over" }]);
    }
});
