import { REFUSAL_CODES, type RefusalName, refusalName } from "@candor/protocol/sync/codes.ts";

export type RefusalFacts = {
  code: number;
  /** whether it was a push that was refused, and not the page */
  isPush: boolean;
  /** how often this very push was refused for this before */
  strikes: number;
  /** whether something that another session has yet to send may be what it stands on */
  mayStandOnOthers: boolean;
  /** whether the page was given since access was last said to have ended */
  wasGivenSince: boolean;
};

export type RefusalVerdict =
  | { type: "access_ended" }
  /** the server's disk is full: nothing is wrong with what was sent */
  | { type: "wait_for_storage" }
  | { type: "wait_for_others" }
  /** the page is loaded anew and the push sent again; `doubt`: what the server has of the push is looked at first */
  | { type: "load_anew"; doubt: boolean }
  | { type: "reopen" }
  /** it would be refused again: it is kept, and the person told */
  | { type: "give_up" }
  /** as the former, and nothing else may be written either */
  | { type: "read_only" };

/** What follows from a refusal. Whatever it is, nothing that was typed is dropped. */
export function judgeRefusal(facts: RefusalFacts): RefusalVerdict {
  const name: RefusalName = refusalName(facts.code) ?? "internal";
  switch (name) {
    case "unknown_page":
      return { type: "access_ended" };
    case "access_ended":
      // It may have changed only: opening the page again tells.
      return facts.wasGivenSince ? { type: "reopen" } : { type: "access_ended" };
    case "storage_unavailable":
      return { type: "wait_for_storage" };
    case "session_taken":
      return { type: "give_up" };
    case "read_only":
      return { type: "read_only" };
    case "too_many_updates":
      return { type: "reopen" };
    default:
      return facts.isPush ? judgePush(name, facts) : { type: "load_anew", doubt: false };
  }
}

/** Once may be for the state of the page here, which is then loaded anew; twice is for the change itself. */
function judgePush(name: RefusalName, { strikes, mayStandOnOthers }: RefusalFacts): RefusalVerdict {
  if (name === "causal_gap" && mayStandOnOthers) return { type: "wait_for_others" };
  if (strikes > 0 || REFUSAL_CODES[name].closes === "push") return { type: "give_up" };
  return { type: "load_anew", doubt: name === "causal_gap" };
}
