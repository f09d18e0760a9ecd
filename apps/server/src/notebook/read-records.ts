import type { NoteRecordsPage } from "@candor/protocol/http/notebook.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { toBase64url } from "./base64url.ts";
import type { OwnVault } from "./vaults.ts";

export type ReadRecords = {
  after: number;
  /** null: of all documents */
  doc: string | null;
  /** without what a confirmed snapshot stands for */
  skipsCovered: boolean;
};

const PAGE_RECORDS = 500;
const PAGE_BYTES = 2 * 1024 * 1024; // one record more than that is a page of its own

/** @returns null where there is no such vault of theirs. */
export async function readRecords(
  db: Kysely<Schema>,
  { vault, userId }: OwnVault,
  { after, doc, skipsCovered }: ReadRecords,
): Promise<NoteRecordsPage | null> {
  const own = await db
    .selectFrom("vault")
    .select("id")
    .where("id", "=", vault)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  if (!own) return null;
  let query = db.selectFrom("note_record").where("vault_id", "=", vault).where("seq", ">", after).where("size", ">", 0);
  if (doc !== null) query = query.where("doc", "=", doc);
  if (skipsCovered) query = query.where("covered_by", "is", null);
  const sizes = await query
    .select(["seq", "size"])
    .orderBy("seq")
    .limit(PAGE_RECORDS + 1)
    .execute();
  const last = lastOfPage(sizes);
  if (last === null) return { records: [], more: false };
  const rows = await query.selectAll().where("seq", "<=", last).orderBy("seq").execute();
  const records = rows.flatMap(({ seq, doc, device, dseq, kind, at, covers, parent, confirmed_at, bytes }) => {
    if (bytes === null) return []; // cleared away between the two queries
    const record = { seq, doc, device, dseq, kind, at, bytes: toBase64url(bytes) };
    if (covers === null) return [record];
    return [{ ...record, snapshot: { covers: JSON.parse(covers), parent }, confirmedAt: confirmed_at }];
  });
  return { records, more: sizes.at(-1)?.seq !== last };
}

function lastOfPage(sizes: readonly { seq: number; size: number }[]): number | null {
  let bytes = 0;
  let last: number | null = null;
  for (const { seq, size } of sizes.slice(0, PAGE_RECORDS)) {
    bytes += size;
    if (last !== null && bytes > PAGE_BYTES) break;
    last = seq;
  }
  return last;
}
