import { byRank } from "@candor/core/topic/rank.ts";
import type { Place } from "@candor/core/topic/topic.ts";
import type * as Y from "yjs";
import { isPlanned } from "../meeting/read-meeting.ts";
import { entriesOf, meetingsMap, rankOf } from "../roots.ts";

/** The topics shown at a place, in order, without the one that is being put there. */
export function rankedTopics(doc: Y.Doc, place: Place, without: string): { id: string; rank: string }[] {
  const meetings = meetingsMap(doc);
  return entriesOf(doc, "topics")
    .filter(([id, map]) => id !== without && placeOf(map, meetings) === place && isShown(map))
    .map(([id, map]) => ({ id, rank: rankOf(map) }))
    .sort(byRank);
}

/** As `readPage` has it: what says it stands on a meeting that is gone stands in the Hopper. */
function placeOf(map: Y.Map<unknown>, meetings: Y.Map<unknown>): Place {
  const place = map.get("place");
  return typeof place === "string" && isPlanned(meetings, place) ? place : "hopper";
}

function isShown(map: Y.Map<unknown>): boolean {
  const state = map.get("state");
  return state !== "binned" && state !== "let_go";
}
