import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../apps/server/src/database/open-database.ts";
import { readOverview } from "../apps/server/src/overview/read-overview.ts";
import { numbersFrom } from "./sync/arguments.ts";
import { printTable } from "./sync/print-table.ts";
import { Samples } from "./sync/samples.ts";

// What it takes the server to answer with a manager's overview, on the embedded database: 15 pairs that met each week
// for five years, four topics and two actions a meeting, among the pages of other people that are as old.

const GOAL_MILLISECONDS = 100;
const NOW = new Date("2026-11-24T08:00:00Z");
const AT = NOW.toISOString();
const WEEKS = 260;
const { pairs, others, times } = numbersFrom({ pairs: [15], others: [60], times: [50] });
const [mine = 0, theirs = 0, asked = 0] = [pairs[0], others[0], times[0]];

const folder = mkdtempSync(join(tmpdir(), "candor-overview-"));
const { db, close } = await openDatabase({ engine: "sqlite", path: join(folder, "candor.db") });
try {
  for (let index = 0; index < mine + theirs; index += 1) await fill(index, index < mine ? "manager" : `other${index}`);
  const tables = { db, engine: "sqlite" } as const;
  const began = performance.now();
  const { needsYou, fine } = await readOverview(tables, "manager", NOW);
  const first = performance.now() - began;
  const samples = new Samples();
  const cpu = process.cpuUsage();
  for (let time = 0; time < asked; time += 1) {
    const since = performance.now();
    await readOverview(tables, "manager", NOW);
    samples.add(performance.now() - since);
  }
  const { user, system } = process.cpuUsage(cpu);
  const busy = (user + system) / 1000 / Math.max(1, asked);
  const [half, most] = [samples.at(0.5), samples.at(0.95)];
  printTable(
    ["pairs", "meetings each", "first", "p50", "p95", "processor"],
    [[String(needsYou.length + fine.length), String(WEEKS), ms(first), ms(half), ms(most), ms(busy)]],
  );
  const isMet = most <= GOAL_MILLISECONDS && needsYou.length + fine.length === mine;
  console.log(`Goal for ${mine} pairs, ${GOAL_MILLISECONDS} ms: ${isMet ? "met" : "NOT met"}.`);
  process.exitCode = isMet ? 0 : 1;
} finally {
  await close();
  rmSync(folder, { recursive: true });
}

async function fill(index: number, manager: string): Promise<void> {
  const page = `page${index}`;
  await db
    .insertInto("pair")
    .values({
      ...{ id: page, created_by: manager, created_at: "2021-11-24T08:00:00Z", workspace_id: null, relation: "report" },
      ...{ frozen_at: null, frozen_why: null, from_chart: 0, going_told_at: null },
    })
    .execute();
  const seats = [
    { member: "a" as const, user_id: manager, role: "manager" },
    { member: "b" as const, user_id: `report${index}`, role: "report" },
  ];
  await db
    .insertInto("pair_member")
    .values(seats.map((seat) => ({ ...seat, pair_id: page, name: "x", joined_at: AT, invitation_id: null }) as never))
    .execute();
  await db
    .insertInto("series")
    .values({ ...{ page, volume: null, id: "series" }, every_weeks: 1, minutes: 30, time_zone: "Europe/Berlin" })
    .execute();
  const weeks = Array.from({ length: WEEKS }, (_, back) => {
    const day = new Date(NOW.getTime() + (1 - back) * 7 * 86_400_000).toISOString().slice(0, 10);
    return { back, day, isPast: back > 0, volume: back > 52 ? Number(day.slice(0, 4)) : null };
  });
  await db
    .insertInto("meeting")
    .values(
      weeks.map(({ back, day, isPast, volume }) => ({
        ...{ page, volume, id: `m${back}`, start: `${day}T10:00`, time_zone: "Europe/Berlin", minutes: 30 },
        ...{ state: !isPast ? "planned" : back % 5 === 0 ? "cancelled" : "held", medium: "video", closed_at: null },
        series: null,
      })),
    )
    .execute();
  for (let of = 0; of < 4; of += 1)
    await db
      .insertInto("topic")
      .values(
        weeks.map(({ back, day, isPast, volume }) => ({
          ...{ page, volume, id: `t${back}-${of}`, title: "A topic of some words", place: `m${back}`, rank: "a" },
          ...{ altitude: "detail", kind: "topic", author: of % 2 === 0 ? ("a" as const) : ("b" as const), theme: null },
          ...{ state: isPast ? "discussed" : "open", carried: 0, snoozed_until: null, kept_at: null, state_at: null },
          created_at: `${day}T08:00:00Z`,
        })),
      )
      .execute();
  for (let of = 0; of < 2; of += 1)
    await db
      .insertInto("action")
      .values(
        weeks.map(({ back, day, volume }) => ({
          ...{
            page,
            volume,
            id: `a${back}-${of}`,
            text: "Ask somebody",
            owner: of === 0 ? ("a" as const) : ("b" as const),
          },
          ...{
            due: day,
            state: back < 4 ? "open" : "done",
            why: null,
            rank: "a",
            from_topic: null,
            from_meeting: null,
          },
          ...{ created_at: AT, state_at: null },
        })),
      )
      .execute();
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}
