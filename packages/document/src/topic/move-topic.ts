import type { Id } from "@candor/core/id.ts";
import { type Anchor, ranksFor } from "@candor/core/topic/rank.ts";
import type { Place } from "@candor/core/topic/topic.ts";
import type * as Y from "yjs";
import { edit } from "../edit.ts";
import { find, setChanged } from "../roots.ts";
import { applyRanks } from "./apply-ranks.ts";
import { rankedTopics } from "./ranked-topics.ts";

/**
 * Puts a topic somewhere else by changing where it says it stands. Nothing is deleted and inserted again, so typing
 * that goes on meanwhile stays in it, and two moves at once leave one topic.
 */
export function moveTopic(doc: Y.Doc, id: Id, to: { place: Place; at?: Anchor }): void {
  edit(doc, "move topic", () => {
    const map = find(doc, "topics", id);
    if (!map) return;
    // What is put somewhere else is to be talked about there.
    const isReopened = map.get("state") === "discussed" && map.get("place") !== to.place;
    setChanged(map, { place: to.place, ...(isReopened && { state: "open" }) });
    applyRanks(doc, "topics", ranksFor(id, to.at ?? "last", rankedTopics(doc, to.place, id)));
  });
}
