import type { RowFault, RowNote } from "@candor/core/people-import/planned-row.ts";
import type { ImportField, ImportRow } from "@candor/protocol/http/people-import.ts";
import { sayDate } from "../ui/say-day.ts";

const FIELDS: Readonly<Record<ImportField, string>> = {
  name: "name",
  email: "e-mail address",
  title: "title",
  department: "department",
  externalId: "id",
};

/** What becomes of a row of an imported file, in sentences. */
export function sayRow(row: ImportRow, today: string): string[] {
  if (row.fault) return [`Left out: ${sayFault(row.fault as RowFault)}`];
  const said: string[] = [];
  if (row.verdict === "add") said.push("Is added.");
  for (const { field, from, to } of row.changes)
    said.push(
      from === "" ? `The ${FIELDS[field]} becomes “${to}”.` : `The ${FIELDS[field]} “${from}” becomes “${to}”.`,
    );
  if (row.manager) {
    const since = row.manager.since === today ? "" : `, from ${sayDate(row.manager.since, today, "short")}`;
    said.push(`Managed by ${row.manager.name}${since}.`);
  }
  said.push(...row.notes.map((note) => sayNote(note as RowNote, today)));
  return said.length === 0 ? ["Stays as it is."] : said;
}

function sayFault(fault: RowFault): string {
  switch (fault.why) {
    case "no_name":
      return "there is no name.";
    case "too_long":
      return `the ${FIELDS[fault.field]} has more than ${fault.most} characters.`;
    case "bad_email":
      return `“${fault.text}” is no e-mail address.`;
    case "formula":
      return `“${fault.text}” begins like a formula of a spreadsheet.`;
    case "unprintable":
      return `the ${FIELDS[fault.field]} has characters that cannot be shown.`;
    case "bad_day":
      return `“${fault.text}” is no day that can be read without doubt. Write it as 2026-12-31.`;
    case "same_as_row":
      return `line ${fault.line} is the same person, by ${fault.by === "email" ? "e-mail address" : fault.by === "name" ? "name" : "id"}.`;
    case "two_people":
      return `id and e-mail address belong to two people, ${fault.names.join(" and ")}.`;
    case "several_named":
      return `several people are called ${fault.name}. Add an e-mail address, to say which.`;
    case "has_left":
      return `${fault.name} has left the workspace. Take that back first.`;
    case "runs_the_place":
      return `${fault.name} is an owner or admin, whom only an owner can change.`;
  }
}

function sayNote(note: RowNote, today: string): string {
  switch (note.why) {
    case "manager_unknown":
      return `No manager is set: there is nobody “${note.text}”, neither in the file nor here.`;
    case "manager_ambiguous":
      return `No manager is set: several people are called “${note.text}”. Use an e-mail address.`;
    case "manager_left_out":
      return `No manager is set: “${note.text}” is on line ${note.line}, which is left out.`;
    case "manager_self":
      return "No manager is set: the row names the person as their own manager.";
    case "manager_cycle": {
      const day = note.day === today ? "" : ` on ${sayDate(note.day, today, "short")}`;
      return `No manager is set: it would close a circle${day}: ${note.path.join(" → ")}.`;
    }
  }
}
