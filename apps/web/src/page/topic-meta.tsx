import { ageTopic } from "@candor/core/topic/age-topic.ts";
import type { Topic } from "@candor/core/topic/topic.ts";
import { deviceTimeZone, now, today } from "../ui/clock.ts";
import { Icon } from "../ui/icons.tsx";
import { sayDay } from "../ui/say-day.ts";
import { texts } from "./texts.ts";
import { Author } from "./who.tsx";

/** Who brought it, what kind it is, and in the Hopper how long it has waited. */
export function TopicMeta({ topic }: { topic: Topic }) {
  const isWaiting = topic.place === "hopper";
  const carried = topic.carriedFrom.length;
  return (
    <p class="topic-meta">
      <Author topic={topic} />
      {topic.kind === "first" && (
        <span class="chip">
          <Icon name="flag" />
          {texts.first}
        </span>
      )}
      {topic.kind === "backup" && <span class="chip">{texts.backup}</span>}
      {topic.altitude === "big_picture" && (
        <span class="chip">
          <Icon name="mountain" />
          {texts.bigPicture}
        </span>
      )}
      {topic.theme && <span class="chip">{texts.themed(topic.theme)}</span>}
      {topic.minutes !== null && !isWaiting && <span class="meta">{texts.agendaMeta(topic.minutes)}</span>}
      {isWaiting ? <Waiting topic={topic} /> : carried > 0 && <span class="meta">{texts.carriedOver(carried)}</span>}
    </p>
  );
}

function Waiting({ topic }: { topic: Topic }) {
  const age = ageTopic(topic, now.value, deviceTimeZone);
  if (age.type === "snoozed" && topic.snoozedUntil) {
    return <span class="meta">{texts.snoozedUntil(sayDay(topic.snoozedUntil, today.value))}</span>;
  }
  if (age.type === "fresh") return null;
  return (
    <>
      {age.carried > 0 && <span class="chip">{texts.carried(age.carried)}</span>}
      {age.days >= 14 && <span class="chip">{texts.waited(age.days)}</span>}
    </>
  );
}
