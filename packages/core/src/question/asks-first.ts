import { directOf } from "../person/direct-of.ts";
import type { Member, MemberId } from "../person/member.ts";
import type { Topic } from "../topic/topic.ts";
import type { Question } from "./question.ts";

/**
 * Whether whoever looks at a topic does well to ask first what the other thinks, and to fill the gaps then: so with what
 * a direct wants to know about the big picture, on the manager's side alone.
 *
 * @param question that the topic came from; null: none, or unknown here.
 */
export function asksFirst(
  topic: Pick<Topic, "author" | "altitude" | "state">,
  question: Pick<Question, "bigPicture"> | null,
  people: Readonly<Record<MemberId, Pick<Member, "role">>>,
  viewer: MemberId,
): boolean {
  const direct = directOf(people);
  if (direct === null || viewer === direct || topic.author !== direct || topic.state !== "open") return false;
  return topic.altitude === "big_picture" || question?.bigPicture === true;
}
