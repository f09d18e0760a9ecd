import type { Id } from "@candor/core/id.ts";
import { ranksFor } from "@candor/core/topic/rank.ts";
import type * as Y from "yjs";
import { layGroundwork } from "../edit.ts";
import { readPage } from "../page/read-page.ts";
import { find, meetingsMap } from "../roots.ts";
import { applyRanks } from "../topic/apply-ranks.ts";
import { DISCUSSED_AT } from "../topic/edit-topic.ts";
import { rankedTopics } from "../topic/ranked-topics.ts";
import { CARRIED } from "../topic/read-topic.ts";
import { meetingKey, RETURNS } from "./read-meeting.ts";

/**
 * Brings back to the Hopper what came onto a meeting's agenda after it had been ended: from somebody who was offline, or
 * took *discussed* back. And the other way round: what one ticked off, while the other moved it or ended the meeting,
 * goes back to that meeting and was not carried. Where both devices do it at once, each topic goes once and is carried once.
 *
 * @returns the topics that went.
 */
export function returnStragglers(doc: Y.Doc): Id[] {
  const { meetings, topics } = readPage(doc);
  const ended = new Map(
    meetings
      .filter(({ id, state }) => state !== "planned" && meetingsMap(doc).get(meetingKey(id, RETURNS)) === true)
      .map((meeting) => [meeting.id, meeting.state]),
  );
  const stragglers = topics.filter(({ place, state }) => state === "open" && ended.has(place));
  const lastEnded = [...ended.keys()].reverse(); // meetings come oldest first
  const known = new Set(meetings.map(({ id }) => id));
  const ticked = topics.flatMap(({ id, place, state, carriedFrom }) => {
    const at = find(doc, "topics", id)?.get(DISCUSSED_AT);
    const meeting = typeof at === "string" && known.has(at) ? at : lastEnded.find((each) => carriedFrom.includes(each));
    return place === "hopper" && state === "discussed" && meeting ? [{ id, meeting }] : [];
  });
  if (stragglers.length + ticked.length === 0) return [];
  layGroundwork(doc, () => {
    for (const { id, place } of stragglers) {
      const map = find(doc, "topics", id);
      if (!map) continue;
      if (ended.get(place) === "held") map.set(CARRIED + place, true);
      map.set("place", "hopper");
      applyRanks(doc, "topics", ranksFor(id, "last", rankedTopics(doc, "hopper", id)));
    }
    for (const { id, meeting } of ticked) {
      const map = find(doc, "topics", id);
      map?.delete(CARRIED + meeting);
      map?.set("place", meeting);
    }
  });
  return [...stragglers, ...ticked].map(({ id }) => id);
}
