import type { NoteNode } from "@candor/core/notes/note-node.ts";
import type { FirstSettings, PageSettings } from "@candor/core/page/page.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type * as Y from "yjs";
import { type Editor, edit, layGroundwork } from "../edit.ts";
import { planMeeting } from "../meeting/plan-meeting.ts";
import { writeNotes } from "../notes/write-notes.ts";
import { pageMap, setChanged, welcomeFragment } from "../roots.ts";
import { SCHEMA_VERSION } from "../schema-version.ts";
import { isTimeZone, readSchemaVersion, readSettings } from "./read-settings.ts";

/**
 * Fills the document of a new pair. Only whoever creates the pair calls it, once; the other joins what is there.
 *
 * @param firstStart wall-clock start of the first meeting, or null to leave it open.
 */
export function beginPage(
  doc: Y.Doc,
  editor: Editor,
  {
    settings,
    welcome,
    firstStart,
  }: { settings: FirstSettings; welcome: readonly NoteNode[]; firstStart: string | null },
): void {
  layGroundwork(doc, () => {
    setChanged(pageMap(doc), { schemaVersion: SCHEMA_VERSION, ...settings });
    writeNotes(welcomeFragment(doc), welcome);
    planMeeting(doc, { id: editor.newId(), start: firstStart });
  });
}

/**
 * Makes a page of a document that nobody has begun, and that programs and mail may have written to; what it lacks can
 * be said later.
 *
 * @param timeZone where whoever begins it is; left out, or none: nobody said.
 */
export function beginBare(doc: Y.Doc, timeZone?: string): void {
  if (readSchemaVersion(doc) > 0) return;
  const isSaid = pageMap(doc).has("timeZone") || !isTimeZone(timeZone);
  layGroundwork(doc, () => setChanged(pageMap(doc), { schemaVersion: SCHEMA_VERSION, ...(!isSaid && { timeZone }) }));
}

export function changeSettings(doc: Y.Doc, change: Partial<PageSettings>): void {
  edit(doc, "change settings", () => setChanged(pageMap(doc), change));
}

/** Says once where a person is, as their device has it: nothing that anybody did, and so nothing to undo. */
export function sayTimeZone(doc: Y.Doc, member: MemberId, timeZone: string): void {
  const seat = member === "a" ? "timeZoneOfA" : "timeZoneOfB";
  if (readSchemaVersion(doc) === 0 || readSettings(doc)[seat] !== null || !isTimeZone(timeZone)) return;
  layGroundwork(doc, () => setChanged(pageMap(doc), { [seat]: timeZone }));
}
