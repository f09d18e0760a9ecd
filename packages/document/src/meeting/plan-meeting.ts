import type { Id } from "@candor/core/id.ts";
import type { Medium } from "@candor/core/meeting/meeting.ts";
import * as Y from "yjs";
import { edit, layGroundwork } from "../edit.ts";
import { readSettings } from "../page/read-settings.ts";
import { find, rootMap, setChanged } from "../roots.ts";

/** Puts a meeting on the page with the pair's usual length; a meeting that is there already stays as it is. */
export function planMeeting(doc: Y.Doc, { id, start }: { id: Id; start: string | null }): void {
  layGroundwork(doc, () => {
    if (find(doc, "meetings", id)) return;
    const settings = readSettings(doc);
    const map = new Y.Map<unknown>();
    map.set("start", start);
    map.set("timeZone", settings.timeZone);
    map.set("minutes", settings.minutes);
    map.set("state", "planned");
    if (settings.medium) map.set("medium", settings.medium);
    rootMap(doc, "meetings").set(id, map);
  });
}

export type MeetingChange = { start?: string | null; timeZone?: string; minutes?: number; medium?: Medium | null };

/** Moves a meeting or changes how it is held. Its agenda belongs to the pair and comes along by itself. */
export function changeMeeting(doc: Y.Doc, id: Id, change: MeetingChange): void {
  edit(doc, "change meeting", () => {
    const map = find(doc, "meetings", id);
    if (map) setChanged(map, change);
  });
}
