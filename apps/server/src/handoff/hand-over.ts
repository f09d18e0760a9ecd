import { judgeLetter, mayTakeAction, mayTakeTopic } from "@candor/core/handoff/judge-letter.ts";
import { idFromRandom } from "@candor/core/id.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type { HandedLetter } from "@candor/document/handoff/lay-letter.ts";
import type { HandOver, HandoffChoices } from "@candor/protocol/http/handoff.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { changeHandoff, type HandoffEdge, keepRow, type Who } from "./change-handoff.ts";
import { findMyHandoff, type KnownHandoff } from "./read-handoffs.ts";

/** What waits to be opened: what is put on the new page, and by which choice it came about. */
export type WaitingLetter = { laid: HandedLetter; chosen: HandOver };

export type HandOverEdge = HandoffEdge & {
  random: (bytes: number) => Uint8Array;
  /** brings the lists of a page up to what was written in it last */
  refresh: (page: string) => Promise<unknown>;
};

const ID_BYTES = 12;

/** What the direct may choose from: of the old page what is theirs, and nothing that the other wrote. */
export async function readChoices(
  db: Kysely<Schema>,
  who: Who,
  { now, refresh }: Pick<HandOverEdge, "now" | "refresh">,
): Promise<HandoffChoices | null> {
  const known = await findMyHandoff(db, who, now);
  if (known?.iAm !== "direct") return null;
  if (known.oldPage !== null) await refresh(known.oldPage);
  const waiting = readWaiting(known.row?.letter ?? null);
  return { ...(await choicesOn(db, known)), waiting: waiting?.chosen ?? null };
}

export function readWaiting(letter: string | null): WaitingLetter | null {
  return letter === null ? null : (JSON.parse(letter) as WaitingLetter);
}

type Choices = Omit<HandoffChoices, "waiting">;

async function choicesOn(db: Kysely<Schema>, { oldPage, report }: KnownHandoff): Promise<Choices> {
  const seat = oldPage === null ? null : await seatOf(db, oldPage, report);
  if (oldPage === null || seat === null) return { topics: [], actions: [] };
  const topics = await db
    .selectFrom("topic")
    .select(["id", "title", "author", "state"])
    .where("page", "=", oldPage)
    .where("volume", "is", null)
    .orderBy("created_at")
    .execute();
  const actions = await db
    .selectFrom("action")
    .select(["id", "text", "due", "owner", "state"])
    .where("page", "=", oldPage)
    .where("volume", "is", null)
    .orderBy("due")
    .orderBy("created_at")
    .execute();
  return {
    topics: topics
      .filter(
        ({ title, author, state }) => title.trim() !== "" && mayTakeTopic({ author, state: state as "open" }, seat),
      )
      .map(({ id, title }) => ({ id, title })),
    actions: actions
      .filter(({ text, owner, state }) => text.trim() !== "" && mayTakeAction({ owner, state: state as "open" }, seat))
      .map(({ id, text, due }) => ({ id, text, due })),
  };
}

async function seatOf(db: Kysely<Schema>, page: string, person: string): Promise<MemberId | null> {
  const row = await db
    .selectFrom("pair_member")
    .select("member")
    .where("pair_id", "=", page)
    .where("person_id", "=", person)
    .executeTakeFirst();
  return row?.member ?? null;
}

export type HandOverResult =
  | { type: "done" }
  | { type: "not_found" }
  | { type: "handoff_changed" }
  | { type: "no_new_page" };

/**
 * Hands a letter over, with what was chosen. Nothing of it moves before the new manager opens their page: until then it
 * is kept here, and can be taken back.
 */
export async function handOver(
  db: Kysely<Schema>,
  who: Who,
  wanted: HandOver,
  edge: HandOverEdge,
): Promise<HandOverResult> {
  const seen = await findMyHandoff(db, who, edge.now);
  if (seen?.iAm === "direct" && seen.oldPage !== null) await edge.refresh(seen.oldPage);
  const done = await changeHandoff(db, who, edge.now, async (tx, known): Promise<HandOverResult> => {
    if (known.iAm !== "direct") return { type: "not_found" };
    const { to } = known;
    if (to === null || judgeLetter(known.row?.state ?? "none", known).type !== "write")
      return { type: "handoff_changed" };
    if (known.newPage === null) return { type: "no_new_page" };
    const { topics, actions } = await choicesOn(tx, known);
    const newId = () => idFromRandom(edge.random(ID_BYTES));
    const chosenTopics = topics.filter(({ id }) => wanted.topics.includes(id));
    const chosenActions = actions.filter(({ id }) => wanted.actions.includes(id));
    // What has been done meanwhile, or was never theirs, is not quietly left out.
    if (chosenTopics.length !== new Set(wanted.topics).size) return { type: "handoff_changed" };
    if (chosenActions.length !== new Set(wanted.actions).size) return { type: "handoff_changed" };
    const name = known.people.get(known.report)?.name ?? "";
    const letter: WaitingLetter = {
      laid: {
        ...{
          id: newId(),
          title: name === "" ? "A letter to begin with" : `A letter from ${name}`,
          text: wanted.letter,
        },
        topics: chosenTopics.map(({ title }) => ({ id: newId(), title })),
        actions: chosenActions.map(({ text, due }) => ({ id: newId(), text, due })),
      },
      chosen: wanted,
    };
    const row = await keepRow(tx, { ...known, to }, edge);
    await tx
      .updateTable("handoff")
      .set({
        ...{ state: "waiting", state_at: edge.now.toISOString(), day: known.day, letter: JSON.stringify(letter) },
        ...{ old_pair_id: known.oldPage, new_pair_id: known.newPage },
      })
      .where("id", "=", row.id)
      .execute();
    return { type: "done" };
  });
  return done ?? { type: "not_found" };
}
