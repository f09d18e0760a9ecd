import type { Member } from "@candor/core/person/member.ts";
import type * as Y from "yjs";
import { readMoved } from "../meeting/read-moved.ts";
import { readNotes } from "../notes/read-notes.ts";
import { type PageContents, readContents } from "../page/read-contents.ts";
import { readSettings } from "../page/read-settings.ts";
import { readPairingThings, readTracker } from "../pairing/read-pairing.ts";
import { welcomeFragment } from "../roots.ts";
import { PAGE_FILE_FORMAT, PAGE_FILE_VERSION, type PageFile } from "./page-file.ts";

/**
 * The page as JSON without loss. Things come in the order of their ids, so that equal pages are equal files.
 *
 * @param sealed what lies in the page's year volumes.
 */
export function exportJson(
  doc: Y.Doc,
  members: readonly Pick<Member, "id" | "name">[],
  sealed: readonly PageContents[] = [],
): string {
  const parts = [readContents(doc), ...sealed];
  const file: PageFile = {
    format: PAGE_FILE_FORMAT,
    version: PAGE_FILE_VERSION,
    members: members.map(({ id, name }) => ({ id, name })),
    settings: readSettings(doc),
    moved: readMoved(doc),
    welcome: readNotes(welcomeFragment(doc)),
    meetings: parts.flatMap((part) => part.meetings).sort(byId),
    topics: parts.flatMap((part) => part.topics).sort(byId),
    actions: parts.flatMap((part) => part.actions).sort(byId),
    pairing: readPairingThings(doc),
    tracker: readTracker(doc),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function byId(left: { id: string }, right: { id: string }): number {
  return left.id < right.id ? -1 : 1;
}
