import type { HandoffView } from "@candor/protocol/http/handoff.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { KnownHandoff } from "./read-handoffs.ts";
import { readThree } from "./three-meeting.ts";

/** A change of manager as its reader may know it: each of the managers knows of their own page alone. */
export async function tellHandoff(db: Kysely<Schema>, known: KnownHandoff): Promise<HandoffView> {
  const { iAm, row, report, from, to, people } = known;
  const person = (id: string) => ({ person: id, name: people.get(id)?.name ?? "" });
  const state = row?.state ?? "none";
  return {
    ...{ edge: known.edge, iAm, direct: person(report), former: person(from), next: to === null ? null : person(to) },
    ...{ day: known.day, ended: known.ended, today: known.today },
    ...{ workspace: known.workspace, timeZone: known.timeZone },
    oldPage: iAm === "next" ? null : known.oldPage,
    newPage: iAm === "former" ? null : known.newPage,
    onlyLetter: known.onlyLetter,
    letter: state === "declined" && iAm !== "direct" ? "none" : state,
    meeting: row === null || known.onlyLetter ? null : await readThree(db, row.id),
  };
}
