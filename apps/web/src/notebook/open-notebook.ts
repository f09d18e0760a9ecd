import type { Id } from "@candor/core/id.ts";
import { nameDevice, noteWriting, setKeepMonths } from "@candor/notebook/note/edit-index.ts";
import type { VaultChange } from "@candor/notebook/vault/change-vault.ts";
import type { Manifest } from "@candor/notebook/vault/manifest.ts";
import type { OpenVault } from "@candor/notebook/vault/open-vault.ts";
import type { Signal } from "@preact/signals";
import type { TabEnvironment } from "../offline/tab-environment.ts";
import type { AlarmList } from "./alarm-list.ts";
import { awaitNews } from "./await-news.ts";
import { distinctName } from "./device-name.ts";
import type { NoteShelf } from "./note-shelf.ts";
import type { NotebookApi } from "./notebook-api.ts";
import type { HeldDraft, NotebookKeep } from "./notebook-store.ts";
import { openNotes } from "./open-notes.ts";
import type { SavingPace } from "./pace-saving.ts";
import { settleKeys } from "./settle-keys.ts";
import { type Swept, sweepOldNotes } from "./sweep-old-notes.ts";
import type { NotebookSync } from "./sync/notebook-sync.ts";
import type { ChangeAnswer, VaultKeeper } from "./vault-keeper.ts";

export type NotebookSaved =
  | { type: "saved" }
  | { type: "saving" }
  | { type: "offline"; waiting: number }
  /** the server could be reached, and does not take it */
  | { type: "refused"; waiting: number }
  /** this browser keeps nothing, or has no room */
  | { type: "not_kept" };

/** What a notebook finds on the device that it is open on. */
export type NotebookDesk = {
  environment: TabEnvironment;
  api: NotebookApi;
  store: NotebookKeep;
  /** whether the device keeps anything */
  isKept: boolean;
  alarms: AlarmList;
  pace: SavingPace;
  saved: Signal<NotebookSaved>;
  manifest: Signal<Manifest | null>;
  deviceName: () => string;
  swept: (swept: Swept) => void;
  /** tells the other tabs */
  tell: (what: "rows" | "vault") => void;
  exchange: () => Promise<void>;
  /** Lets go of everything that can be read. */
  shut: (why: "key_turned" | "copied") => Promise<void>;
};

/** The notebook while it is open: its notes, and what goes between this device and the server. */
export class OpenNotebook {
  readonly shelf: NoteShelf;
  readonly sync: NotebookSync;
  readonly keeper: VaultKeeper;
  private readonly device: string;
  private readonly desk: NotebookDesk;
  private readonly stops: (() => void)[] = [];
  private isOpen = false;

  constructor(
    desk: NotebookDesk,
    { keeper, vault, device }: { keeper: VaultKeeper; vault: OpenVault; device: string },
  ) {
    const { environment, store, api, alarms, tell, pace, saved } = desk;
    this.desk = desk;
    this.keeper = keeper;
    this.device = device;
    const { shelf, sync } = openNotes(vault, device, {
      environment,
      store,
      api,
      keeper,
      wrote: () => tell("rows"),
      alarm: (alarm) => alarms.raise(alarm),
      settleKeys: () => this.settleKeys(),
      followVault: async () => (await this.follow()) === "newer",
      forgetKeys: async (documents) => {
        const answer = await keeper.change({ type: "forget_document_keys", documents });
        if (answer.type === "changed") tell("vault");
      },
      kept: () => alarms.end("full"),
      refused: (documents) => {
        alarms.end("refused");
        for (const each of documents) alarms.raise({ type: "refused", ...each });
      },
      typed: () => {
        if (saved.peek().type !== "not_kept") saved.value = { type: "saving" };
        pace.typed();
        this.noteWriting();
      },
    });
    this.shelf = shelf;
    this.sync = sync;
  }

