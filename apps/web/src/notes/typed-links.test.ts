// @vitest-environment happy-dom
import type { NoteNode } from "@candor/core/notes/note-node.ts";
import { describe, expect, test } from "vitest";
import { caretAfter, exchange, notesOf, paragraph, press, type, type Writer, writer } from "./testing/writer.ts";

const ADDRESS = "https://example.org/plan";

/** What is linked, by what stands there, and where it leads. */
function linksOf(who: Writer): Record<string, unknown> {
  const texts = (nodes: readonly NoteNode[]): NoteNode[] =>
    nodes.flatMap((node) => (node.type === "text" ? [node] : texts(node.content ?? [])));
  const linked = texts(notesOf(who)).flatMap(({ text = "", marks = [] }) =>
    marks.filter((mark) => mark.type === "link").map((mark) => [text, mark.attrs?.href] as const),
  );
  return Object.fromEntries(linked);
}

function leave(who: Writer): void {
  who.editor.view.dom.blur();
  who.editor.view.dom.dispatchEvent(new FocusEvent("blur"));
}

function after(text: string, then: (who: Writer) => void = () => {}): Record<string, unknown> {
  const ana = writer("a", []);
  type(ana, text);
  then(ana);
  return linksOf(ana);
}

describe("an address that was typed becomes a link", () => {
  test.each([
    ["at the space", `see ${ADDRESS} `],
    ["at the space after the full stop of its sentence", `It is at ${ADDRESS}. `],
    ["at the space after a question", `Is it ${ADDRESS}? `],
    ["at the bracket around it", `(${ADDRESS})`],
    ["at the bracket around it and other words", `all of it (see ${ADDRESS})`],
    ["within a bracket that goes on", `(${ADDRESS} is where)`],
    ["within square brackets", `[${ADDRESS}]`],
  ])("%s", (_when, text) => {
    expect(after(text)).toEqual({ [ADDRESS]: ADDRESS });
  });

  test.each([
    ["Enter", (who: Writer) => press(who, "Enter")],
    ["a new line in its paragraph", (who: Writer) => press(who, "Enter", { shiftKey: true })],
    ["leaving the notes", leave],
  ])("at %s", (_when, then) => {
    expect(after(`see ${ADDRESS}`, then)).toEqual({ [ADDRESS]: ADDRESS });
    expect(after(`It is at ${ADDRESS}.`, then)).toEqual({ [ADDRESS]: ADDRESS });
    expect(after("- www.example.org", then)).toEqual({ "www.example.org": "https://www.example.org" });
  });

  test("with the brackets that are its own", () => {
    const own = "https://example.org/Mars_(planet)";
    expect(after(`${own} `)).toEqual({ [own]: own });
    expect(after(`(${own})`, leave)).toEqual({ [own]: own });
  });

  test("while the other person writes into the same notes", () => {
    const ana = writer("a", [paragraph("The plan:")]);
    const ben = writer("b", ana.doc);
    caretAfter(ana, "");
    type(ana, ` ${ADDRESS}`);
    caretAfter(ben, "The");
    type(ben, " whole");
    exchange(ana, ben);
    press(ana, "Enter");
    exchange(ana, ben);
    expect(linksOf(ben)).toEqual({ [ADDRESS]: ADDRESS });
  });
});

describe("nothing becomes a link", () => {
  test.each([
    "https:// ",
    "(https://)",
    "www. ",
    "www.) ",
    "xhttps://example.org ",
    `\`${ADDRESS}`,
    `\`\`\` ${ADDRESS}`,
  ])("of %j", (text) => {
    expect(after(text, leave)).toEqual({});
    expect(after(text, (who) => press(who, "Enter"))).toEqual({});
  });

  test("that is only passed, or was taken away again", () => {
    const ana = writer("a", [paragraph(ADDRESS)]);
    caretAfter(ana, "");
    press(ana, "Enter");
    expect(linksOf(ana)).toEqual({});
    const ben = writer("b", []);
    type(ben, `${ADDRESS} `);
    press(ben, "Backspace");
    expect(linksOf(ben)).toEqual({});
    press(ben, "Backspace");
    leave(ben);
    expect(linksOf(ben)).toEqual({});
  });

  test("at a full stop, which may be in the midst of an address", () => {
    expect(after("https://example.")).toEqual({});
  });
});
