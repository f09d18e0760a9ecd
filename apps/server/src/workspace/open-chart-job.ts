import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { Job } from "../nodes/repeated-job.ts";
import { freezePairs } from "./freeze-pairs.ts";
import { lockWorkspace, readSettings } from "./place.ts";
import { dayIn, startOfDay } from "./workspace-day.ts";

const AT_MOST_MILLISECONDS = 600_000; // a clock that is set, or a machine that slept, is noticed by then

export type ChartJob = Job & {
  /** Does what has come due. */
  run(): Promise<void>;
};

/**
 * Makes the chart's days come true: a page that freezes on a day is read-only from its first moment on, and one whose
 * edge comes back is open again.
 *
 * @param changed is told the pages which whoever has them open must open anew.
 */
export function openChartJob(ports: {
  db: Kysely<Schema>;
  now: () => Date;
  changed: (page: string) => void;
  report: (fault: unknown, doing: string) => void;
}): ChartJob {
  const { db, now, changed, report } = ports;
  const days = new Map<string, string>(); // the day on which a workspace was last looked at
  let seen = now().toISOString();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();

  const run = async () => {
    const at = now();
    for (const page of await frozenBetween(db, seen, at.toISOString())) changed(page);
    seen = at.toISOString();
    for (const workspace of await db.selectFrom("workspace").selectAll().execute()) {
      const today = dayIn(readSettings(workspace).timeZone, at);
      if (days.get(workspace.id) === today) continue;
      const pages = await db.transaction().execute(async (tx) => {
        await lockWorkspace(tx, workspace.id);
        return freezePairs(tx, workspace, at);
      });
      days.set(workspace.id, today);
      for (const page of pages) changed(page);
    }
  };
  const runSoon = async () => {
    const turn = timer;
    running = run().catch((fault: unknown) => report(fault, "bringing the chart to today"));
    await running;
    const wait = await untilNext(db, now()).catch(() => AT_MOST_MILLISECONDS);
    // Paused meanwhile, or begun again, which has its own time.
    if (timer !== undefined && timer === turn) timer = setTimeout(() => void runSoon(), wait).unref();
  };
  const pause = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    begin() {
      pause();
      timer = setTimeout(() => void runSoon(), 0).unref();
    },
    run,
    pause,
    async close() {
      pause();
      await running;
    },
  };
}

async function frozenBetween(db: Kysely<Schema>, after: string, upTo: string): Promise<string[]> {
  const rows = await db
    .selectFrom("pair")
    .select("id")
    .where("frozen_at", ">", after)
    .where("frozen_at", "<=", upTo)
    .execute();
  return rows.map(({ id }) => id);
}

/** @returns milliseconds until a page freezes or a workspace has a new day. */
async function untilNext(db: Kysely<Schema>, now: Date): Promise<number> {
  const next = await db
    .selectFrom("pair")
    .select((query) => query.fn.min("frozen_at").as("at"))
    .where("frozen_at", ">", now.toISOString())
    .executeTakeFirst();
  const workspaces = await db.selectFrom("workspace").select("settings").execute();
  const zones = new Set(workspaces.map((workspace) => readSettings(workspace).timeZone));
  const times = [...zones].map((zone) => {
    const tomorrow = Temporal.PlainDate.from(dayIn(zone, now)).add({ days: 1 }).toString();
    return Date.parse(startOfDay(zone, tomorrow));
  });
  if (next?.at) times.push(Date.parse(next.at));
  return Math.max(0, Math.min(AT_MOST_MILLISECONDS, ...times.map((time) => time - now.getTime())));
}
