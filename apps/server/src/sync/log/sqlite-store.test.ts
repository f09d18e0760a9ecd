import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openDatabase } from "../../database/open-database.ts";
import type { LogEntry } from "../page-log.ts";

// What the log notes of sessions and heads, so that a start need not read it from its beginning.

let folder: string;
let database: Awaited<ReturnType<typeof openDatabase>>;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  folder = await mkdtemp(join(tmpdir(), "candor-noted-"));
  database = await openDatabase({ engine: "sqlite", path: join(folder, "candor.sqlite") });
});
afterEach(async () => {
  vi.useRealTimers();
  await database.close();
  await rm(folder, { recursive: true });
});

function entry(session: number, cseq: number): LogEntry {
  const who = { userId: `user-${session}`, member: "a", at: "2026-03-02T10:00:00.000Z" } as const;
  return {
    ...who,
    page: `page-${session % 5}`,
    session: `session-${session}`,
    clientId: session,
    cseq,
    update: Uint8Array.of(cseq),
  };
}

/** The newest push of each session as it is noted, and up to where the log was. */
async function noted(): Promise<{ cseqs: number[]; upTo: number }> {
  const sessions = await database.log.sql<{ stored_cseq: number }>("select stored_cseq from page_session order by id");
  const [setting] = await database.log.sql<{ value: string }>("select value from setting where key = 'log_noted_seq'");
  return { cseqs: sessions.map(({ stored_cseq }) => stored_cseq), upTo: Number(setting?.value) };
}

const SESSIONS = 20;
const all = Array.from({ length: SESSIONS }, (_, session) => session);

test("is stored together with the pushes that come in, a few sessions with each of them", async () => {
  const seqs = await database.log.append(all.map((session) => entry(session, 1)));
  vi.advanceTimersByTime(5000);
  const counts: number[] = [];
  for (let cseq = 2; cseq <= 4; cseq += 1) {
    expect(database.log.appendNow([entry(0, cseq)])).not.toBeNull();
    const { cseqs, upTo } = await noted();
    counts.push(cseqs.filter((stored) => stored > 0).length);
    expect(upTo).toBe(cseq < 4 ? 0 : seqs.at(-1)); // with the last of them
  }
  expect(counts).toEqual([8, 16, 20]);
});

test("is stored by itself where nothing comes in", async () => {
  const seqs = await database.log.append(all.map((session) => entry(session, 1)));
  vi.advanceTimersByTime(5000);
  vi.advanceTimersByTime(20);
  await vi.waitFor(async () => expect((await noted()).upTo).toBe(seqs.at(-1)));
  expect((await noted()).cseqs).toEqual(all.map(() => 1));
});

test("keeps no push from being stored where it cannot be", async () => {
  await database.log.append(all.map((session) => entry(session, 1)));
  await database.log.sql(`create trigger sick before update on page_session
    begin select raise(abort, 'this page of the file cannot be read'); end`);
  vi.advanceTimersByTime(5000);
  expect(database.log.appendNow([entry(0, 2)])).not.toBeNull();
  expect(database.log.appendNow([entry(0, 3)])).not.toBeNull();
  expect((await noted()).cseqs).toEqual(all.map(() => 0));
  expect((await database.log.readTail("page-0", 0)).map(({ update }) => update[0])).toEqual([1, 1, 1, 1, 2, 3]);
});

test("says nothing of a page that was erased meanwhile, and of no session that came after it", async () => {
  await database.log.append([entry(0, 1), entry(1, 1), entry(1, 2)]);
  await database.log.sql("delete from page_session where page = 'page-1'");
  await database.log.sql("delete from page_state where page = 'page-1'");
  await database.log.append([entry(2, 1)]);
  vi.advanceTimersByTime(5000);
  expect(database.log.appendNow([entry(0, 2)])).not.toBeNull();
  expect((await noted()).cseqs).toEqual([1, 1]);
  const heads = await database.log.sql<{ page: string }>("select page from page_state order by page");
  expect(heads.map(({ page }) => page)).toEqual(["page-0", "page-2"]);
});

test("nor does a start that finds what the erased page left in the log", async () => {
  await database.log.append([entry(0, 1), entry(1, 1), entry(1, 2)]);
  await database.log.sql("delete from page_session where page = 'page-1'");
  await database.log.sql(
    "insert into page_session (page, session, user_id, client_id) values ('page-2', 's', 'user', 9)",
  );
  await database.log.sql("vacuum into $1", join(folder, "killed.sqlite"));
  const found = await openDatabase({ engine: "sqlite", path: join(folder, "killed.sqlite") });
  expect(await found.log.storedCseq("page-2", "s")).toBe(0);
  await found.close();
});
