import type { Id } from "../id.ts";
import type { Topic } from "../topic/topic.ts";
import { LIVE_STEPS, type LivePlace, type LivePointer, type ToldPointer } from "./live-pointer.ts";

/**
 * Milliseconds after the other's move in which a key that moves on is meant for what stood there before: about what it
 * takes to see that something moved, and to hold one's finger back.
 */
export const SAME_MOMENT = 1_000;

/**
 * Where the two are, from what each device tells: whoever moved most often knows best, and of two who moved at once the
 * one in the first seat. Every device comes to the same, in whatever order it heard of it.
 *
 * The time is the longest that anybody counted: a device that slept counted less, none counts more.
 *
 * @param told of one meeting; one's own among them.
 */
export function agreedPointer(told: readonly ToldPointer[]): LivePointer | null {
  const [first] = [...told].sort(byAuthority);
  if (!first) return null;
  const { pointer } = first;
  const here = told.filter((each) => isSamePlace(each.pointer, pointer));
  return {
    ...pointer,
    elapsed: Math.max(...told.map((each) => each.pointer.elapsed)),
    spent: Math.max(...here.map((each) => each.pointer.spent)),
  };
}

function byAuthority(left: ToldPointer, right: ToldPointer): number {
  if (left.pointer.turn !== right.pointer.turn) return right.pointer.turn - left.pointer.turn;
  if (left.member !== right.member) return left.member < right.member ? -1 : 1;
  const [one, other] = [placeKey(left.pointer), placeKey(right.pointer)]; // two tabs of one person
  return one < other ? -1 : one > other ? 1 : 0;
}

function placeKey({ step, topic }: LivePlace): string {
  return `${LIVE_STEPS.indexOf(step)}:${topic ?? ""}`;
}

export function isSamePlace(left: LivePlace, right: LivePlace): boolean {
  return left.step === right.step && left.topic === right.topic;
}

/** One move to a place, and not by so many places: two who go on at the same moment are one topic further, not two. */
export function pointTo(pointer: LivePointer, place: LivePlace): LivePointer {
  if (isSamePlace(pointer, place)) return pointer;
  return { ...pointer, step: place.step, topic: place.topic, turn: pointer.turn + 1, spent: 0 };
}

type Shown = Pick<Topic, "id" | "state">;

/**
 * The topic that is on at a place. Where the one that is pointed to has left the agenda meanwhile, the first open one.
 *
 * @param topics of the agenda, in shown order. @returns null: none is open any more.
 */
export function topicAt({ topic }: LivePlace, topics: readonly Shown[]): Id | null {
  if (topic !== null && topics.some(({ id }) => id === topic)) return topic;
  return firstOpen(topics);
}

/** The place that follows: through the steps, and among the topics to the next open one below, then above. */
export function placeAfter(place: LivePlace, topics: readonly Shown[]): LivePlace {
  switch (place.step) {
    case "kickoff":
      return { step: "agenda", topic: null };
    case "agenda":
      return { step: "topics", topic: firstOpen(topics) };
    case "topics": {
      const at = topics.findIndex(({ id }) => id === topicAt(place, topics));
      const next = firstOpen(topics.slice(at + 1)) ?? firstOpen(topics.slice(0, Math.max(0, at)));
      return next === null ? { step: "close", topic: null } : { step: "topics", topic: next };
    }
    case "close":
      return place;
  }
}

/** The place before: among the topics the one above, discussed or not. */
export function placeBefore(place: LivePlace, topics: readonly Shown[]): LivePlace {
  switch (place.step) {
    case "kickoff":
      return place;
    case "agenda":
      return { step: "kickoff", topic: null };
    case "topics": {
      const above = topics[topics.findIndex(({ id }) => id === topicAt(place, topics)) - 1];
      return above ? { step: "topics", topic: above.id } : { step: "agenda", topic: null };
    }
    case "close":
      return { step: "topics", topic: topics.at(-1)?.id ?? null };
  }
}

/** Where a meeting is by its page alone: nobody else is there, and this device remembers nothing. */
export function firstPointer(
  { id, startedAt }: { id: Id; startedAt: string | null },
  topics: readonly Shown[],
): LivePointer {
  const isUnderWay = startedAt !== null && topics.some(({ state }) => state === "discussed");
  const place: LivePlace = isUnderWay ? { step: "topics", topic: firstOpen(topics) } : { step: "kickoff", topic: null };
  return { ...place, meeting: id, turn: 0, elapsed: 0, spent: 0 };
}

function firstOpen(topics: readonly Shown[]): Id | null {
  return topics.find(({ state }) => state === "open")?.id ?? null;
}
