import type { Id } from "../id.ts";
import bigPicture from "./bank/big-picture.json" with { type: "json" };
import career from "./bank/career.json" with { type: "json" };
import emptyAgenda from "./bank/empty-agenda.json" with { type: "json" };
import feedbackForManager from "./bank/feedback-for-manager.json" with { type: "json" };
import firstOneOnOne from "./bank/first-one-on-one.json" with { type: "json" };
import goingBadly from "./bank/going-badly.json" with { type: "json" };
import goingWell from "./bank/going-well.json" with { type: "json" };
import iceBreaker from "./bank/ice-breaker.json" with { type: "json" };
import skipLevel from "./bank/skip-level.json" with { type: "json" };
import { type Asker, type Depth, type Occasion, PLAIN_QUESTION, type PortraitPart, type Question } from "./question.ts";

/** What a file says of a question; its tests see to it that the words are known ones. */
type Entry = {
  id: string;
  text: string;
  asks: string;
  depth: string;
  bigPicture?: boolean;
  portrait?: string;
  meeting?: number;
};

/** Our own questions, by occasion and in the order of their files. Large: import it where it is wanted, and no earlier. */
export const BANK: readonly Question[] = [
  ...questionsFor("first", firstOneOnOne),
  ...questionsFor("big_picture", bigPicture),
  ...questionsFor("feedback_for_manager", feedbackForManager),
  ...questionsFor("going_well", goingWell),
  ...questionsFor("going_badly", goingBadly),
  ...questionsFor("empty_agenda", emptyAgenda),
  ...questionsFor("skip_level", skipLevel),
  ...questionsFor("career", career),
  ...questionsFor("ice_breaker", iceBreaker),
];

const BY_ID: ReadonlyMap<Id, Question> = new Map(BANK.map((question) => [question.id, question]));

/** @returns null for a question that is not in the bank: somebody's own, or one of a newer version. */
export function questionById(id: Id): Question | null {
  return BY_ID.get(id) ?? null;
}

function questionsFor(occasion: Occasion, entries: readonly Entry[]): Question[] {
  return entries.map(({ id, text, asks, depth, bigPicture, portrait, meeting }) => ({
    ...PLAIN_QUESTION,
    id,
    text,
    occasion,
    asks: asks as Asker,
    depth: depth as Depth,
    ...(bigPicture !== undefined && { bigPicture }),
    ...(portrait !== undefined && { portrait: portrait as PortraitPart }),
    ...(meeting !== undefined && { meeting: meeting as 1 | 2 | 3 }),
  }));
}
