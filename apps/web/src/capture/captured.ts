import type { Id } from "@candor/core/id.ts";
import { nextMeeting } from "@candor/core/meeting/next-meeting.ts";
import { type NoteNode, safeHref } from "@candor/core/notes/note-node.ts";
import { addAction } from "@candor/document/action/add-action.ts";
import { setActionState } from "@candor/document/action/edit-action.ts";
import type { Editor } from "@candor/document/edit.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { setTopicState } from "@candor/document/topic/edit-topic.ts";
import type * as Y from "yjs";

export type CaptureKind = "hopper" | "next" | "action";

/** A thought on its way to a page, or in the inbox until somebody says whose page. */
export type Captured = {
  /** of the topic, and of the action, that it becomes: so that arriving twice makes one */
  topicId: Id;
  actionId: Id;
  /** null: not said yet */
  pairId: string | null;
  kind: CaptureKind;
  text: string;
  /** YYYY-MM-DD */
  due: string | null;
  theme: string | null;
  /** what was shared with it */
  link: string | null;
  /** the question of the bank, or of one's own, that it is */
  question?: { id: Id; bigPicture: boolean };
  /** ISO instant */
  at: string;
};

/**
 * Writes what was captured onto a page. What has a date is something to do: it becomes an action of mine; where a
 * topic was asked for, both, the action pointing at the topic.
 */
export function addCaptured(doc: Y.Doc, editor: Editor, captured: Captured): void {
  const page = readPage(doc);
  const mine: Editor = { ...editor, now: captured.at };
  const title = captured.text || captured.link || "";
  const asTopic = captured.kind !== "action";
  if (asTopic && !page.topics.some((topic) => topic.id === captured.topicId)) {
    const notes = notesOf(captured);
    addTopic(
      doc,
      { ...mine, newId: () => captured.topicId },
      {
        title,
        place: captured.kind === "next" ? (nextMeeting(page)?.id ?? "hopper") : "hopper",
        theme: captured.theme,
        ...(captured.question && { question: captured.question.id }),
        ...(captured.question?.bigPicture && { altitude: "big_picture" }),
        ...(notes && { notes }),
      },
    );
  }
  if (asTopic && captured.due === null) return;
  if (page.actions.some((action) => action.id === captured.actionId)) return;
  // An action has no theme of its own; where there is no topic to carry it, the word stays with the text.
  const words = asTopic || captured.theme === null ? title : `${title} #${captured.theme}`;
  addAction(
    doc,
    { ...mine, newId: () => captured.actionId },
    {
      text: !asTopic && captured.text && captured.link ? `${words} ${captured.link}` : words,
      owner: editor.member,
      due: captured.due,
      ...(asTopic && { fromTopic: captured.topicId }),
    },
  );
}

/** Takes it off the page again: into the bin, with whatever the other person has written into it meanwhile. */
export function takeBackCaptured(doc: Y.Doc, editor: Editor, captured: Captured): void {
  setTopicState(doc, editor, captured.topicId, "binned");
  setActionState(doc, editor, captured.actionId, "binned");
}

function notesOf({ link, text }: Captured): NoteNode[] | null {
  if (link === null || text === "") return null;
  const href = safeHref(link);
  return [
    {
      type: "paragraph",
      content: [{ type: "text", text: link, ...(href !== null && { marks: [{ type: "link", attrs: { href } }] }) }],
    },
  ];
}
