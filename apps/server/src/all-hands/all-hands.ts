import { inGatheringOrder } from "@candor/core/all-hands/agenda.ts";
import { mayPutUp } from "@candor/core/all-hands/may-put-up.ts";
import { type Anchor, byRank, DEFAULT_RANK, ranksFor } from "@candor/core/topic/rank.ts";
import type { AgendaItem, AllHandsAnswer, ChangeItem, PutUpItem } from "@candor/protocol/http/all-hands.ts";
import type { Kysely, Selectable } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { AllHandsItemTable } from "../database/tables/announcement-tables.ts";
import { changeWorkspace, type LockedPlace, type Place, readPlace, refusal } from "../workspace/place.ts";
import { dayIn } from "../workspace/workspace-day.ts";
import { putOnBoard } from "./put-on-board.ts";

const MOST_PLANNED = 20;
const MOST_ON_BOARD = 500;
const HELD_SHOWN = 5;

type Who = { workspaceId: string; userId: string; now: Date };
export type AllHandsResult =
  | { type: "all_hands"; all: AllHandsAnswer }
  | { type: "not_found" | "too_many_items" | "held_already" | "few_people" };

/** What waits, what is planned and what was held; for everybody in the workspace. */
export async function readAllHands(db: Kysely<Schema>, who: Who): Promise<AllHandsAnswer | null> {
  const place = await readPlace(db, who.workspaceId, who.userId, who.now);
  return place && answer(db, place, who.userId);
}

async function answer(db: Kysely<Schema>, place: Place, userId: string): Promise<AllHandsAnswer> {
  const mayLead = await leads(db, place);
  const of = () => db.selectFrom("all_hands").selectAll().where("workspace_id", "=", place.workspace.id);
  const planned = await of().where("held_at", "is", null).orderBy("day").orderBy("id").execute();
  const held = await of().where("held_at", "is not", null).orderBy("held_at", "desc").limit(HELD_SHOWN).execute();
  const shown = [...planned, ...held].map(({ id }) => id);
  const rows = await db
    .selectFrom("all_hands_item")
    .selectAll()
    .where("workspace_id", "=", place.workspace.id)
    .where((eb) => {
      const waits = eb("all_hands_id", "is", null);
      return shown.length === 0 ? waits : eb.or([waits, eb("all_hands_id", "in", shown)]);
    })
    .execute();
  const say = (row: Row): AgendaItem => ({
    ...{ id: row.id, kind: row.kind, title: row.title, text: row.text, people: peopleOf(row), link: row.link },
    ...{ minutes: row.minutes, presenter: row.presenter, rank: row.rank, done: row.done_at !== null },
    ...{ carried: row.carried, addedOn: addedOn(row, place.timeZone), mayRemove: mayLead || row.added_by === userId },
  });
  const on = (id: string | null) => rows.filter(({ all_hands_id }) => all_hands_id === id).map(say);
  const meetingOf = ({ id, day }: { id: string; day: string }) => ({ id, day, items: on(id).sort(byRank) });
  return {
    ...{ today: place.today, mayLead, planned: planned.map(meetingOf), held: held.map(meetingOf) },
    board: inGatheringOrder(on(null)),
  };
}

type Row = Selectable<AllHandsItemTable>;

/** What was put up before three were asked for is told without its count. */
function peopleOf({ kind, people }: Row): number | null {
  return mayPutUp({ kind, people }).type === "allowed" ? people : null;
}

/** Of what was put up without a name, nothing but the day is known. */
function addedOn({ added_by, added_at }: Row, timeZone: string): string {
  return added_by === null ? added_at.slice(0, 10) : dayIn(timeZone, new Date(added_at));
}

/** Admins, and whoever manages somebody today. */
async function leads(db: Kysely<Schema>, place: Place): Promise<boolean> {
  const report = await db
    .selectFrom("manager_edge")
    .select("id")
    .where("workspace_id", "=", place.workspace.id)
    .where("manager_id", "=", place.me.id)
    .where("since", "<=", place.today)
    .where((eb) => eb.or([eb("until", "is", null), eb("until", ">", place.today)]))
    .limit(1)
    .executeTakeFirst();
  return refusal(place, { action: "lead_all_hands", managesSomebody: report !== undefined }) === null;
}

