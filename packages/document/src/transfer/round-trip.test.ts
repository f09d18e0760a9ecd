import type { Action } from "@candor/core/action/action.ts";
import { PLAIN_MEETING } from "@candor/core/meeting/meeting.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { PLAIN_TOPIC } from "@candor/core/topic/topic.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { PageContents, TopicWithNotes } from "../page/read-contents.ts";
import { readContents } from "../page/read-contents.ts";
import { anyNotes } from "../testing/any-notes.ts";
import { READING } from "../testing/import-lines.ts";
import { twoPeers } from "../testing/two-peers.ts";
import { exportMarkdown } from "./export-markdown.ts";
import { importContents } from "./import-contents.ts";
import { importMarkdown } from "./import-markdown.ts";
import { previewMarkdown } from "./preview-markdown.ts";

const title = fc.stringMatching(/^[A-Z][a-z]{2,9}( [a-zé*_#🙂]{1,8}){0,3}$/u);
const member = fc.constantFrom<MemberId>("a", "b");
const notes = fc.oneof(fc.constant([]), anyNotes({ mentions: false, emptyBlocks: false }));
const topics = fc.uniqueArray(
  fc.record({ title, notes, author: member, state: fc.constantFrom("discussed" as const, "let_go" as const) }),
  { maxLength: 4, selector: (topic) => topic.title },
);
const actions = fc.uniqueArray(
  fc.record({ text: title, owner: member, due: fc.constantFrom(null, "2026-12-01"), done: fc.boolean() }),
  { maxLength: 3, selector: (action) => action.text },
);
const meetings = fc.uniqueArray(fc.record({ day: fc.integer({ min: 1, max: 300 }), topics }), {
  maxLength: 5,
  selector: (meeting) => meeting.day,
});

/** What Markdown has a form for: past meetings with their topics, the Hopper, actions. */
function contentsOf(given: {
  meetings: readonly { day: number; topics: readonly Partial<TopicWithNotes>[] }[];
  hopper: readonly Partial<TopicWithNotes>[];
  actions: readonly { text: string; owner: MemberId; due: string | null; done: boolean }[];
}): PageContents {
  let ids = 0;
  const rankOf = (index: number) => `a${index}`;
  const topicAt = (place: string) => (topic: Partial<TopicWithNotes>, index: number) => {
    ids += 1;
    const createdAt = "2026-01-01T09:00:00Z";
    return { ...PLAIN_TOPIC, id: `t${ids}`, place, rank: rankOf(index), createdAt, ...topic } as TopicWithNotes;
  };
  return {
    meetings: given.meetings.map(({ day }) => ({
      ...{ ...PLAIN_MEETING, id: `m${day}`, state: "held" as const, timeZone: "Europe/Berlin", minutes: 30 },
      start: `${Temporal.PlainDate.from("2026-01-01").add({ days: day })}T10:00`,
      ...{ medium: null, closedAt: "2026-11-01T09:00:00Z" },
    })),
    topics: [
      ...given.meetings.flatMap(({ day, topics: at }) => at.map(topicAt(`m${day}`))),
      ...given.hopper.map((topic) => ({ ...topic, state: "open" as const })).map(topicAt("hopper")),
    ],
    actions: given.actions.map(
      ({ done, ...action }, index): Action => ({
        ...{ ...action, id: `x${index}`, state: done ? "done" : "open", rank: rankOf(index), why: null },
        ...{ fromTopic: null, fromMeeting: null, createdAt: "2026-01-01T09:00:00Z", stateAt: null },
      }),
    ),
  };
}

/** What a page says, whatever its ids and ranks. */
function said({ meetings: all, topics: every, actions: each }: PageContents) {
  const dayOf = new Map(all.map(({ id, start }) => [id, start]));
  return {
    meetings: all.map(({ start, state }) => [start, state]),
    topics: every
      .map(({ title: called, place, author, state, notes: nodes }) => [
        dayOf.get(place) ?? place,
        called,
        author,
        state,
        nodes,
      ])
      .toSorted((left, right) => (JSON.stringify(left.slice(0, 2)) < JSON.stringify(right.slice(0, 2)) ? -1 : 1)),
    actions: each.map(({ text, owner, due, state }) => [text, owner, due, state]).toSorted(),
  };
}

test("a page exported as Markdown and imported says the same, and once more imported adds nothing", () => {
  fc.assert(
    fc.property(fc.record({ meetings, hopper: topics, actions }), (given) => {
      const [ana] = twoPeers();
      importContents(ana.doc, contentsOf(given));
      const markdown = exportMarkdown(ana.doc, READING.members);
      const [other] = twoPeers();
      const bring = () =>
        importMarkdown(
          other.doc,
          other.editor,
          { ...previewMarkdown(markdown, READING), opening: [] },
          { today: "2026-11-20" },
        );
      bring();
      expect(said(readContents(other.doc))).toEqual(said(readContents(ana.doc)));
      expect(bring().importId).toBeNull();
    }),
    { numRuns: 120, seed: 9 },
  );
});
