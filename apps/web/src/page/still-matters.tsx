import { ageTopic } from "@candor/core/topic/age-topic.ts";
import type { Topic } from "@candor/core/topic/topic.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, now } from "../ui/clock.ts";
import { usePage } from "./page-context.ts";
import { openPageDialog } from "./page-dialog.ts";
import { texts } from "./texts.ts";
import { keepTopicAnew, letGoOfTopic } from "./topic-edits.ts";

/** Asks of a topic that has waited long whether it still matters. It takes any answer, and none. */
export function StillMatters({ topic }: { topic: Topic }) {
  const model = usePage();
  if (topic.place !== "hopper" || topic.state !== "open" || !model.canEdit.value) return null;
  const age = ageTopic(topic, now.value, deviceTimeZone);
  if (age.type !== "still_matters") return null;
  const because = age.reasons.map((reason) =>
    reason === "waited_long" ? texts.stillBecause.waited_long(age.days) : texts.stillBecause.carried_often(age.carried),
  );
  return (
    <fieldset class="still-matters" aria-label={texts.stillMattersOf(topic.title)}>
      <p>
        <strong>{texts.stillMatters}</strong> {because.join(" ")}
      </p>
      <div class="row">
        <Button small onClick={() => keepTopicAnew(model, topic.id)}>
          {texts.keep}
        </Button>
        <Button small onClick={() => openPageDialog({ type: "snooze", topic: topic.id })}>
          {texts.snooze}
        </Button>
        <Button small onClick={() => letGoOfTopic(model, topic.id)}>
          {texts.letGo}
        </Button>
      </div>
    </fieldset>
  );
}
