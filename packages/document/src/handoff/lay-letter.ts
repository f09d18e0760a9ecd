import type { Id } from "@candor/core/id.ts";
import { nextMeeting } from "@candor/core/meeting/next-meeting.ts";
import type { NoteNode } from "@candor/core/notes/note-node.ts";
import type * as Y from "yjs";
import { addAction } from "../action/add-action.ts";
import type { Editor } from "../edit.ts";
import { readMeetings } from "../meeting/read-meeting.ts";
import { linesOf } from "../notes/plain-paragraphs.ts";
import { readSchemaVersion } from "../page/read-settings.ts";
import { find } from "../roots.ts";
import { addTopic } from "../topic/add-topic.ts";

/** What somebody hands over to a new manager; the ids are those that the things get on the new page. */
export type HandedLetter = {
  id: Id;
  title: string;
  /** plain, a line a paragraph */
  text: string;
  topics: readonly { id: Id; title: string }[];
  actions: readonly { id: Id; text: string; due: string | null }[];
};

export type LaidLetter = "laid" | "there" | "no_page";

/**
 * Puts a letter first on the next agenda of the new page, with its topics in the Hopper and its actions on the list; all
 * as of the one who hands them over. What stands there already is not put there again.
 *
 * @returns "no_page" where nobody has begun the page yet, and nothing was done.
 */
export function layLetter(doc: Y.Doc, editor: Omit<Editor, "newId">, letter: HandedLetter): LaidLetter {
  if (readSchemaVersion(doc) === 0) return "no_page";
  if (find(doc, "topics", letter.id)) return "there";
  const as = (id: Id): Editor => ({ ...editor, newId: () => id });
  const place = nextMeeting({ meetings: readMeetings(doc) })?.id ?? "hopper";
  addTopic(doc, as(letter.id), {
    ...{ title: letter.title, place, at: "first", altitude: "big_picture" },
    notes: linesOf(letter.text).map(paragraph),
  });
  for (const { id, title } of letter.topics) {
    if (!find(doc, "topics", id)) addTopic(doc, as(id), { title, place: "hopper", altitude: "big_picture" });
  }
  for (const { id, text, due } of letter.actions) {
    if (!find(doc, "actions", id)) addAction(doc, as(id), { text, owner: editor.member, due });
  }
  return "laid";
}

function paragraph(text: string): NoteNode {
  return { type: "paragraph", content: [{ type: "text", text }] };
}
