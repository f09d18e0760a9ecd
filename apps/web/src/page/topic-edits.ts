import type { Id } from "@candor/core/id.ts";
import type { Anchor } from "@candor/core/topic/rank.ts";
import type { Place, Topic, TopicKind } from "@candor/core/topic/topic.ts";
import { addAction } from "@candor/document/action/add-action.ts";
import { keepTopic, setTopicState, setTopicTraits, snoozeTopic } from "@candor/document/topic/edit-topic.ts";
import { moveTopic } from "@candor/document/topic/move-topic.ts";
import { announce } from "../ui/announce.ts";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { sayDay } from "../ui/say-day.ts";
import { showToast } from "../ui/toasts.ts";
import { focusTopic } from "./focus-topic.ts";
import { meetingDay } from "./meeting-time.ts";
import type { PageModel } from "./page-model.ts";
import { texts } from "./texts.ts";
import { anchorAfterStep, neighbourOf, type Step } from "./topic-order.ts";
import { undoable } from "./undoable.ts";

/** What a person does to a topic from its row: the edit, its way back, and what is said about it. */

export function stepTopic(model: PageModel, id: Id, step: Step): void {
  const topic = model.topic(id).peek();
  if (!topic) return;
  const ids = model.topicIds(topic.place).peek();
  const target = anchorAfterStep(id, step, ids);
  if (!target) return;
  undoable(model.handle.undo, () => moveTopic(model.handle.doc, id, { place: topic.place, at: target.at }));
  announce(texts.movedTo(topic.title, target.position, ids.length));
}

/** @param at left out: at the end. */
export function sendTopic(model: PageModel, id: Id, place: Place, at?: Anchor): void {
  const topic = model.topic(id).peek();
  if (!topic) return;
  if (topic.place === place && at === undefined) return;
  const inPlace = topic.place === place;
  // Focus that was in the topic goes along; see followOwnEdit.
  changed(model, inPlace ? texts.toast.moved(topic.title) : sentText(model, topic, place), () =>
    moveTopic(model.handle.doc, id, at === undefined ? { place } : { place, at }),
  );
}

/** What is said of a topic that was sent to a place. */
export function sentText(model: PageModel, topic: Topic, place: Place): string {
  if (place === "hopper") return texts.toast.toHopper(topic.title);
  const meeting = model.meeting(place).peek();
  return texts.toast.toMeeting(topic.title, meeting && meetingDay(meeting, deviceTimeZone, today.peek()));
}

export function toggleDiscussed(model: PageModel, id: Id): void {
  const topic = model.topic(id).peek();
  if (!topic) return;
  const next = topic.state === "discussed" ? "open" : "discussed";
  changed(model, texts.toast[next](topic.title), () =>
    setTopicState(model.handle.doc, model.handle.editor(), id, next),
  );
}

export function binTopic(model: PageModel, id: Id): void {
  leave(model, id, "binned", texts.toast.binned);
}

export function letGoOfTopic(model: PageModel, id: Id): void {
  leave(model, id, "let_go", texts.toast.letGo);
}

function leave(model: PageModel, id: Id, state: "binned" | "let_go", text: (title: string) => string): void {
  const topic = model.topic(id).peek();
  if (!topic) return;
  const neighbour = neighbourOf(id, model.topicIds(topic.place).peek());
  const hadFocus = model.current.peek() === id;
  changed(model, text(topic.title), () => setTopicState(model.handle.doc, model.handle.editor(), id, state));
  if (hadFocus && neighbour) focusTopic(model, neighbour);
}

/** Back from the bin, or from having been let go. */
export function restoreTopic(model: PageModel, id: Id): void {
  const topic = model.topic(id).peek();
  if (!topic) return;
  changed(model, texts.toast.restored(topic.title), () =>
    setTopicState(model.handle.doc, model.handle.editor(), id, "open"),
  );
}

export function keepTopicAnew(model: PageModel, id: Id): void {
  const topic = model.topic(id).peek();
  if (!topic) return;
  changed(model, texts.toast.kept(topic.title), () => keepTopic(model.handle.doc, model.handle.editor(), id));
}

/** @param until YYYY-MM-DD; null wakes it. */
export function snoozeTopicUntil(model: PageModel, id: Id, until: string | null): void {
  const topic = model.topic(id).peek();
  if (!topic) return;
  const text =
    until === null ? texts.toast.open(topic.title) : texts.toast.snoozed(topic.title, sayDay(until, today.peek()));
  changed(model, text, () => snoozeTopic(model.handle.doc, id, until));
}

export function topicToAction(model: PageModel, id: Id): void {
  const topic = model.topic(id).peek();
  if (!topic) return;
  const { doc, editor } = model.handle;
  const fromMeeting = topic.place === "hopper" ? model.nextMeetingId.peek() : topic.place;
  changed(model, texts.toast.action(topic.title), () => {
    addAction(doc, editor(), {
      text: topic.title,
      owner: model.me,
      due: null,
      fromTopic: id,
      ...(fromMeeting !== null && { fromMeeting }),
    });
  });
}

export function toggleAltitude(model: PageModel, id: Id): void {
  const topic = model.topic(id).peek();
  if (!topic) return;
  const altitude = topic.altitude === "big_picture" ? "detail" : "big_picture";
  undoable(model.handle.undo, () => setTopicTraits(model.handle.doc, id, { altitude }));
}

/** A topic is first, a backup, or neither. Only one of an agenda is first: it goes to the top, the former one stays below. */
export function toggleKind(model: PageModel, id: Id, kind: Exclude<TopicKind, "topic">): void {
  const topic = model.topic(id).peek();
  if (!topic) return;
  const { doc, undo } = model.handle;
  const next = topic.kind === kind ? "topic" : kind;
  undoable(undo, () => {
    if (next === "first") {
      for (const other of model.topicIds(topic.place).peek()) {
        if (model.topic(other).peek()?.kind === "first") setTopicTraits(doc, other, { kind: "topic" });
      }
    }
    setTopicTraits(doc, id, { kind: next });
    if (next === "first") moveTopic(doc, id, { place: topic.place, at: "first" });
  });
}

export function setTheme(model: PageModel, id: Id, theme: string | null): void {
  undoable(model.handle.undo, () => setTopicTraits(model.handle.doc, id, { theme }));
}

function changed(model: PageModel, text: string, change: () => void): void {
  const takeBack = undoable(model.handle.undo, change);
  if (takeBack) showToast(text, takeBack);
}
