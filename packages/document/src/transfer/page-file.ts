import type { MovedOccurrence } from "@candor/core/meeting/moved-occurrence.ts";
import type { NoteNode } from "@candor/core/notes/note-node.ts";
import type { PageSettings } from "@candor/core/page/page.ts";
import type { PairingThing } from "@candor/core/pairing/pairing.ts";
import type { Member } from "@candor/core/person/member.ts";
import type { PageContents } from "../page/read-contents.ts";

export const PAGE_FILE_FORMAT = "candor-page";
export const PAGE_FILE_VERSION = 1;

/** A whole page as a file: everything that is on it, the bin and the sealed years included. */
export type PageFile = PageContents & {
  format: typeof PAGE_FILE_FORMAT;
  version: typeof PAGE_FILE_VERSION;
  /** who sat where, for whoever reads the file; it says nothing about who may open the page it is read into */
  members: readonly Pick<Member, "id" | "name">[];
  settings: PageSettings;
  /** times of the series that are elsewhere, or left out, and whose meeting isn't planned yet */
  moved: readonly MovedOccurrence[];
  welcome: readonly NoteNode[];
  /** what was written while pairing, by id */
  pairing: readonly PairingThing[];
  /** where issues go; "": nobody said */
  tracker: string;
};
