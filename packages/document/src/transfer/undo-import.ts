import type { Id } from "@candor/core/id.ts";
import type * as Y from "yjs";
import { type Editor, edit } from "../edit.ts";
import { keysOfMeeting } from "../meeting/keys-of-meeting.ts";
import { isPlanned, meetingKey } from "../meeting/read-meeting.ts";
import { entriesOf, find, meetingsMap, type Root, stringOf } from "../roots.ts";
import { broughtBy, importOf, isAsImported, openImports, writeImport } from "./import-record.ts";

export type UndoneImport = {
  removed: { meetings: number; topics: number; actions: number };
  /** what somebody changed since, and with it the meetings it stands at: all of it stays */
  kept: number;
};

/** What somebody may have said of a meeting since it came. */
const SAID_OF_A_MEETING = ["startedAt", "iceBreaker", "thanksOfA", "thanksOfB", "why"] as const;

/**
 * Takes a whole import back, whenever it was and on whatever device: topics and actions go to the bin, the meetings it
 * made off the page. What either of the two has changed since stays where it is. One step for undo.
 *
 * @returns null where there is no such import, or it can no longer be taken back.
 */
export function undoImport(doc: Y.Doc, editor: Editor, importId: Id): UndoneImport | null {
  const found = openImports(doc, Temporal.Instant.from(editor.now)).find(({ id }) => id === importId);
  if (!found) return null;
  const brought = broughtBy(doc, importId);
  return edit(doc, "undo import", () => {
    let kept = 0;
    const bin = (root: Root, ids: readonly Id[]) => {
      let removed = 0;
      for (const id of ids) {
        const map = find(doc, root, id);
        if (!map || stringOf(map, "state") === "binned") continue;
        if (!isAsImported(map)) kept += 1;
        else {
          map.set("state", "binned");
          map.set("stateAt", editor.now);
          removed += 1;
        }
      }
      return removed;
    };
    const topics = bin("topics", brought.topics);
    const actions = bin("actions", brought.actions);
    for (const [, map] of entriesOf(doc, "pairing")) {
      if (importOf(map) !== importId || stringOf(map, "binnedAt") !== null) continue;
      if (isAsImported(map)) map.set("binnedAt", editor.now);
      else kept += 1;
    }
    let meetings = 0;
    const used = usedMeetings(doc);
    for (const id of brought.meetings) {
      const map = meetingsMap(doc);
      if (!isPlanned(map, id)) continue;
      if (used.has(id) || SAID_OF_A_MEETING.some((field) => map.get(meetingKey(id, field)))) kept += 1;
      else {
        for (const key of keysOfMeeting(map, id)) map.delete(key);
        meetings += 1;
      }
    }
    writeImport(doc, { ...found, undoneAt: editor.now });
    return { removed: { meetings, topics, actions }, kept };
  });
}

/** Where something stands, or came from, that is not in the bin. */
function usedMeetings(doc: Y.Doc): ReadonlySet<unknown> {
  const used = new Set<unknown>();
  for (const root of ["topics", "actions"] as const) {
    for (const [, map] of entriesOf(doc, root)) {
      if (stringOf(map, "state") !== "binned") used.add(map.get("place")).add(map.get("fromMeeting"));
    }
  }
  return used;
}
