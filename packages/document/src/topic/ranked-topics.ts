import { byRank } from "@candor/core/topic/rank.ts";
import type { Place } from "@candor/core/topic/topic.ts";
import type * as Y from "yjs";
import { entriesOf } from "../roots.ts";
import { readTopic } from "./read-topic.ts";

/** The topics shown at a place, in order, without the one that is being put there. */
export function rankedTopics(doc: Y.Doc, place: Place, without: string): { id: string; rank: string }[] {
  return entriesOf(doc, "topics")
    .map(([id, map]) => readTopic(id, map))
    .filter((topic) => topic.id !== without && topic.place === place)
    .filter((topic) => topic.state !== "binned" && topic.state !== "let_go")
    .sort(byRank);
}
