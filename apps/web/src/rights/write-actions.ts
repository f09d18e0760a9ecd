import type { Action } from "@candor/core/action/action.ts";
import type { TextFile } from "./pack-zip.ts";

export type MyAction = Action & { with: string };

const STATES = { open: "Open", done: "Done", dropped: "Dropped", binned: "In the bin" } as const;

/** My actions of all pages, as Markdown by how they stand and as JSON. */
export function writeActions(actions: readonly MyAction[]): TextFile[] {
  const lines = ["# My actions", ""];
  for (const state of ["open", "done", "dropped", "binned"] as const) {
    const those = actions.filter((action) => action.state === state);
    if (those.length === 0) continue;
    lines.push(`## ${STATES[state]}`, "");
    for (const action of those.toSorted(byDue)) {
      const due = action.due === null ? "" : `, due ${action.due}`;
      const text = action.text.replace(/\s+/g, " ").trim();
      lines.push(`- [${state === "done" ? "x" : " "}] ${text} (with ${action.with}${due})`);
    }
    lines.push("");
  }
  if (actions.length === 0) lines.push("You have none.", "");
  return [
    { path: "actions.md", text: lines.join("\n") },
    { path: "actions.json", text: `${JSON.stringify(actions, null, 2)}\n` },
  ];
}

function byDue(left: MyAction, right: MyAction): number {
  return (left.due ?? "9999") < (right.due ?? "9999") ? -1 : 1;
}
