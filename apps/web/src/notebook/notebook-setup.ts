import type { KeptUnfinished, NotebookKeep } from "./notebook-store.ts";
import type { Begun, VaultKeeper } from "./vault-keeper.ts";

type SetupParts = {
  device: () => Promise<{ store: NotebookKeep; keeper: VaultKeeper }>;
  /** shows what was begun */
  opens: (keeper: VaultKeeper) => Promise<void>;
  report: (fault: unknown, during: string) => void;
};

/** Begins a notebook on this device, and goes on with what somebody left half done. */
export class NotebookSetup {
  private readonly parts: SetupParts;

  constructor(parts: SetupParts) {
    this.parts = parts;
  }

  /** Makes a notebook; nothing is kept before `settle`, which opens it. */
  async begin(wanted: Parameters<VaultKeeper["begin"]>[0]): Promise<Begun> {
    const { keeper } = await this.parts.device();
    return this.opens(await keeper.begin(wanted), keeper);
  }

  /** Goes on with one that was made here and never settled. @returns null where it cannot be gone on with. */
  async resume(wire: string, recoveryCode: string): Promise<Begun | null> {
    const { keeper } = await this.parts.device();
    const begun = await keeper.resume(wire, recoveryCode);
    return begun && this.opens(begun, keeper);
  }

  private opens(begun: Begun, keeper: VaultKeeper): Begun {
    const settle = async () => {
      const settled = await begun.settle();
      if (settled === "begun") await this.parts.opens(keeper);
      return settled;
    };
    return { ...begun, settle };
  }

  /** What is kept of a set-up that somebody left. */
  async readUnfinished(): Promise<KeptUnfinished | null> {
    return (await this.parts.device()).store.get("unfinished");
  }

  /** @param unfinished null: forgets it. */
  async keepUnfinished(unfinished: KeptUnfinished | null): Promise<void> {
    const { store } = await this.parts.device();
    const kept = unfinished ? store.set({ unfinished }) : store.remove("unfinished");
    // Whoever has no room for it begins anew after a reload.
    await kept.catch((fault) => this.parts.report(fault, "keeping how far private notes were set up"));
  }
}
