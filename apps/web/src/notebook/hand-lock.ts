import { type ReadonlySignal, signal } from "@preact/signals";
import type { NotebookKeep } from "./notebook-store.ts";

/** Whether the notebook was locked on purpose: then this device opens nothing by itself before a secret was given here. */
export class HandLock {
  readonly isOn: ReadonlySignal<boolean>;
  private readonly on = signal(false);
  private readonly store: () => Promise<NotebookKeep>;
  /** whether the disk knows as much of it as this tab */
  private isKept = true;

  constructor(store: () => Promise<NotebookKeep>) {
    this.store = store;
    this.isOn = this.on;
  }

  /** Another tab may have been given the secret, or been locked, since this one heard of it. */
  async read(): Promise<void> {
    if (this.isKept) this.on.value = (await (await this.store()).get("lockedByHand")) ?? false;
  }

  set(on: boolean): void {
    this.on.value = on;
  }

  async keep(): Promise<void> {
    this.isKept = await (await this.store()).set({ lockedByHand: true }).then(
      () => true,
      () => false,
    );
  }

  async end(): Promise<void> {
    this.on.value = false;
    await (await this.store()).remove("lockedByHand").catch(() => undefined);
  }
}
