import type { Id } from "@candor/core/id.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { byRank, ranksFor } from "@candor/core/topic/rank.ts";
import * as Y from "yjs";
import { type Editor, edit, layGroundwork } from "../edit.ts";
import { entriesOf, find, rankOf, rootMap } from "../roots.ts";
import { wellFormed } from "../text.ts";

export type NewAction = {
  text: string;
  owner: MemberId;
  /** YYYY-MM-DD */
  due: string | null;
  fromTopic?: Id;
  fromMeeting?: Id;
};

/** @returns the new action's id. */
export function addAction(doc: Y.Doc, editor: Editor, action: NewAction): Id {
  const id = layAction(doc, editor, action);
  edit(doc, "add action", () => find(doc, "actions", id)?.set("state", "open"));
  return id;
}

/** Puts an action into the bin, for an edit of more than this action to take out of it. @returns its id. */
export function layAction(doc: Y.Doc, editor: Editor, action: NewAction): Id {
  const id = editor.newId();
  layGroundwork(doc, () => {
    const others = entriesOf(doc, "actions").map(([each, map]) => ({ id: each, rank: rankOf(map) }));
    const ranks = ranksFor(id, "last", others.sort(byRank));
    const map = new Y.Map<unknown>();
    map.set("text", new Y.Text(wellFormed(action.text)));
    map.set("owner", action.owner);
    map.set("due", action.due);
    map.set("state", "binned");
    map.set("rank", ranks.get(id));
    map.set("createdAt", editor.now);
    if (action.fromTopic) map.set("fromTopic", action.fromTopic);
    if (action.fromMeeting) map.set("fromMeeting", action.fromMeeting);
    rootMap(doc, "actions").set(id, map);
  });
  return id;
}
