import type * as Y from "yjs";
import { layGroundwork } from "../edit.ts";
import { ELSEWHERE } from "../meeting/read-meeting.ts";
import { replaceNotes } from "../notes/replace-notes.ts";
import { readSchemaVersion } from "../page/read-settings.ts";
import { meetingsMap, pageMap, setChanged, welcomeFragment } from "../roots.ts";
import { SCHEMA_VERSION } from "../schema-version.ts";
import { type Imported, importContents } from "./import-contents.ts";
import type { PageFile } from "./page-file.ts";

/**
 * Puts an exported page on this one. What is here already under the same id stays as it is, so that importing twice
 * changes nothing. Into an empty document it gives the same page again.
 *
 * @param options.replaceWelcome whether welcome and settings of the file take the place of those of the page; on an
 * empty document they always do.
 */
export function importJson(doc: Y.Doc, file: PageFile, options: { replaceWelcome: boolean }): Imported {
  const isEmpty = readSchemaVersion(doc) === 0;
  if (isEmpty) layGroundwork(doc, () => setChanged(pageMap(doc), { schemaVersion: SCHEMA_VERSION }));
  return importContents(doc, file, () => {
    if (!isEmpty && !options.replaceWelcome) return;
    for (const { slot, start } of file.moved) meetingsMap(doc).set(`${ELSEWHERE}:${slot}`, start);
    setChanged(pageMap(doc), file.settings);
    replaceNotes(welcomeFragment(doc), file.welcome);
  });
}
