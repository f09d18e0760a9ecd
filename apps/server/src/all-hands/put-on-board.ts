import type { AgendaKind } from "@candor/core/all-hands/agenda.ts";
import { DEFAULT_RANK } from "@candor/core/topic/rank.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

const MINUTES: Record<AgendaKind, number> = { announcement: 5, theme: 10, question: 5, other: 5 };

export type BoardThing = {
  id: string;
  workspaceId: string;
  kind: AgendaKind;
  title: string;
  text: string;
  people: number | null;
  link: string | null;
  presenter: string;
  addedBy: string | null;
  /** ISO instant; of what is put up without a name the beginning of its day, and no more */
  at: string;
};

/** Puts something onto the board, where it waits for the next all-hands. The same again changes nothing. */
export async function putOnBoard(tx: Kysely<Schema>, thing: BoardThing): Promise<void> {
  const { id, workspaceId, kind, title, text, people, link, presenter, addedBy, at } = thing;
  await tx
    .insertInto("all_hands_item")
    .values({
      ...{ id, workspace_id: workspaceId, all_hands_id: null, kind, title, text, people, link, presenter },
      ...{ minutes: MINUTES[kind], rank: DEFAULT_RANK, done_at: null, carried: 0, added_by: addedBy, added_at: at },
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}
