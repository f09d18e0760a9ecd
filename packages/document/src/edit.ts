import type { Id } from "@candor/core/id.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type * as Y from "yjs";

/** Who edits, when, and where new ids come from: read at the edge and handed in. */
export type Editor = {
  member: MemberId;
  /** ISO instant; shown to people, never used to order */
  now: string;
  newId: () => Id;
};

/** The origin of a person's own edit on this device: what undo may take back. */
export class LocalEdit {
  readonly command: string;
  constructor(command: string) {
    this.command = command;
  }
}

/** The origin of whatever came from elsewhere: the server, another tab, this device's store. Never undone. */
export class ArrivedUpdate {
  readonly from: "server" | "tab" | "store";
  constructor(from: "server" | "tab" | "store") {
    this.from = from;
  }
}

/**
 * The origin of what an edit stands on and undo must not take away: a new topic begins in the bin as groundwork and is
 * taken out of it as an edit, so that undoing the addition bins it with all that the other person wrote into it.
 */
export class Groundwork {}

export function layGroundwork<T>(doc: Y.Doc, change: () => T): T {
  return doc.transact(change, new Groundwork());
}

export function edit<T>(doc: Y.Doc, command: string, change: () => T): T {
  return doc.transact(change, new LocalEdit(command));
}
