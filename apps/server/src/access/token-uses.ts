import { dayOf } from "@candor/core/access/access-log.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { noteAccess } from "./note-access.ts";

export type TokenUse = {
  pairId: string;
  /** whose token it is */
  member: MemberId;
  tokenName: string;
  kind: "token_read" | "token_wrote";
};

export type NoteTokenUse = (use: TokenUse) => void;

/**
 * Writes into a page's access log that a token of one of the two was used on it, once a day for each, behind the back of
 * whoever waits for the answer. What could not be written is tried at the next use.
 */
export function createTokenUses(parts: {
  db: Kysely<Schema>;
  now: () => Date;
  report: (fault: unknown, doing: string) => void;
}): NoteTokenUse {
  let day = "";
  let noted = new Set<string>();
  return ({ pairId, member, tokenName, kind }) => {
    const today = dayOf(parts.now().toISOString());
    if (today !== day) {
      day = today;
      noted = new Set();
    }
    const key = JSON.stringify([pairId, member, tokenName, kind]);
    if (noted.has(key)) return;
    const ofToday = noted.add(key);
    const note = { pairId, kind, member, name: tokenName, actor: member };
    noteAccess(parts.db, note, new Date(`${today}T00:00:00.000Z`)).catch((fault: unknown) => {
      ofToday.delete(key);
      parts.report(fault, "noting that a token was used");
    });
  };
}
