import { expect, test } from "vitest";
import * as Y from "yjs";
import { PlainParagraphs } from "./plain-paragraphs.ts";
import { readNotes } from "./read-notes.ts";
import { writeNotes } from "./write-notes.ts";

function notesWith(...lines: string[]) {
  const doc = new Y.Doc();
  const fragment = doc.getXmlFragment("welcome");
  writeNotes(
    fragment,
    lines.map((text) => ({ type: "paragraph", content: [{ type: "text", text }] })),
  );
  return { doc, fragment, written: new PlainParagraphs(doc, fragment) };
}

function shown(fragment: Y.XmlFragment): string[] {
  return readNotes(fragment).map(({ content }) => content?.map(({ text }) => text).join("") ?? "");
}

test("what is written plainly stands at the end, a paragraph a line, and what was there stays as it was", () => {
  const { fragment, written } = notesWith("Before");
  for (const text of ["o", "one", "one\n", "one\n\ntwo", "one\n\ntwo, and more"]) written.write(text);
  expect(shown(fragment)).toEqual(["Before", "one", "two, and more"]);
  written.write("");
  expect(shown(fragment)).toEqual(["Before"]);
});

test("what the other writes into it, or makes bold in it, meanwhile stays", () => {
  const { fragment, written } = notesWith();
  written.write("Budget");
  const text = (fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText;
  text.insert(6, " for spring");
  text.format(0, 6, { strong: true });
  expect(written.read()).toBe("Budget for spring");
  written.write("Budget for spring, please");
  expect(written.read()).toBe("Budget for spring, please");
  expect(shown(fragment)).toEqual(["Budget for spring, please"]);
});

test("what the other has taken away does not come back by itself", () => {
  const { fragment, written } = notesWith("Before");
  written.write("one\ntwo");
  fragment.delete(1, 1);
  expect(written.read()).toBe("two");
  written.write("two\nthree");
  expect(shown(fragment)).toEqual(["Before", "two", "three"]);
});