  /** From now on it shows. @param stops are called when it is shut. */
  begin(stops: readonly (() => void)[]): void {
    const { alarms, manifest, saved, isKept } = this.desk;
    this.isOpen = true;
    this.stops.push(...stops);
    manifest.value = this.keeper.vault?.manifest ?? null;
    alarms.clear();
    if (this.keeper.isServerOlder) alarms.raise({ type: "older", restored: false });
    this.tellStanding();
    if (!isKept) saved.value = { type: "not_kept" };
  }

  /** After the server was first heard. */
  awaitNews(): void {
    this.nameThisDevice();
    if (!this.isOpen) return;
    const { environment, api, store, exchange } = this.desk;
    const { device } = this;
    this.stops.push(
      awaitNews({ environment, device, at: () => store.get("vault"), ask: api.awaitRecords, news: exchange }),
    );
  }

  stop(): void {
    this.isOpen = false;
    for (const stop of this.stops.splice(0)) stop();
  }

  /** Seals what was typed and lets go of the rest. @returns what this device had no room for, sealed. */
  async close(): Promise<HeldDraft[]> {
    const held = (await this.sync.seal()) ? [] : await this.sync.typed.holdBack();
    this.sync.end();
    this.keeper.close();
    this.shelf.close();
    return held;
  }

  /** Lets go of it without keeping anything: it was destroyed. */
  discard(): void {
    this.stop();
    this.sync.end();
    this.shelf.close();
  }

  private nameThisDevice(): void {
    const { devices } = this.shelf.contents.peek();
    if (!this.isOpen || devices.some(({ id }) => id === this.device)) return;
    const name = distinctName(
      this.desk.deviceName(),
      devices.map((each) => each.name),
    );
    this.shelf.editIndex((index) => nameDevice(index, this.device, name));
  }

  /** Changes who or what can open the notebook. */
  async change(change: VaultChange): Promise<ChangeAnswer> {
    await this.sync.seal();
    const answer = await this.keeper.change(change);
    this.showManifest();
    this.desk.tell("vault");
    return answer;
  }

  /** Gives the server what it lacks of this device's copy. */
  async giveBack(): Promise<boolean> {
    if (!(await this.keeper.giveManifestBack())) return false;
    const isGiven = await this.sync.giveBack();
    if (isGiven) this.desk.alarms.end("older");
    await this.desk.exchange();
    return isGiven;
  }

  /** Seals what was typed and brings it to the server, as far as it can be reached. */
  async flush(): Promise<void> {
    await this.sync.seal();
    await this.desk.exchange();
  }

  /**
   * Takes another notebook's documents over as if they had been written here, under the ids that they have, so that it can
   * be done again wherever it broke off. How long notes are kept stays as it is here. @returns whether the server has it.
   */
  async takeOver(from: {
    index: readonly Uint8Array[];
    documents: ReadonlyMap<string, readonly Uint8Array[]>;
  }): Promise<boolean> {
    const { shelf, sync } = this;
    for (const [doc, updates] of from.documents) {
      for (const update of updates) shelf.takeOver(doc, update);
      if (!(await sync.seal())) return false;
    }
    const { keepMonths } = shelf.contents.peek();
    for (const update of from.index) shelf.takeOver(null, update);
    if (shelf.contents.peek().keepMonths !== keepMonths) shelf.editIndex((index) => setKeepMonths(index, keepMonths));
    await this.flush();
    return this.desk.saved.peek().type === "saved" && (await sync.countWaiting()) === 0;
  }

  deleteNotes(notes: readonly Id[]): void {
    this.cut(this.shelf.deleteNotes(notes));
  }

  private cut(docs: readonly string[]): void {
    const { environment } = this.desk;
    this.sync.cut(docs).catch((fault) => environment.report(fault, "noting what was deleted of private notes"));
  }

  /** once a day, and whenever it is said how long notes are kept */
  private sweptFor = "";

