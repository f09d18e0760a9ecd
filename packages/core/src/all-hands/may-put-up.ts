import { FEWEST_PEOPLE } from "../theme/fewest-people.ts";
import type { AgendaKind } from "./agenda.ts";

export type PutUpVerdict = { type: "allowed" } | { type: "denied"; why: "few_people" };

/**
 * Whether something may be put before everybody. A theme may once three people raised it: with fewer, its count says who.
 * Its author may still tell it in their own words, as a question or in person.
 *
 * @param people how many raised a theme; left out or null: nobody said, which is no leave.
 */
export function mayPutUp({ kind, people }: { kind: AgendaKind; people?: number | null | undefined }): PutUpVerdict {
  return kind === "theme" && (people ?? 0) < FEWEST_PEOPLE
    ? { type: "denied", why: "few_people" }
    : { type: "allowed" };
}
