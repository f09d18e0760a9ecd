// @vitest-environment happy-dom
import type { NoteNode } from "@candor/core/notes/note-node.ts";
import type { LinkTitle } from "@candor/protocol/http/link.ts";
import { type Signal, signal } from "@preact/signals";
import { expect, test } from "vitest";
import { caretAfter, linesOf, notesOf, paragraph, type, writer } from "../notes/testing/writer.ts";
import { imageView } from "./artifact-images.ts";
import { tableKeys } from "./artifact-tables.ts";
import { linkMarks } from "./link-marks.ts";

const GUIDE = "https://docs.example.org/guide";
const PLAN = "https://docs.example.org/plan";

const linked = (text: string, href: string, ...more: ("strong" | "em")[]): NoteNode => ({
  ...{ type: "text", text },
  marks: [{ type: "link", attrs: { href } }, ...more.map((each) => ({ type: each }))],
});

function world(lines: readonly NoteNode[]) {
  const known = new Map<string, Signal<LinkTitle | null>>();
  const titleOf = (path: string, href: string) => {
    const key = `${path} ${href}`;
    const found = known.get(key) ?? signal<LinkTitle | null>(null);
    known.set(key, found);
    return found;
  };
  const plugins = [linkMarks("/titles", { titleOf })];
  const long = { keys: tableKeys, nodeViews: { image: imageView }, onImages: () => {}, plugins, caret: false };
  const who = writer("a", lines, 0, long);
  const say = (address: string, title: string, state: LinkTitle["state"] = null) => {
    const found = known.get(`/titles ${address}`);
    if (found) found.value = { ...{ address, title, state }, said: null };
  };
  const shown = () =>
    [...who.editor.view.dom.querySelectorAll<HTMLElement>("[data-link-title]")].map(({ textContent, dataset }) =>
      `${textContent}: ${dataset.linkTitle} ${dataset.linkState ?? ""}`.trim(),
    );
  return { who, known, say, shown };
}

test("a link in an artifact says what it leads to once that is known, and nothing of it gets into the text", async () => {
  const start = [{ type: "paragraph" as const, content: [linked("the ", GUIDE), linked("guide", GUIDE, "strong")] }];
  const { who, known, say, shown } = world(start);
  const before = notesOf(who);
  await Promise.resolve();
  expect([...known.keys()]).toEqual([`/titles ${GUIDE}`]);
  expect(shown()).toEqual([]);
  say(GUIDE, "<b>How we work</b>", "merged");
  expect(shown()).toEqual(["guide: <b>How we work</b> merged"]);
  expect(notesOf(who)).toEqual(before);
  expect(linesOf(who)).toEqual(["the guide"]);

  caretAfter(who, "the ");
  type(who, "new ");
  expect(linesOf(who)).toEqual(["the new guide"]);
  expect(shown()).toEqual(["guide: <b>How we work</b> merged"]);
});

test("a link that comes later is asked for, too, and one that goes says nothing any more", async () => {
  const { who, known, say, shown } = world([paragraph("Words")]);
  await Promise.resolve();
  expect(known.size).toBe(0);
  const { view } = who.editor;
  const mark = view.state.schema.marks.link?.create({ href: PLAN });
  view.dispatch(view.state.tr.insert(1, view.state.schema.text("plan", mark ? [mark] : [])));
  await Promise.resolve();
  say(PLAN, "The plan");
  expect(shown()).toEqual(["plan: The plan"]);
  view.dispatch(view.state.tr.delete(1, 5));
  await Promise.resolve();
  expect(shown()).toEqual([]);
  say(PLAN, "The plan, again");
  expect(shown()).toEqual([]);
});
