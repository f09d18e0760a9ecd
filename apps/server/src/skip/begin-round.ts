import { managersToTell } from "@candor/core/skip/managers-to-tell.ts";
import { addMonths, monthOf } from "@candor/core/skip/month.ts";
import { planRotation } from "@candor/core/skip/plan-rotation.ts";
import { rotationFacts } from "@candor/core/skip/rotation-facts.ts";
import { writeNotice } from "@candor/core/skip/write-notice.ts";
import type { BeginSkipRound, SkipLevels, SkipPerson, SkipRound } from "@candor/protocol/http/skip.ts";
import type { Who } from "../workspace/people.ts";
import { changeWorkspace, type LockedPlace } from "../workspace/place.ts";
import { readSkipLevelsOf, type SkipTablesOf } from "./read-skip-levels.ts";
import { type NoticePost, sendNotice } from "./send-notice.ts";
import { takeBackWaiting } from "./take-back-waiting.ts";

export type BeginRoundResult =
  | { type: "round"; levels: SkipLevels }
  | { type: "not_found" }
  /** there is nobody two levels below */
  | { type: "nobody_to_meet" }
  /** a round begins this month or next */
  | { type: "not_that_month" };

/**
 * Begins a round, or plans the rest of the one that goes on anew. Whoever of the managers between has not been told of
 * one of theirs is, in the same transaction: no round without its notices, and none of them twice.
 */
export async function beginRound(
  { db, engine }: SkipTablesOf,
  who: Who,
  wanted: BeginSkipRound,
  post: NoticePost,
): Promise<BeginRoundResult> {
  return changeWorkspace(db, who, async (place): Promise<BeginRoundResult> => {
    const tables = { db: place.tx, engine };
    const before = await readSkipLevelsOf(tables, place);
    if (before.people.length === 0) return { type: "nobody_to_meet" };
    const month = monthOf(place.today);
    if (before.round === null && wanted.firstMonth !== month && wanted.firstMonth !== addMonths(month, 1))
      return { type: "not_that_month" };
    const round = await keepRound(place, before.round, wanted, post.newId);
    const turns = await keepTurns(place, before, round);
    await tellOfRound(tables, place, before.people, { ...round, turns }, post);
    return { type: "round", levels: await readSkipLevelsOf(tables, place) };
  });
}

type Round = Pick<SkipRound, "id" | "firstMonth" | "meetings" | "minutes" | "told">;

async function keepRound(
  { tx, me, workspace, now }: LockedPlace,
  running: SkipRound | null,
  { meetings, minutes, firstMonth }: BeginSkipRound,
  newId: () => string,
): Promise<Round> {
  if (running) {
    await tx.updateTable("skip_round").set({ meetings, minutes }).where("id", "=", running.id).execute();
    return { ...running, meetings, minutes };
  }
  const id = newId();
  const row = { id, workspace_id: workspace.id, person_id: me.id, meetings, minutes };
  await tx
    .insertInto("skip_round")
    .values({ ...row, first_month: firstMonth, begun_at: now.toISOString() })
    .execute();
  return { id, firstMonth, meetings, minutes, told: [] };
}

/** What was held stays as it was; the rest is as the plan says now. */
async function keepTurns(
  { tx, today }: LockedPlace,
  { people, round: running }: SkipLevels,
  { id, firstMonth, meetings }: Round,
): Promise<SkipRound["turns"]> {
  const before = running?.turns ?? [];
  const facts = rotationFacts(people, { today, firstMonth, meetings, turns: before });
  const month = monthOf(facts.today);
  const lastMet = new Map(people.map((each) => [each.person, each.lastMet]));
  const past = before.filter((turn) => {
    const met = lastMet.get(turn.person) ?? null;
    return turn.month < month || (met !== null && monthOf(met) === turn.month);
  });
  const planned = planRotation(facts).months.flatMap((each) =>
    each.meetings.map(({ person }) => ({ person, month: each.month })),
  );
  const turns = new Map([...past, ...planned].map((turn) => [`${turn.person} ${turn.month}`, turn]));
  await tx.deleteFrom("skip_turn").where("round_id", "=", id).execute();
  if (turns.size > 0)
    await tx
      .insertInto("skip_turn")
      .values([...turns.values()].map(({ person, month: each }) => ({ round_id: id, person_id: person, month: each })))
      .execute();
  return [...turns.values()];
}

async function tellOfRound(
  tables: SkipTablesOf,
  place: LockedPlace,
  people: readonly SkipPerson[],
  { id, minutes, told, turns }: Round & Pick<SkipRound, "turns">,
  post: NoticePost,
): Promise<void> {
  const planned = new Set(turns.map(({ person }) => person));
  const inRound = people.filter(({ person }) => planned.has(person));
  for (const { manager, people: theirs } of managersToTell(inRound, told)) {
    const notice = writeNotice({
      ...{ from: place.me.name, to: manager.name, minutes },
      people: theirs.map(({ person, name }) => ({ name, months: monthsOf(person, turns) })),
    });
    await takeBackWaiting(tables, place, manager.person, new Set(theirs.map(({ person }) => person)));
    const { way } = await sendNotice(place, manager.person, notice, post);
    const told_at = place.now.toISOString();
    await place.tx
      .insertInto("skip_notice")
      .values(
        theirs.map(({ person }) => ({
          ...{ round_id: id, between_id: manager.person, person_id: person },
          ...{ told_at, way, read_at: null },
        })),
      )
      .execute();
  }
}

export function monthsOf(person: string, turns: SkipRound["turns"]): string[] {
  return turns
    .filter((turn) => turn.person === person)
    .map(({ month }) => month)
    .sort();
}
