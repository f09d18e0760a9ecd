import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { addAction } from "../action/add-action.ts";
import { setActionState } from "../action/edit-action.ts";
import { closeMeeting } from "../meeting/close-meeting.ts";
import { parseMarkdown } from "../notes/parse-markdown.ts";
import { checkPage } from "../page/check-page.ts";
import { readContents } from "../page/read-contents.ts";
import { readPage } from "../page/read-page.ts";
import { anySteps, take } from "../testing/any-edits.ts";
import { idOf, peer, sync, titles, twoPeers } from "../testing/two-peers.ts";
import { addTopic } from "../topic/add-topic.ts";
import { setTopicState } from "../topic/edit-topic.ts";
import { ownUndo } from "../undo.ts";
import { exportHtml } from "./export-html.ts";
import { exportMarkdown } from "./export-markdown.ts";
import { findDate } from "./find-date.ts";
import { importMarkdown } from "./import-markdown.ts";
import { type MarkdownReading, previewMarkdown } from "./preview-markdown.ts";

const MEMBERS = [
  { id: "a", name: "Ana" },
  { id: "b", name: "Ben" },
] as const;
const READING: MarkdownReading = {
  today: Temporal.PlainDate.from("2026-11-20"),
  order: "day_month",
  members: MEMBERS,
};

function usedPage() {
  const [ana, ben] = twoPeers(["Conference"]);
  const migration = addTopic(ben.doc, ben.editor, {
    title: "How the *migration* is going",
    place: "a1",
    notes: parseMarkdown("# Cut-over\n\nmoved to the **3rd**\n\n- [x] plan\n- [ ] risks"),
  });
  sync(ana, ben);
  const late = addTopic(ana.doc, ana.editor, { title: "Growth", place: "a1" });
  sync(ana, ben);
  setTopicState(ben.doc, ben.editor, migration, "discussed");
  setTopicState(ana.doc, ana.editor, late, "let_go");
  addAction(ana.doc, ana.editor, { text: "Ask Lee", owner: "b", due: "2026-11-27", fromMeeting: "a1" });
  const done = addAction(ana.doc, ana.editor, { text: "Book a room", owner: "a", due: null, fromMeeting: "a1" });
  setActionState(ana.doc, ana.editor, done, "done");
  sync(ana, ben);
  closeMeeting(ana.doc, ana.editor, "a1", "held", Temporal.Instant.from("2026-11-24T10:30:00Z"));
  return ana;
}

const EXPORTED = `# Ana & Ben

Welcome

## Next meeting · 2026-12-01 10:00

## Hopper

### Conference

_raised by Ana_

## Actions

- [ ] Ask Lee (Ben, by 2026-11-27)

## 2026-11-24 10:00

### ✓ How the \\*migration\\* is going

_raised by Ben_

#### Cut-over

moved to the **3rd**

- [x] plan
- [ ] risks

### ~~Growth~~

_raised by Ana_

### Actions

- [x] Book a room (Ana)
`;

test("a page exports as Markdown that reads well", () => {
  expect(exportMarkdown(usedPage().doc, MEMBERS)).toBe(EXPORTED);
});

test("exported Markdown is understood again", () => {
  const reading = { ...READING, today: Temporal.PlainDate.from("2026-11-25") };
  const preview = previewMarkdown(EXPORTED, reading);
  expect(preview.opening).toEqual(parseMarkdown("Welcome"));
  expect(preview.actions).toEqual([{ text: "Ask Lee", owner: "b", due: "2026-11-27", done: false }]);
  expect(preview.hopper).toEqual([{ title: "Conference", notes: [], author: "a", state: "open" }]);
  expect(preview.meetings).toEqual([
    { day: "2026-12-01", time: "10:00", topics: [], actions: [] },
    {
      day: "2026-11-24",
      time: "10:00",
      topics: [
        {
          title: "How the *migration* is going",
          author: "b",
          state: "discussed",
          notes: parseMarkdown("# Cut-over\n\nmoved to the **3rd**\n\n- [x] plan\n- [ ] risks"),
        },
        { title: "Growth", author: "a", state: "let_go", notes: [] },
      ],
      actions: [{ text: "Book a room", owner: "a", due: null, done: true }],
    },
  ]);
});

