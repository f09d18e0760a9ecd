import type { MemberId } from "@candor/core/person/member.ts";
import type { PageChange } from "@candor/document/page/changes-between.ts";
import { checkPage } from "@candor/document/page/check-page.ts";
import { type ImportOutlook, previewImport } from "@candor/document/source/plan-import.ts";
import { splitUpdate } from "@candor/document/split-update.ts";
import { openImports } from "@candor/document/transfer/import-record.ts";
import { undoImport } from "@candor/document/transfer/undo-import.ts";
import { readVolume } from "@candor/document/volume/year-volume.ts";
import type { ApiImport, ApiImported, ApiImportOutlook, ApiUndoneImport } from "@candor/protocol/http/api.ts";
import { MAX_PAGE_BYTES, PART_LIMITS } from "@candor/protocol/sync/limits.ts";
import * as Y from "yjs";
import { buildPage, type Unsound } from "../../sync/snapshot/build-page.ts";
import type { LoggedPage } from "../../sync/snapshot/logged-page.ts";

import { readImportBody } from "./read-import-body.ts";

export type ImportWish =
  | { type: "list" }
  /** `text`: what was sent, not looked into yet */
  | { type: "look"; text: string }
  | { type: "bring"; text: string; id: string }
  | { type: "take back"; id: string };

export type ImportTask = {
  page: LoggedPage;
  volumes: readonly Uint8Array[];
  wish: ImportWish;
  member: MemberId;
  /** ISO instant */
  now: string;
  /** where whoever brings it in is: said of a page that nobody has begun */
  timeZone: string;
  /** a client that nobody else is */
  clientId: number;
};

export type ImportMade =
  | { type: "listed"; imports: ApiImport[] }
  | { type: "looked"; outlook: ApiImportOutlook }
  /** `parts`: the update as the gate wants it; null: nothing of the page changed */
  | { type: "made"; thing: ApiImported | ApiUndoneImport; parts: Uint8Array[] | null }
  | { type: "invalid"; detail: string }
  | { type: "too_large" | "not_found" }
  | Unsound;

const MOST_CHANGES = 30;

/** Brings something in on a document of its own, or says what would come of it. */
export function importInThread({ page, volumes, wish, member, now, timeZone, clientId }: ImportTask): ImportMade {
  const built = buildPage(page);
  if (built.type === "unsound") return built;
  const { doc } = built;
  doc.clientID = clientId;
  if (wish.type === "list") {
    return { type: "listed", imports: openImports(doc, Temporal.Instant.from(now)).map(describeImport) };
  }
  if (wish.type === "take back") {
    const { id } = wish;
    const { made, parts } = written(doc, () => undoImport(doc, { member, now, newId: () => id }, id));
    return made === null ? { type: "not_found" } : { type: "made", thing: { id, ...made }, parts };
  }
  const read = readImportBody(wish.text, { sealed: volumes.map(readVolume), timeZone });
  if (read.type === "invalid") return read;
  const { planned, replaceWelcome, skipped } = read;
  const editor = { member, now, newId: () => (wish.type === "bring" ? wish.id : "looked") };
  const outlook = previewImport(doc, editor, planned, { replaceWelcome, mostBytes: MAX_PAGE_BYTES });
  if (wish.type === "look") return { type: "looked", outlook: describeOutlook(outlook, skipped) };
  if (!outlook.fits) return { type: "too_large" };
  const { made, parts } = written(doc, () => planned(doc, editor, { replaceWelcome }));
  if (parts !== null && checkPage(doc).type !== "sound") return { type: "too_large" };
  const { importId, added, kept, cut } = made;
  return { type: "made", thing: { id: importId, added, kept, cut }, parts };
}

function written<T>(doc: Y.Doc, write: () => T): { made: T; parts: Uint8Array[] | null } {
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  // In one transaction: what it deletes is then all of the deletions that the update carries.
  const made = doc.transact(write);
  const [update] = updates.length > 1 ? [Y.mergeUpdates(updates)] : updates;
  if (update === undefined) return { made, parts: null };
  // A letter is a step of the clock and a byte at least.
  return { made, parts: update.length <= PART_LIMITS.clockSteps ? [update] : splitUpdate(update, PART_LIMITS) };
}

function describeImport({ id, name, by, at, meetings, topics, actions }: ReturnType<typeof openImports>[number]) {
  return { id, name, by, at, added: { meetings, topics, actions } };
}

function describeOutlook({ imported, changes, page, fits }: ImportOutlook, skipped: number): ApiImportOutlook {
  const days = new Map(page.meetings.map(({ id, start }) => [id, start?.slice(0, 10) ?? null]));
  return {
    ...{ added: imported.added, kept: imported.kept, cut: imported.cut, skipped, fits },
    changes: changes.slice(0, MOST_CHANGES).map((change) => describeChange(change, days)),
    more: Math.max(0, changes.length - MOST_CHANGES),
  };
}

function describeChange(
  change: PageChange,
  days: ReadonlyMap<string, string | null>,
): ApiImportOutlook["changes"][number] {
  if (change.type === "welcome_edited") return { what: "page", text: "The welcome", day: null };
  if (change.type === "settings_changed") return { what: "page", text: "What you agreed about meetings", day: null };
  if (change.type === "imported") return { what: "page", text: change.name, day: null };
  if ("title" in change) {
    const place = "place" in change ? change.place : "to" in change ? change.to : "";
    return { what: "topic", text: change.title, day: days.get(place) ?? null };
  }
  if ("text" in change) return { what: "action", text: change.text, day: null };
  return { what: "meeting", text: "", day: days.get(change.id) ?? null };
}
