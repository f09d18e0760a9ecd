import type { Feeling, FrictionKind, FrictionState, GapState, PairingKind } from "@candor/core/pairing/pairing.ts";

/** What pairing is called, on the screen and in files alike. */
export const PAIRING_WORDS = {
  /** the heading of all of it in a file; not what anybody calls a topic, since an import passes over what is under it */
  title: "Worked side by side",
  kinds: {
    code: "Code together",
    review: "Review a change",
    spec: "Write a spec",
    spreadsheet: "Model in a spreadsheet",
    sql: "Answer a question with SQL",
    shoes: "A mile in their shoes",
  } satisfies Record<PairingKind, string>,
  frictionKinds: {
    tooling: "Tooling",
    documentation: "Documentation",
    template: "Template",
    process: "Process",
    training: "Training",
    access: "Access",
  } satisfies Record<FrictionKind, string>,
  states: {
    open: "open",
    fixing: "being fixed",
    fixed: "fixed",
    stayed: "stayed fixed",
    let_go: "let go",
  } satisfies Record<FrictionState, string>,
  feelings: {
    pleased: "pleased",
    curious: "curious",
    puzzled: "puzzled",
    tired: "tired",
    annoyed: "annoyed",
    stuck: "stuck",
  } satisfies Record<Feeling, string>,
  gaps: { asked: "", kept: "in their portrait", left: "left out of their portrait" } satisfies Record<GapState, string>,
  friction: "Friction",
  /** when a session began, and when it ended; null: it goes on */
  when: ({ day, time }: { day: string; time: string }, end: string | null, timeZone: string) =>
    `${day}, ${end === null ? `since ${time}` : `${time} to ${end}`} (${timeZone})`,
  severity: (said: string) => `how bad: “${said}”`,
  gapOf: (name: string) => `Something ${name} wants to learn`,
  nobody: "nobody owns it yet",
  owner: (name: string) => `owner: ${name}`,
  cameBack: (times: number) => (times === 1 ? "came back once" : `came back ${times} times`),
  checkOn: (day: string) => `to be looked at again on ${day}`,
  untitled: "no words",
};

export type PairingWords = typeof PAIRING_WORDS;