test("a document that two people kept becomes past meetings and Hopper", () => {
  const preview = previewMarkdown(
    `# 1:1 Ana / Ben

## Parking lot
- Conference in May
- **Team** offsite

## Nov 10, 2026
### Notes
- Budget
  - less than last year
- Hiring
### Action items
- [ ] Ben: ask Lee
- call Zoë

## 27 Oct
We talked about a lot.

And more.
- [x] done already
### Plans for 1 December
fine
`,
    READING,
  );
  expect(preview.meetings.map(({ day, topics, actions }) => [day, topics.map((t) => t.title), actions])).toEqual([
    [
      "2026-11-10",
      ["Budget", "Hiring"],
      [
        { text: "Ben: ask Lee", owner: null, due: null, done: false },
        { text: "call Zoë", owner: null, due: null, done: false },
      ],
    ],
    ["2026-10-27", ["Notes", "Plans for 1 December"], [{ text: "done already", owner: null, due: null, done: true }]],
  ]);
  expect(preview.meetings[0]?.topics[0]?.notes).toEqual(parseMarkdown("- less than last year"));
  expect(preview.meetings[1]?.topics[0]?.notes).toEqual(parseMarkdown("We talked about a lot.\n\nAnd more."));
  expect(preview.hopper).toMatchObject([
    { title: "Conference in May", notes: [] },
    { title: "Team offsite", notes: parseMarkdown("**Team** offsite") },
  ]);
  expect(preview.opening).toEqual([]);
});

test("what has no heading that says where it belongs is kept as one topic in the Hopper", () => {
  const [ana] = twoPeers();
  const preview = previewMarkdown("Some thoughts.\n\n## About us\n\nmore", READING);
  importMarkdown(ana.doc, ana.editor, preview, { today: "2026-11-20" });
  const [topic] = readContents(ana.doc).topics;
  expect(topic).toMatchObject({
    title: "Notes",
    place: "hopper",
    notes: parseMarkdown("Some thoughts.\n\n## About us\n\nmore"),
  });
});

test("a page that takes in its own export stays as it is, its welcome included", () => {
  const { doc, editor } = usedPage();
  const before = readContents(doc);
  const reading = { ...READING, today: Temporal.PlainDate.from("2026-11-25") };
  const { added } = importMarkdown(doc, editor, previewMarkdown(EXPORTED, reading), { today: "2026-11-25" });
  expect(added).toEqual({ meetings: 0, topics: 0, actions: 0 });
  expect(readContents(doc)).toEqual(before);
});

test("importing puts past meetings as held and later ones as planned, in one step for undo", () => {
  const [ana] = twoPeers(["Budget"]);
  const undo = ownUndo(ana.doc);
  const preview = previewMarkdown(
    "## 2026-11-10\n- Growth\n- Hiring\n## 2026-11-24\n- Launch\n## 2027-01-05 14:30\n- Year",
    READING,
  );
  expect(importMarkdown(ana.doc, ana.editor, preview, { today: "2026-11-20" }).added).toEqual({
    meetings: 2,
    topics: 4,
    actions: 0,
  });
  const page = readPage(ana.doc);
  expect(page.meetings.map(({ start, state }) => [start, state])).toEqual([
    ["2026-11-10T10:00", "held"],
    ["2026-11-24T10:00", "planned"], // was on the page
    ["2027-01-05T14:30", "planned"],
  ]);
  expect(titles(ana, page.meetings[0]!.id)).toEqual(["Growth", "Hiring"]);
  expect(titles(ana, "a1")).toEqual(["Launch"]);
  expect(page.topics.find((topic) => topic.title === "Growth")?.state).toBe("discussed");
  undo.undo();
  expect(readPage(ana.doc).meetings.map((meeting) => meeting.id)).toEqual(["a1"]);
  expect(titles(ana)).toEqual(["Budget"]);
  expect(readPage(ana.doc).topics.find((topic) => topic.id === idOf(ana, "Growth"))?.state).toBe("binned");
});

describe("a heading names a date as", () => {
  test.each([
    ["2026-11-10", "2026-11-10", null],
    ["Tuesday 10 November 2026", "2026-11-10", null],
    ["Tue, Nov 10th", "2026-11-10", null],
    ["10 Nov at 9:30", "2026-11-10", "09:30"],
    ["Nov 10, 2026 2:05 pm", "2026-11-10", "14:05"],
    ["10.11.2026", "2026-11-10", null],
    ["10.11.26", "2026-11-10", null],
    ["10.11.", "2026-11-10", null],
    ["3/4/2026", "2026-04-03", null],
    ["25/12/2025", "2025-12-25", null],
    ["12/25/2025", "2025-12-25", null],
    ["24 Dec", "2025-12-24", null], // more than a month ahead, so it was last year's
    ["1 Dec", "2026-12-01", null],
    ["29 Feb", "2024-02-29", null],
  ])("%s", (heading, day, time) => expect(findDate(heading, READING)).toEqual({ day, time }));

  test.each(["Growth", "Q4 2026", "31 Feb 2026", "May be", "version 1.2", "Decide on 3 things"])(
    "but not as %s",
    (heading) => expect(findDate(heading, READING)).toBeNull(),
  );

  test("3/4/2026 in the American way where asked", () => {
    expect(findDate("3/4/2026", { ...READING, order: "month_day" })?.day).toBe("2026-03-04");
  });
});

