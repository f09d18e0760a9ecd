import type { Id } from "@candor/core/id.ts";
import { asksFirst } from "@candor/core/question/asks-first.ts";
import type { Topic } from "@candor/core/topic/topic.ts";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef } from "preact/hooks";
import { TopicNotes } from "../notes/topic-notes.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Icon } from "../ui/icons.tsx";
import { lazily } from "../ui/lazily.tsx";
import { MenuButton } from "../ui/menu.tsx";
import { focusNeighbour, focusRow } from "./focus-topic.ts";
import { Guarded } from "./guarded.tsx";
import { usePage } from "./page-context.ts";
import { PrivatePart } from "./private-part.tsx";
import { StillMatters } from "./still-matters.tsx";
import { texts } from "./texts.ts";
import { TopicAnswer } from "./topic-answer.tsx";
import { offerDragWhenPointed } from "./topic-drag.ts";
import { sendTopic, toggleDiscussed } from "./topic-edits.ts";
import { TopicMeta } from "./topic-meta.tsx";
import { TopicTitle } from "./topic-title.tsx";
import "./asks.css";
import "./topic.css";
import "./topic-drag.css";

// The topic does without.
const AskFirstHint = lazily(() => import("../questions/ask-first-hint.tsx").then((module) => module.AskFirstHint));

type TopicRowProps = {
  id: Id;
  /** whether Tab stops at this row of its list */
  isTabStop: boolean;
  /** stands before its tools */
  aside?: ComponentChildren;
};

/** One topic, the same wherever it stands: what begins it says what it waits for. */
export function TopicRow({ id, isTabStop, aside }: TopicRowProps) {
  const model = usePage();
  const row = useRef<HTMLLIElement>(null);
  const headingId = useId();
  const topic = model.topic(id).value;

  useLayoutEffect(() => {
    if (model.wantsFocus.peek() !== id || !row.current) return;
    model.wantsFocus.value = null;
    focusRow(row.current);
  }, []);
  useEffect(() => (row.current ? offerDragWhenPointed(row.current, model, id) : undefined), []);

  if (!topic) return null;
  const names = { a: model.people.value.a.name, b: model.people.value.b.name };
  const toRow = () => row.current && focusRow(row.current);
  return (
    // The row itself takes the focus, so that keys act on a topic as a whole; its parts are reached by Tab from there.
    <li
      ref={row}
      class={topic.state === "discussed" ? "topic is-discussed" : "topic"}
      data-topic={id}
      aria-labelledby={headingId}
      tabIndex={isTabStop ? 0 : -1}
      onKeyDown={(event) => {
        if (event.target !== row.current) return;
        onRowKey(event, (direction) => focusNeighbour(model, direction));
      }}
    >
      <TopicLead topic={topic} />
      <div class="topic-body">
        <TopicTitle topic={topic} headingId={headingId} />
        <div class="topic-under">
          <TopicMeta topic={topic} />
          <Guarded what={texts.notesBroken} handle={model.handle} names={names}>
            <TopicNotes
              handle={model.handle}
              topicId={id}
              labelledBy={headingId}
              title={topic.title || texts.untitled}
              names={names}
              onEscape={toRow}
            />
          </Guarded>
        </div>
        <PrivatePart place={{ type: "topic", id }} />
        {topic.place !== "hopper" &&
          asksFirst(topic, { bigPicture: topic.question !== null }, model.people.value, model.me) && (
            <AskFirstHint topic={topic} />
          )}
        <TopicAnswer topic={topic} />
        <Elsewhere topic={topic} />
        <StillMatters topic={topic} />
      </div>
      <div class="topic-tools">
        {aside}
        {model.canEdit.value && (
          <span class="topic-grip" data-grip title={texts.dragOf(topic.title)}>
            <Icon name="grip" />
          </span>
        )}
        <MenuButton
          icon="more"
          label={texts.moreFor(topic.title)}
          items={async () => (await import("./topic-menu.ts")).topicMenu(model, id)}
        />
      </div>
    </li>
  );
}

/** In the Hopper a topic waits to be pulled in, on an agenda to be discussed. */
function TopicLead({ topic }: { topic: Topic }) {
  const model = usePage();
  const next = model.nextMeetingId.value;
  if (topic.place === "hopper") {
    return (
      <IconButton
        icon="plus"
        class="topic-lead"
        label={texts.pullIn(topic.title)}
        disabled={!model.canEdit.value || next === null}
        onClick={() => next !== null && sendTopic(model, topic.id, next)}
      />
    );
  }
  return (
    <span class="topic-lead">
      <input
        type="checkbox"
        checked={topic.state === "discussed"}
        disabled={!model.canEdit.value}
        aria-label={texts.discussed(topic.title)}
        onClick={() => toggleDiscussed(model, topic.id)}
      />
    </span>
  );
}

/** Says that the other person has put the topic elsewhere, while it stays under the hand of whoever is in it. */
function Elsewhere({ topic }: { topic: Topic }) {
  const model = usePage();
  const held = model.held.value;
  if (held?.id !== topic.id) return null;
  const name = model.people.value[model.other].name;
  const say = texts.elsewhere;
  if (topic.state === "binned") return <p class="topic-elsewhere">{say.binned(name)}</p>;
  if (topic.state === "let_go") return <p class="topic-elsewhere">{say.letGo(name)}</p>;
  if (topic.place === held.place) return null;
  return <p class="topic-elsewhere">{topic.place === "hopper" ? say.hopper(name) : say.meeting(name)}</p>;
}

function onRowKey(event: KeyboardEvent, go: (direction: 1 | -1) => void): void {
  if (event.altKey || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    go(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape" && document.activeElement instanceof HTMLElement) {
    event.preventDefault();
    document.activeElement.blur();
  }
}
