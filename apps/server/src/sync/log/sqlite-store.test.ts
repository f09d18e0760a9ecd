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
