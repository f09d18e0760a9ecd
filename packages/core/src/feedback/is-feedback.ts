import type { Topic } from "../topic/topic.ts";

/** All questions of that part of the bank begin so; a test holds the bank to it. */
const PREFIX = "feedback-";

/** Whether a topic asks the direct for feedback to the one who leads them. */
export function isFeedback({ question }: Pick<Topic, "question">): boolean {
  return question?.startsWith(PREFIX) ?? false;
}
