import type { Action } from "@candor/core/action/action.ts";
import type { Id } from "@candor/core/id.ts";
import type { Meeting } from "@candor/core/meeting/meeting.ts";
import type { Page } from "@candor/core/page/page.ts";
import type { Topic } from "@candor/core/topic/topic.ts";
import * as Y from "yjs";
import { readPage } from "../page/read-page.ts";
import { meetingsMap, pageMap, type Root, rootMap, welcomeFragment } from "../roots.ts";
import { IMPORT_ID, importOfMeeting, openImports } from "../transfer/import-record.ts";

const YEARS_ON_PAGE = 1;
const MONTHS_GATHERED = 3; // so that a year comes to few parts, not to one a week

/** Things of one year, all of them closed for at least a year. */
type Shelf = { meetings: Set<Id>; topics: Set<Id>; actions: Set<Id> };

export type Sealing = {
  /** to be applied to the page, by everybody: it only deletes, so it needs no clientID */
  removal: Uint8Array;
  /** what goes into the volumes, by year; see `addToVolume` */
  parts: { year: number; part: Uint8Array }[];
};

/**
 * Takes out of a page what has been closed for a year: meetings with what stood on their agendas, actions, and what was
 * let go. Each part is the page itself with everything else deleted. What is in it keeps its Yjs identity, so that an
 * edit that somebody made offline meanwhile still finds its place there (`absorbLateEdits`).
 *
 * @param doc a copy of the page of the caller's own; it is without the sealed things afterwards.
 * @returns null where there is nothing to take out, or not yet enough of it.
 */
export function sealYears(doc: Y.Doc, now: Temporal.Instant): Sealing | null {
  const today = now.toZonedDateTimeISO("UTC").toPlainDate();
  const limit = today.subtract({ years: YEARS_ON_PAGE }).toString();
  const page = sealable(doc, now);
  const shelves = shelve(page, limit);
  const oldest = today.subtract({ years: YEARS_ON_PAGE, months: MONTHS_GATHERED }).toString();
  if (shelves.size === 0 || !isAnyBefore(page, oldest)) return null;

  const state = Y.encodeStateAsUpdate(doc);
  const years = [...shelves].sort(([left], [right]) => left - right);
  const parts = years.map(([year, shelf]) => ({ year, part: keepOnly(state, shelf) }));
  const removals: Uint8Array[] = [];
  const record = (update: Uint8Array) => removals.push(update);
  doc.on("update", record);
  doc.transact(() => {
    for (const [, shelf] of years) remove(doc, (kind, id) => shelf[kind].has(id));
  });
  doc.off("update", record);
  const [removal] = removals;
  return removal ? { removal, parts } : null;
}

type Things = Pick<Page, "meetings" | "topics" | "actions">;

/** Without what an import brought that can still be taken back, and the meetings at which any of that stands. */
function sealable(doc: Y.Doc, now: Temporal.Instant): Things {
  const { meetings, topics, actions } = readPage(doc);
  const open = new Set<unknown>(openImports(doc, now).map(({ id }) => id));
  if (open.size === 0) return { meetings, topics, actions };
  const isHeld = (root: Root) => {
    return ({ id }: { id: Id }) => open.has(rootMap(doc, root).get(id)?.get(IMPORT_ID));
  };
  const held = new Set(topics.filter(isHeld("topics")).map(({ place }) => place));
  return {
    meetings: meetings.filter(({ id }) => !held.has(id) && !open.has(importOfMeeting(doc, id))),
    topics: topics.filter((topic) => !isHeld("topics")(topic)),
    actions: actions.filter((action) => !isHeld("actions")(action)),
  };
}

function isAnyBefore(page: Things, day: string): boolean {
  const { meetings, topics, actions } = page;
  return (
    meetings.some((meeting) => (closedOn(meeting) ?? day) < day) ||
    topics.some((topic) => topic.place === "hopper" && (leftOn(topic) ?? day) < day) ||
    actions.some((action) => (doneOn(action) ?? day) < day)
  );
}

function shelve({ meetings, topics, actions }: Things, limit: string): Map<number, Shelf> {
  const shelves = new Map<number, Shelf>();
  const on = (day: string): Shelf => {
    const year = Number(day.slice(0, 4));
    const shelf = shelves.get(year) ?? { meetings: new Set(), topics: new Set(), actions: new Set() };
    shelves.set(year, shelf);
    return shelf;
  };
  const sealedOn = new Map<Id, string>();
  for (const meeting of meetings) {
    const day = closedOn(meeting);
    if (day === null || day >= limit) continue;
    sealedOn.set(meeting.id, day);
    on(day).meetings.add(meeting.id);
  }
  for (const topic of topics) {
    const day = topic.place === "hopper" ? leftOn(topic) : (sealedOn.get(topic.place) ?? null);
    if (day !== null && day < limit) on(day).topics.add(topic.id);
  }
  for (const action of actions) {
    const day = doneOn(action);
    // With its meeting, where that is sealed, so that both are found in one place.
    if (day !== null && day < limit) on(sealedOn.get(action.fromMeeting ?? "") ?? day).actions.add(action.id);
  }
  return shelves;
}

/** YYYY-MM-DD; null while it is planned, or where nobody can tell. */
function closedOn(meeting: Meeting): string | null {
  if (meeting.state === "planned") return null;
  return dayOf(meeting.start) ?? dayOf(meeting.closedAt);
}

function leftOn(topic: Topic): string | null {
  return topic.state === "open" ? null : dayOf(topic.stateAt);
}

function doneOn(action: Action): string | null {
  return action.state === "open" ? null : dayOf(action.stateAt);
}

function dayOf(time: string | null): string | null {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(time ?? "")?.[0];
  return day ?? null;
}

function keepOnly(state: Uint8Array, shelf: Shelf): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  doc.transact(() => {
    remove(doc, (kind, id) => !shelf[kind].has(id));
    const pairing = rootMap(doc, "pairing"); // it stays on the page
    for (const id of [...pairing.keys()]) pairing.delete(id);
    const page = pageMap(doc);
    for (const key of [...page.keys()]) page.delete(key);
    const welcome = welcomeFragment(doc);
    if (welcome.length > 0) welcome.delete(0, welcome.length);
  });
  const part = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return part;
}

function remove(doc: Y.Doc, isChosen: (kind: keyof Shelf, id: Id) => boolean): void {
  for (const root of ["topics", "actions"] as const) {
    const map = rootMap(doc, root);
    for (const id of [...map.keys()]) if (isChosen(root, id)) map.delete(id);
  }
  const meetings = meetingsMap(doc);
  for (const key of [...meetings.keys()]) if (isChosen("meetings", key.split(":")[0] ?? "")) meetings.delete(key);
}
