import type { Id } from "../id.ts";
import { checkWording, type Giveaway } from "./check-wording.ts";
import type { CountedTheme } from "./count-themes.ts";
import { FEWEST_PEOPLE } from "./fewest-people.ts";
import type { Theme } from "./theme.ts";

/** Why a theme does not stand on the board as it is told to everybody. */
export type LeftOut = "few_people" | "no_wording" | "nobody";

export type BoardEntry = {
  theme: Id;
  name: string;
  people: number;
  wording: string;
  doing: string;
  answer: string | null;
  /** null: it is told */
  leftOut: LeftOut | null;
  /** raised by one or two, and told all the same because its author said so */
  isFew: boolean;
  giveaways: readonly Giveaway[];
};

/**
 * What is told to everybody: the author's own words, how many people, what is done. Never who, and nothing of a note.
 *
 * @param names of everybody the notebook is about.
 */
export function readBoard(counted: readonly CountedTheme[], { names }: { names: readonly string[] }): BoardEntry[] {
  return counted.map(({ theme, people, notes }) => ({
    theme: theme.id,
    name: theme.name.trim(),
    people: people.length,
    wording: theme.wording.trim(),
    doing: theme.doing.trim(),
    answer: theme.answer,
    leftOut: whyLeftOut(people.length, theme),
    isFew: people.length < FEWEST_PEOPLE,
    giveaways: checkWording([theme.name, theme.wording, theme.doing].join("\n"), { names, notes }),
  }));
}

function whyLeftOut(people: number, { wording, tellsFew }: Theme): LeftOut | null {
  if (people === 0) return "nobody";
  if (people < FEWEST_PEOPLE && !tellsFew) return "few_people";
  return wording.trim() === "" ? "no_wording" : null;
}
