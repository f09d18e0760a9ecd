import type { StorageState } from "@candor/protocol/sync/messages.ts";
import type { SyncPorts } from "./sync-ports.ts";

const PROBE_EVERY_MS = 1000;

/** Knows whether pushes can be stored, and while they cannot, asks once a second. */
export class StorageWatch {
  /** Nothing can be stored: pushes are refused until a probe says otherwise. */
  failing = false;
  private slow = false;
  private callOff: (() => void) | null = null;
  private readonly ports: SyncPorts;
  private readonly changed: (state: StorageState) => void;

  constructor(ports: SyncPorts, changed: (state: StorageState) => void) {
    this.ports = ports;
    this.changed = changed;
  }

  get state(): StorageState {
    return this.failing || this.slow ? "unavailable" : "ok";
  }

  failed(): void {
    if (this.failing) return;
    this.change(() => {
      this.failing = true;
    });
    this.probeLater();
  }

  /** @param slow the store is taking so long over a batch that people should know; pushes go on waiting for it. */
  observe(slow: boolean): void {
    if (slow !== this.slow)
      this.change(() => {
        this.slow = slow;
      });
  }

  stop(): void {
    this.callOff?.();
  }

  private change(apply: () => void): void {
    const before = this.state;
    apply();
    if (this.state !== before) this.changed(this.state);
  }

  private probeLater(): void {
    this.callOff = this.ports.later(PROBE_EVERY_MS, () => void this.probe());
  }

  private async probe(): Promise<void> {
    try {
      await this.ports.log.probe();
    } catch {
      this.probeLater(); // the first failure was reported; the next say the same
      return;
    }
    this.change(() => {
      this.failing = false;
    });
  }
}
