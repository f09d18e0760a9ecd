import type { Id } from "@candor/core/id.ts";
import * as Y from "yjs";
import { type Editor, edit } from "../edit.ts";
import { keysOfMeeting } from "../meeting/keys-of-meeting.ts";
import { ELSEWHERE, readMeeting, readMeetings } from "../meeting/read-meeting.ts";
import { readNotes } from "../notes/read-notes.ts";
import { replaceNotes } from "../notes/replace-notes.ts";
import { entriesOf, find, meetingsMap, pageMap, type Root, setChanged, stringOf, welcomeFragment } from "../roots.ts";
import { setText } from "../text.ts";

/** How many topics, actions and meetings were otherwise than they had been; 0: there was nothing to restore. */
export type Restored = { changed: number; binned: number };

/**
 * Brings a meeting back as an older version of the page had it: its time and state, the topics that stood on its agenda
 * with their texts, and the texts of its actions. What was added since stays. One step for undo.
 *
 * @param old a document of its own that holds the older version.
 */
export function restoreMeeting(doc: Y.Doc, old: Y.Doc, id: Id): Restored {
  return edit(doc, "restore meeting", () => {
    let changed = restoreMeetingFields(doc, old, id) ? 1 : 0;
    for (const [topic, map] of entriesOf(old, "topics")) {
      if (map.get("place") === id && restoreThing(doc, "topics", topic, map)) changed += 1;
    }
    for (const [action, map] of entriesOf(old, "actions")) {
      // done or dropped since then is a fact of its own and stays so
      if (map.get("fromMeeting") === id && restoreThing(doc, "actions", action, map, ["state", "stateAt", "why"])) {
        changed += 1;
      }
    }
    return { changed, binned: 0 };
  });
}

/**
 * Brings the whole page back as an older version had it. What was added since goes to the bin, meetings that were
 * planned since are taken off. What has been sealed into a year's volume meanwhile stays there. One step for undo.
 */
export function restorePage(doc: Y.Doc, editor: Editor, old: Y.Doc): Restored {
  return edit(doc, "restore page", () => {
    let changed = 0;
    let binned = 0;
    for (const root of ["topics", "actions"] as const) {
      const known = new Map(entriesOf(old, root));
      for (const [id, map] of entriesOf(doc, root)) {
        const before = known.get(id);
        if (before) changed += restoreThing(doc, root, id, before) ? 1 : 0;
        else if (stringOf(map, "state") !== "binned") {
          setChanged(map, { state: "binned", stateAt: editor.now });
          binned += 1;
        }
      }
    }
    const paired = new Map(entriesOf(old, "pairing"));
    for (const [id, map] of entriesOf(doc, "pairing")) {
      const before = paired.get(id);
      if (before) changed += restoreThing(doc, "pairing", id, before) ? 1 : 0;
      else if (stringOf(map, "binnedAt") === null) {
        setChanged(map, { binnedAt: editor.now });
        binned += 1;
      }
    }
    for (const { id } of readMeetings(doc)) {
      if (readMeeting(old, id)) changed += restoreMeetingFields(doc, old, id) ? 1 : 0;
      else takeOff(doc, id);
    }
    const [map, before] = [meetingsMap(doc), meetingsMap(old)];
    for (const key of new Set([...keysOfMeeting(map, ELSEWHERE), ...keysOfMeeting(before, ELSEWHERE)]))
      changed += restoreValue(map, before, key) ? 1 : 0;
    replaceNotes(welcomeFragment(doc), readNotes(welcomeFragment(old)));
    restoreValues(pageMap(doc), pageMap(old), ["schemaVersion"]);
    return { changed, binned };
  });
}

function restoreMeetingFields(doc: Y.Doc, old: Y.Doc, id: Id): boolean {
  if (!readMeeting(doc, id) || !readMeeting(old, id)) return false;
  const [map, before] = [meetingsMap(doc), meetingsMap(old)];
  let changed = false;
  for (const key of new Set([...keysOfMeeting(map, id), ...keysOfMeeting(before, id)])) {
    changed = restoreValue(map, before, key) || changed;
  }
  return changed;
}

function takeOff(doc: Y.Doc, id: Id): void {
  const map = meetingsMap(doc);
  for (const key of keysOfMeeting(map, id)) map.delete(key);
}

/** @returns whether anything was otherwise. */
function restoreThing(doc: Y.Doc, root: Root, id: Id, before: Y.Map<unknown>, except: readonly string[] = []): boolean {
  const map = find(doc, root, id);
  if (!map) return false;
  let changed = restoreValues(map, before, except);
  for (const [key, was] of before.entries()) {
    const is = map.get(key);
    if (was instanceof Y.Text && is instanceof Y.Text && is.toJSON() !== was.toJSON()) {
      setText(is, was.toJSON());
      changed = true;
    } else if (was instanceof Y.XmlFragment && is instanceof Y.XmlFragment) {
      const nodes = readNotes(was);
      if (JSON.stringify(readNotes(is)) === JSON.stringify(nodes)) continue;
      replaceNotes(is, nodes);
      changed = true;
    }
  }
  return changed;
}

function restoreValues(map: Y.Map<unknown>, before: Y.Map<unknown>, except: readonly string[]): boolean {
  const keys = [...new Set([...map.keys(), ...before.keys()])].filter((key) => !except.includes(key));
  return keys.map((key) => restoreValue(map, before, key)).includes(true);
}

function restoreValue(map: Y.Map<unknown>, before: Y.Map<unknown>, key: string): boolean {
  const [is, was] = [map.get(key), before.get(key)];
  if (is === was || isShared(is) || isShared(was)) return false;
  if (was === undefined) map.delete(key);
  else map.set(key, was);
  return true;
}

function isShared(value: unknown): boolean {
  return value instanceof Y.AbstractType;
}
