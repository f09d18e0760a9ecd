import type { Id } from "../id.ts";
import type { AskedQuestion } from "./asked-questions.ts";
import { FIRST_MEETINGS } from "./count-first-meetings.ts";
import type { Asker, Depth, Occasion, Question } from "./question.ts";

export type PickFacts = {
  /** our own and one's own questions together */
  bank: readonly Question[];
  /** what the pair has had; see `askedQuestions` */
  asked: readonly Pick<AskedQuestion, "question" | "day">[];
  hidden: readonly Id[];
  favourites: readonly Id[];
  /** what it may be for; an ice-breaker is drawn only where it is named. Empty: anything but one */
  occasions: readonly Occasion[];
  /** who is going to say it: a question that either may ask always fits; "either": anybody's does */
  asks: Asker;
  /** YYYY-MM-DD */
  today: string;
  /** with the same facts, the same seed gives the same question */
  seed: string;
  /** what was offered just now */
  without: readonly Id[];
  /** how many meetings the two have had; left out: enough to know each other */
  held?: number;
};

/** What speaks for a question, the strongest first. */
export type PickReason =
  | { type: "favourite" }
  | { type: "occasion"; occasion: Occasion }
  /** the two have not met often: begin with what is easy to answer */
  | { type: "light_while_new"; held: number }
  /** nothing deep was asked for a month, or ever: null */
  | { type: "deep_again"; last: string | null }
  | { type: "never_asked" }
  | { type: "asked_long_ago"; day: string }
  /** all that fit were asked within a season; of them, this is the longest ago */
  | { type: "nothing_unasked"; day: string };

export type PickedQuestion = { question: Question; reasons: PickReason[] };

export const SEASON_WEEKS = 13;

/**
 * The question that fits best. None comes again within a season, until all that fit have been asked; then the one that
 * was asked the longest ago.
 *
 * @returns null where there is none at all.
 */
export function pickQuestion(facts: PickFacts): PickedQuestion | null {
  return rankQuestions(facts)[0] ?? null;
}

/** All that fit, best first: those not asked within a season, then the others by how long ago they were. */
export function rankQuestions(facts: PickFacts): PickedQuestion[] {
  const last = lastAsked(facts.asked);
  const wanted = wantedDepths(facts, last);
  const seasonBegan = Temporal.PlainDate.from(facts.today).subtract({ weeks: SEASON_WEEKS }).toString();
  return facts.bank
    .filter((question) => fits(question, facts))
    .map((question) => {
      const day = last.get(question.id) ?? null;
      const again = day !== null && day > seasonBegan ? day : "";
      const keys = [
        again,
        facts.favourites.includes(question.id) ? 0 : 1,
        wanted.depths.indexOf(question.depth),
        mix(`${facts.seed}:${question.id}`),
        question.id, // two may mix to the same number
      ];
      return { keys, picked: { question, reasons: reasonsFor(question, day, again !== "", facts, wanted) } };
    })
    .sort((left, right) => compareKeys(left.keys, right.keys))
    .map(({ picked }) => picked);
}

function fits(question: Question, { occasions, asks, hidden, without }: PickFacts): boolean {
  const { id, occasion } = question;
  if (occasions.length === 0 ? occasion === "ice_breaker" : !occasions.includes(occasion)) return false;
  if (asks !== "either" && question.asks !== "either" && question.asks !== asks) return false;
  return !hidden.includes(id) && !without.includes(id);
}

function lastAsked(asked: PickFacts["asked"]): Map<Id, string> {
  const last = new Map<Id, string>();
  for (const { question, day } of asked) if (day > (last.get(question) ?? "")) last.set(question, day);
  return last;
}

type Wanted = { depths: readonly Depth[]; why: PickReason | null };

/** Light while the two are new to each other; later one deep one a month, and lighter ones in between. */
function wantedDepths({ bank, today, held }: PickFacts, last: ReadonlyMap<Id, string>): Wanted {
  if (held !== undefined && held < FIRST_MEETINGS) {
    return { depths: ["light", "medium", "deep"], why: { type: "light_while_new", held } };
  }
  const deep = bank.flatMap(({ id, depth }) => (depth === "deep" ? (last.get(id) ?? []) : []));
  const lastDeep = deep.sort().at(-1) ?? null;
  const monthBegan = Temporal.PlainDate.from(today).subtract({ months: 1 }).toString();
  if (lastDeep === null || lastDeep <= monthBegan) {
    return { depths: ["deep", "medium", "light"], why: { type: "deep_again", last: lastDeep } };
  }
  return { depths: ["medium", "light", "deep"], why: null };
}

function reasonsFor(
  { id, occasion, depth }: Question,
  day: string | null,
  isAgain: boolean,
  { favourites }: PickFacts,
  { depths, why }: Wanted,
): PickReason[] {
  const reasons: PickReason[] = [];
  if (isAgain && day !== null) reasons.push({ type: "nothing_unasked", day });
  if (favourites.includes(id)) reasons.push({ type: "favourite" });
  reasons.push({ type: "occasion", occasion });
  if (why && depth === depths[0] && occasion !== "ice_breaker") reasons.push(why);
  if (day === null) reasons.push({ type: "never_asked" });
  else if (!isAgain) reasons.push({ type: "asked_long_ago", day });
  return reasons;
}

/** FNV-1a, 32 bits: the same everywhere, and one letter more gives another order. */
function mix(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  // The last letters reach the upper bits only by another round.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function compareKeys(left: readonly (number | string)[], right: readonly (number | string)[]): number {
  for (const [index, one] of left.entries()) {
    const other = right[index] ?? one;
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}
