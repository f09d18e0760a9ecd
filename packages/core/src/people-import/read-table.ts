import { foldText } from "../fold-text.ts";

/** What a column of a file of people may say. */
export type PeopleField =
  | "name"
  | "first_name"
  | "last_name"
  | "email"
  | "title"
  | "department"
  | "external_id"
  | "manager"
  | "manager_email"
  | "manager_id"
  | "since";

/** What people call the columns in the files they have, folded: lower case, letters and digits only. */
const NAMES: Readonly<Record<PeopleField, readonly string[]>> = {
  name: [
    "name",
    "fullname",
    "displayname",
    "employee",
    "employeename",
    "person",
    "preferredname",
    "mitarbeiter",
    "nom",
  ],
  first_name: ["firstname", "givenname", "forename", "vorname", "prenom"],
  last_name: ["lastname", "surname", "familyname", "nachname", "nomdefamille"],
  email: ["email", "emailaddress", "mail", "workemail", "companyemail", "primaryemail", "username", "upn", "login"],
  title: ["title", "jobtitle", "position", "role", "jobrole", "job", "funktion", "stelle", "poste"],
  department: ["department", "dept", "team", "division", "unit", "orgunit", "group", "abteilung", "bereich", "service"],
  external_id: [
    "id",
    "externalid",
    "employeeid",
    "employeenumber",
    "personid",
    "staffid",
    "personalnummer",
    "matricule",
  ],
  manager: [
    "manager",
    "reportsto",
    "managername",
    "supervisor",
    "boss",
    "lead",
    "linemanager",
    "vorgesetzter",
    "vorgesetzte",
  ],
  manager_email: ["manageremail", "managermail", "reportstoemail", "supervisoremail", "linemanageremail"],
  manager_id: ["managerid", "manageremployeeid", "reportstoid", "supervisorid", "managerexternalid", "managernumber"],
  since: [
    "since",
    "managersince",
    "reportssince",
    "from",
    "effectivedate",
    "effectivefrom",
    "validfrom",
    "seit",
    "depuis",
  ],
};

const FIELD_BY_NAME = new Map(
  (Object.keys(NAMES) as PeopleField[]).flatMap((field) => NAMES[field].map((name) => [name, field] as const)),
);

export type PeopleTable = {
  /** in the order of the columns; `field` null: nothing is read from it */
  columns: { header: string; field: PeopleField | null }[];
  rows: PeopleRow[];
};

/** `line` is that of the file on which the row begins, the first being 1. */
export type PeopleRow = { line: number; cells: Partial<Record<PeopleField, string>> };

export type ReadTableResult =
  | { type: "table"; table: PeopleTable }
  | { type: "empty" }
  /** no column says who somebody is */
  | { type: "no_name"; headers: string[] }
  | { type: "column_twice"; headers: [string, string] };

/** Understands the columns of a file by their headers, in any order. @param records with the header first. */
export function readTable(records: readonly { line: number; cells: readonly string[] }[]): ReadTableResult {
  const [head, ...rest] = records;
  if (head === undefined) return { type: "empty" };
  const columns = head.cells.map((header) => ({ header: header.trim(), field: fieldOf(header) }));
  for (const [index, { field, header }] of columns.entries()) {
    const earlier = columns.slice(0, index).find((other) => field !== null && other.field === field);
    if (earlier) return { type: "column_twice", headers: [earlier.header, header] };
  }
  const fields = new Set(columns.map(({ field }) => field));
  if (!fields.has("name") && !fields.has("first_name") && !fields.has("last_name")) {
    return { type: "no_name", headers: columns.map(({ header }) => header) };
  }
  return { type: "table", table: { columns, rows: rest.map((record) => readRow(record, columns)) } };
}

function fieldOf(header: string): PeopleField | null {
  return FIELD_BY_NAME.get(foldText(header).replace(/[^a-z0-9]/g, "")) ?? null;
}

function readRow(
  { line, cells }: { line: number; cells: readonly string[] },
  columns: PeopleTable["columns"],
): PeopleRow {
  const row: PeopleRow = { line, cells: {} };
  for (const [index, { field }] of columns.entries()) {
    const cell = cells[index]?.trim();
    if (field !== null && cell !== undefined) row.cells[field] = cell;
  }
  return row;
}
