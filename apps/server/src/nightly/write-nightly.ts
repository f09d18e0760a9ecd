import { isNightlyDue } from "@candor/core/retention/judge-nightly.ts";
import type { Pair } from "@candor/protocol/http/people.ts";
import { noteAccess } from "../access/note-access.ts";
import type { Database } from "../database/open-database.ts";
import { readStoredPage } from "../page/files/stored-page.ts";
import { writeBeside } from "../page/files/write-beside.ts";
import { listPairs } from "../people/pairs.ts";
import { folderOf, type NightlyFile, writeFolder } from "./nightly-files.ts";

type Ports = { root: string; now: () => Date; report: (fault: unknown, doing: string) => void };

/**
 * Writes the pages of everybody who wants it and whose night it is: their own, as they may read them now, and of nobody
 * else. Private notes are in no page, and no server could read them.
 *
 * @returns of how many people.
 */
export async function writeNightly(database: Database, ports: Ports): Promise<number> {
  const { db } = database;
  const now = Temporal.Instant.fromEpochMilliseconds(ports.now().getTime());
  const wanted = await db.selectFrom("nightly_export").selectAll().orderBy("user_id").execute();
  let written = 0;
  for (const { user_id: userId, tried_at } of wanted) {
    if (!isNightlyDue(tried_at === null ? null : Temporal.Instant.from(tried_at), now)) continue;
    const at = ports.now().toISOString();
    await db.updateTable("nightly_export").set({ tried_at: at }).where("user_id", "=", userId).execute();
    try {
      await writePerson(database, userId, ports);
      await db.updateTable("nightly_export").set({ written_at: at }).where("user_id", "=", userId).execute();
      written += 1;
    } catch (fault) {
      ports.report(fault, "writing somebody's pages by night"); // the others have theirs all the same
    }
  }
  return written;
}

async function writePerson(database: Database, userId: string, { root, now }: Ports): Promise<void> {
  for (const pair of await listPairs(database.db, userId)) {
    const files = await filesOf(database, pair, now());
    const changed = await writeFolder(folderOf(root, userId), files);
    if (changed.length === 0) continue;
    await noteAccess(database.db, { pairId: pair.id, kind: "exported", member: pair.me, actor: pair.me }, now());
  }
}

async function filesOf(database: Database, pair: Pair, now: Date): Promise<NightlyFile[]> {
  const { id, me, members } = pair;
  const page = await readStoredPage(database, pair);
  if (page.state === null && page.updates.length === 0) return [];
  const { markdown, json } = await writeBeside(page, "texts", now);
  const key = id.replaceAll("-", "").slice(-12); // of an id made by time and chance, the part made by chance
  const name = `${plainName(members.find(({ member }) => member !== me)?.name ?? "")} ${key}`.trim();
  return [
    { name: `${name}.md`, key, text: markdown },
    { name: `${name}.json`, key, text: json },
  ];
}

function plainName(name: string): string {
  return name
    .replace(/[^\p{L}\p{N} .'-]+/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "")
    .slice(0, 60)
    .trim();
}
