import { lastChange } from "@candor/core/handoff/find-handoffs.ts";
import { mayOpenLetter } from "@candor/core/handoff/judge-letter.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type { Compilable, Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { PageEdit, PageEdited } from "../sync/snapshot/edit-page.ts";
import { edgeOf } from "../workspace/people.ts";
import { readSettings } from "../workspace/place.ts";
import { dayIn } from "../workspace/workspace-day.ts";
import { readWaiting, type WaitingLetter } from "./hand-over.ts";
import type { HandoffRow } from "./read-handoffs.ts";

export type WritePage = (page: string, edit: PageEdit) => Promise<PageEdited>;

export type LetterPorts = { db: Kysely<Schema>; write: WritePage; now: () => Date };

/**
 * Puts a letter that waits on the new page, now that the new manager has opened it. The edit and the note that it was
 * made are one transaction: whoever is killed in between leaves it all to the next opening, and twice is once.
 */
export async function openLetters(ports: LetterPorts, opening: { pairId: string; member: MemberId }): Promise<void> {
  const { db } = ports;
  const waiting = await db
    .selectFrom("handoff")
    .selectAll()
    .where("new_pair_id", "=", opening.pairId)
    .where("state", "=", "waiting")
    .execute();
  for (const row of waiting) await openLetter(ports, row, opening);
}

async function openLetter(
  { db, write, now }: LetterPorts,
  row: HandoffRow,
  { pairId, member }: { pairId: string; member: MemberId },
): Promise<void> {
  const seats = await db
    .selectFrom("pair_member")
    .select(["member", "person_id", "user_id"])
    .where("pair_id", "=", pairId)
    .execute();
  if (seats.find((seat) => seat.member === member)?.person_id !== row.to_id) return;
  const direct = seats.find((seat) => seat.person_id === row.report_id);
  const letter = readWaiting(row.letter);
  if (!direct || !letter) return;
  const at = now();
  if (!(await isDue(db, row, at))) return;
  await write(pairId, {
    change: { type: "letter", member: direct.member, now: at.toISOString(), letter: letter.laid },
    isWanted: async () => (await readLetter(db, row.id)) === row.letter && !(await isFrozen(db, pairId, at)),
    note: (changed) =>
      changed === "laid" || changed === "there" ? notesOf(db, { row, letter, member: direct.member }, at) : [],
  });
}

async function isDue(db: Kysely<Schema>, row: HandoffRow, at: Date): Promise<boolean> {
  const workspace = await db
    .selectFrom("workspace")
    .select("settings")
    .where("id", "=", row.workspace_id)
    .executeTakeFirstOrThrow();
  const today = dayIn(readSettings(workspace).timeZone, at);
  const edges = await db.selectFrom("manager_edge").selectAll().where("report_id", "=", row.report_id).execute();
  const letter = { from: row.from_id, to: row.to_id, day: row.day };
  return mayOpenLetter(letter, lastChange(edges.map(edgeOf), today));
}

/** What waits under an id; null: it was taken back, or opened. */
async function readLetter(db: Kysely<Schema>, id: string): Promise<string | null> {
  const row = await db
    .selectFrom("handoff")
    .select("letter")
    .where("id", "=", id)
    .where("state", "=", "waiting")
    .executeTakeFirst();
  return row?.letter ?? null;
}

async function isFrozen(db: Kysely<Schema>, pairId: string, at: Date): Promise<boolean> {
  const row = await db.selectFrom("pair").select("frozen_at").where("id", "=", pairId).executeTakeFirst();
  return row === undefined || (row.frozen_at !== null && row.frozen_at <= at.toISOString());
}

function notesOf(
  db: Kysely<Schema>,
  { row, letter, member }: { row: HandoffRow; letter: WaitingLetter; member: MemberId },
  at: Date,
): Compilable[] {
  const instant = at.toISOString();
  const { old_pair_id, new_pair_id } = row;
  return [
    // From now on it stands on the page, and nowhere else.
    db
      .updateTable("handoff")
      .set({ state: "opened", state_at: instant, letter: null })
      .where("id", "=", row.id)
      .where("state", "=", "waiting"),
    ...(letter.chosen.sharesPortrait && new_pair_id !== null
      ? [
          db
            .insertInto("portrait_share")
            .values({ pair_id: new_pair_id, user_id: row.user_id, since: instant })
            .onConflict((conflict) => conflict.columns(["pair_id", "user_id"]).doNothing()),
        ]
      : []),
    ...(new_pair_id === null ? [] : [logged(db, { pair: new_pair_id, member, at: instant })]),
    ...(old_pair_id === null ? [] : [loggedByPerson(db, { pair: old_pair_id, person: row.report_id, at: instant })]),
  ];
}

type Logged = { pair: string; at: string };

/** In the access log of both pages: from one something was taken along, on the other it came. */
function logged(db: Kysely<Schema>, { pair, member, at }: Logged & { member: MemberId }): Compilable {
  return intoLog(db, { pair, at }, (query) => query.where("member", "=", member));
}

function loggedByPerson(db: Kysely<Schema>, { pair, person, at }: Logged & { person: string }): Compilable {
  return intoLog(db, { pair, at }, (query) => query.where("person_id", "=", person));
}

function intoLog(db: Kysely<Schema>, { pair, at }: Logged, whose: (query: SeatQuery) => SeatQuery): Compilable {
  return db
    .insertInto("page_access_event")
    .columns(["pair_id", "at", "kind", "member", "name", "actor"])
    .expression(() => whose(seatQuery(db, pair, at)))
    .onConflict((conflict) => conflict.doNothing());
}

function seatQuery(db: Kysely<Schema>, pair: string, at: string) {
  return db
    .selectFrom("pair_member")
    .select((row) => [
      "pair_id",
      row.val(at).as("at"),
      row.val("handed_over").as("kind"),
      "member",
      "name",
      "member as actor",
    ])
    .where("pair_id", "=", pair);
}

type SeatQuery = ReturnType<typeof seatQuery>;
