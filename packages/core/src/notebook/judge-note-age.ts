import type { PairNote } from "./note.ts";

/** How long notes are kept, by the choices that settings offer; null: until somebody deletes them. */
export const KEEP_MONTHS = [6, 12, 24] as const;
export type KeepMonths = (typeof KEEP_MONTHS)[number] | null;

/** What lies in the bin can be put back for so long, whoever or whatever put it there. */
export const BIN_DAYS = 30;

export type NoteAges = {
  /** older than is kept: they go into the bin, where they can be seen */
  toBin: readonly PairNote[];
  /** those have lain there for thirty days */
  toDelete: readonly PairNote[];
};

/**
 * Which notes are older than their author wants to keep them. Age counts from the last change of the text, or from when it
 * was last put back. Nothing goes for good that has not lain in the bin; where all is kept, the bin is, too.
 */
export function judgeNoteAges(notes: readonly PairNote[], keepMonths: KeepMonths, now: Temporal.Instant): NoteAges {
  if (keepMonths === null) return { toBin: [], toDelete: [] };
  const oldest = now.toZonedDateTimeISO("UTC").subtract({ months: keepMonths }).toInstant();
  return {
    toBin: notes.filter((note) => note.binnedAt === null && isBefore(note.keptAt ?? note.changedAt, oldest)),
    toDelete: notes.filter(({ binnedAt }) => binnedAt !== null && isBefore(binnedAt, now.subtract(BIN_TIME))),
  };
}

/** The instant at which a note in the bin goes for good; null: it stays until somebody deletes it. */
export function binEnd({ binnedAt }: PairNote, keepMonths: KeepMonths): string | null {
  const since = binnedAt !== null && keepMonths !== null ? instantOf(binnedAt) : null;
  return since?.add(BIN_TIME).toString() ?? null;
}

const BIN_TIME = { hours: BIN_DAYS * 24 };

/** What a clock wrote that is no instant is not before anything. */
function isBefore(instant: string, than: Temporal.Instant): boolean {
  const read = instantOf(instant);
  return read !== null && Temporal.Instant.compare(read, than) < 0;
}

function instantOf(text: string): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(text);
  } catch {
    return null;
  }
}
