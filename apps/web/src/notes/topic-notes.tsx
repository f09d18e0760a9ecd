import type { Id } from "@candor/core/id.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { topicNotes } from "@candor/document/topic/edit-topic.ts";
import type { PageHandle } from "../offline/page-handle.ts";
import { EditableNotes } from "./editable-notes.tsx";
import { texts } from "./texts.ts";

/**
 * The notes of a topic, to read and to write. Enter on the topic's row opens them by
 * `openNotes(topicNotes(handle.doc, topicId))`.
 *
 * @param labelledBy id of the element that holds the topic's title.
 * @param names of both seats, offered after an @.
 * @param onEscape takes the focus back to the topic's row.
 */
export function TopicNotes({
  handle,
  topicId,
  labelledBy,
  title,
  names,
  onEscape,
}: {
  handle: PageHandle;
  topicId: Id;
  labelledBy: string;
  title?: string;
  names?: Readonly<Record<MemberId, string>>;
  onEscape?: () => void;
}) {
  const fragment = topicNotes(handle.doc, topicId);
  if (!fragment) return null;
  return (
    <EditableNotes
      key={topicId}
      handle={handle}
      fragment={fragment}
      labelledBy={labelledBy}
      editLabel={title === undefined ? texts.editNotes : texts.editNotesOf(title)}
      emptyLabel={texts.addNotes}
      emptyName={title === undefined ? undefined : texts.addNotesTo(title)}
      names={names}
      onEscape={onEscape}
    />
  );
}
