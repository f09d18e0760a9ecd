import type { NoteNode } from "@candor/core/notes/note-node.ts";
import { PAIRING_KINDS, type PairingThing } from "@candor/core/pairing/pairing.ts";
import fc from "fast-check";
import { addAction } from "../action/add-action.ts";
import { setActionState, setActionText, setActionTraits } from "../action/edit-action.ts";
import { closeMeeting } from "../meeting/close-meeting.ts";
import { dropGone, moveOccurrence, readLater } from "../meeting/move-occurrence.ts";
import { planAnother } from "../meeting/plan-another.ts";
import { changeMeeting, moveMeeting, planMeeting } from "../meeting/plan-meeting.ts";
import { returnStragglers } from "../meeting/return-stragglers.ts";
import { setIceBreaker, setThanks, startMeeting } from "../meeting/run-meeting.ts";
import { writeNotes } from "../notes/write-notes.ts";
import { changeSettings } from "../page/begin-page.ts";
import { readPage } from "../page/read-page.ts";
import {
  binPairing,
  changeEntry,
  changeFriction,
  finishPairing,
  resumePairing,
  setPairingText,
  stepFriction,
} from "../pairing/edit-pairing.ts";
import { readPairingThings } from "../pairing/read-pairing.ts";
import { addEntry, addFriction, startPairing } from "../pairing/write-pairing.ts";
import { addTopic } from "../topic/add-topic.ts";
import {
  answerTopic,
  keepTopic,
  setTopicState,
  setTopicTitle,
  setTopicTraits,
  snoozeTopic,
  topicNotes,
} from "../topic/edit-topic.ts";
import { moveTopic } from "../topic/move-topic.ts";
import { anyNotes } from "./any-notes.ts";
import { FIRST_START, type Peer, TEST_NOW } from "./two-peers.ts";

/** What is left to chance in an edit; which thing it concerns is decided by what is on the page then. */
export type EditChance = { at: number; to: number; text: string; notes: NoteNode[] };

type EditKind = (peer: Peer, chance: EditChance) => void;

