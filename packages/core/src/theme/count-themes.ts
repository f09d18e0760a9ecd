import type { Id } from "../id.ts";
import type { PairNote } from "../notebook/note.ts";
import { judgeTrend, type Trend } from "./judge-trend.ts";
import { standFor } from "./stand-for.ts";
import type { Theme } from "./theme.ts";

/** A theme with everything that is said under it, or under what was merged into it. */
export type CountedTheme = {
  theme: Theme;
  /** a pair of each of the people who raised it, each person once, who raised it last first */
  people: readonly Id[];
  /** newest first; none of the bin */
  notes: readonly PairNote[];
  /** the themes that were merged into it */
  merged: readonly Theme[];
  trend: Trend;
};

/**
 * Counts people, not notes: who raises a thing five times is one person, and so is whom one meets in two pairs.
 *
 * @param when whether archived themes are wanted, or those in use.
 * @param personOf who the other of a pair is, as far as anybody said; pairs of which nobody did count as one person each.
 * @param dayOf the day, YYYY-MM-DD, of an instant where the reader is; null where it is none.
 * @returns those that most people raised first, then those raised last.
 */
export function countThemes(
  themes: readonly Theme[],
  notes: readonly PairNote[],
  {
    when = "in_use",
    today,
    dayOf,
    personOf = (pair) => pair,
  }: {
    when?: "in_use" | "archived";
    today: string;
    dayOf: (instant: string) => string | null;
    personOf?: (pair: Id) => string;
  },
): CountedTheme[] {
  const stands = standFor(themes);
  const newestFirst = notes.filter(({ binnedAt }) => binnedAt === null).sort(byNewest);
  const counted = new Map<Id, PairNote[]>();
  for (const note of newestFirst) {
    const under = new Set(note.themes.flatMap((id) => stands.get(id)?.id ?? []));
    for (const id of under) counted.set(id, [...(counted.get(id) ?? []), note]);
  }
  return themes
    .filter((theme) => stands.get(theme.id) === theme && (theme.archivedAt !== null) === (when === "archived"))
    .map((theme) => {
      const under = counted.get(theme.id) ?? [];
      const mentions = under.flatMap(({ pair, writtenAt }) => {
        const day = dayOf(writtenAt);
        return day === null ? [] : [{ person: personOf(pair), day }];
      });
      return {
        theme,
        people: onePairEach(under, personOf),
        notes: under,
        merged: themes.filter((each) => each !== theme && stands.get(each.id) === theme),
        trend: judgeTrend(mentions, today),
      };
    })
    .sort(byWeight);
}

function onePairEach(notes: readonly PairNote[], personOf: (pair: Id) => string): Id[] {
  const pairs = new Map<string, Id>();
  for (const { pair } of notes) if (!pairs.has(personOf(pair))) pairs.set(personOf(pair), pair);
  return [...pairs.values()];
}

function byNewest(left: PairNote, right: PairNote): number {
  if (left.writtenAt !== right.writtenAt) return left.writtenAt < right.writtenAt ? 1 : -1;
  return left.id < right.id ? -1 : 1;
}

function byWeight(left: CountedTheme, right: CountedTheme): number {
  if (left.people.length !== right.people.length) return right.people.length - left.people.length;
  const [leftAt, rightAt] = [
    left.notes[0]?.writtenAt ?? left.theme.madeAt,
    right.notes[0]?.writtenAt ?? right.theme.madeAt,
  ];
  if (leftAt !== rightAt) return leftAt < rightAt ? 1 : -1;
  return left.theme.id < right.theme.id ? -1 : 1;
}
