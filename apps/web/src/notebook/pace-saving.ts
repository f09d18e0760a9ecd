import type { TabEnvironment } from "../offline/tab-environment.ts";

const SEAL_IDLE_MS = 2_000; // what is typed becomes one record when somebody pauses so long
const SEAL_AT_MOST_MS = 10_000;
const AGAIN_MS = [4_000, 8_000, 16_000, 32_000]; // then with whatever is asked once a minute

/** When what is typed is written down, when it becomes a record, and when that is sent again. */
export class SavingPace {
  private readonly environment: Pick<TabEnvironment, "later">;
  private readonly run: { draft: () => Promise<void>; seal: () => void; send: () => void };
  private isDrafting = false;
  private edits = 0; // since it began to
  private stopSeal: (() => void) | null = null;
  private stopSealAtMost: (() => void) | null = null;
  private stopAgain: (() => void) | null = null;
  private tries = 0;

  constructor(
    environment: Pick<TabEnvironment, "later">,
    run: { draft: () => Promise<void>; seal: () => void; send: () => void },
  ) {
    this.environment = environment;
    this.run = run;
  }

  typed(): void {
    const { environment, run } = this;
    void this.draft();
    this.stopSeal?.();
    this.stopSeal = environment.later(SEAL_IDLE_MS, run.seal);
    this.stopSealAtMost ??= environment.later(SEAL_AT_MOST_MS, run.seal);
  }

  /** At once, and once more for what is typed meanwhile: a tab that dies loses no more than is being written. */
  private async draft(): Promise<void> {
    this.edits += 1;
    if (this.isDrafting) return;
    this.isDrafting = true;
    for (let drafted = 0; drafted < this.edits; ) {
      drafted = this.edits;
      await this.run.draft();
    }
    this.edits = 0;
    this.isDrafting = false;
  }

  /** What was typed is on its way. */
  sealed(): void {
    this.stopSealAtMost?.();
    this.stopSealAtMost = null;
  }

  /** The server was asked; where it could not be reached, it is tried again, later each time. */
  asked(isReached: boolean): void {
    this.stopAgain?.();
    this.stopAgain = null;
    const pause = isReached ? undefined : AGAIN_MS[this.tries];
    this.tries = isReached ? 0 : this.tries + 1;
    if (pause !== undefined) this.stopAgain = this.environment.later(pause, this.run.send);
  }
}
