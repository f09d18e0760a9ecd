import type { Day } from "../chart/manager-edge.ts";
import type { CadenceAdvice } from "./advise-cadence.ts";
import { SEASON_DAYS } from "./cadence-rules.ts";
import { addDays } from "./days.ts";

/** That one of a pair said no to meeting more or less often, on a day. */
export type Declined = { verdict: "more_often" | "less_often"; on: Day };

/**
 * Whether advice is to be shown. What one of the two declined, or anything that leads the same way, is not repeated for
 * a season: the two have heard it.
 *
 * @returns the day from which on it may come again; null: show it.
 */
export function declinedUntil(
  { verdict }: Pick<CadenceAdvice, "verdict">,
  declined: readonly Declined[],
  today: Day,
): Day | null {
  const until = declined
    .filter((each) => each.verdict === verdict)
    .map(({ on }) => addDays(on, SEASON_DAYS))
    .sort()
    .at(-1);
  return until !== undefined && until > today ? until : null;
}
