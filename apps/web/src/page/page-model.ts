import type { Action } from "@candor/core/action/action.ts";
import { earlierActions } from "@candor/core/action/earlier-actions.ts";
import type { Id } from "@candor/core/id.ts";
import type { Meeting } from "@candor/core/meeting/meeting.ts";
import { laterMeetings, nextMeeting, pastMeetings } from "@candor/core/meeting/next-meeting.ts";
import type { PageSettings } from "@candor/core/page/page.ts";
import { type Member, type MemberId, otherMember } from "@candor/core/person/member.ts";
import { byRank } from "@candor/core/topic/rank.ts";
import type { Place, Topic } from "@candor/core/topic/topic.ts";
import { observePage } from "@candor/document/page/observe-page.ts";
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { PageHandle } from "../offline/page-handle.ts";
import { sameFlat, stable } from "./stable-signal.ts";

/** Where a topic stays on the screen while I am in it, whatever the other person does with it meanwhile. */
export type Held = { id: Id; place: Place; rank: string };

/** What a page looks like to its screen: one signal a thing, so that an edit draws only what it changes. */
export type PageModel = {
  handle: PageHandle;
  people: ReadonlySignal<Record<MemberId, Member>>;
  me: MemberId;
  other: MemberId;
  settings: ReadonlySignal<PageSettings>;
  topic: (id: Id) => ReadonlySignal<Topic | null>;
  /** in shown order */
  topicIds: (place: Place) => ReadonlySignal<readonly Id[]>;
  meeting: (id: Id) => ReadonlySignal<Meeting | null>;
  nextMeetingId: ReadonlySignal<Id | null>;
  laterMeetingIds: ReadonlySignal<readonly Id[]>;
  /** most recent first */
  pastMeetingIds: ReadonlySignal<readonly Id[]>;
  action: (id: Id) => ReadonlySignal<Action | null>;
  openActionIds: ReadonlySignal<readonly Id[]>;
  /** the open ones with which the next meeting begins, by due date */
  earlierActionIds: ReadonlySignal<readonly Id[]>;
  /** the topic the focus is in or was in last; commands act on it */
  current: Signal<Id | null>;
  held: Signal<Held | null>;
  /** a topic that takes the focus as soon as it is drawn at its new place */
  wantsFocus: Signal<Id | null>;
  canEdit: ReadonlySignal<boolean>;
  dispose: () => void;
};

export function createPageModel(handle: PageHandle, people: ReadonlySignal<Record<MemberId, Member>>): PageModel {
  const { page, member } = handle;
  const held = signal<Held | null>(null);
  const current = signal<Id | null>(null);
  const wantsFocus = signal<Id | null>(null);

  const topics = keptById(() => page.value.topics);
  const meetings = keptById(() => page.value.meetings);
  const actions = keptById(() => page.value.actions);
  const placed = computed(() => idsByPlace([...topics.value.values()], held.value));
  const idLists = new Map<Place, ReadonlySignal<readonly Id[]>>();

  const model: PageModel = {
    handle,
    people,
    me: member,
    other: otherMember(member),
    settings: stable(() => page.value.settings, sameFlat),
    topic: oneOf(topics),
    topicIds: remember(idLists, (place) => stable(() => placed.value.get(place) ?? [], sameFlat)),
    meeting: oneOf(meetings),
    nextMeetingId: computed(() => nextMeeting(page.value)?.id ?? null),
    laterMeetingIds: stable(() => laterMeetings(page.value).map((meeting) => meeting.id), sameFlat),
    pastMeetingIds: stable(() => pastMeetings(page.value).map((meeting) => meeting.id), sameFlat),
    action: oneOf(actions),
    openActionIds: stable(() => openActions(page.value.actions), sameFlat),
    earlierActionIds: stable(() => {
      const next = nextMeeting(page.value);
      return next === null ? [] : earlierActions(page.value, next.id).map((action) => action.id);
    }, sameFlat),
    current,
    held,
    wantsFocus,
    canEdit: computed(() => handle.access.value.type === "write"),
    dispose: observePage(handle.doc, (transaction) => {
      if (transaction.local) followOwnEdit(model);
    }),
  };
  return model;
}

type Identified = { id: Id };

/** The things by id, each the same object as before while nothing in it changed. */
function keptById<T extends Identified>(list: () => readonly T[]): ReadonlySignal<ReadonlyMap<Id, T>> {
  let before: ReadonlyMap<Id, T> = new Map();
  return computed(() => {
    before = new Map(
      list().map((each) => {
        const old = before.get(each.id);
        return [each.id, old && sameFlat(old, each) ? old : each];
      }),
    );
    return before;
  });
}

function oneOf<T>(things: ReadonlySignal<ReadonlyMap<Id, T>>): (id: Id) => ReadonlySignal<T | null> {
  return remember(new Map(), (id) => computed(() => things.value.get(id) ?? null));
}

function remember<K, V>(known: Map<K, V>, make: (key: K) => V): (key: K) => V {
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}

function idsByPlace(topics: readonly Topic[], held: Held | null): Map<Place, Id[]> {
  const shown = topics
    .filter((topic) => topic.id === held?.id || (topic.state !== "binned" && topic.state !== "let_go"))
    .map((topic) => (topic.id === held?.id ? { ...topic, ...held } : topic))
    .sort(byRank);
  const places = new Map<Place, Id[]>();
  for (const { id, place } of shown) {
    const ids = places.get(place);
    if (ids) ids.push(id);
    else places.set(place, [id]);
  }
  return places;
}

function openActions(actions: readonly Action[]): Id[] {
  return actions
    .filter((action) => action.state === "open")
    .sort(byRank)
    .map((action) => action.id);
}

/** What I do to the topic I am in is shown at once; only the other person's moves wait until I have left it. */
function followOwnEdit({ held, topic, wantsFocus }: PageModel): void {
  const before = held.peek();
  if (before === null) return;
  const now = topic(before.id).peek();
  if (now === null || now.state === "binned" || now.state === "let_go") {
    held.value = null;
    return;
  }
  if (now.place !== before.place) wantsFocus.value = now.id;
  if (now.place !== before.place || now.rank !== before.rank) {
    held.value = { id: now.id, place: now.place, rank: now.rank };
  }
}