/** Does something as whoever leads, one after another: two who order at once each find what the other did. */
async function asLead(
  db: Kysely<Schema>,
  who: Who,
  work: (place: LockedPlace) => Promise<Exclude<AllHandsResult["type"], "all_hands"> | null>,
): Promise<AllHandsResult> {
  return changeWorkspace(db, who, async (place): Promise<AllHandsResult> => {
    if (!(await leads(place.tx, place))) return { type: "not_found" };
    const refused = await work(place);
    return refused ? { type: refused } : { type: "all_hands", all: await answer(place.tx, place, who.userId) };
  });
}

/** Plans an all-hands and gathers onto it what waits, or moves it to another day. */
export async function planAllHands(
  db: Kysely<Schema>,
  who: Who,
  { meeting: id, day }: { meeting: string; day: string },
): Promise<AllHandsResult> {
  return asLead(db, who, async ({ tx, workspace, now, timeZone }) => {
    const there = await tx.selectFrom("all_hands").selectAll().where("id", "=", id).executeTakeFirst();
    if (there) {
      if (there.workspace_id !== workspace.id) return "not_found";
      if (there.held_at !== null) return "held_already";
      await tx.updateTable("all_hands").set({ day }).where("id", "=", id).execute();
      return null;
    }
    const planned = tx.selectFrom("all_hands").select("id").where("workspace_id", "=", workspace.id);
    if ((await planned.where("held_at", "is", null).execute()).length >= MOST_PLANNED) return "too_many_items";
    await tx
      .insertInto("all_hands")
      .values({
        ...{ id, workspace_id: workspace.id, day, held_at: null },
        ...{ begun_by: who.userId, begun_at: now.toISOString() },
      })
      .execute();
    const waiting = await tx
      .selectFrom("all_hands_item")
      .selectAll()
      .where("workspace_id", "=", workspace.id)
      .where("all_hands_id", "is", null)
      .execute();
    for (const item of inGatheringOrder(waiting.map((row) => ({ ...row, addedOn: addedOn(row, timeZone) }))))
      await place(tx, item.id, { on: id, anchor: "last" });
    return null;
  });
}

/** It took place: what was not spoken of waits for the next. */
export async function holdAllHands(db: Kysely<Schema>, who: Who, id: string): Promise<AllHandsResult> {
  return asLead(db, who, async ({ tx, workspace, now }) => {
    const held = await tx
      .updateTable("all_hands")
      .set({ held_at: now.toISOString() })
      .where("id", "=", id)
      .where("workspace_id", "=", workspace.id)
      .where("held_at", "is", null)
      .returning("id")
      .executeTakeFirst();
    if (!held) {
      const there = tx.selectFrom("all_hands").select("id").where("id", "=", id);
      return (await there.where("workspace_id", "=", workspace.id).executeTakeFirst()) ? null : "not_found";
    }
    await tx
      .updateTable("all_hands_item")
      .set((eb) => ({ all_hands_id: null, rank: DEFAULT_RANK, carried: eb("carried", "+", 1) }))
      .where("all_hands_id", "=", id)
      .where("done_at", "is", null)
      .execute();
    return null;
  });
}

/** Puts something up for the next all-hands; anybody of the workspace may, with their name or without. */
export async function putUp(
  db: Kysely<Schema>,
  who: Who,
  { item: id, wanted }: { item: string; wanted: PutUpItem },
): Promise<AllHandsResult> {
  return changeWorkspace(db, who, async (place): Promise<AllHandsResult> => {
    const { tx, workspace, me } = place;
    const there = await tx.selectFrom("all_hands_item").select("workspace_id").where("id", "=", id).executeTakeFirst();
    if (there && there.workspace_id !== workspace.id) return { type: "not_found" };
    const board = tx.selectFrom("all_hands_item").select("id").where("workspace_id", "=", workspace.id);
    if (!there && (await board.where("all_hands_id", "is", null).execute()).length >= MOST_ON_BOARD)
      return { type: "too_many_items" };
    const { kind, title, text, people = null, link = null, named } = wanted;
    if (!there && mayPutUp({ kind, people }).type === "denied") return { type: "few_people" };
    await putOnBoard(tx, {
      ...{ id, workspaceId: workspace.id, kind, title, text, link },
      at: named ? who.now.toISOString() : `${place.today}T00:00:00.000Z`,
      people: kind === "theme" ? people : null,
      presenter: named ? me.name : "",
      addedBy: named ? who.userId : null,
    });
    return { type: "all_hands", all: await answer(tx, place, who.userId) };
  });
}

