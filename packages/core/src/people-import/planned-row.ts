import type { Day } from "../chart/manager-edge.ts";
import type { ChartChange } from "../chart/set-manager.ts";
import type { PeopleRow } from "./read-table.ts";

/** Somebody of the workspace as an import knows them. */
export type KnownPerson = {
  id: string;
  name: string;
  /** in lower case */
  email: string | null;
  title: string;
  department: string;
  externalId: string | null;
  hasLeft: boolean;
  /** false: whoever imports may not change them, since they run the place */
  mayChange: boolean;
};

export type ImportedField = "name" | "email" | "title" | "department" | "externalId";

/** Why a row is left out. */
export type RowFault =
  | { why: "no_name" }
  | { why: "too_long"; field: ImportedField; most: number }
  | { why: "bad_email"; text: string }
  /** a spreadsheet would take it for a formula */
  | { why: "formula"; text: string }
  | { why: "unprintable"; field: ImportedField }
  | { why: "bad_day"; text: string }
  | { why: "same_as_row"; line: number; by: "email" | "externalId" | "name" }
  /** the row names one person by its id and another by its e-mail address */
  | { why: "two_people"; names: [string, string] }
  | { why: "several_named"; name: string }
  | { why: "has_left"; name: string }
  | { why: "runs_the_place"; name: string };

/** What a row does not get, while the rest of it is taken. */
export type RowNote =
  | { why: "manager_unknown"; text: string }
  | { why: "manager_ambiguous"; text: string }
  | { why: "manager_left_out"; text: string; line: number }
  | { why: "manager_self" }
  /** names, from the person over their manager back to them */
  | { why: "manager_cycle"; path: string[]; day: Day };

export type FieldChange = { field: ImportedField; from: string; to: string };

export type PlannedRow = {
  line: number;
  name: string;
  /** whose row it is; null: nobody's, for it is left out */
  person: string | null;
  verdict: "add" | "change" | "same" | "leave_out";
  changes: FieldChange[];
  /** who manages them after it, and since when; null: the row changes no manager */
  manager: { name: string; id: string; since: Day } | null;
  fault: RowFault | null;
  notes: RowNote[];
};

/** What a file of people would do. Whoever is not in it stays as they are. */
export type ImportPlan = {
  rows: PlannedRow[];
  adds: Omit<KnownPerson, "hasLeft" | "mayChange">[];
  updates: { id: string; changes: FieldChange[] }[];
  chart: ChartChange[];
};

export type Draft = PlannedRow & { row: PeopleRow; wanted: Wanted };
export type Wanted = Record<ImportedField, string> & { since: Day };

/** A cell's text; what people write into a cell that is to say nothing is nothing. */
export function plain(text = ""): string {
  return /^(?:-+|–|—|n\/a|none|null)$/i.test(text) ? "" : text;
}
