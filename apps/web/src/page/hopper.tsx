import type { Id } from "@candor/core/id.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { AddTopic } from "./add-topic.tsx";
import { hopperExamples, shownExamples } from "./hopper-examples.ts";
import { usePage } from "./page-context.ts";
import { sameFlat, stable } from "./stable-signal.ts";
import { texts } from "./texts.ts";
import { TopicList } from "./topic-list.tsx";
import { undoable } from "./undoable.ts";
import "./hopper.css";

/** Topics for some other time. What is snoozed lies folded away until its day. */
export function Hopper({ isFresh }: { isFresh: boolean }) {
  const model = usePage();
  const ids = model.topicIds("hopper").value;
  const { awake, asleep } = useMemo(() => {
    const isSnoozed = (id: Id) => {
      const until = model.topic(id).value?.snoozedUntil ?? null;
      return until !== null && today.value < until;
    };
    const all = model.topicIds("hopper");
    return {
      awake: stable(() => all.value.filter((id) => !isSnoozed(id)), sameFlat),
      asleep: stable(() => all.value.filter(isSnoozed), sameFlat),
    };
  }, [model]);
  return (
    <section class="card hopper" aria-labelledby="hopper-heading" data-drop-area>
      <h2 id="hopper-heading" tabIndex={-1}>
        {texts.hopper}
      </h2>
      <p class="meta">
        {!model.canEdit.value
          ? ids.length === 0 && texts.nothingHere
          : ids.length === 0
            ? texts.hopperEmpty
            : texts.hopperHint}
      </p>
      <TopicList place="hopper" ids={awake.value} label={texts.hopper} />
      {model.canEdit.value && <Examples isFresh={isFresh} isEmpty={ids.length === 0} />}
      {model.canEdit.value && <AddTopic place="hopper" label={texts.addForLater} target="hopper" />}
      {asleep.value.length > 0 && (
        <details class="folded">
          <summary>{texts.snoozedCount(asleep.value.length)}</summary>
          <TopicList place="hopper" ids={asleep.value} label={texts.hopperFull} />
        </details>
      )}
    </section>
  );
}

/** On a fresh page three topics to keep or swap; later one, and only where the Hopper is empty. */
function Examples({ isFresh, isEmpty }: { isFresh: boolean; isEmpty: boolean }) {
  const model = usePage();
  const gone = useSignal<readonly string[]>([]);
  if (!isFresh && !isEmpty) return null;
  const all = hopperExamples(model.people.value[model.me].role);
  const taken = model.topicIds("hopper").value.map((id) => model.topic(id).value?.title ?? "");
  const shown = shownExamples(all, [...gone.value, ...taken], isFresh ? 3 - Math.min(3, taken.length) : 1);
  if (shown.length === 0) return null;
  const { doc, editor, undo } = model.handle;
  return (
    <ul class="examples">
      {shown.map((title) => (
        <li key={title} class="example">
          <p>
            <span class="chip">{texts.example}</span> {title}
          </p>
          <div class="row">
            <Button
              small
              aria-label={texts.keepExampleOf(title)}
              onClick={() => {
                undoable(undo, () => {
                  addTopic(doc, editor(), { title, place: "hopper", altitude: "big_picture" });
                });
              }}
            >
              {texts.keepExample}
            </Button>
            <Button
              small
              look="quiet"
              aria-label={texts.swapExampleOf(title)}
              onClick={() => {
                const next = [...gone.value, title];
                gone.value = shownExamples(all, [...next, ...taken]).length > 0 ? next : [];
              }}
            >
              {texts.swapExample}
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}
