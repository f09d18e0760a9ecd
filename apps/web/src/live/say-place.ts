import type { LivePlace } from "@candor/core/meeting/live-pointer.ts";
import { topicAt } from "@candor/core/meeting/move-pointer.ts";
import type { Topic } from "@candor/core/topic/topic.ts";
import { texts } from "./texts.ts";

/** A place in the meeting as one names it: the topic, or the step. */
export function sayPlace(place: LivePlace, topics: readonly Topic[]): string {
  const id = place.step === "topics" ? topicAt(place, topics) : null;
  const topic = topics.find((each) => each.id === id);
  return topic ? texts.elsewhere.topic(topic.title) : texts.steps[place.step];
}
