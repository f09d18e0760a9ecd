import { keptMinutes } from "@candor/core/meeting/judge-pace.ts";
import type { LivePlace } from "@candor/core/meeting/live-pointer.ts";
import type { Topic } from "@candor/core/topic/topic.ts";
import type { Signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { ActionRow } from "../actions/action-row.tsx";
import { texts as actionTexts } from "../actions/texts.ts";
import { TopicNotes } from "../notes/topic-notes.tsx";
import { AddTopic } from "../page/add-topic.tsx";
import { Guarded } from "../page/guarded.tsx";
import { usePage } from "../page/page-context.ts";
import { PrivatePart } from "../page/private-part.tsx";
import { texts as pageTexts } from "../page/texts.ts";
import { toggleDiscussed } from "../page/topic-edits.ts";
import { topicMenu } from "../page/topic-menu.ts";
import { TopicMeta } from "../page/topic-meta.tsx";
import { TopicTitle } from "../page/topic-title.tsx";
import { Author } from "../page/who.tsx";
import { AskFirstHint } from "../questions/ask-first-hint.tsx";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icons.tsx";
import { MenuButton } from "../ui/menu.tsx";
import { ActionLine } from "./action-line.tsx";
import { clockFace } from "./clock-face.ts";
import { useLive } from "./live-context.ts";
import { choosePlace, discussAndNext, goBack, goNext, hopperAndNext } from "./live-edits.ts";
import { texts } from "./texts.ts";
import type { usePace } from "./use-pace.ts";

type LiveTopicsProps = { pace: ReturnType<typeof usePace>; isMakingAction: Signal<boolean> };

/** One topic at a time; what was and what comes are a line each. */
export function LiveTopics({ pace, isMakingAction }: LiveTopicsProps) {
  const model = usePage();
  const live = useLive();
  const topics = live.topics.value;
  const id = live.topicId.value;
  const at = topics.findIndex((topic) => topic.id === id);
  const on = topics[at];
  return (
    <section class="live-topics" aria-labelledby="live-heading">
      <h2 id="live-heading" class="visually-hidden">
        {texts.topics.heading}
      </h2>
      <TopicLines topics={topics.slice(0, Math.max(0, at))} label={texts.topics.before} />
      {on ? (
        <CurrentTopic topic={on} at={at} count={topics.length} pace={pace} isMakingAction={isMakingAction} />
      ) : (
        <div class="card live-current" data-live-focus tabIndex={-1}>
          <p class="live-lead">{texts.topics.none}</p>
          <div class="live-foot">
            <Button look="primary" onClick={() => live.goTo({ step: "close", topic: null })}>
              {texts.close.go}
            </Button>
          </div>
        </div>
      )}
      <TopicLines topics={topics.slice(at + 1)} label={texts.topics.after} />
      {model.canEdit.value && <AddTopic place={live.meetingId} label={pageTexts.addTopic} target="agenda" />}
      <KeptForEnd />
    </section>
  );
}

function TopicLines({ topics, label }: { topics: readonly Topic[]; label: string }) {
  const live = useLive();
  if (topics.length === 0) return null;
  return (
    <ul class="live-lines" aria-label={label}>
      {topics.map((topic) => {
        const isDone = topic.state === "discussed";
        const place: LivePlace = { step: "topics", topic: topic.id };
        const name = live.isOtherIn.value ? texts.topics.lookAt(topic.title) : texts.topics.goTo(topic.title);
        return (
          <li key={topic.id} class={isDone ? "live-line is-discussed" : "live-line"}>
            <span class="live-mark">{isDone && <Icon name="check" />}</span>
            <button type="button" class="live-line-title" aria-label={name} onClick={() => choosePlace(live, place)}>
              {topic.title.trim() || pageTexts.untitled}
            </button>
            {isDone && <span class="visually-hidden">{texts.topics.isDiscussed}</span>}
            <Author topic={topic} />
            {topic.minutes !== null && <span class="meta">{pageTexts.agendaMeta(topic.minutes)}</span>}
          </li>
        );
      })}
    </ul>
  );
}

type CurrentTopicProps = LiveTopicsProps & { topic: Topic; at: number; count: number };

function CurrentTopic({ topic, at, count, pace, isMakingAction }: CurrentTopicProps) {
  const model = usePage();
  const live = useLive();
  const card = useRef<HTMLElement>(null);
  const canEdit = model.canEdit.value;
  const { id } = topic;
  const names = { a: model.people.value.a.name, b: model.people.value.b.name };
  // One card for whatever topic is on, so that the focus in it stays when the meeting moves on.
  useLayoutEffect(() => {
    isMakingAction.value = false;
    if (!card.current?.contains(document.activeElement)) return;
    model.current.value = id;
    model.held.value = null;
  }, [id]);
  const toCard = () => {
    isMakingAction.value = false;
    card.current?.focus();
  };
  const [reason] = pace.value.type === "topic_runs_long" && live.elsewhere.value === null ? pace.value.reasons : [];
  return (
    <article
      ref={card}
      class="card live-current"
      data-topic={id}
      data-live-focus
      aria-labelledby="live-topic"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the card takes the focus, so that keys act on the topic
      tabIndex={0}
    >
      <div class="live-current-head">
        <TopicTitle key={id} topic={topic} headingId="live-topic" />
        <span class="meta figures live-spent">
          {live.elsewhere.value === null && clockFace(live.spent.value)}
          {topic.minutes !== null && ` / ${pageTexts.agendaMeta(topic.minutes)}`}
        </span>
        {canEdit && (
          <MenuButton icon="more" label={texts.topics.more(topic.title)} items={() => topicMenu(model, id)} />
        )}
      </div>
      <div class="live-current-meta">
        <TopicMeta topic={topic} />
        <span class="meta">{texts.topics.of(at + 1, count)}</span>
        {topic.state === "discussed" && (
          <>
            <span class="chip">
              <Icon name="check" />
              {texts.topics.isDiscussed}
            </span>
            {canEdit && (
              <Button small look="quiet" onClick={() => toggleDiscussed(model, id)}>
                {texts.topics.reopen}
              </Button>
            )}
          </>
        )}
      </div>
      <AskFirstHint topic={topic} />
      {reason?.type === "topic_time" && (
        <p class="live-gentle" data-runs-long>
          {texts.topics.runsLong(reason.minutes, reason.of, reason.meant, reason.waiting)}
        </p>
      )}
      <Guarded key={id} what={pageTexts.notesBroken} handle={model.handle} names={names}>
        <TopicNotes
          handle={model.handle}
          topicId={id}
          labelledBy="live-topic"
          title={topic.title || pageTexts.untitled}
          names={names}
          onEscape={toCard}
        />
      </Guarded>
      <PrivatePart place={{ type: "topic", id }} />
      {isMakingAction.value && canEdit && (
        <ActionLine key={`action-${id}`} first={topic.title} fromTopic={id} onDone={toCard} />
      )}
      <div class="live-doings">
        {canEdit && (
          <>
            <Button look="primary" aria-keyshortcuts="X" onClick={() => discussAndNext(model, live)}>
              {texts.topics.discussed}
              <Key name="X" />
            </Button>
            <Button aria-keyshortcuts="H" onClick={() => hopperAndNext(model, live)}>
              {texts.topics.hopper}
              <Key name="H" />
            </Button>
            <Button
              aria-keyshortcuts="A"
              aria-expanded={isMakingAction.value}
              onClick={() => {
                isMakingAction.value = !isMakingAction.peek();
              }}
            >
              {texts.topics.action}
              <Key name="A" />
            </Button>
          </>
        )}
        <span class="grow" />
        <Button look="quiet" aria-keyshortcuts="K" onClick={() => goBack(live)}>
          {texts.topics.back}
          <Key name="K" />
        </Button>
        <Button look="quiet" aria-keyshortcuts="J" onClick={() => goNext(model, live)}>
          {texts.topics.next}
          <Key name="J" />
        </Button>
      </div>
      <p class="meta live-keys">{texts.topics.keys}</p>
    </article>
  );
}

function Key({ name }: { name: string }) {
  return (
    <span class="live-key" aria-hidden="true">
      {name}
    </span>
  );
}

/** The end is in sight from the beginning: what was agreed, and the minutes that are kept for it. */
function KeptForEnd() {
  const model = usePage();
  const live = useLive();
  const minutes = model.meeting(live.meetingId).value?.minutes ?? model.settings.value.minutes;
  const ids = model.openActionIds.value.filter((id) => model.action(id).value?.fromMeeting === live.meetingId);
  return (
    <section class="live-kept" aria-labelledby="live-kept-heading">
      <h3 id="live-kept-heading" class="meta">
        {texts.keptForEnd(keptMinutes(minutes))}
      </h3>
      {ids.length > 0 && (
        <ul class="actions" aria-label={actionTexts.heading}>
          {ids.map((id) => (
            <ActionRow key={id} id={id} />
          ))}
        </ul>
      )}
    </section>
  );
}
