import type { Id } from "@candor/core/id.ts";
import type { PairNote } from "@candor/core/notebook/note.ts";
import { listDocument } from "@candor/notebook/note/edit-index.ts";
import {
  addNote,
  binNote,
  deleteNotes,
  type NewNote,
  type NoteEditor,
  setNoteText,
  setNoteThemes,
  takeNoteBack,
  writeNoteAgain,
} from "@candor/notebook/note/edit-note.ts";
import { type NotebookIndex, readIndex } from "@candor/notebook/note/read-index.ts";
import { readNotes } from "@candor/notebook/note/read-notes.ts";
import { type ReadonlySignal, signal } from "@preact/signals";
import * as Y from "yjs";

/** The documents of an open notebook, in memory and in plain text. It is thrown away when the notebook is locked. */
export class NoteShelf {
  readonly index = new Y.Doc();
  readonly notes: ReadonlySignal<readonly PairNote[]>;
  readonly contents: ReadonlySignal<NotebookIndex>;
  private readonly noteState = signal<readonly PairNote[]>([]);
  private readonly indexState: ReturnType<typeof signal<NotebookIndex>>;
  private readonly docs = new Map<string, Y.Doc>();
  private readonly read = new Map<string, readonly PairNote[]>();
  private readonly editor: () => NoteEditor;
  private readonly newDocument: () => string;
  private readonly begun: (doc: string, held: Y.Doc) => void;

  /** @param begun is told of a document that is made here, or first met, before anything is written to it. */
  constructor(
    editor: () => NoteEditor,
    newDocument: () => string,
    begun: (doc: string, held: Y.Doc) => void = () => undefined,
  ) {
    this.editor = editor;
    this.newDocument = newDocument;
    this.begun = begun;
    this.notes = this.noteState;
    this.indexState = signal(readIndex(this.index));
    this.contents = this.indexState as ReadonlySignal<NotebookIndex>;
    this.index.on("afterTransaction", ({ changed }: Y.Transaction) => {
      if (changed.size === 0) return;
      this.indexState.value = readIndex(this.index);
      this.reread([...this.docs.keys()]);
    });
  }

  /** The document of an id, made where there is none yet. */
  doc(id: string): Y.Doc {
    const known = this.docs.get(id);
    if (known) return known;
    const made = new Y.Doc();
    this.docs.set(id, made);
    this.begun(id, made);
    made.on("afterTransaction", ({ changed }: Y.Transaction) => {
      if (changed.size > 0) this.reread([id]);
    });
    return made;
  }

  addNote(pair: Id, note: NewNote): Id {
    return addNote(this.docFor(pair), this.editor(), note);
  }

  private docFor(pair: Id): Y.Doc {
    // One that is listed and not here may have a key that has not come: another for it would open nothing, later on.
    const listed = readIndex(this.index).documents.find((each) => each.pair === pair && this.docs.has(each.doc))?.doc;
    const id = listed ?? this.newDocument();
    const doc = this.doc(id);
    if (listed === undefined) listDocument(this.index, id, pair);
    return doc;
  }

  setNoteText(note: Id, text: string): void {
    const doc = this.holderOf(note);
    if (doc) setNoteText(doc, this.editor(), note, text);
  }

  setNoteThemes(note: Id, themes: readonly Id[]): void {
    const doc = this.holderOf(note);
    if (doc) setNoteThemes(doc, note, themes);
  }

  binNote(note: Id): void {
    const doc = this.holderOf(note);
    if (doc) binNote(doc, this.editor(), note);
  }

  takeNoteBack(note: Id): void {
    const doc = this.holderOf(note);
    if (doc) takeNoteBack(doc, this.editor(), note);
  }

  /** Puts notes into the bin because they are older than is kept. */
  ageNotes(notes: readonly Id[]): void {
    for (const { doc, ids } of this.holdersOf(notes)) {
      const held = this.doc(doc);
      held.transact(() => {
        for (const id of ids) binNote(held, this.editor(), id, true);
      });
    }
  }

  /** Deletes notes for good. @returns the documents that they were in. */
  deleteNotes(notes: readonly Id[]): string[] {
    const holders = this.holdersOf(notes);
    for (const { doc, ids } of holders) deleteNotes(this.doc(doc), ids);
    return holders.map(({ doc }) => doc);
  }

  /** Writes notes that were deleted once more, as they were. */
  writeNotesAgain(notes: readonly PairNote[]): void {
    for (const { pair, ...note } of notes) writeNoteAgain(this.docFor(pair), note);
  }

  /** Takes over what stands in another notebook's document, or its index (null); the same once more changes nothing. */
  takeOver(doc: string | null, update: Uint8Array): void {
    Y.applyUpdate(doc === null ? this.index : this.doc(doc), update, "another notebook");
  }

  editIndex<T>(change: (index: Y.Doc, editor: NoteEditor) => T): T {
    return change(this.index, this.editor());
  }

  close(): void {
    this.index.destroy();
    for (const doc of this.docs.values()) doc.destroy();
    this.docs.clear();
    this.noteState.value = [];
  }

  private holdersOf(notes: readonly Id[]): { doc: string; ids: Id[] }[] {
    const wanted = new Set(notes);
    return [...this.read].flatMap(([doc, held]) => {
      const ids = held.flatMap(({ id }) => (wanted.has(id) ? [id] : []));
      return ids.length > 0 ? [{ doc, ids }] : [];
    });
  }

  private holderOf(note: Id): Y.Doc | null {
    for (const [id, notes] of this.read) if (notes.some((each) => each.id === note)) return this.docs.get(id) ?? null;
    return null;
  }

  private reread(ids: readonly string[]): void {
    const pairs = new Map(this.contents.peek().documents.map(({ doc, pair }) => [doc, pair]));
    for (const id of ids) {
      const doc = this.docs.get(id);
      const pair = pairs.get(id);
      // A document that the index does not list yet waits for it: nobody knows whom it is about.
      if (doc && pair !== undefined)
        this.read.set(
          id,
          readNotes(doc).map((note) => ({ ...note, pair })),
        );
    }
    this.noteState.value = [...this.read.values()]
      .flat()
      .sort((left, right) => (left.writtenAt < right.writtenAt ? -1 : left.writtenAt > right.writtenAt ? 1 : 0));
  }
}
