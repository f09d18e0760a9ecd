import type { HeldDraft } from "../notebook-store.ts";
import { DeviceCopy } from "./device-copy.ts";
import { NoteKeys } from "./note-keys.ts";
import { OwnChain } from "./own-chain.ts";
import { type Pushed, RecordSender } from "./send-records.ts";
import { hold, type SyncParts } from "./sync-parts.ts";
import { RecordTaker } from "./take-records.ts";
import { LogTidier } from "./tidy-log.ts";
import { TypedNotes } from "./typed-notes.ts";

const SYNC_LOCK = "candor:notebook:sync";

/** The records of an open notebook: seals what is typed, keeps it, sends it, and takes what others sent. */
export class NotebookSync {
  /** what was typed here and is no record yet */
  readonly typed: TypedNotes;
  private readonly parts: SyncParts;
  private readonly copy: DeviceCopy;
  private readonly chain: OwnChain;
  private readonly sender: RecordSender;
  private readonly taker: RecordTaker;
  private readonly tidier: LogTidier;

  constructor(parts: SyncParts) {
    this.parts = parts;
    const keys = new NoteKeys(parts);
    this.copy = new DeviceCopy(parts, keys);
    this.chain = new OwnChain(parts, keys, this.copy);
    this.typed = new TypedNotes(parts, keys, this.chain);
    this.sender = new RecordSender(parts, this.copy, this.chain);
    this.taker = new RecordTaker(parts, { keys, copy: this.copy, chain: this.chain }, this.sender.acknowledged);
    this.tidier = new LogTidier(parts, { keys, copy: this.copy, typed: this.typed, taker: this.taker });
  }

  end(): void {
    this.typed.end();
    this.tidier.end();
  }

  /** Opens what this device keeps, and what was held back when it was locked. Rejects where the store does. */
  async load(held: readonly HeldDraft[] = []): Promise<void> {
    await this.copy.show(async (doc, torn) => {
      if (torn.length > 0) this.parts.alarm({ type: "torn" });
      await this.chain.mend(doc, torn);
    });
    await this.typed.takeDrafts(held);
  }

  /** Takes over what another tab of this device wrote. */
  takeFromStore(): Promise<void> {
    return this.copy.takeFromStore();
  }

  /** Seals what was typed since, one record a document. @returns false where this device could not keep it. */
  seal(): Promise<boolean> {
    return this.typed.seal();
  }

  /** The last number of a device in each document, of what was taken over from it. */
  headsOf(device: string): Promise<Map<string, number>> {
    return this.copy.headsOf(device);
  }

  /** How many records the server has not taken. */
  countWaiting(): Promise<number> {
    return this.sender.countWaiting();
  }

  /** Sends what the server lacks, and asks for what this device lacks. One tab at a time. */
  async exchange(): Promise<Pushed> {
    const release = await hold(this.parts.environment, SYNC_LOCK);
    try {
      // What was torn here comes back before anything follows on it.
      if (!this.taker.isWholeRead && !(await this.pull())) return "unreachable";
      let pushed = await this.sender.push();
      if (pushed === "forked" && (await this.tidier.hasOffered())) {
        if (!(await this.pull(true))) return "unreachable";
        pushed = await this.sender.push();
      }
      if (pushed === "unreachable" || pushed === "forked") return pushed;
      if (!(await this.pull())) return "unreachable";
      await this.tidier.compact();
      return pushed;
    } finally {
      release();
    }
  }

  /** Sends again whatever of this device's copy the server lacks. @returns false where not all of it could be. */
  async giveBack(): Promise<boolean> {
    const isGiven = await this.sender.giveBack();
    if (isGiven) this.taker.isWholeRead = false;
    return isGiven;
  }

  /** Has the log of documents tidied up with the next exchange, since something was deleted from them for good. */
  cut(docs: readonly string[]): Promise<void> {
    return this.tidier.cut(docs);
  }

  /** Sends what was refused once more with the next exchange. */
  tryAgain(): void {
    this.sender.tryAgain();
  }

  private pull(seeks?: true): Promise<boolean> {
    // Turned over and over, keys would fill the manifest; which of them are in use only a whole read says.
    if (this.tidier.isCrowded()) this.taker.isWholeRead = false;
    return this.taker.pull(async (read) => {
      for (const [doc, all] of read.byDoc) await this.tidier.confirm(doc, all);
      await this.tidier.forgetKeys(read);
    }, seeks);
  }
}