/** Every operation the document offers. */
export const EDITS: Record<string, EditKind> = {
  addTopic: (peer, { at, text, notes }) => {
    const place = placeOf(peer, at);
    addTopic(peer.doc, peer.editor, { title: text, place, notes, theme: at % 3 === 0 ? "load" : null });
  },
  typeTitle: (peer, { at, to, text }) =>
    onTopic(peer, at, (id, title) => {
      const index = to % (title.length + 1);
      setTopicTitle(peer.doc, id, title.slice(0, index) + text + title.slice(index + (to % 3)));
    }),
  writeNotes: (peer, { at, notes }) =>
    onTopic(peer, at, (id) => {
      const fragment = topicNotes(peer.doc, id);
      if (fragment) peer.doc.transact(() => writeNotes(fragment, notes));
    }),
  moveTopic: (peer, { at, to }) =>
    onTopic(peer, at, (id) => {
      const place = placeOf(peer, to);
      const others = readPage(peer.doc).topics.filter((topic) => topic.place === place && topic.id !== id);
      const other = others[to % Math.max(1, others.length)];
      const where = ["first", "last", "before", "after"][to % 4] as "first" | "last" | "before" | "after";
      if (where === "first" || where === "last") moveTopic(peer.doc, id, { place, at: where });
      else if (!other) moveTopic(peer.doc, id, { place });
      else moveTopic(peer.doc, id, { place, at: where === "before" ? { before: other.id } : { after: other.id } });
    }),
  markTopic: (peer, { at, to }) =>
    onTopic(peer, at, (id) => {
      const state = (["open", "discussed", "let_go", "binned"] as const)[to % 4] ?? "open";
      setTopicState(peer.doc, peer.editor, id, state);
    }),
  changeTopic: (peer, { at, to, text }) =>
    onTopic(peer, at, (id) => {
      const kind = (["topic", "first", "backup"] as const)[to % 3] ?? "topic";
      setTopicTraits(peer.doc, id, { kind, altitude: to % 2 ? "big_picture" : "detail", theme: to % 5 ? text : null });
    }),
  snoozeTopic: (peer, { at, to }) => onTopic(peer, at, (id) => snoozeTopic(peer.doc, id, to % 2 ? "2026-12-24" : null)),
  keepTopic: (peer, { at }) => onTopic(peer, at, (id) => keepTopic(peer.doc, peer.editor, id)),
  addAction: (peer, { at, to, text }) => {
    const owner = to % 2 ? "a" : "b";
    addAction(peer.doc, peer.editor, {
      text,
      owner,
      due: to % 3 ? "2026-12-01" : null,
      fromMeeting: placeOf(peer, at),
    });
  },
  changeAction: (peer, { at, to, text }) =>
    onAction(peer, at, (id) => {
      setActionText(peer.doc, id, text);
      setActionTraits(peer.doc, id, { owner: to % 2 ? "a" : "b", due: to % 3 ? "2026-12-02" : null });
    }),
  markAction: (peer, { at, to, text }) =>
    onAction(peer, at, (id) => {
      const state = (["open", "done", "dropped", "binned"] as const)[to % 4] ?? "open";
      setActionState(peer.doc, peer.editor, id, state, state === "dropped" ? text : null);
    }),
  planMeeting: (peer, { to }) => {
    planMeeting(peer.doc, { id: peer.editor.newId(), start: to % 4 ? `2026-12-${10 + (to % 20)}T09:30` : null });
  },
  planAnother: (peer, { at, to }) => {
    const topic = readPage(peer.doc).topics[at]?.id ?? null;
    planAnother(peer.doc, { id: peer.editor.newId(), start: `2026-12-${10 + (to % 20)}T09:30`, topic });
  },
  changeMeeting: (peer, { at, to }) =>
    onMeeting(peer, at, (id) => {
      changeMeeting(peer.doc, id, {
        minutes: 20 + (to % 40),
        medium: "walk",
      });
    }),
  moveMeeting: (peer, { at, to }) =>
    onMeeting(peer, at, (id) => moveMeeting(peer.doc, id, `2026-11-${10 + (to % 20)}T15:00`, to % 3 > 0)),
  moveOccurrence: (peer, { at, to }) => {
    const slot = readLater(peer.doc, 6)[at % 6]?.slot ?? "";
    const days = (to % 7) - 3;
    const start = to % 5 && slot ? Temporal.PlainDateTime.from(slot).add({ days }).toString().slice(0, 16) : null;
    moveOccurrence(peer.doc, { slot, to: start }, Temporal.Instant.from(TEST_NOW));
  },
  dropGone: (peer) => {
    dropGone(peer.doc, FIRST_START);
  },
  startMeeting: (peer, { at }) => onMeeting(peer, at, (id) => startMeeting(peer.doc, peer.editor, id)),
  setIceBreaker: (peer, { at, to, text }) =>
    onMeeting(peer, at, (id) => {
      const drawn =
        to % 2 ? ({ type: "question", id: `ice-${to}` } as const) : ({ type: "words", words: text } as const);
      setIceBreaker(peer.doc, id, drawn, to);
    }),
  setThanks: (peer, { at, text }) => onMeeting(peer, at, (id) => setThanks(peer.doc, id, peer.editor.member, text)),
  returnStragglers: (peer) => {
    returnStragglers(peer.doc);
  },
  answerTopic: (peer, { at, to, text }) =>
    onTopic(peer, at, (id) =>
      answerTopic(peer.doc, id, { line: text, link: to % 2 ? `https://example.org/${to}` : null }),
    ),
  closeMeeting: (peer, { at, to }) =>
    onMeeting(peer, at, (id) => {
      const outcome = to % 4 ? "held" : "cancelled";
      closeMeeting(peer.doc, peer.editor, id, outcome, Temporal.Instant.from(TEST_NOW));
    }),
  startPairing: (peer, { to, text }) => {
    const kind = PAIRING_KINDS[to % PAIRING_KINDS.length] ?? "code";
    startPairing(peer.doc, peer.editor, { kind, text, link: to % 2 ? `https://example.org/${to}` : null });
  },
  addEntry: (peer, { at, to, text }) =>
    onPaired(peer, "session", at, (session) =>
      addEntry(peer.doc, peer.editor, {
        ...{ session, text, feeling: to % 3 ? null : "stuck", gapOf: to % 4 ? null : "b" },
      }),
    ),
  addFriction: (peer, { at, to, text }) =>
    onPaired(peer, "session", at, (session) =>
      addFriction(peer.doc, peer.editor, { session, text, kind: to % 2 ? "access" : "template" }),
    ),
  changePaired: (peer, { at, to, text }) => {
    onPaired(peer, "entry", at, (id) => changeEntry(peer.doc, id, { feeling: to % 2 ? "tired" : null, gap: "kept" }));
    onPaired(peer, "friction", at, (id) => {
      const owner = to % 2 ? ({ type: "seat", seat: "b" } as const) : ({ type: "other", name: text } as const);
      changeFriction(peer.doc, id, { severity: text, owner: to % 5 ? owner : null, kind: "training" });
    });
  },
  typePaired: (peer, { at, to, text }) => {
    const what = (["session", "entry", "friction"] as const)[to % 3] ?? "entry";
    onPaired(peer, what, at, (id, was) => {
      const index = to % (was.length + 1);
      setPairingText(peer.doc, id, was.slice(0, index) + text + was.slice(index));
    });
  },
  stepFriction: (peer, { at, to }) =>
    onPaired(peer, "friction", at, (id) => {
      const steps = ["fixed", "came_back", "stayed", "fixing", "let_go", "open"] as const;
      stepFriction(peer.doc, peer.editor, id, steps[to % steps.length] ?? "fixed", "2026-11-20");
    }),
  finishPairing: (peer, { at, to }) =>
    onPaired(peer, "session", at, (id) => {
      if (to % 3) finishPairing(peer.doc, peer.editor, id);
      else resumePairing(peer.doc, id);
    }),
  binPaired: (peer, { at, to }) => {
    const what = (["session", "entry", "friction"] as const)[to % 3] ?? "entry";
    onPaired(peer, what, at, (id) => binPairing(peer.doc, peer.editor, id));
  },
  changeSettings: (peer, { to }) => changeSettings(peer.doc, { everyWeeks: 1 + (to % 4), minutes: 25 + (to % 20) }),
};

