import type { Id } from "@candor/core/id.ts";
import type { PairingThing } from "@candor/core/pairing/pairing.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type * as Y from "yjs";
import { ELSEWHERE } from "../meeting/read-meeting.ts";
import { replaceNotes } from "../notes/replace-notes.ts";
import { beginBare } from "../page/begin-page.ts";
import type { PageContents } from "../page/read-contents.ts";
import { readSchemaVersion } from "../page/read-settings.ts";
import { readTracker, TRACKER } from "../pairing/read-pairing.ts";
import { layPairing } from "../pairing/write-pairing.ts";
import { meetingsMap, pageMap, setChanged, welcomeFragment } from "../roots.ts";
import { fitLines } from "./fit-lines.ts";
import { type Imported, type ImportOptions, importContents } from "./import-contents.ts";
import { markThing } from "./import-record.ts";
import type { PageFile } from "./page-file.ts";

const SAME_SEATS = { a: "a", b: "b" } as const;

export type JsonImportOptions = Omit<ImportOptions, "also"> & {
  replaceWelcome: boolean;
  /** who of the file sits where here; left out: as in the file */
  seats?: Readonly<Record<MemberId, MemberId>>;
};

/**
 * Puts an exported page on this one. What is here already under the same id stays as it is, so that importing twice
 * changes nothing. Without a mark it gives, of an empty document, the same page again.
 *
 * @param options.replaceWelcome whether welcome and settings of the file take the place of those of the page; where
 * nobody has said anything of either they always do.
 */
export function importJson(doc: Y.Doc, file: PageFile, options: JsonImportOptions): Imported {
  const { mark, sealed = [], seats = SAME_SEATS } = options;
  const isUnsaid = saysNothing(doc);
  beginBare(doc);
  const contents = mark ? broughtIn(file, mark.editor.member, seats) : file;
  const { fitted, cut } = fitLines(file.pairing.map((thing) => seatedAt(thing, seats)));
  const pairing = layPairing(doc, fitted);
  const also = (importId: Id | null) => {
    pairing.lift();
    if (importId !== null) for (const id of pairing.ids) markThing(doc, "pairing", id, importId);
    if (file.tracker !== "" && readTracker(doc) === "") setChanged(pageMap(doc), { [TRACKER]: file.tracker });
    if (!isUnsaid && !options.replaceWelcome) return;
    for (const { slot, start } of file.moved) meetingsMap(doc).set(`${ELSEWHERE}:${slot}`, start);
    setChanged(pageMap(doc), file.settings);
    replaceNotes(welcomeFragment(doc), file.welcome);
  };
  const imported = importContents(doc, contents, { sealed, also, ...(mark && { mark }) });
  return { ...imported, cut: imported.cut + cut };
}

/** Nobody has begun it, and nobody has written its welcome or agreed on anything since. */
function saysNothing(doc: Y.Doc): boolean {
  return readSchemaVersion(doc) === 0 && welcomeFragment(doc).length === 0 && !pageMap(doc).has("timeZone");
}

/** What another page held, with its people where they sit on this one, and with who brought the other's words. */
function broughtIn(file: PageFile, by: MemberId, seats: Readonly<Record<MemberId, MemberId>>): PageContents {
  return {
    meetings: file.meetings.map((meeting) =>
      seats.a === "a" ? meeting : { ...meeting, thanksOfA: meeting.thanksOfB, thanksOfB: meeting.thanksOfA },
    ),
    topics: file.topics.map((topic) => {
      const author = seats[topic.author];
      return { ...topic, author, importedBy: author === by ? null : by };
    }),
    actions: file.actions.map((action) => ({ ...action, owner: seats[action.owner] })),
  };
}

function seatedAt(thing: PairingThing, seats: Readonly<Record<MemberId, MemberId>>): PairingThing {
  const author = seats[thing.author];
  if (thing.what === "session") return { ...thing, author };
  if (thing.what === "entry") return { ...thing, author, gapOf: thing.gapOf && seats[thing.gapOf] };
  const { owner } = thing;
  return { ...thing, author, owner: owner?.type === "seat" ? { ...owner, seat: seats[owner.seat] } : owner };
}
