import type { TabEnvironment } from "../offline/tab-environment.ts";

const DRAFT_MS = 150; // a tab that dies loses no more than this
const SEAL_IDLE_MS = 2_000; // what is typed becomes one record when somebody pauses so long
const SEAL_AT_MOST_MS = 10_000;
const AGAIN_MS = [4_000, 8_000, 16_000, 32_000]; // then with whatever is asked once a minute

/** When what is typed is written down, when it becomes a record, and when that is sent again. */
export class SavingPace {
  private readonly environment: Pick<TabEnvironment, "later">;
  private readonly run: { draft: () => void; seal: () => void; send: () => void };
  private stopDraft: (() => void) | null = null;
  private stopSeal: (() => void) | null = null;
  private stopSealAtMost: (() => void) | null = null;
  private stopAgain: (() => void) | null = null;
  private tries = 0;

  constructor(
    environment: Pick<TabEnvironment, "later">,
    run: { draft: () => void; seal: () => void; send: () => void },
  ) {
    this.environment = environment;
    this.run = run;
  }

  typed(): void {
    const { environment, run } = this;
    this.stopDraft ??= environment.later(DRAFT_MS, () => {
      this.stopDraft = null;
      run.draft();
    });
    this.stopSeal?.();
    this.stopSeal = environment.later(SEAL_IDLE_MS, run.seal);
    this.stopSealAtMost ??= environment.later(SEAL_AT_MOST_MS, run.seal);
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
