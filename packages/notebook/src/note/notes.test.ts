import { expect, test } from "vitest";
import * as Y from "yjs";
import { addSaid, addTheme, listDocument, setKeepMonths, setThemeText, setThemeTraits } from "./edit-index.ts";
import {
  addNote,
  binNote,
  deleteNotes,
  type NoteEditor,
  setNoteText,
  setNoteThemes,
  takeNoteBack,
  writeNoteAgain,
} from "./edit-note.ts";
import { readIndex } from "./read-index.ts";
import { readNotes } from "./read-notes.ts";

const AT = "2026-11-25T09:00:00.000Z";

test("a note keeps what it stands beside, also when the page is gone", () => {
  const [laptop] = twoDevices();
  addNote(laptop.doc, laptop.editor, { text: "Tired.", about: { type: "person" } });
  addNote(laptop.doc, laptop.editor, { text: "Again.", about: { type: "topic", topic: "t1", title: "On-call" } });
  addNote(laptop.doc, laptop.editor, { text: "Short.", about: { type: "meeting", meeting: "m1", day: "2026-11-24" } });
  expect(readNotes(laptop.doc).map(({ text, about }) => ({ text, about }))).toEqual([
    { text: "Tired.", about: { type: "person" } },
    { text: "Again.", about: { type: "topic", topic: "t1", title: "On-call" } },
    { text: "Short.", about: { type: "meeting", meeting: "m1", day: "2026-11-24" } },
  ]);
});

test("what is typed into one note on two devices at once is all kept", () => {
  const [laptop, phone] = twoDevices();
  const id = addNote(laptop.doc, laptop.editor, { text: "Growth", about: { type: "person" } });
  sync(laptop.doc, phone.doc);
  setNoteText(laptop.doc, laptop.editor, id, "Career growth");
  setNoteText(phone.doc, phone.editor, id, "Growth, next year");
  sync(laptop.doc, phone.doc);
  expect(readNotes(phone.doc)).toEqual(readNotes(laptop.doc));
  expect(readNotes(phone.doc)[0]?.text).toBe("Career growth, next year");
});

test("two devices that each give a note a theme both keep theirs", () => {
  const [laptop, phone] = twoDevices();
  const id = addNote(laptop.doc, laptop.editor, { text: "Pager at night", about: { type: "person" }, themes: ["a"] });
  sync(laptop.doc, phone.doc);
  setNoteThemes(laptop.doc, id, ["a", "b"]);
  setNoteThemes(phone.doc, id, ["c"]);
  sync(laptop.doc, phone.doc);
  expect(readNotes(laptop.doc)[0]?.themes).toEqual(["b", "c"]);
});

test("a note comes back from the bin as it was", () => {
  const [laptop] = twoDevices();
  const id = addNote(laptop.doc, laptop.editor, { text: "Wants to lead", about: { type: "person" } });
  const before = readNotes(laptop.doc);
  binNote(laptop.doc, laptop.editor, id);
  expect(readNotes(laptop.doc)[0]?.binnedAt).toBe(AT);
  takeNoteBack(laptop.doc, laptop.editor, id);
  expect(readNotes(laptop.doc)).toEqual(before);
});

test("a note that was binned for its age and is put back begins its time anew", () => {
  const [laptop] = twoDevices();
  const id = addNote(laptop.doc, laptop.editor, { text: "Wants to lead", about: { type: "person" } });
  binNote(laptop.doc, laptop.editor, id, true);
  expect(readNotes(laptop.doc)[0]).toMatchObject({ binnedAt: AT, isAged: true });
  takeNoteBack(laptop.doc, laptop.editor, id);
  expect(readNotes(laptop.doc)[0]).toMatchObject({ binnedAt: null, keptAt: AT });
  expect(readNotes(laptop.doc)[0]?.isAged).toBeUndefined();
});

test("a note that was deleted for good is nowhere in the document, and can be written again as it was", () => {
  const [laptop] = twoDevices();
  const about = { type: "topic", topic: "t1", title: "On-call canary" } as const;
  const id = addNote(laptop.doc, laptop.editor, { text: "Canary one", about, themes: ["a"] });
  addNote(laptop.doc, laptop.editor, { text: "Stays", about });
  binNote(laptop.doc, laptop.editor, id, true);
  const before = readNotes(laptop.doc);
  deleteNotes(laptop.doc, [id]);
  expect(readNotes(laptop.doc).map(({ text }) => text)).toEqual(["Stays"]);
  expect(Buffer.from(Y.encodeStateAsUpdate(laptop.doc)).toString("latin1")).not.toContain("Canary one");
  writeNoteAgain(laptop.doc, before[0]!);
  expect(readNotes(laptop.doc)).toEqual(before);
});

test("how long notes are kept is the same on every device, and nonsense keeps everything", () => {
  const [laptop, phone] = twoDevices();
  setKeepMonths(laptop.doc, 12);
  sync(laptop.doc, phone.doc);
  expect(readIndex(phone.doc).keepMonths).toBe(12);
  phone.doc.getMap("settings").set("keepMonths", 0.1);
  expect(readIndex(phone.doc).keepMonths).toBeNull();
});

test("documents that two devices begin for one person are both listed", () => {
  const [laptop, phone] = twoDevices();
  listDocument(laptop.doc, "document-of-laptop", "sam");
  listDocument(phone.doc, "document-of-phone", "sam");
  sync(laptop.doc, phone.doc);
  expect(readIndex(laptop.doc).documents).toEqual([
    { doc: "document-of-laptop", pair: "sam" },
    { doc: "document-of-phone", pair: "sam" },
  ]);
});

test("a theme keeps its wording from two devices, whether few may be told of, and when it was said", () => {
  const [laptop, phone] = twoDevices();
  const theme = addTheme(laptop.doc, laptop.editor, "On-call load");
  sync(laptop.doc, phone.doc);
  setThemeText(laptop.doc, theme, "wording", "Several raised it.");
  setThemeText(phone.doc, theme, "doing", "A second rota from March.");
  setThemeTraits(phone.doc, theme, { name: "On call", answer: "https://wiki.example/on-call", tellsFew: true });
  addSaid(phone.doc, phone.editor, theme, { on: "2026-12-01", people: 4, wording: "Several raised it." });
  sync(laptop.doc, phone.doc);
  expect(readIndex(laptop.doc).themes).toEqual([
    {
      id: theme,
      name: "On call",
      mergedInto: null,
      archivedAt: null,
      madeAt: AT,
      wording: "Several raised it.",
      doing: "A second rota from March.",
      answer: "https://wiki.example/on-call",
      tellsFew: true,
      said: [{ id: "phone1", on: "2026-12-01", people: 4, wording: "Several raised it." }],
    },
  ]);
});

test("a note that was never one is not read", () => {
  const [laptop] = twoDevices();
  laptop.doc.getMap("notes").set("__proto__", new Y.Map());
  laptop.doc.getMap("notes").set("x", "a note?");
  expect(readNotes(laptop.doc)).toEqual([]);
});

type Device = { doc: Y.Doc; editor: NoteEditor };

function twoDevices(): [Device, Device] {
  return [device("laptop"), device("phone")];
}

function device(name: string): Device {
  let count = 0;
  const newId = () => {
    count += 1;
    return `${name}${count}`;
  };
  return { doc: new Y.Doc(), editor: { now: AT, newId } };
}

function sync(left: Y.Doc, right: Y.Doc): void {
  const [toRight, toLeft] = [Y.encodeStateAsUpdate(left), Y.encodeStateAsUpdate(right)];
  Y.applyUpdate(right, toRight);
  Y.applyUpdate(left, toLeft);
}