export async function changeItem(
  db: Kysely<Schema>,
  who: Who,
  { item: id, change }: { item: string; change: ChangeItem },
): Promise<AllHandsResult> {
  return asLead(db, who, async ({ tx, workspace, now }) => {
    const row = await tx
      .selectFrom("all_hands_item")
      .leftJoin("all_hands", "all_hands.id", "all_hands_item.all_hands_id")
      .selectAll("all_hands_item")
      .select("held_at")
      .where("all_hands_item.id", "=", id)
      .where("all_hands_item.workspace_id", "=", workspace.id)
      .executeTakeFirst();
    if (!row) return "not_found";
    if (row.held_at !== null) return "held_already";
    const { title, text, minutes, presenter, done, on, after } = change;
    if (on !== undefined && on !== null) {
      const to = tx.selectFrom("all_hands").select("id").where("id", "=", on).where("held_at", "is", null);
      if (!(await to.where("workspace_id", "=", workspace.id).executeTakeFirst())) return "not_found";
    }
    const set = {
      ...(title !== undefined && { title }),
      ...(text !== undefined && { text }),
      ...(minutes !== undefined && { minutes }),
      ...(presenter !== undefined && { presenter }),
      ...(done !== undefined && { done_at: done ? now.toISOString() : null }),
      ...(on === null &&
        row.all_hands_id !== null && { all_hands_id: null, rank: DEFAULT_RANK, carried: row.carried + 1 }),
    };
    if (Object.keys(set).length > 0) await tx.updateTable("all_hands_item").set(set).where("id", "=", id).execute();
    const where = on === undefined ? row.all_hands_id : on;
    if (where !== null && (after !== undefined || where !== row.all_hands_id))
      await place(tx, id, {
        on: where,
        anchor: after === undefined ? "last" : after === null ? "first" : { after },
      });
    return null;
  });
}

async function place(tx: Kysely<Schema>, id: string, { on, anchor }: { on: string; anchor: Anchor }): Promise<void> {
  const others = (
    await tx
      .selectFrom("all_hands_item")
      .select(["id", "rank"])
      .where("all_hands_id", "=", on)
      .where("id", "!=", id)
      .execute()
  ).sort(byRank);
  // What it was to come after may have gone meanwhile.
  const isThere = typeof anchor === "string" || others.some((other) => "after" in anchor && other.id === anchor.after);
  await tx.updateTable("all_hands_item").set({ all_hands_id: on }).where("id", "=", id).execute();
  for (const [each, rank] of ranksFor(id, isThere ? anchor : "last", others))
    await tx.updateTable("all_hands_item").set({ rank }).where("id", "=", each).execute();
}

/** By whoever put it up under their name, or leads; what is on record of one that was held stays. */
export async function takeDown(db: Kysely<Schema>, who: Who, id: string): Promise<AllHandsResult> {
  return changeWorkspace(db, who, async (place): Promise<AllHandsResult> => {
    const { tx, workspace } = place;
    const row = await tx
      .selectFrom("all_hands_item")
      .leftJoin("all_hands", "all_hands.id", "all_hands_item.all_hands_id")
      .select(["added_by", "held_at"])
      .where("all_hands_item.id", "=", id)
      .where("all_hands_item.workspace_id", "=", workspace.id)
      .executeTakeFirst();
    if (!row || !(row.added_by === who.userId || (await leads(tx, place)))) return { type: "not_found" };
    if (row.held_at !== null) return { type: "held_already" };
    await tx.deleteFrom("all_hands_item").where("id", "=", id).execute();
    return { type: "all_hands", all: await answer(tx, place, who.userId) };
  });
}
