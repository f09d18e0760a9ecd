import type { TabEnvironment } from "../offline/tab-environment.ts";

const DRAFT_MS = 150; // a tab that dies loses no more than this
const SEAL_IDLE_MS = 2_000; // what is typed becomes one record when somebody pauses so long
const SEAL_AT_MOST_MS = 10_000;

/** When what is typed is written down, and when it becomes a record. */
export class SavingPace {
  private readonly environment: Pick<TabEnvironment, "later">;
  private readonly run: { draft: () => void; seal: () => void };
  private stopDraft: (() => void) | null = null;
  private stopSeal: (() => void) | null = null;
  private stopSealAtMost: (() => void) | null = null;

  constructor(environment: Pick<TabEnvironment, "later">, run: { draft: () => void; seal: () => void }) {
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
}
