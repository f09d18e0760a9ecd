import type { Id } from "@candor/core/id.ts";
import { isInAgendaOrder } from "@candor/core/meeting/agenda-order.ts";
import { keptMinutes } from "@candor/core/meeting/judge-pace.ts";
import { setTopicTraits } from "@candor/document/topic/edit-topic.ts";
import { FromLastTime } from "../actions/from-last-time.tsx";
import { AddTopic } from "../page/add-topic.tsx";
import { usePage } from "../page/page-context.ts";
import { openPageDialog } from "../page/page-dialog.ts";
import { texts as pageTexts } from "../page/texts.ts";
import { TopicList } from "../page/topic-list.tsx";
import { undoable } from "../page/undoable.ts";
import { Button } from "../ui/button.tsx";
import { useLive } from "./live-context.ts";
import { goNext, sortTopics } from "./live-edits.ts";
import { texts } from "./texts.ts";

const MOST_MINUTES = 480;

/** The two look over what is to be talked about, and put it in order together. */
export function LiveAgenda() {
  const model = usePage();
  const live = useLive();
  const ids = model.topicIds(live.meetingId).value;
  const topics = live.topics.value;
  const other = model.people.value[model.other].name || pageTexts.otherMissing;
  const total = model.meeting(live.meetingId).value?.minutes ?? model.settings.value.minutes;
  const planned = topics.reduce((sum, topic) => sum + (topic.minutes ?? 0), 0);
  const canEdit = model.canEdit.value;
  const hopper = model.topicIds("hopper").value;
  return (
    <section class="card" aria-labelledby="live-heading" data-drop-area>
      <div class="section-head">
        <h2 id="live-heading" tabIndex={-1}>
          {texts.agenda.heading}
        </h2>
        {planned > 0 && <span class="meta">{texts.agenda.planned(planned, total - keptMinutes(total))}</span>}
      </div>
      <p class="live-lead">{ids.length === 0 ? pageTexts.agendaEmpty(other) : texts.agenda.lead}</p>
      {live.meetingId === model.nextMeetingId.value && <FromLastTime />}
      {canEdit && !isInAgendaOrder(topics) && (
        <div class="live-suggestion">
          <span class="grow">{texts.agenda.unsorted}</span>
          <Button small onClick={() => sortTopics(model, live)}>
            {texts.agenda.sort}
          </Button>
        </div>
      )}
      <TopicList
        place={live.meetingId}
        ids={ids}
        label={pageTexts.agenda}
        aside={canEdit ? (id) => <MinutesField id={id} /> : undefined}
      />
      {canEdit && (
        <AddTopic place={live.meetingId} label={pageTexts.addTopic} target="agenda">
          <Button onClick={() => openPageDialog({ type: "questions" })}>{pageTexts.questions}</Button>
        </AddTopic>
      )}
      {canEdit && hopper.length > 0 && live.meetingId === model.nextMeetingId.value && (
        <details class="folded">
          <summary>{texts.agenda.pull}</summary>
          <TopicList place="hopper" ids={hopper} label={pageTexts.hopper} />
        </details>
      )}
      <div class="live-foot">
        <Button look="primary" onClick={() => goNext(model, live)}>
          {ids.length === 0 ? texts.agenda.nextEmpty : texts.agenda.next}
        </Button>
      </div>
    </section>
  );
}

/** How long a topic may take; empty where nobody says. */
function MinutesField({ id }: { id: Id }) {
  const model = usePage();
  const topic = model.topic(id).value;
  if (!topic) return null;
  return (
    <label class="live-minutes">
      <input
        class="input input-small figures"
        type="number"
        inputMode="numeric"
        min={1}
        max={MOST_MINUTES}
        placeholder="–"
        aria-label={texts.agenda.minutesOf(topic.title)}
        value={topic.minutes ?? ""}
        onChange={(event) => {
          const wanted = Math.round(Number(event.currentTarget.value));
          const minutes = wanted >= 1 && wanted <= MOST_MINUTES ? wanted : null;
          undoable(model.handle.undo, () => setTopicTraits(model.handle.doc, id, { minutes }));
        }}
      />
      <span class="meta" aria-hidden="true">
        {texts.agenda.min}
      </span>
    </label>
  );
}
