import { addMonths, monthOf } from "@candor/core/skip/month.ts";
import { planRotation } from "@candor/core/skip/plan-rotation.ts";
import { rotationFacts } from "@candor/core/skip/rotation-facts.ts";
import { writeNotice } from "@candor/core/skip/write-notice.ts";
import type { BeginSkipRound, SkipLevels, SkipPerson, SkipRound } from "@candor/protocol/http/skip.ts";
import { queueMail } from "../mail/queue-mail.ts";
import { addressOf } from "../sign-in/find-account.ts";
import type { Who } from "../workspace/people.ts";
import { changeWorkspace, type LockedPlace } from "../workspace/place.ts";
import { readSkipLevelsOf, type SkipTablesOf } from "./read-skip-levels.ts";

/** How notices go out. */
export type NoticePost = { linkOf: (path: string) => string; newId: () => string; way: "smtp" | "operator" };

export type BeginRoundResult =
  | { type: "round"; levels: SkipLevels }
  | { type: "not_found" }
  /** there is nobody two levels below */
  | { type: "nobody_to_meet" }
  /** a round begins this month or next */
  | { type: "not_that_month" };

const MAIL_DAYS = 14; // a notice that comes later is none
const MILLISECONDS_A_DAY = 86_400_000;

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
    await tellManagers(place, before.people, { ...round, turns }, post);
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

async function tellManagers(
  place: LockedPlace,
  people: readonly SkipPerson[],
  round: Round & Pick<SkipRound, "turns">,
  post: NoticePost,
): Promise<void> {
  const told = new Set(round.told.map(({ manager, person }) => `${manager} ${person}`));
  const planned = new Set(round.turns.map(({ person }) => person));
  const news = people
    .filter(({ person }) => planned.has(person))
    .flatMap((each) => each.between.map((manager) => ({ manager, each })))
    .filter(({ manager, each }) => !told.has(`${manager.person} ${each.person}`));
  for (const [id, those] of Map.groupBy(news, ({ manager }) => manager.person)) {
    await tellManager(
      place,
      { id, name: those[0]?.manager.name ?? "" },
      those.map(({ each }) => each),
      round,
      post,
    );
  }
}

async function tellManager(
  { tx, me, now }: LockedPlace,
  manager: { id: string; name: string },
  people: readonly SkipPerson[],
  { id, minutes, turns }: Round & Pick<SkipRound, "turns">,
  { linkOf, newId, way }: NoticePost,
): Promise<void> {
  const to = await addressFor(tx, manager.id);
  if (to !== null) {
    const { subject, paragraphs } = writeNotice({
      ...{ from: me.name, to: manager.name, minutes },
      people: people.map(({ person, name }) => ({ name, months: monthsOf(person, turns) })),
    });
    const text = [...paragraphs, `It also stands here: ${linkOf("/settings/skip-levels")}`].join("\n\n");
    const expiresAt = new Date(now.getTime() + MAIL_DAYS * MILLISECONDS_A_DAY);
    await queueMail(tx, { id: newId(), to, subject, text, expiresAt }, now);
  }
  const kept = way === "smtp" ? ("mail" as const) : ("operator" as const);
  await tx
    .insertInto("skip_notice")
    .values(
      people.map(({ person }) => ({
        ...{ round_id: id, between_id: manager.id, person_id: person },
        ...{ told_at: now.toISOString(), way: to === null ? ("here" as const) : kept, read_at: null },
      })),
    )
    .execute();
}

export function monthsOf(person: string, turns: SkipRound["turns"]): string[] {
  return turns
    .filter((turn) => turn.person === person)
    .map(({ month }) => month)
    .sort();
}

/** The address by which they sign in; of whoever has not come yet, the one that the workspace has of them. */
async function addressFor(tx: LockedPlace["tx"], person: string): Promise<string | null> {
  const row = await tx
    .selectFrom("person")
    .leftJoin("user", "user.id", "person.user_id")
    .select(["person.email", "person.left_at", "user.email as signsInAs", "user.emailVerified"])
    .where("person.id", "=", person)
    .executeTakeFirst();
  if (!row || row.left_at !== null) return null;
  const { signsInAs, emailVerified } = row;
  const own = signsInAs === null ? null : addressOf({ email: signsInAs, emailVerified: Boolean(emailVerified) });
  return own ?? row.email;
}
