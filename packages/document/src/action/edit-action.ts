import type { ActionState } from "@candor/core/action/action.ts";
import type { Id } from "@candor/core/id.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import * as Y from "yjs";
import { type Editor, edit } from "../edit.ts";
import { find, setChanged } from "../roots.ts";
import { setText } from "../text.ts";

export function setActionText(doc: Y.Doc, id: Id, next: string): void {
  edit(doc, "edit action", () => {
    const text = find(doc, "actions", id)?.get("text");
    if (text instanceof Y.Text) setText(text, next);
  });
}

export function setActionTraits(doc: Y.Doc, id: Id, traits: { owner?: MemberId; due?: string | null }): void {
  edit(doc, "change action", () => {
    const map = find(doc, "actions", id);
    if (map) setChanged(map, traits);
  });
}

/** @param why a word why, where it is dropped. */
export function setActionState(
  doc: Y.Doc,
  editor: Editor,
  id: Id,
  state: ActionState,
  why: string | null = null,
): void {
  edit(doc, "mark action", () => {
    const map = find(doc, "actions", id);
    if (map) setChanged(map, { state, why, stateAt: editor.now });
  });
}
