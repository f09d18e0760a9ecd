/**
 * A file of people, as text with its columns named in the first line. POST /api/workspaces/:id/imports/preview →
 * ImportPreview, and nothing is changed; POST /api/workspaces/:id/imports → ImportDone, all of it or nothing.
 */
export type ImportText = { csv: string };

/** `digest` is that of the preview which was looked at: where the workspace has changed since, nothing is imported. */
export type ImportPeople = ImportText & { digest: string };

export type ImportField = "name" | "email" | "title" | "department" | "externalId";

export type ImportRow = {
  /** of the file, where the row begins */
  line: number;
  name: string;
  verdict: "add" | "change" | "same" | "leave_out";
  changes: { field: ImportField; from: string; to: string }[];
  /** who manages them by it, and since which day; null: it sets none */
  manager: { name: string; since: string } | null;
  /** why the row is left out, see `RowFault` of core */
  fault: ({ why: string } & Record<string, unknown>) | null;
  /** what the row does not get, see `RowNote` of core */
  notes: ({ why: string } & Record<string, unknown>)[];
};

export type ImportCounts = { added: number; changed: number; same: number; leftOut: number; managers: number };

export type ImportPreview =
  | {
      type: "preview";
      columns: { header: string; field: string | null }[];
      rows: ImportRow[];
      counts: ImportCounts;
      digest: string;
    }
  | { type: "empty" }
  | { type: "no_name"; headers: string[] }
  | { type: "column_twice"; headers: [string, string] }
  /** a quote that is opened on this line is never closed, or the like */
  | { type: "unreadable"; line: number }
  | { type: "too_many_rows"; most: number };

/** GET /api/workspaces/:id/imports → the newest first */
export type PeopleImport = { id: string; at: string; by: string; undoneAt: string | null; counts: ImportCounts };

/** POST /api/workspaces/:id/imports/:import/undo {} → ImportUndone */
export type ImportUndone = {
  removed: number;
  restored: number;
  /** what later changes stand against; it stays as it is now */
  kept: { name: string; why: "joined" | "left" | "changed" | "manages" | "email_taken" | "manager_changed" }[];
};
