import type { Id } from "@candor/core/id.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { answerTopic, setTopicState } from "@candor/document/topic/edit-topic.ts";
import type { PageHandle } from "../offline/page-handle.ts";
import { type TakeBack, undoable } from "../page/undoable.ts";

const TITLE_LENGTH = 120; // letters

/** The line as it goes onto a page; nothing else of a notebook is handed over. */
export type Line = { line: string; link: string | null };

/**
 * Puts the line on a page, as what came of a topic, or of a new one that says it.
 *
 * @param topic null: a new topic of mine in the Hopper, already talked about, so that it asks for nothing.
 * @returns null where nothing was changed.
 */
export function putLine(handle: PageHandle, topic: Id | null, said: Line): TakeBack | null {
  return undoable(handle.undo, () => {
    if (topic !== null) {
      answerTopic(handle.doc, topic, said);
      return;
    }
    // Its title is the line, too: the theme's name is private.
    const title = said.line.length > TITLE_LENGTH ? `${said.line.slice(0, TITLE_LENGTH - 1)}…` : said.line;
    const id = addTopic(handle.doc, handle.editor(), { title, place: "hopper", altitude: "big_picture" });
    answerTopic(handle.doc, id, said);
    setTopicState(handle.doc, handle.editor(), id, "discussed");
  });
}
