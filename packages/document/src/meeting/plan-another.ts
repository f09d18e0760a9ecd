import type { Id } from "@candor/core/id.ts";
import type * as Y from "yjs";
import { edit, layGroundwork } from "../edit.ts";
import { meetingsMap } from "../roots.ts";
import { moveTopic } from "../topic/move-topic.ts";
import { ELSEWHERE, meetingKey, WITHDRAWN } from "./read-meeting.ts";

/**
 * Plans a meeting as a step of one's own. Undo takes it off the page again, unless somebody has made something of it
 * meanwhile; topics that stand on it stand in the Hopper then, until redo brings it back.
 *
 * @param id a new one.
 * @param topic is put on it in the same step.
 */
export function planAnother(doc: Y.Doc, { id, start, topic }: { id: Id; start: string; topic: Id | null }): void {
  const map = meetingsMap(doc);
  const withdrawn = meetingKey(id, WITHDRAWN);
  layGroundwork(doc, () => {
    map.set(id, start);
    map.set(withdrawn, true);
  });
  edit(doc, "plan meeting", () => {
    map.delete(withdrawn);
    map.delete(`${ELSEWHERE}:${start}`);
    if (topic !== null) moveTopic(doc, topic, { place: id });
  });
}
