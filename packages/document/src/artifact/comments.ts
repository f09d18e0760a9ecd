import { type Id, isId } from "@candor/core/id.ts";
import type * as Y from "yjs";
import { edit } from "../edit.ts";
import { setChanged } from "../roots.ts";
import { commentsMap } from "./artifact-roots.ts";

export type Comment = {
  id: Id;
  text: string;
  /** who, by number; as the server knows the others of the artifact */
  by: string;
  /** ISO instant */
  at: string;
  /** what it is about, as it read then; "": all of it */
  quote: string;
  /** the comment it answers; null: none */
  to: Id | null;
  /** ISO instant since when it needs nobody any more; null: it does */
  settledAt: string | null;
};

export const MAX_COMMENT_LENGTH = 2_000; // UTF-16 units, as any plain value

export type NewComment = Pick<Comment, "id" | "text" | "by" | "at" | "quote" | "to">;

export function addComment(doc: Y.Doc, { id, text, by, at, quote, to }: NewComment): void {
  edit(doc, "add a comment", () => {
    const values = { [`${id}:by`]: by, [`${id}:at`]: at, [`${id}:quote`]: quote, [`${id}:to`]: to };
    setChanged(commentsMap(doc), { [id]: text.slice(0, MAX_COMMENT_LENGTH), ...values });
  });
}

export function settleComment(doc: Y.Doc, id: Id, at: string | null): void {
  edit(doc, "settle a comment", () => setChanged(commentsMap(doc), { [`${id}:settled`]: at }));
}

/** Oldest first; answers come with what they answer. */
export function readComments(doc: Y.Doc): Comment[] {
  const map = commentsMap(doc);
  const comments: Comment[] = [];
  for (const [id, text] of map.entries()) {
    if (!isId(id) || typeof text !== "string") continue;
    const field = (name: string) => {
      const value = map.get(`${id}:${name}`);
      return typeof value === "string" ? value : null;
    };
    const [by, at, quote, to] = [field("by") ?? "", field("at") ?? "", field("quote") ?? "", field("to")];
    comments.push({ id, text, by, at, quote, to, settledAt: field("settled") });
  }
  return comments.sort((one, other) => (one.at + one.id < other.at + other.id ? -1 : 1));
}
