// @vitest-environment happy-dom
import { writeNotes } from "@candor/document/notes/write-notes.ts";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { fitsSchema } from "./fits-schema.ts";
import { caretAfter, exchange, linesOf, notesOf, paragraph, type, writer } from "./testing/writer.ts";

function fragmentOf(...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlFragment {
  const fragment = new Y.Doc().getXmlFragment("notes");
  fragment.insert(0, children);
  return fragment;
}

function element(name: string, attrs: Record<string, unknown> = {}, ...children: (Y.XmlElement | Y.XmlText)[]) {
  const made = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attrs)) made.setAttribute(key, value as string);
  made.insert(0, children);
  return made;
}

function formatted(text: string, attributes: Record<string, unknown>): Y.XmlText {
  const made = new Y.XmlText();
  made.applyDelta([{ insert: text, attributes }]);
  return made;
}

test.each([
  ["a block", fragmentOf(element("table"))],
  ["a block within a block", fragmentOf(element("blockquote", {}, element("drawing")))],
  ["an attribute", fragmentOf(element("paragraph", { colour: "red" }))],
  ["a mark", fragmentOf(element("paragraph", {}, formatted("x", { highlight: {} })))],
  [
    "an attribute of a mark",
    fragmentOf(element("paragraph", {}, formatted("x", { link: { href: "https://a.b", title: "c" } }))),
  ],
  ["the inside of the schema", fragmentOf(element("doc"))],
])("the editor does not open on %s that it does not know", (_what, fragment) => {
  expect(fitsSchema(fragment)).toBe("foreign");
});

test("the editor does not open on text where none can stand", () => {
  expect(fitsSchema(fragmentOf(new Y.XmlText("loose")))).toBe("malformed");
  expect(fitsSchema(fragmentOf(element("bullet_list", {}, element("paragraph"))))).toBe("malformed");
  expect(fitsSchema(fragmentOf(element("list_item", {}, element("paragraph"))))).toBe("malformed");
});

test("containers that a merge left empty are no obstacle", () => {
  expect(fitsSchema(fragmentOf(element("bullet_list"), element("blockquote", {}, element("check_list"))))).toBe("fits");
});

test("when something unknown arrives, the editor lets go of the text and not one node is deleted", () => {
  const ana = writer("a", [paragraph("Ours"), paragraph("Theirs")]);
  const newer = new Y.Doc();
  newer.clientID = 9;
  Y.applyUpdate(newer, Y.encodeStateAsUpdate(ana.doc));
  const welcome = newer.getXmlFragment("welcome");
  welcome.insert(1, [element("table", { rows: 2 }, element("row", {}, formatted("cell", {})))]);
  (welcome.get(0) as Y.XmlElement).insert(1, [element("sticker", { name: "sun" })]);
  ((welcome.get(0) as Y.XmlElement).get(0) as Y.XmlText).format(0, 2, { highlight: { colour: "green" } });
  const wanted = welcome.toJSON();

  Y.applyUpdate(ana.doc, Y.encodeStateAsUpdate(newer));
  expect(ana.misfits).toEqual(["foreign"]);
  expect(ana.editor.view.isDestroyed).toBe(true);
  expect(ana.fragment.toJSON()).toBe(wanted);
});

test("the editor refuses to open on what it would delete", () => {
  const [doc] = [new Y.Doc()];
  doc.getXmlFragment("welcome").insert(0, [element("table")]);
  expect(() => writer("a", doc)).toThrow(RangeError);
  expect(doc.getXmlFragment("welcome").toJSON()).toBe("<table></table>");
});

test("what both people do to a list at once never closes the editor", () => {
  const ana = writer("a", [
    { type: "bullet_list", content: [{ type: "list_item", content: [paragraph("one")] }] },
    paragraph("after"),
  ]);
  const ben = writer("b", ana.doc);
  caretAfter(ana, "after");
  type(ana, "!");
  writeNotes(ben.fragment, [paragraph("anew")]);
  exchange(ana, ben);
  expect([ana.misfits, ben.misfits]).toEqual([[], []]);
  expect(linesOf(ana)).toEqual(linesOf(ben));
  expect(notesOf(ana)).toEqual(notesOf(ben));
});
