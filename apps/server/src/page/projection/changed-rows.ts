import { createHash } from "node:crypto";
import type { ProjectedRows } from "./project-page.ts";

/** By "table/id", what the row was when it was last written. */
export type Digests = Record<string, string>;

export type ProjectionChange = {
  changed: ProjectedRows;
  /** ids that are no longer in the page; entries as "kind/item" */
  gone: Record<keyof ProjectedRows, string[]>;
  digests: Digests;
};

const DIGEST_CHARACTERS = 11; // 66 bits: no two versions of a row alike in any page's life

/** What has to be written so that the tables hold `rows`, when they hold what `before` says. */
export function changedRows(rows: ProjectedRows, before: Digests): ProjectionChange {
  const digests: Digests = {};
  const pick = <Row>(table: keyof ProjectedRows, all: readonly Row[], idOf: (row: Row) => string): Row[] =>
    all.filter((row) => {
      const key = `${table}/${idOf(row)}`;
      const digest = createHash("sha256").update(JSON.stringify(row)).digest("base64").slice(0, DIGEST_CHARACTERS);
      digests[key] = digest;
      return !Object.hasOwn(before, key) || before[key] !== digest;
    });
  const changed: ProjectedRows = {
    topic: pick("topic", rows.topic, (row) => row.id),
    meeting: pick("meeting", rows.meeting, (row) => row.id),
    action: pick("action", rows.action, (row) => row.id),
    series: pick("series", rows.series, (row) => row.id),
    pairing_thing: pick("pairing_thing", rows.pairing_thing, (row) => row.id),
    entry: pick("entry", rows.entry, (row) => `${row.kind}/${row.item}`),
  };
  const gone: ProjectionChange["gone"] = {
    topic: [],
    meeting: [],
    action: [],
    series: [],
    pairing_thing: [],
    entry: [],
  };
  for (const key of Object.keys(before)) {
    if (Object.hasOwn(digests, key)) continue;
    const slash = key.indexOf("/");
    const table = key.slice(0, slash);
    if (isTable(table)) gone[table].push(key.slice(slash + 1));
  }
  return { changed, gone, digests };
}

function isTable(name: string): name is keyof ProjectedRows {
  return ["topic", "meeting", "action", "series", "pairing_thing", "entry"].includes(name);
}