export type Step = { who: "ana" | "ben"; edit: keyof typeof EDITS; chance: EditChance };

const chance: fc.Arbitrary<EditChance> = fc.record({
  at: fc.nat(40),
  to: fc.nat(40),
  text: fc.stringMatching(/^[a-z é🙂*#]{0,8}$/u),
  notes: fc.oneof(
    { weight: 3, arbitrary: fc.constant<NoteNode[]>([]) },
    anyNotes({ mentions: true, emptyBlocks: true }),
  ),
});

export function anySteps(maxLength: number, kinds: readonly string[] = Object.keys(EDITS)): fc.Arbitrary<Step[]> {
  const step = fc.record({
    who: fc.constantFrom("ana" as const, "ben" as const),
    edit: fc.constantFrom(...kinds),
    chance,
  });
  return fc.array(step, { maxLength });
}

export function take(step: Step, peer: Peer): void {
  EDITS[step.edit]?.(peer, step.chance);
}

function placeOf(peer: Peer, chance: number): string {
  const { meetings } = readPage(peer.doc);
  return chance % 2 === 0 ? "hopper" : (meetings[chance % Math.max(1, meetings.length)]?.id ?? "hopper");
}

function onTopic(peer: Peer, at: number, change: (id: string, title: string) => void): void {
  const { topics } = readPage(peer.doc);
  const topic = topics[at % Math.max(1, topics.length)];
  if (topic) change(topic.id, topic.title);
}

function onAction(peer: Peer, at: number, change: (id: string) => void): void {
  const { actions } = readPage(peer.doc);
  const action = actions[at % Math.max(1, actions.length)];
  if (action) change(action.id);
}

function onPaired(
  peer: Peer,
  what: PairingThing["what"],
  at: number,
  change: (id: string, text: string) => void,
): void {
  const those = readPairingThings(peer.doc).filter((each) => each.what === what);
  const thing = those[at % Math.max(1, those.length)];
  if (thing) change(thing.id, thing.text);
}

function onMeeting(peer: Peer, at: number, change: (id: string) => void): void {
  const { meetings } = readPage(peer.doc);
  const meeting = meetings[at % Math.max(1, meetings.length)];
  if (meeting) change(meeting.id);
}
