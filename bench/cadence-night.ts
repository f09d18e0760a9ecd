import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { adviseEverybody } from "../apps/server/src/cadence/advise-everybody.ts";
import { openDatabase } from "../apps/server/src/database/open-database.ts";
import { numbersFrom } from "./sync/arguments.ts";
import { printTable } from "./sync/print-table.ts";

// What a night's advice for everybody of a workspace takes, on the embedded database: one page for each who has a
// manager, seven reports a manager, and the meetings of a year on each. Once from nothing, once with nothing new.

const GOAL_SECONDS = 5; // for 1,000 people, on one core
const NOW = new Date("2026-11-24T02:00:00Z");
const AT = NOW.toISOString();
const REPORTS_EACH = 7;
const MEETINGS_EACH = 40;
const { people: sizes } = numbersFrom({ people: [1_000, 10_000] });

const rows: string[][] = [];
let first = 0;
for (const people of sizes) {
  const { fresh, again, pairs, busy } = await night(people);
  if (people === 1_000) first = fresh;
  rows.push([
    String(people),
    String(pairs),
    seconds(fresh),
    seconds(again),
    seconds(busy / 1000),
    (busy / pairs).toFixed(0),
  ]);
}
printTable(["people", "pairs", "first night", "nothing new", "processor, first", "µs of it a pair"], rows);
const isMet = first / 1000 <= GOAL_SECONDS;
console.log(`Goal for 1,000 people, ${GOAL_SECONDS} s: ${isMet ? "met" : "NOT met"}.`);
process.exitCode = isMet ? 0 : 1;

async function night(people: number): Promise<{ fresh: number; again: number; pairs: number; busy: number }> {
  const folder = mkdtempSync(join(tmpdir(), "candor-cadence-"));
  const { db, close } = await openDatabase({ engine: "sqlite", path: join(folder, "candor.db") });
  try {
    const ids = Array.from({ length: people }, (_, index) => uuid(index));
    const inParts = async <T>(all: readonly T[], insert: (part: readonly T[]) => Promise<unknown>) => {
      for (let at = 0; at < all.length; at += 500) await insert(all.slice(at, at + 500));
    };
    await db
      .insertInto("workspace")
      .values({ id: "w", name: "W", settings: '{"timeZone":"Europe/Berlin"}', created_at: AT })
      .execute();
    await inParts(ids, (part) =>
      db
        .insertInto("user")
        .values(
          part.map(
            (id) =>
              ({
                ...{ id, name: id, email: `${id}@example.org`, emailVerified: 0, isAnonymous: 0 },
                ...{ createdAt: AT, updatedAt: AT },
              }) as never,
          ),
        )
        .execute(),
    );
    await inParts(ids, (part) =>
      db
        .insertInto("person")
        .values(
          part.map(
            (id) =>
              ({
                ...{ id: `p${id}`, workspace_id: "w", user_id: id, email: null, name: id, title: "", department: "" },
                ...{ role: "member", external_id: null, created_at: AT, left_at: null, leaving: null },
                ...{ joined_at: AT, invited_by: null, joined_by: null, joined_email: null },
              }) as never,
          ),
        )
        .execute(),
    );
    const led = ids.slice(1).map((id, index) => ({ id, manager: ids[Math.floor(index / REPORTS_EACH)] ?? "" }));
    await inParts(led, (part) =>
      db
        .insertInto("manager_edge")
        .values(
          part.map(({ id, manager }, index) => ({
            ...{ id: `e${id}`, workspace_id: "w", report_id: `p${id}`, manager_id: `p${manager}`, until: null },
            since: `202${index % 6}-0${1 + (index % 9)}-11`,
          })),
        )
        .execute(),
    );
    await inParts(led, (part) =>
      db
        .insertInto("pair")
        .values(
          part.map(({ id, manager }) => ({
            ...{ id, created_by: manager, created_at: AT, workspace_id: "w", relation: "report" as const },
            ...{ frozen_at: null, frozen_why: null, from_chart: 1, going_told_at: null },
          })),
        )
        .execute(),
    );
    const seats = led.flatMap(({ id, manager }) => [
      { pair_id: id, member: "a" as const, user_id: manager, person_id: `p${manager}`, role: "manager" },
      { pair_id: id, member: "b" as const, user_id: id, person_id: `p${id}`, role: "report" },
    ]);
    await inParts(seats, (part) =>
      db
        .insertInto("pair_member")
        .values(part.map((seat) => ({ ...seat, name: "x", joined_at: AT, invitation_id: null }) as never))
        .execute(),
    );
    await inParts(led, (part) =>
      db
        .insertInto("series")
        .values(
          part.map(({ id }, index) => ({
            ...{ page: id, volume: null, id: "series", every_weeks: 1 + (index % 4), minutes: 30, time_zone: "UTC" },
          })),
        )
        .execute(),
    );
    const day = (back: number) => new Date(NOW.getTime() - back * 7 * 86_400_000).toISOString().slice(0, 10);
    const meetings = led.flatMap(({ id }, index) =>
      Array.from({ length: MEETINGS_EACH }, (_, back) => ({
        ...{ page: id, volume: null, id: `m${back}`, start: `${day(back)}T10:00`, time_zone: "UTC", minutes: 30 },
        ...{ state: (index + back) % 5 === 0 ? "cancelled" : "held", medium: null, closed_at: null, series: null },
      })),
    );
    await inParts(meetings, (part) =>
      db
        .insertInto("meeting")
        .values([...part])
        .execute(),
    );
    const run = async () => {
      const [began, cpu] = [performance.now(), process.cpuUsage()];
      const pairs = await adviseEverybody({ db, engine: "sqlite" }, NOW, async () => undefined);
      const { user, system } = process.cpuUsage(cpu);
      return { took: performance.now() - began, pairs, busy: user + system };
    };
    const fresh = await run();
    const again = await run();
    return { fresh: fresh.took, again: again.took, pairs: fresh.pairs, busy: fresh.busy };
  } finally {
    await close();
    rmSync(folder, { recursive: true });
  }
}

/** Ids in no order, as people's are. */
function uuid(index: number): string {
  const hash = Math.imul(index + 1, 0x9e3779b1) >>> 0;
  return `${hash.toString(16).padStart(8, "0")}-0000-4000-8000-${index.toString(16).padStart(12, "0")}`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
