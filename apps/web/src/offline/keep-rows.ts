import type { DeviceStore, RowChange } from "./device-store.ts";

const MOST_RETRIES = 1000; // writes; after so many the store is not coming back

/**
 * Writes outbox rows to this device in the order in which they were made, those that come while one write is under way
 * together in the next.
 */
export class RowKeeper {
  /** whether everything handed over so far is on this device, or about to be */
  keeps: boolean;
  private readonly store: DeviceStore | null;
  private readonly failed: (fault: unknown) => void;
  private queue: RowChange[] = [];
  private retries = 0;
  private writing: Promise<void> | null = null;
  private flushing: Promise<void> | null = null;

  /** @param failed is called once when the store stops taking writes; what was queued stays in memory alone. */
  constructor(store: DeviceStore | null, failed: (fault: unknown) => void) {
    this.store = store;
    this.keeps = store !== null;
    this.failed = failed;
  }

  /** @returns resolves once the change is on disk or can't be kept; never rejects. */
  write(change: RowChange): Promise<void> {
    if (!this.store) return Promise.resolve();
    this.queue.push(change);
    this.writing ??= this.writeAll(this.store);
    return this.writing;
  }

  /** Resolves once nothing is being written. */
  async idle(): Promise<void> {
    await this.writing;
  }

  /** Asks for what waits for its turn at once: the tab may end before that comes. */
  flush(): void {
    const changes = this.queue;
    if (changes.length === 0 || !this.store) return;
    this.queue = [];
    this.flushing = this.store.writeRows(changes).catch(() => {
      this.queue = [...changes, ...this.queue];
    });
  }

  private async writeAll(store: DeviceStore): Promise<void> {
    await null; // the rest of this tick's changes come along
    while (this.queue.length > 0) {
      const changes = this.queue;
      this.queue = [];
      try {
        await store.writeRows(changes);
        await this.flushing;
        this.keeps = true;
        this.retries = 0;
      } catch (fault) {
        // They come first in the next write: with a gap in their order nobody could send them on.
        this.retries += 1;
        this.queue = this.retries < MOST_RETRIES ? [...changes, ...this.queue] : [];
        const kept = this.keeps;
        this.keeps = false;
        if (kept) this.failed(fault);
        break;
      }
    }
    this.writing = null;
  }
}
