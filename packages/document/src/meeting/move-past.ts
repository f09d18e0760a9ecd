import type { Id } from "@candor/core/id.ts";
import type * as Y from "yjs";
import { edit } from "../edit.ts";
import { moveTopic } from "../topic/move-topic.ts";
import { rankedTopics } from "../topic/ranked-topics.ts";
import { moveMeeting } from "./plan-meeting.ts";

/** Moves a meeting past another one and puts what was on it on that one's agenda, before what stands there, in one step. */
export function movePast(
  doc: Y.Doc,
  id: Id,
  { start, counts, topicsTo }: { start: string; counts: boolean; topicsTo: Id },
): void {
  edit(doc, "move meeting", () => {
    moveMeeting(doc, id, start, counts);
    for (const topic of rankedTopics(doc, id, "").reverse()) moveTopic(doc, topic.id, { place: topicsTo, at: "first" });
  });
}
