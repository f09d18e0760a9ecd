import type { Broadcast, TabEnvironment } from "../offline/tab-environment.ts";

export type TabMessage =
  | { type: "rows" | "vault" | "used" | "gone" }
  /** `byHand`: not because nobody was here */
  | { type: "locked"; byHand: boolean };

/** What the tabs of one browser tell each other of their notebook. */
export class OtherTabs {
  private readonly broadcast: Broadcast | null;
  private heardUse: (() => void) | null = null;

  constructor(environment: Pick<TabEnvironment, "openBroadcast">, hear: (message: TabMessage) => Promise<void>) {
    this.broadcast = environment.openBroadcast?.("candor:notebook") ?? null;
    this.broadcast?.onMessage((told) => {
      const message = told as TabMessage;
      if (message.type === "used") this.heardUse?.();
      void hear(message);
    });
  }

  tell(message: TabMessage): void {
    this.broadcast?.post(message);
  }

  /** @returns stops it. */
  readonly onUsed = (run: () => void): (() => void) => {
    this.heardUse = run;
    return () => {
      this.heardUse = null;
    };
  };
}
