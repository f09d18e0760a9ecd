import { type Day, isDay, type ManagerEdge } from "../chart/manager-edge.ts";
import { foldText } from "../fold-text.ts";
import { cleanName, MAX_NAME_LENGTH } from "../person/clean-name.ts";
import { isEmail, Managers, PeopleIndex } from "./find-people.ts";
import { planChart } from "./plan-chart.ts";
import {
  type Draft,
  type ImportedField,
  type ImportPlan,
  type KnownPerson,
  plain,
  type RowFault,
  type Wanted,
} from "./planned-row.ts";
import type { PeopleRow, PeopleTable } from "./read-table.ts";

export const MAX_TITLE_LENGTH = 120;
export const MAX_EMAIL_LENGTH = 254;

/**
 * Plans what a file of people changes, row by row with its reasons. It adds and changes, and never takes anybody out.
 * People are known by their id, else their e-mail address, else their name where only one has it.
 *
 * @param newId gives ids for those who are added and for edges.
 */
export function planImport(
  table: PeopleTable,
  known: { people: readonly KnownPerson[]; edges: readonly ManagerEdge[] },
  today: Day,
  newId: () => string,
): ImportPlan {
  const index = new PeopleIndex(known.people);
  const inFile = new Map<string, number>();
  const drafts = table.rows.filter(hasText).map((row) => draftRow(row, index, inFile, today));
  const plan: ImportPlan = { rows: [], adds: [], updates: [], chart: [] };
  for (const draft of drafts) {
    if (draft.verdict === "leave_out") continue;
    if (draft.person !== null) {
      if (draft.changes.length > 0) plan.updates.push({ id: draft.person, changes: draft.changes });
      continue;
    }
    const { name, email, title, department, externalId } = draft.wanted;
    draft.person = newId();
    plan.adds.push({ id: draft.person, name, email: email || null, title, department, externalId: externalId || null });
  }
  const names = new Map(drafts.map(({ person, wanted }) => [person, wanted.name]));
  const nameOf = (id: string) => names.get(id) ?? index.byId.get(id)?.name ?? "";
  plan.chart = planChart(drafts, new Managers(drafts, index), { edges: known.edges, nameOf, today, newId });
  plan.rows = drafts.map(({ row: _row, wanted: _wanted, ...planned }) => planned);
  return plan;
}

function hasText({ cells }: PeopleRow): boolean {
  return Object.values(cells).some((cell) => cell !== "");
}

function draftRow(row: PeopleRow, index: PeopleIndex, inFile: Map<string, number>, today: Day): Draft {
  const wanted = readWanted(row, today);
  const draft: Draft = {
    ...{ line: row.line, name: wanted.name, person: null, verdict: "leave_out", changes: [], manager: null },
    ...{ fault: faultOf(wanted, row), notes: [], row, wanted },
  };
  if (draft.fault) return draft;
  draft.fault = claimKeys(wanted, row.line, inFile);
  if (draft.fault) return draft;
  const found = index.find(wanted);
  if (found.type === "fault") return { ...draft, fault: found.fault };
  if (found.type === "new") return { ...draft, verdict: "add" };
  return compare(draft, found.person);
}

function compare(draft: Draft, person: KnownPerson): Draft {
  if (person.hasLeft) return { ...draft, fault: { why: "has_left", name: person.name } };
  const before = { ...person, email: person.email ?? "", externalId: person.externalId ?? "" };
  for (const field of ["name", "email", "title", "department", "externalId"] as const) {
    const to = draft.wanted[field];
    // An empty cell says nothing: a file without titles takes nobody's title.
    if (to === "" || to === before[field]) continue;
    draft.changes.push({ field, from: before[field], to });
  }
  if (draft.changes.length > 0 && !person.mayChange) {
    return { ...draft, changes: [], fault: { why: "runs_the_place", name: person.name } };
  }
  return { ...draft, person: person.id, verdict: draft.changes.length > 0 ? "change" : "same" };
}

function readWanted({ cells }: PeopleRow, today: Day): Wanted {
  const full = [cells.first_name, cells.last_name].map(plain).filter(Boolean).join(" ");
  const since = plain(cells.since);
  return {
    name: plain(cells.name) || full,
    email: plain(cells.email).toLowerCase(),
    title: plain(cells.title),
    department: plain(cells.department),
    externalId: plain(cells.external_id),
    since: since === "" ? today : (readDay(since) ?? ""),
  };
}

/** A day as 2026-12-31, or as 31.12.2026; 12/31/2026 and 31/12/2026 are not told apart, so neither is guessed at. */
function readDay(text: string): Day | null {
  const [, day = "", month = "", year = ""] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? [];
  const iso = year === "" ? text.replace(/T00:00:00(?:\.0+)?Z?$/, "") : [year, two(month), two(day)].join("-");
  return isDay(iso) ? iso : null;
}

const two = (digits: string) => digits.padStart(2, "0");

const MOST: Readonly<Record<ImportedField, number>> = {
  name: MAX_NAME_LENGTH,
  email: MAX_EMAIL_LENGTH,
  title: MAX_TITLE_LENGTH,
  department: MAX_TITLE_LENGTH,
  externalId: MAX_TITLE_LENGTH,
};
// What ends a line elsewhere, and what turns the text around a name.
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;
const FORMULA = /^[=+@]|^-[^\s\d]/;

function faultOf(wanted: Wanted, { cells }: PeopleRow): RowFault | null {
  if (cleanName(wanted.name) === "") return { why: "no_name" };
  for (const field of Object.keys(MOST) as ImportedField[]) {
    const text = wanted[field];
    if (text.length > MOST[field]) return { why: "too_long", field, most: MOST[field] };
    if (UNPRINTABLE.test(text)) return { why: "unprintable", field };
    if (FORMULA.test(text)) return { why: "formula", text };
  }
  if (wanted.email !== "" && !isEmail(wanted.email)) return { why: "bad_email", text: wanted.email };
  if (wanted.since === "") return { why: "bad_day", text: cells.since ?? "" };
  return null;
}

/** Each person has one row. */
function claimKeys(wanted: Wanted, line: number, inFile: Map<string, number>): RowFault | null {
  const keys: ["email" | "externalId" | "name", string][] = [];
  if (wanted.externalId !== "") keys.push(["externalId", wanted.externalId]);
  if (wanted.email !== "") keys.push(["email", wanted.email]);
  if (keys.length === 0) keys.push(["name", foldText(wanted.name)]);
  for (const [by, key] of keys) {
    const earlier = inFile.get(`${by} ${key}`);
    if (earlier !== undefined) return { why: "same_as_row", line: earlier, by };
  }
  for (const [by, key] of keys) inFile.set(`${by} ${key}`, line);
  return null;
}
