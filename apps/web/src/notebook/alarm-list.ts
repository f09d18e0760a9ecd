import { type ReadonlySignal, signal } from "@preact/signals";
import type { NotebookAlarm } from "./notebook-alarm.ts";

/** What is not as it should be, each once, in the order in which it was found. */
export class AlarmList {
  readonly list: ReadonlySignal<readonly NotebookAlarm[]>;
  private readonly now = signal<readonly NotebookAlarm[]>([]);
  private readonly isRestored: () => boolean;

  /** @param isRestored whether the server says that a backup was restored there. */
  constructor(isRestored: () => boolean) {
    this.list = this.now;
    this.isRestored = isRestored;
  }

  raise(raised: NotebookAlarm): void {
    const alarm = raised.type === "older" ? { ...raised, restored: this.isRestored() } : raised;
    const said = JSON.stringify(alarm);
    if (this.now.peek().some((one) => JSON.stringify(one) === said)) return;
    if (alarm.type === "older" && this.now.peek().some(({ type }) => type === "older")) return;
    this.now.value = [...this.now.peek(), alarm];
  }

  /** Takes one off the screen; it comes back if it still holds. */
  dismiss(alarm: NotebookAlarm): void {
    this.now.value = this.now.peek().filter((one) => one !== alarm);
  }

  /** They hold no longer. */
  end(...types: NotebookAlarm["type"][]): void {
    const left = this.now.peek().filter(({ type }) => !types.includes(type));
    if (left.length < this.now.peek().length) this.now.value = left;
  }

  clear(): void {
    this.now.value = [];
  }
}
