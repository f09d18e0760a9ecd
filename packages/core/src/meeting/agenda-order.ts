import type { Topic } from "../topic/topic.ts";

type Ordered = Pick<Topic, "kind" | "altitude">;

/**
 * The order in which an agenda is best talked through: what the manager put first, then the big picture, then details,
 * and last what is kept for when there is time. Within each, the order in which they stand stays: it is the direct's.
 *
 * @param topics in shown order.
 */
export function agendaOrder<T extends Ordered>(topics: readonly T[]): T[] {
  return topics
    .map((topic, at) => ({ topic, at, group: groupOf(topic) }))
    .sort((left, right) => left.group - right.group || left.at - right.at)
    .map(({ topic }) => topic);
}

/** Whether the topics stand in that order already. */
export function isInAgendaOrder(topics: readonly Ordered[]): boolean {
  return topics.every((topic, at) => at === 0 || groupOf(topics[at - 1] as Ordered) <= groupOf(topic));
}

function groupOf({ kind, altitude }: Ordered): number {
  if (kind === "first") return 0;
  if (kind === "backup") return 3;
  return altitude === "big_picture" ? 1 : 2;
}
