import { type MemberId, otherMember } from "@candor/core/person/member.ts";
import { TABLE_FIELDS, type TableField } from "@candor/document/source/map-table.ts";
import type { Mapping, ReadSource } from "@candor/document/source/plan-import.ts";
import type { ApiPage } from "@candor/protocol/http/api.ts";
import { Refused } from "./ask-server.ts";
import { fold } from "./find-page.ts";
import type { RemoteCommand } from "./remote-command.ts";

type Importing = Extract<RemoteCommand, { command: "import" }>;

/** The likeliest answers with those in their place that somebody typed. @throws {Refused} where the file has nothing of that name. */
export function mappingSaid(
  source: ReadSource,
  likeliest: Mapping,
  { dates, me, them, notDates, columns, swap }: Importing,
  page: Pick<ApiPage, "me">,
): Mapping {
  const other = otherMember(page.me);
  const people: Record<string, MemberId | null> = { ...likeliest.people };
  for (const [called, seat] of [
    ...me.map((name) => [name, page.me] as const),
    ...them.map((name) => [name, other] as const),
  ]) {
    const known = Object.keys(people).find((name) => fold(name) === fold(called));
    people[known ?? called] = seat;
  }
  return {
    ...likeliest,
    order: dates === null ? likeliest.order : dates === "day-first" ? "day_month" : "month_day",
    people,
    notDates: new Set(notDates),
    columns: columnsSaid(source, likeliest.columns, columns),
    seats: swap ? { a: likeliest.seats.b, b: likeliest.seats.a } : likeliest.seats,
  };
}

function columnsSaid(source: ReadSource, likeliest: Mapping["columns"], said: readonly string[]): Mapping["columns"] {
  if (source.kind !== "table") {
    if (said.length === 0) return likeliest;
    throw new Refused("--column is for tables, and this file is none.");
  }
  const columns: Partial<Record<TableField, number>> = { ...likeliest };
  for (const each of said) {
    const [field = "", ...rest] = each.split("=");
    const named = rest.join("=");
    const known = TABLE_FIELDS.find((one) => one === field);
    if (!known)
      throw new Refused(`--column is written as date="Meeting date", with one of ${TABLE_FIELDS.join(", ")}.`);
    if (named === "") {
      delete columns[known];
      continue;
    }
    const index = source.header.findIndex((cell) => fold(cell) === fold(named));
    if (index < 0) throw new Refused(`No column is called “${named}”. ${thereAre(source.header)}`);
    columns[known] = index;
  }
  if (columns.text === undefined && columns.notes === undefined)
    throw new Refused(`No column says what the topics are. Say which: --column text="…". ${thereAre(source.header)}`);
  return columns;
}

const MOST_NAMED = 20;

function thereAre(header: readonly string[]): string {
  const named = header.slice(0, MOST_NAMED).map((name) => name.slice(0, 60));
  return `There are: ${named.join(", ")}${header.length > named.length ? ", …" : ""}.`;
}
