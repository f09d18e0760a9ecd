import type { Id } from "@candor/core/id.ts";
import type { PairNote } from "@candor/core/notebook/note.ts";
import type { NewNote, NoteEditor } from "@candor/notebook/note/edit-note.ts";
import { EMPTY_INDEX } from "@candor/notebook/note/read-index.ts";
import type { VaultChange } from "@candor/notebook/vault/change-vault.ts";
import { computed, signal } from "@preact/signals";
import type * as Y from "yjs";
import { AlarmList } from "./alarm-list.ts";
import type { NotebookAlarm } from "./notebook-alarm.ts";
import type { OpenNotebook } from "./open-notebook.ts";
import type { ChangeAnswer } from "./vault-keeper.ts";

/** What screens ask of a notebook, whether or not it is open; of one that is not, nothing comes. */
export abstract class NotebookFront {
  protected readonly opened = signal<OpenNotebook | null>(null);
  readonly notes = computed((): readonly PairNote[] => this.opened.value?.shelf.notes.value ?? []);
  readonly index = computed(() => this.opened.value?.shelf.contents.value ?? EMPTY_INDEX);
  protected readonly alarmList = new AlarmList(() => this.opened.peek()?.keeper.isRestored ?? false);
  readonly alarms = this.alarmList.list;

  /** Brings the server what it lacks and takes what it has. Never rejects. */
  protected abstract exchange(): Promise<void>;

  addNote(pair: Id, note: NewNote): Id | null {
    return this.opened.peek()?.shelf.addNote(pair, note) ?? null;
  }

  setNoteText(note: Id, text: string): void {
    this.opened.peek()?.shelf.setNoteText(note, text);
  }

  setNoteThemes(note: Id, themes: readonly Id[]): void {
    this.opened.peek()?.shelf.setNoteThemes(note, themes);
  }

  binNote(note: Id): void {
    this.opened.peek()?.shelf.binNote(note);
  }

  takeNoteBack(note: Id): void {
    this.opened.peek()?.shelf.takeNoteBack(note);
  }

  deleteNotes(notes: readonly Id[]): void {
    this.opened.peek()?.deleteNotes(notes);
  }

  writeNotesAgain(notes: readonly PairNote[]): void {
    this.opened.peek()?.shelf.writeNotesAgain(notes);
  }

  editIndex<T>(change: (index: Y.Doc, editor: NoteEditor) => T): T | null {
    return this.opened.peek()?.shelf.editIndex(change) ?? null;
  }

  /** Seals what was typed and brings it to the server, as far as it can be reached. Never rejects. */
  async flush(): Promise<void> {
    await this.opened.peek()?.sync.seal();
    await this.exchange();
  }

  /** Changes who or what can open the notebook. */
  async change(change: VaultChange): Promise<ChangeAnswer> {
    return this.opened.peek()?.change(change) ?? { type: "refused", reason: "locked" };
  }

  /** Takes a device off. What it has brought to the server by now stays; of what it sends later nothing is taken over. */
  async removeDevice(device: string): Promise<ChangeAnswer> {
    await this.exchange();
    const heads = await this.opened.peek()?.sync.headsOf(device);
    return heads ? this.change({ type: "remove_device", device, heads }) : { type: "refused", reason: "locked" };
  }

  /** Gives the server what it lacks of this device's copy. */
  async giveBack(): Promise<boolean> {
    return (await this.opened.peek()?.giveBack()) ?? false;
  }

  /** Sends what the server has refused once more. */
  async tryAgain(): Promise<void> {
    this.opened.peek()?.sync.tryAgain();
    await this.flush();
  }

  /** Takes another notebook's documents over. @returns whether the server has them. */
  async takeOver(from: Parameters<OpenNotebook["takeOver"]>[0]): Promise<boolean> {
    return (await this.opened.peek()?.takeOver(from)) ?? false;
  }

  /** Takes an alarm off the screen; it comes back if it still holds. */
  dismiss(alarm: NotebookAlarm): void {
    this.alarmList.dismiss(alarm);
  }
}
