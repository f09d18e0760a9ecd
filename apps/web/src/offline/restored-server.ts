import type { ServerState } from "./bring-back.ts";
import type { Outbox } from "./outbox.ts";
import type { Outboxes } from "./outboxes.ts";
import type { KeptPart } from "./vouched-parts.ts";

const BRING_TRIES = 3;

export type BroughtBack = { outcome: "done" | "unreachable"; code: ServerReader };

/** Loaded with the way to bring back alone: what it takes to see what a server has. */
type ServerReader = Pick<typeof import("./bring-back.ts"), "readServerState" | "rowsLeft">;

/** Gives back to a server of another epoch what it has forgotten; resolves with what it takes to go on from there. */
export type BringBack = (epoch: number, fresh: readonly KeptPart[]) => Promise<BroughtBack>;

/**
 * One page and a server that was restored from a backup: what it has forgotten goes back to it first, and then what waits
 * here is numbered anew by what it has; see docs/decisions/0012.
 */
export class RestoredServer {
  /** what stands on the other person's words waits until they bring those back */
  hasForgotten = false;
  /** under way to it */
  isBringing = false;
  private readonly bringBack: BringBack;
  private readonly report: (fault: unknown, doing: string) => void;
  private tries = 0;
  private brought: { epoch: number; code: ServerReader | null } | null = null;
  private has: ServerState | null = null;
  /** ended tabs' sessions that have been compared with what it has */
  private readonly renumbered = new Set<string>();

  constructor(bringBack: BringBack, report: (fault: unknown, doing: string) => void) {
    this.bringBack = bringBack;
    this.report = report;
  }

  /** Whether it is to be given back first what it has forgotten. */
  isOwed(epoch: number): boolean {
    return this.brought?.epoch !== epoch;
  }

  async giveBack(epoch: number, fresh: readonly KeptPart[]): Promise<void> {
    this.isBringing = true;
    const { outcome, code } = await this.bringBack(epoch, fresh).catch((fault: unknown) => {
      this.report(fault, "bringing back what the server has forgotten");
      return { outcome: "unreachable", code: null } as const;
    });
    this.isBringing = false;
    this.tries += 1;
    // What it takes from nobody else, it may still take from who wrote it.
    if (outcome === "done" || this.tries >= BRING_TRIES) this.brought = { epoch, code };
  }

  /**
   * It is at another point than it was: what it has stored of which session has to be heard anew.
   *
   * @param given all that it has of the page.
   */
  beginAnew(given: readonly Uint8Array[], outboxes: Outboxes): void {
    this.hasForgotten = true;
    this.tries = 0;
    const { code } = this.brought ?? { code: null };
    if (!code) return;
    this.has = code.readServerState(given);
    this.renumbered.clear();
    for (const outbox of outboxes.all()) if (outbox !== outboxes.own) outbox.take({ cseq: 0, rows: outbox.known() });
  }

  /** Numbers what this tab has yet to send. @returns false where what the server has is not known. */
  renumberOwn(own: Outbox, storedCseq: number): boolean {
    if (!this.has) return false;
    this.renumber(own, storedCseq);
    return true;
  }

  /** Numbers what an ended tab has yet to send, once for each time that the server was restored. */
  renumberEnded(outbox: Outbox, storedCseq: number): void {
    // Its numbers may join what the server has of it while its words have come back already by another way.
    if (!this.renumbered.has(outbox.session)) this.renumber(outbox, storedCseq);
    this.renumbered.add(outbox.session);
  }

  private renumber(outbox: Outbox, storedCseq: number): void {
    const { code } = this.brought ?? { code: null };
    if (code && this.has) outbox.renumber(storedCseq, code.rowsLeft(outbox.known(), this.has));
  }
}
