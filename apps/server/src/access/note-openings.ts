import { dayOf } from "@candor/core/access/access-log.ts";
import { type CoWriterId, isMemberId, type MemberId } from "@candor/core/person/member.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { noteOpening } from "./note-access.ts";

export type OpeningNotes = (opening: { page: string; member: MemberId | CoWriterId; name: string }) => void;

/**
 * Writes each person's first opening of a page on a day, behind the back of whoever waits for the page. What could not
 * be written is tried at the next opening.
 */
export function createOpeningNotes(parts: {
  db: Kysely<Schema>;
  now: () => Date;
  report: (fault: unknown, doing: string) => void;
}): OpeningNotes {
  let day = "";
  let noted = new Set<string>();
  return ({ page: pairId, member, name }) => {
    if (!isMemberId(member)) return; // of an artifact nobody keeps who read it when
    const opening = { pairId, member, name };
    const now = parts.now();
    const today = dayOf(now.toISOString());
    if (today !== day) {
      day = today;
      noted = new Set();
    }
    const key = `${opening.pairId} ${opening.member} ${opening.name}`;
    if (noted.has(key)) return;
    const ofToday = noted.add(key);
    noteOpening(parts.db, opening, now).catch((fault: unknown) => {
      ofToday.delete(key);
      parts.report(fault, "noting that a page was opened");
    });
  };
}
