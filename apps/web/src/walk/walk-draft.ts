import type { Id } from "@candor/core/id.ts";
import { isMemberId, type MemberId } from "@candor/core/person/member.ts";
import type { WalkCapture } from "@candor/document/meeting/capture-walk.ts";

export type DraftLine = { line: string; talked: boolean };
export type DraftAction = { id: Id; text: string; owner: MemberId; due: string };

/** What is typed after a walk and not on the page yet. */
export type WalkDraft = {
  meeting: Id;
  /** by topic */
  lines: Readonly<Record<Id, DraftLine>>;
  also: readonly { id: Id; title: string }[];
  actions: readonly DraftAction[];
};

export function emptyDraft(meeting: Id): WalkDraft {
  return { meeting, lines: {}, also: [], actions: [] };
}

export function isEmptyDraft({ lines, also, actions }: WalkDraft): boolean {
  return (
    Object.values(lines).every(({ line, talked }) => !talked && line.trim() === "") &&
    also.every(({ title }) => title.trim() === "") &&
    actions.every(({ text }) => text.trim() === "")
  );
}

/** What of a draft goes onto the page: empty lines say nothing. */
export function captureOf({ lines, also, actions }: WalkDraft): WalkCapture {
  return {
    lines: Object.entries(lines)
      .map(([topic, { line, talked }]) => ({ topic, line: line.trim(), talked }))
      .filter(({ line, talked }) => talked || line !== "")
      .map(({ topic, line }) => ({ topic, line })),
    also: also.map(({ id, title }) => ({ id, title: title.trim() })).filter(({ title }) => title !== ""),
    actions: actions
      .map(({ id, text, owner, due }) => ({ id, text: text.trim(), owner, due: due === "" ? null : due }))
      .filter(({ text }) => text !== ""),
  };
}

/** A keep such as the browser's, which outlives the tab. */
export type Keep = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** @returns null where there is none, or nothing that makes sense. */
export function recallDraft(keep: Keep | null, pairId: string): WalkDraft | null {
  try {
    const stored: unknown = JSON.parse(keep?.getItem(keyOf(pairId)) ?? "null");
    return isDraft(stored) ? stored : null;
  } catch {
    return null;
  }
}

/** @returns whether it will still be there when the browser has been closed. */
export function keepDraft(keep: Keep | null, pairId: string, draft: WalkDraft): boolean {
  try {
    if (isEmptyDraft(draft)) keep?.removeItem(keyOf(pairId));
    else keep?.setItem(keyOf(pairId), JSON.stringify(draft));
    return keep !== null;
  } catch {
    return false;
  }
}

export function forgetDraft(keep: Keep | null, pairId: string): void {
  try {
    keep?.removeItem(keyOf(pairId));
  } catch {
    // what can't be taken away is shown once more; pressing Done again adds nothing twice
  }
}

/** null where this browser has none, or forbids it. */
export function deviceKeep(): Keep | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

function keyOf(pairId: string): string {
  return `candor.walk.${pairId}`;
}

function isDraft(value: unknown): value is WalkDraft {
  if (typeof value !== "object" || value === null) return false;
  const { meeting, lines, also, actions } = value as Partial<Record<keyof WalkDraft, unknown>>;
  return (
    typeof meeting === "string" &&
    typeof lines === "object" &&
    lines !== null &&
    Object.values(lines).every((each) => has(each, { line: "string", talked: "boolean" })) &&
    Array.isArray(also) &&
    also.every((each) => has(each, { id: "string", title: "string" })) &&
    Array.isArray(actions) &&
    actions.every((each) => has(each, { id: "string", text: "string", due: "string" }) && isMemberId(each.owner))
  );
}

function has(value: unknown, fields: Record<string, "string" | "boolean">): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(fields).every(([name, type]) => typeof (value as Record<string, unknown>)[name] === type);
}
