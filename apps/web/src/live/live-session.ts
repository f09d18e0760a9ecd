import type { Id } from "@candor/core/id.ts";
import {
  elapsedSince,
  type LivePlace,
  type LivePointer,
  MAX_ELAPSED,
  type ToldPointer,
} from "@candor/core/meeting/live-pointer.ts";
import {
  agreedPointer,
  firstPointer,
  isSamePlace,
  pointTo,
  SAME_MOMENT,
  topicAt,
} from "@candor/core/meeting/move-pointer.ts";
import type { Topic } from "@candor/core/topic/topic.ts";
import { batch, computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import type { PageModel } from "../page/page-model.ts";
import { CountedTime } from "./counted-time.ts";
import { type Keep, recallLive, rememberLive } from "./live-memory.ts";
import { toldPointers } from "./told-pointers.ts";

const TELL_EVERY = 10; // seconds; whoever comes later learns the time at once, this only keeps a drift small

/** Why this screen is not where the two are: I look around, or I finish what I was writing when the other moved on. */
export type Elsewhere = LivePlace & { because: "looking" | "writing" };

/** A meeting as it goes on in this tab. */
export type LiveSession = {
  meetingId: Id;
  /** the topics of its agenda, in shown order */
  topics: ReadonlySignal<readonly Topic[]>;
  /** where the two are */
  pointer: ReadonlySignal<LivePointer>;
  /** what this screen shows */
  place: ReadonlySignal<LivePlace>;
  /** the topic that this screen shows; null: none is open, or it is not at the topics */
  topicId: ReadonlySignal<Id | null>;
  elsewhere: ReadonlySignal<Elsewhere | null>;
  /** whether the other person is in this meeting, too */
  isOtherIn: ReadonlySignal<boolean>;
  /** the meeting that the other person is in where it is another one */
  otherMeeting: ReadonlySignal<Id | null>;
  /** whole seconds */
  elapsed: ReadonlySignal<number>;
  spent: ReadonlySignal<number>;
  /** takes both there */
  goTo: (place: LivePlace) => void;
  /** shows a place here alone */
  look: (place: LivePlace) => void;
  comeBack: () => void;
  /** whether the other has moved on this very moment, so that a key is meant for what stood here before */
  isJustMoved: ReadonlySignal<boolean>;
  /** Says that the meeting has ended, or that its end was taken back: then it tells again where it is. */
  rest: (isOver: boolean) => void;
  dispose: () => void;
};

export type LiveSurroundings = {
  keep: Keep;
  /** milliseconds that only run forward */
  clock: () => number;
  instant: () => Temporal.Instant;
  /** whether I write in the topic that is on just now; then the screen stays there */
  isWriting: () => boolean;
  /** the other has moved the meeting on */
  onMoved: (place: LivePlace) => void;
  every: (milliseconds: number, run: () => void) => () => void;
  later: (milliseconds: number, run: () => void) => () => void;
};

export function createLiveSession(model: PageModel, meetingId: Id, around: LiveSurroundings): LiveSession {
  const { handle, me, other } = model;
  const told = toldPointers(handle);
  const topics = computed(() =>
    model.topicIds(meetingId).value.flatMap((id) => {
      const topic = model.topic(id).value;
      return topic ? [topic] : [];
    }),
  );

  const recalled = recallLive(around.keep, handle.pairId, around.instant().epochMilliseconds);
  const memory = recalled?.pointer.meeting === meetingId ? recalled : null;
  const meeting = model.meeting(meetingId).peek();
  const begun = elapsedSince(meeting?.startedAt ?? null, around.instant()) ?? 0;
  const first = firstPointer({ id: meetingId, startedAt: meeting?.startedAt ?? null }, topics.peek());

  const pointer = signal<LivePointer>(memory?.pointer ?? first);
  const elsewhere = signal<Elsewhere | null>(null);
  const spentBefore = new Map<Id, number>(Object.entries(memory?.spent ?? {}));
  const meetingTime = new CountedTime(around.clock, memory ? memory.pointer.elapsed : begun);
  let topicTime = new CountedTime(around.clock);
  let timed: Id | null = null;
  const isJustMoved = signal(false);
  let stopMoment: () => void = () => undefined;
  let isResting = false;
  let hasArrived = false;

  const place = computed<LivePlace>(() => elsewhere.value ?? pointer.value);
  const shownTopic = (at: LivePlace) => (at.step === "topics" ? topicAt(at, topics.value) : null);
  const onTopic = computed(() => shownTopic(pointer.value));
  const elapsed = signal(0);
  const spent = signal(0);
  const others = computed(() => told.value.filter((each) => each.pointer.meeting === meetingId));

  const present = (): LivePointer => ({
    ...pointer.peek(),
    elapsed: Math.min(MAX_ELAPSED, Math.round(meetingTime.seconds)),
    spent: Math.min(MAX_ELAPSED, Math.round(topicTime.seconds)),
  });
  const tick = () =>
    batch(() => {
      elapsed.value = Math.floor(meetingTime.seconds);
      spent.value = timed === null ? 0 : Math.floor(topicTime.seconds);
    });
  const tell = () => {
    if (isResting) return;
    const now = present();
    handle.awareness.setLocalStateField("live", now);
    if (timed !== null) spentBefore.set(timed, now.spent);
    const at = around.instant().epochMilliseconds;
    rememberLive(around.keep, handle.pairId, { pointer: now, spent: Object.fromEntries(spentBefore) }, at);
  };
  const time = (topic: Id | null) => {
    if (topic === timed) return;
    if (timed !== null) spentBefore.set(timed, Math.round(topicTime.seconds));
    timed = topic;
    topicTime = new CountedTime(around.clock, topic === null ? 0 : (spentBefore.get(topic) ?? 0));
    tick();
  };

  /** Goes where the two are by all that was told. */
  const follow = (all: readonly ToldPointer[]) => {
    const agreed = agreedPointer([{ member: me, pointer: present() }, ...all]);
    if (!agreed) return;
    const before = pointer.peek();
    meetingTime.atLeast(agreed.elapsed);
    if (agreed.turn !== before.turn || !isSamePlace(agreed, before)) {
      const isMoved = !isSamePlace(agreed, before);
      batch(() => {
        if (isMoved && elsewhere.peek() === null && before.step === "topics" && around.isWriting()) {
          elsewhere.value = { step: "topics", topic: shownTopic(before), because: "writing" };
        }
        pointer.value = agreed;
        if (elsewhere.peek() && isSamePlace(elsewhere.peek() as LivePlace, agreed)) elsewhere.value = null;
      });
      time(onTopic.peek());
      // Whoever arrives late goes where the two are; that is no move.
      if (isMoved && hasArrived) {
        // From topic to topic the keys stay the same; a button of another step nobody can have meant before.
        if (before.step === "topics" && agreed.step === "topics") {
          stopMoment();
          isJustMoved.value = true;
          stopMoment = around.later(SAME_MOMENT, () => {
            isJustMoved.value = false;
          });
        }
        around.onMoved(agreed);
      }
      topicTime.atLeast(agreed.spent);
      tell();
    } else topicTime.atLeast(agreed.spent);
    tick();
  };

  time(onTopic.peek());
  if (memory) topicTime.atLeast(memory.pointer.spent);
  let known = 0;
  const stops = [
    effect(() => {
      const all = others.value;
      untracked(() => {
        follow(all);
        if (all.length > known) tell(); // whoever has just come learns the time at once
      });
      known = all.length;
    }),
    effect(() => {
      const topic = onTopic.value;
      untracked(() => time(topic));
    }),
    around.every(1_000, tick),
    around.every(TELL_EVERY * 1_000, tell),
  ];
  hasArrived = true;
  tell();
  tick();

  return {
    meetingId,
    topics,
    pointer,
    place,
    topicId: computed(() => shownTopic(place.value)),
    elsewhere,
    isOtherIn: computed(() => others.value.some(({ member }) => member === other)),
    otherMeeting: computed(() => {
      const theirs = told.value.find(({ member }) => member === other)?.pointer.meeting ?? null;
      return theirs === meetingId ? null : theirs;
    }),
    elapsed,
    spent,
    goTo: (next) => {
      batch(() => {
        elsewhere.value = null;
        pointer.value = pointTo(present(), next);
      });
      time(onTopic.peek());
      isJustMoved.value = false;
      tell();
    },
    look: (at) => {
      elsewhere.value = isSamePlace(at, pointer.peek()) ? null : { step: at.step, topic: at.topic, because: "looking" };
    },
    comeBack: () => {
      elsewhere.value = null;
    },
    isJustMoved,
    rest: (isOver) => {
      if (isResting === isOver) return;
      isResting = isOver;
      if (isOver) handle.awareness.setLocalStateField("live", null);
      else tell();
    },
    dispose: () => {
      for (const stop of stops) stop();
      stopMoment();
      if (!isResting) tell();
      handle.awareness.setLocalStateField("live", null);
    },
  };
}