test("no page makes Markdown or HTML that loses a topic, and every import gives a sound page", () => {
  fc.assert(
    fc.property(anySteps(25), (steps) => {
      const [ana, ben] = twoPeers(["Budget"]);
      for (const step of steps) take(step, step.who === "ana" ? ana : ben);
      sync(ana, ben);
      const shown = readPage(ana.doc).topics.filter((topic) => topic.state !== "binned");
      const markdown = exportMarkdown(ana.doc, MEMBERS);
      const preview = previewMarkdown(markdown, READING);
      const found = [...preview.hopper, ...preview.meetings.flatMap((meeting) => meeting.topics)];
      const undated = readPage(ana.doc)
        .meetings.filter((meeting) => meeting.start === null)
        .map((meeting) => meeting.id);
      expect(found.length).toBeGreaterThanOrEqual(shown.filter((topic) => !undated.includes(topic.place)).length);
      const other = peer("b", 77);
      importMarkdown(other.doc, other.editor, preview, { today: "2026-11-20" });
      expect(checkPage(other.doc)).toEqual({ type: "sound" });
      expect(exportHtml(ana.doc, MEMBERS, { lang: "en" })).not.toMatch(/<script|javascript:/i);
    }),
    { seed: 9, numRuns: 60 },
  );
});

test("HTML holds text as text and no unsafe link", () => {
  const [ana] = twoPeers();
  addTopic(ana.doc, ana.editor, {
    title: '<img src=x onerror="alert(1)">',
    place: "hopper",
    notes: [
      {
        type: "paragraph",
        content: [
          { type: "text", text: "a & b", marks: [{ type: "link", attrs: { href: "javascript:alert(1)" } }] },
          { type: "text", text: "c", marks: [{ type: "link", attrs: { href: 'https://x.org/?"><script>' } }] },
          { type: "mention", attrs: { member: "b", name: "<b>" } },
        ],
      },
    ],
  });
  const html = exportHtml(ana.doc, [{ id: "a", name: "<Ana>" }], { lang: "en" });
  expect(html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
  expect(html).toContain("<p>a &amp; b<a href");
  expect(html).not.toMatch(/<script|<img|<b>|javascript:|<Ana/);
});

test("an empty page exports and imports as nothing much", () => {
  const markdown = exportMarkdown(new Y.Doc(), MEMBERS);
  expect(markdown).toBe("# Ana & Ben\n");
  expect(previewMarkdown(markdown, READING)).toEqual({ meetings: [], hopper: [], actions: [], opening: [] });
});

test("whoever has not said their name is somebody in what is exported, and their own again when it is imported", () => {
  const members = [
    { id: "a", name: "" },
    { id: "b", name: "Ben" },
  ] as const;
  const [ana] = twoPeers(["Conference"]);
  addAction(ana.doc, ana.editor, { text: "Ask Lee", owner: "a", due: null, fromMeeting: "a1" });
  const markdown = exportMarkdown(ana.doc, members);
  expect(markdown).toContain("# Someone & Ben");
  expect(markdown).toContain("_raised by Someone_");
  const read = previewMarkdown(markdown, { ...READING, members });
  expect(read.actions).toEqual([{ text: "Ask Lee", owner: "a", due: null, done: false }]);
  expect(read.hopper.map(({ author }) => author)).toEqual(["a"]);
});

test("what stood under a past day was said on it, and all else is as new as its import", () => {
  const [ana] = twoPeers();
  const text = "## 2022-05-10\n- Budget\n- [x] Ana: call Lee\n\n## 2026-12-24\n- Plans\n\n## Backlog\n- Some day\n";
  const preview = previewMarkdown(text, READING);
  importMarkdown(ana.doc, ana.editor, preview, { today: "2026-11-20" });
  const { topics, actions } = readPage(ana.doc);
  const writtenAt = new Map([...topics.map(({ title, createdAt }) => [title, createdAt.slice(0, 10)] as const)]);
  const now = ana.editor.now.slice(0, 10);
  expect(writtenAt.get("Budget")).toBe("2022-05-10");
  expect([writtenAt.get("Plans"), writtenAt.get("Some day")]).toEqual([now, now]);
  expect(actions).toEqual([
    expect.objectContaining({ createdAt: "2022-05-10T12:00:00Z", stateAt: "2022-05-10T12:00:00Z" }),
  ]);
});