  /** Lets go of what is older than is kept. Only where the server was heard: another device may have put something back. */
  private sweep(): void {
    const now = this.desk.environment.instant();
    const wanted = `${now.slice(0, 10)} ${this.shelf.contents.peek().keepMonths}`;
    if (this.sweptFor === wanted) return;
    this.sweptFor = wanted;
    const done = sweepOldNotes(this.shelf, Temporal.Instant.from(now));
    if (!done) return;
    this.cut(done.docs);
    this.desk.swept(done.swept);
  }

  /** the day for which it is noted that this device writes */
  private noted = "";

  private noteWriting(): void {
    const now = this.desk.environment.instant();
    const day = now.slice(0, 10);
    if (this.noted === day || !this.isOpen) return;
    this.noted = day;
    queueMicrotask(() => {
      if (this.isOpen) this.shelf.editIndex((index) => noteWriting(index, this.device, now));
    });
  }

  private showManifest(): void {
    this.desk.manifest.value = this.keeper.vault?.manifest ?? null;
  }

  /** Another tab has gone on with a newer manifest. @returns false: it has to be unlocked again. */
  async followTab(): Promise<boolean> {
    if (!(await this.keeper.followKept())) return false;
    this.showManifest();
    return true;
  }

  /** Goes on with the server's newest manifest; other tabs may have records already that need its keys. */
  private async follow(): ReturnType<VaultKeeper["follow"]> {
    const followed = await this.keeper.follow();
    if (followed === "newer") this.desk.tell("vault");
    return followed;
  }

  /** Brings the server what it lacks and takes what it has; see `exchange` of the desk, which lets one run at a time. */
  async exchangeNow(): Promise<void> {
    const { alarms, pace, saved, isKept, shut } = this.desk;
    const { keeper, sync } = this;
    const followed = await this.follow();
    if (followed === "gone" || followed === "signed_out") alarms.raise({ type: followed });
    else alarms.end("gone", "signed_out");
    this.tellStanding();
    if (followed === "key_turned") return shut("key_turned");
    const pushed = await sync.exchange();
    pace.asked(pushed !== "unreachable");
    if (pushed !== "unreachable") alarms.end("endless");
    // Two browsers write under one id, as a copied profile does: this one goes on under another.
    if (pushed === "forked") return shut("copied");
    if (!this.isOpen) return;
    if (pushed === "all") this.sweep();
    const waiting = await sync.countWaiting();
    const isRefused = waiting > 0 && (pushed === "refused" || ["gone", "signed_out", "stands"].includes(followed));
    if (pushed !== "all" && !isKept) saved.value = { type: "not_kept" };
    else if (pushed !== "all") saved.value = { type: isRefused ? "refused" : "offline", waiting };
    else saved.value = !sync.typed.isEmpty || waiting > 0 ? { type: "saving" } : { type: "saved" };
    if (keeper.isServerOlder) alarms.raise({ type: "older", restored: false });
    this.showManifest();
  }

  private tellStanding(): void {
    const { alarms } = this.desk;
    const { standing, isAnewByRestore } = this.keeper;
    for (const type of ["forged", "other_ways"] as const) if (standing !== type) alarms.end(type);
    if (standing) alarms.raise({ type: standing });
    if (isAnewByRestore) alarms.raise({ type: "restored" });
  }

  private async settleKeys(): Promise<"settled" | "not_now" | "refused"> {
    const { alarms, store, tell } = this.desk;
    // What was opened by a way that may have been taken away writes nothing for the others.
    if (this.keeper.standing === "other_ways") return "not_now";
    const settled = await settleKeys(this.keeper, store);
    if (settled === "removed_device") alarms.raise({ type: "removed" });
    if (settled === "brought_in") tell("vault");
    if (settled === "refused") alarms.raise({ type: "keys_full" });
    else alarms.end("keys_full");
    return settled === "settled" || settled === "brought_in" ? "settled" : settled === "refused" ? settled : "not_now";
  }
}
