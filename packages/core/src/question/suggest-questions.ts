import { nextMeeting } from "../meeting/next-meeting.ts";
import type { Page } from "../page/page.ts";
import { directOf, managerOf } from "../person/direct-of.ts";
import { isSkipLevel } from "../person/is-skip-level.ts";
import type { Member, MemberId } from "../person/member.ts";
import { topicsIn } from "../topic/topics-in.ts";
import { askedQuestions } from "./asked-questions.ts";
import { FIRST_MEETINGS } from "./count-first-meetings.ts";
import { type PickedQuestion, type PickFacts, rankQuestions } from "./pick-question.ts";
import type { Asker, Occasion } from "./question.ts";

type People = Readonly<Record<MemberId, Pick<Member, "role">>>;

/** On whose side of a pair somebody is; "either" between peers, where both ask alike. */
export function sideOf(people: People, member: MemberId): Asker {
  const direct = directOf(people);
  return direct === null ? "either" : direct === member ? "direct" : "manager";
}

/** How many meetings the two have had, as far as their page holds them. */
export function heldMeetings(page: Pick<Page, "meetings">): number {
  return page.meetings.filter(({ state }) => state === "held").length;
}

/**
 * What somebody could bring up with the other just now, most fitting first. Whether things go well or badly the two know
 * themselves; they choose those occasions on their own.
 */
export function fittingOccasions(
  page: Pick<Page, "meetings" | "topics">,
  people: People,
  member: MemberId,
): Occasion[] {
  const next = nextMeeting(page);
  const isSkip = isSkipLevel(people);
  const isNew = heldMeetings(page) < FIRST_MEETINGS;
  const isEmpty = next === null || topicsIn(page, next.id).length === 0;
  const side = sideOf(people, member);
  const occasions: (Occasion | false)[] = [
    isSkip && "skip_level",
    isNew && side !== "either" && !isSkip && "first",
    isEmpty && "empty_agenda",
    side === "direct" && "big_picture",
    !isNew && managerOf(people) === member && "feedback_for_manager",
    !isNew && side !== "either" && "career",
    side === "either" && "going_well",
  ];
  return occasions.filter((occasion) => occasion !== false);
}

/**
 * A handful that fits, one of each occasion in turn so that they differ.
 *
 * @returns fewer than wanted only where there are no more.
 */
export function suggestQuestions(
  page: Pick<Page, "meetings" | "topics">,
  people: People,
  member: MemberId,
  facts: Pick<PickFacts, "bank" | "hidden" | "favourites" | "today" | "seed" | "without">,
  count: number,
): PickedQuestion[] {
  const common = { ...facts, asked: askedQuestions(page), asks: sideOf(people, member), held: heldMeetings(page) };
  const piles = fittingOccasions(page, people, member).map((occasion) =>
    rankQuestions({ ...common, occasions: [occasion] }),
  );
  const hand: PickedQuestion[] = [];
  for (let turn = 0; hand.length < count && piles.some((pile) => pile.length > turn); turn += 1) {
    hand.push(...piles.flatMap((pile) => pile[turn] ?? []));
  }
  return hand.slice(0, count);
}
