import type { Id } from "@candor/core/id.ts";
import type { Altitude } from "@candor/core/topic/topic.ts";
import type * as Y from "yjs";
import { type Editor, edit } from "../edit.ts";
import { find, setChanged } from "../roots.ts";
import { layTopic } from "../topic/add-topic.ts";
import { moveTopic } from "../topic/move-topic.ts";

export type AskedQuestion = { id: Id; text: string; altitude: Altitude };

/**
 * Puts topics and a question on a meeting's agenda in one step, behind what stands there already. A topic that is gone
 * or was moved elsewhere meanwhile is left alone.
 *
 * @param question becomes a topic of the editor's.
 */
export function fillMeeting(
  doc: Y.Doc,
  editor: Editor,
  id: Id,
  { topics, question }: { topics: readonly Id[]; question: AskedQuestion | null },
): void {
  const asked =
    question &&
    layTopic(doc, editor, { title: question.text, place: id, altitude: question.altitude, question: question.id });
  edit(doc, "fill agenda", () => {
    const question = asked === null ? null : find(doc, "topics", asked);
    // What asks something big goes first, as on any agenda; a small question waits until the topics are through.
    const isFirst = question?.get("altitude") === "big_picture";
    if (question) setChanged(question, { state: "open" });
    for (const topic of topics) moveTopic(doc, topic, { place: id });
    if (asked !== null) moveTopic(doc, asked, { place: id, at: isFirst ? "first" : "last" });
  });
}
