import type { Id } from "@candor/core/id.ts";
import type { PairNote } from "@candor/core/notebook/note.ts";
import { nameDevice, noteWriting, setKeepMonths } from "@candor/notebook/note/edit-index.ts";
import type { NewNote, NoteEditor } from "@candor/notebook/note/edit-note.ts";
import { EMPTY_INDEX, type NotebookIndex } from "@candor/notebook/note/read-index.ts";
import type { VaultChange } from "@candor/notebook/vault/change-vault.ts";
import type { Manifest } from "@candor/notebook/vault/manifest.ts";
import type { Factor } from "@candor/notebook/vault/unlock-vault.ts";
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type * as Y from "yjs";
import type { Broadcast, TabEnvironment } from "../offline/tab-environment.ts";
import type { Fetch } from "../people/api-client.ts";
import { AlarmList } from "./alarm-list.ts";
import { awaitNews, type NewsParts } from "./await-news.ts";
import { distinctName } from "./device-name.ts";
import { followIdle } from "./follow-idle.ts";
import type { NoteShelf } from "./note-shelf.ts";
import type { Notebook, NotebookState } from "./notebook.ts";
import type { NotebookAlarm } from "./notebook-alarm.ts";
import { type NotebookApi, notebookApi } from "./notebook-api.ts";
import {
  type HeldDraft,
  type KeptSettings,
  type KeptUnfinished,
  type NotebookKeep,
  type OpenedStore,
  openNotebookStore,
} from "./notebook-store.ts";
import { openNotes } from "./open-notes.ts";
import { SavingPace } from "./pace-saving.ts";
import { settleKeys } from "./settle-keys.ts";
import { type Swept, sweepOldNotes } from "./sweep-old-notes.ts";
import type { NotebookSync } from "./sync/notebook-sync.ts";
import { type Begun, type ChangeAnswer, type UnlockAnswer, VaultKeeper } from "./vault-keeper.ts";

const PULL_EVERY_MS = 60_000;
export const DEFAULT_SETTINGS: KeptSettings = { lockAfterMinutes: 15, alwaysAsk: false };

export type NotebookSaved =
  | { type: "saved" }
  | { type: "saving" }
  | { type: "offline"; waiting: number }
  /** the server could be reached, and does not take it */
  | { type: "refused"; waiting: number }
  /** this browser keeps nothing, or has no room */
  | { type: "not_kept" };

type Opened = { keeper: VaultKeeper; shelf: NoteShelf; sync: NotebookSync; stop: () => void };

type Message =
  | { type: "rows" | "vault" | "used" | "gone" }
  /** `byHand`: not because nobody was here */
  | { type: "locked"; byHand: boolean };

/** The notebook of this browser: locked until somebody opens it, sealed wherever it is kept. */
export class DeviceNotebook implements Notebook {
  readonly state: ReadonlySignal<NotebookState>;
  readonly notes: ReadonlySignal<readonly PairNote[]>;
  readonly index: ReadonlySignal<NotebookIndex>;
  readonly saved = signal<NotebookSaved>({ type: "saved" });
  readonly alarms: ReadonlySignal<readonly NotebookAlarm[]>;
  readonly settings = signal<KeptSettings>(DEFAULT_SETTINGS);
  /** the manifest while it is open: slots and devices */
  readonly manifest = signal<Manifest | null>(null);
  readonly thisDevice = signal<string | null>(null);
  /** resolves once this device was read, and where it may open the notebook by itself, that is done */
  readonly loaded: Promise<void>;
  /** whether it was locked on purpose here, so that it takes a passphrase, a passkey or the recovery code */
  readonly isLockedByHand: ReadonlySignal<boolean>;
  private readonly lockedByHand = signal(false);
  private readonly stateNow = signal<NotebookState>({ type: "reading" });
  private readonly opened = signal<Opened | null>(null);
  private readonly environment: TabEnvironment;
  readonly api: NotebookApi;
  private readonly deviceName: () => string;
  private readonly onActivity: (acted: () => void) => () => void;
  private readonly known: (isHere: boolean) => void;
  private readonly swept: (swept: Swept) => void;
  private readonly isKnown: () => boolean;
  private ready: Promise<OpenedStore & { keeper: VaultKeeper }>;
  /** whether what this device keeps was left alone, since it could not be read */
  isAside = false;
  private readonly tabs: Broadcast | null;
  private readonly alarmList = new AlarmList(() => this.opened.peek()?.keeper.isRestored ?? false);
  private readonly pace: SavingPace;
  private exchanging: Promise<void> | null = null;
  private exchangingNext: Promise<void> | null = null;
  /** what this device had no room for when it was locked, sealed */
  private held: HeldDraft[] = [];

  /** @param parts.known is told whether this browser has a notebook from now on; `isKnown` says whether it ever had. */
  constructor(
    environment: TabEnvironment,
    parts: {
      fetch: Fetch;
      deviceName: () => string;
      onActivity: (acted: () => void) => () => void;
      known?: (isHere: boolean) => void;
      isKnown?: () => boolean;
      /** is told of what went because it was older than is kept */
      swept?: (swept: Swept) => void;
    },
  ) {
    this.environment = environment;
    this.api = notebookApi({ fetch: parts.fetch, later: environment.later });
    this.deviceName = parts.deviceName;
    this.onActivity = parts.onActivity;
    this.known = parts.known ?? (() => undefined);
    this.isKnown = parts.isKnown ?? (() => false);
    this.swept = parts.swept ?? (() => undefined);
    this.state = this.stateNow;
    this.isLockedByHand = this.lockedByHand;
    this.alarms = this.alarmList.list;
    this.pace = new SavingPace(environment, {
      draft: () => void this.opened.peek()?.sync.typed.draft(),
      seal: () => void this.flush(),
      send: () => void this.exchange(),
    });
    this.notes = computed(() => this.opened.value?.shelf.notes.value ?? []);
    this.index = computed(() => this.opened.value?.shelf.contents.value ?? EMPTY_INDEX);
    this.ready = this.openDevice(environment.indexedDB);
    this.tabs = environment.openBroadcast?.("candor:notebook") ?? null;
    this.tabs?.onMessage((message) => void this.hear(message as Message));
    environment.onLeave(() => {
      void this.opened.peek()?.sync.typed.draft();
      void this.opened.peek()?.sync.seal();
    });
    environment.onWake(() => void this.exchange());
    this.loaded = this.load();
  }

  private async openDevice(indexedDB: IDBFactory | null): Promise<OpenedStore & { keeper: VaultKeeper }> {
    const { environment, api } = this;
    const opened = await openNotebookStore(indexedDB, environment.report);
    return { ...opened, keeper: new VaultKeeper({ environment, store: opened.store, api }) };
  }

  /** Reads this device once more, after it could not be read. */
  async readAgain(): Promise<void> {
    (await this.ready).store.close();
    this.ready = this.openDevice(this.environment.indexedDB);
    this.isAside = false;
    await this.load();
  }

  /** Leaves alone what this device keeps, and opens the server's copy for as long as the tab lives. */
  async goAside(): Promise<void> {
    (await this.ready).store.close();
    this.ready = this.openDevice(null);
    this.isAside = true;
    this.stateNow.value = { type: "none" };
  }

  private async load(): Promise<void> {
    const { store, hasFailed } = await this.ready;
    if (hasFailed && this.isKnown()) {
      this.stateNow.value = { type: "unreadable" };
      return;
    }
    try {
      this.settings.value = (await store.get("settings")) ?? DEFAULT_SETTINGS;
      this.lockedByHand.value = (await store.get("lockedByHand")) ?? false;
      if (!(await store.get("vault"))) {
        this.known(false);
        this.stateNow.value = { type: "none" };
        return;
      }
      this.known(true);
      this.stateNow.value = { type: "locked" };
      if (await this.opensByItself()) await this.unlockByDevice();
    } catch (fault) {
      this.environment.report(fault, "reading private notes from this device");
      this.stateNow.value = { type: "unreadable" };
    }
  }

  /** After a reload, or in another tab, but not after it was locked, nor after nobody was here for long. */
  private async opensByItself(): Promise<boolean> {
    const { lockAfterMinutes, alwaysAsk } = this.settings.peek();
    const usedAt = await (await this.ready).store.get("usedAt");
    if (alwaysAsk || usedAt === null) return false;
    return Date.parse(this.environment.instant()) - Date.parse(usedAt) < lockAfterMinutes * 60_000;
  }

  async look(): ReturnType<VaultKeeper["look"]> {
    return (await this.ready).keeper.look();
  }

  async waysIn(): ReturnType<VaultKeeper["waysIn"]> {
    return (await this.ready).keeper.waysIn();
  }

  /** Makes a notebook; nothing is kept before `settle`, which opens it. */
  async begin(wanted: Parameters<VaultKeeper["begin"]>[0]): Promise<Begun> {
    const { keeper } = await this.ready;
    return this.opens(await keeper.begin(wanted), keeper);
  }

  /** Goes on with one that was made here and never settled. @returns null where it cannot be gone on with. */
  async resume(wire: string, recoveryCode: string): Promise<Begun | null> {
    const { keeper } = await this.ready;
    const begun = await keeper.resume(wire, recoveryCode);
    return begun && this.opens(begun, keeper);
  }

  private opens(begun: Begun, keeper: VaultKeeper): Begun {
    const settle = async () => {
      const settled = await begun.settle();
      if (settled === "begun") await this.openedBySecret(keeper);
      return settled;
    };
    return { ...begun, settle };
  }

  /** What is kept of a set-up that somebody left. */
  async readUnfinished(): Promise<KeptUnfinished | null> {
    return (await this.ready).store.get("unfinished");
  }

  /** @param unfinished null: forgets it. */
  async keepUnfinished(unfinished: KeptUnfinished | null): Promise<void> {
    const { store } = await this.ready;
    const kept = unfinished ? store.set({ unfinished }) : store.remove("unfinished");
    // Whoever has no room for it begins anew after a reload.
    await kept.catch((fault) => this.environment.report(fault, "keeping how far private notes were set up"));
  }

  async unlock(factor: Factor): Promise<UnlockAnswer> {
    const { keeper } = await this.ready;
    const answer = await keeper.unlock(factor);
    if (answer.type === "open") await this.openedBySecret(keeper);
    return answer;
  }

  private async openedBySecret(keeper: VaultKeeper): Promise<void> {
    this.lockedByHand.value = false;
    await (await this.ready).store.remove("lockedByHand").catch(() => undefined);
    await this.opening(keeper);
  }

  /** @returns false where this device cannot open it by itself, or may not since it was locked by hand. */
  async unlockByDevice(): Promise<boolean> {
    const { keeper, store } = await this.ready;
    const device = await store.get("device");
    // Another tab may have been given the secret, or been locked, since this one heard of it.
    if (this.isHandKept) this.lockedByHand.value = (await store.get("lockedByHand")) ?? false;
    if (!device || this.settings.peek().alwaysAsk || this.lockedByHand.peek()) return false;
    const answer = await keeper.unlock({ kind: "device", device: device.id, privateKey: device.privateKey });
    if (answer.type !== "open") return false;
    await this.opening(keeper);
    if (!this.lockedByHand.peek()) return true;
    await this.shut(false); // it was locked meanwhile
    return false;
  }

  private async opening(keeper: VaultKeeper): Promise<void> {
    const { store, isKept } = await this.ready;
    await this.shutting;
    const vault = keeper.vault;
    if (!vault || this.opened.peek()) return;
    const before = await keeper.device();
    const isRemoved = vault.manifest.devices.some(({ id, removed }) => id === before.id && removed !== null);
    const device = isRemoved ? await keeper.renewDevice() : before;
    this.environment.askToKeep();
    const { shelf, sync } = openNotes(vault, device.id, {
      environment: this.environment,
      store,
      api: this.api,
      keeper,
      wrote: () => this.tell({ type: "rows" }),
      alarm: (alarm) => this.alarmList.raise(alarm),
      settleKeys: () => this.settleKeys(keeper),
      followVault: async () => (await this.follow(keeper)) === "newer",
      forgetKeys: async (documents) => {
        const answer = await keeper.change({ type: "forget_document_keys", documents });
        if (answer.type === "changed") this.tell({ type: "vault" });
      },
      kept: () => this.alarmList.end("full"),
      refused: (documents) => {
        this.alarmList.end("refused");
        for (const each of documents) this.alarmList.raise({ type: "refused", ...each });
      },
      typed: () => this.typed(),
    });
    await sync.load(this.held.splice(0));
    const stops = [
      followIdle(() => this.settings.value.lockAfterMinutes, {
        environment: this.environment,
        onActivity: this.onActivity,
        onUsedElsewhere: (run) => this.onUsedElsewhere(run),
        used: () => this.used(),
        lock: () => void this.lock("nobody_here"),
      }),
      this.every(PULL_EVERY_MS, () => void this.exchange()),
    ];
    this.thisDevice.value = device.id;
    this.manifest.value = vault.manifest;
    this.alarmList.clear();
    this.opened.value = { keeper, shelf, sync, stop: () => stops.forEach((stop) => void stop()) };
    if (keeper.isServerOlder) this.alarmList.raise({ type: "older", restored: false });
    this.tellStanding(keeper);
    this.stateNow.value = { type: "open" };
    if (!isKept) this.saved.value = { type: "not_kept" };
    this.known(true);
    await this.used();
    void this.exchange().then(() => {
      this.nameThisDevice();
      if (this.opened.peek()?.sync === sync) stops.push(awaitNews(this.newsOf(device.id, store)));
    });
  }

  private newsOf(device: string, store: NotebookKeep): NewsParts {
    const { environment, api } = this;
    return { environment, device, at: () => store.get("vault"), ask: api.awaitRecords, news: () => this.exchange() };
  }

  private nameThisDevice(): void {
    const opened = this.opened.peek();
    const id = this.thisDevice.peek();
    if (!opened || id === null || opened.shelf.contents.peek().devices.some((device) => device.id === id)) return;
    const taken = opened.shelf.contents.peek().devices.map(({ name }) => name);
    opened.shelf.editIndex((index) => nameDevice(index, id, distinctName(this.deviceName(), taken)));
  }

  /**
   * Lets go of keys and of everything that can be read, in all tabs. What was typed is sealed first.
   *
   * @param why "by_hand": this device opens it no more by itself until a secret was given here, over reloads too.
   */
  async lock(why: "by_hand" | "nobody_here" | "copied" = "by_hand"): Promise<void> {
    const byHand = why === "by_hand" && this.stateNow.peek().type !== "none";
    if (byHand) this.lockedByHand.value = true;
    this.tell({ type: "locked", byHand });
    this.shutting = this.shut(true);
    if (byHand) this.isHandKept = await this.keepHand();
    await this.shutting;
  }

  /** whether the disk knows as much of a lock by hand as this tab */
  private isHandKept = true;

  private async keepHand(): Promise<boolean> {
    const kept = (await this.ready).store.set({ lockedByHand: true });
    return kept.then(
      () => true,
      () => false,
    );
  }

  /** what was typed is still being sealed: whoever unlocks at once waits for it */
  private shutting: Promise<void> = Promise.resolve();

  private async shut(forgetsUse: boolean): Promise<void> {
    const opened = this.opened.peek();
    if (!opened) return;
    this.opened.value = null;
    this.stateNow.value = { type: "locked" };
    this.manifest.value = null;
    this.alarmList.clear();
    opened.stop();
    if (forgetsUse) await (await this.ready).store.remove("usedAt").catch(() => undefined);
    if (!(await opened.sync.seal())) this.held = [...this.held, ...(await opened.sync.typed.holdBack())];
    opened.sync.end();
    opened.keeper.close();
    opened.shelf.close();
  }

  async setSettings(change: Partial<KeptSettings>): Promise<void> {
    this.settings.value = { ...this.settings.peek(), ...change };
    await (await this.ready).store.set({ settings: this.settings.peek() });
  }

  /** Changes who or what can open the notebook. */
  async change(change: VaultChange): Promise<ChangeAnswer> {
    const opened = this.opened.peek();
    if (!opened) return { type: "refused", reason: "locked" };
    await opened.sync.seal();
    const answer = await opened.keeper.change(change);
    this.manifest.value = opened.keeper.vault?.manifest ?? null;
    this.tell({ type: "vault" });
    return answer;
  }

  /** Takes a device off. What it has brought to the server by now stays; of what it sends later nothing is taken over. */
  async removeDevice(device: string): Promise<ChangeAnswer> {
    await this.exchange();
    const opened = this.opened.peek();
    if (!opened) return { type: "refused", reason: "locked" };
    return this.change({ type: "remove_device", device, heads: await opened.sync.headsOf(device) });
  }

  async addThisDevice(): Promise<ChangeAnswer> {
    const { keeper } = await this.ready;
    const answer = await keeper.addThisDevice();
    this.manifest.value = keeper.vault?.manifest ?? null;
    this.tell({ type: "vault" });
    return answer;
  }

  /** A new way for random bytes to become a recovery code; they are the caller's to show. */
  readonly random = (count: number) => this.environment.random(count) as Uint8Array<ArrayBuffer>;

  /** Gives the server what it lacks of this device's copy. */
  async giveBack(): Promise<boolean> {
    const opened = this.opened.peek();
    if (!opened || !(await opened.keeper.giveManifestBack())) return false;
    const isGiven = await opened.sync.giveBack();
    if (isGiven) this.alarmList.end("older");
    await this.exchange();
    return isGiven;
  }

  /** Sends what the server has refused once more. */
  async tryAgain(): Promise<void> {
    this.opened.peek()?.sync.tryAgain();
    await this.flush();
  }

  /**
   * Takes another notebook's documents over as if they had been written here, under the ids that they have, so that it can
   * be done again wherever it broke off. How long notes are kept stays as it is here. @returns whether the server has it.
   */
  async takeOver(from: {
    index: readonly Uint8Array[];
    documents: ReadonlyMap<string, readonly Uint8Array[]>;
  }): Promise<boolean> {
    const opened = this.opened.peek();
    if (!opened) return false;
    const { shelf, sync } = opened;
    for (const [doc, updates] of from.documents) {
      for (const update of updates) shelf.takeOver(doc, update);
      if (!(await sync.seal())) return false;
    }
    const { keepMonths } = shelf.contents.peek();
    for (const update of from.index) shelf.takeOver(null, update);
    if (shelf.contents.peek().keepMonths !== keepMonths) shelf.editIndex((index) => setKeepMonths(index, keepMonths));
    await this.flush();
    return this.saved.peek().type === "saved" && (await sync.countWaiting()) === 0;
  }

  async destroy(): ReturnType<VaultKeeper["destroy"]> {
    const { keeper } = await this.ready;
    const answer = await keeper.destroy();
    if (answer !== "gone") return answer;
    this.letGo();
    this.tell({ type: "gone" });
    return answer;
  }

  private letGo(): void {
    const opened = this.opened.peek();
    opened?.stop();
    opened?.sync.end();
    this.opened.value = null;
    opened?.shelf.close();
    this.known(false);
    this.lockedByHand.value = false;
    this.stateNow.value = { type: "none" };
  }

  addNote(pair: Id, note: NewNote): Id | null {
    return this.opened.peek()?.shelf.addNote(pair, note) ?? null;
  }

  setNoteText(note: Id, text: string): void {
    this.opened.peek()?.shelf.setNoteText(note, text);
  }

  setNoteThemes(note: Id, themes: readonly Id[]): void {
    this.opened.peek()?.shelf.setNoteThemes(note, themes);
  }

  binNote(note: Id): void {
    this.opened.peek()?.shelf.binNote(note);
  }

  takeNoteBack(note: Id): void {
    this.opened.peek()?.shelf.takeNoteBack(note);
  }

  deleteNotes(notes: readonly Id[]): void {
    const opened = this.opened.peek();
    if (opened) this.cut(opened, opened.shelf.deleteNotes(notes));
  }

  writeNotesAgain(notes: readonly PairNote[]): void {
    this.opened.peek()?.shelf.writeNotesAgain(notes);
  }

  private cut({ sync }: Opened, docs: readonly string[]): void {
    sync.cut(docs).catch((fault) => this.environment.report(fault, "noting what was deleted of private notes"));
  }

  /** once a day, and whenever it is said how long notes are kept */
  private sweptFor = "";

  /** Lets go of what is older than is kept. Only where the server was heard: another device may have put something back. */
  private sweep(opened: Opened): void {
    const now = this.environment.instant();
    const wanted = `${now.slice(0, 10)} ${opened.shelf.contents.peek().keepMonths}`;
    if (this.sweptFor === wanted) return;
    this.sweptFor = wanted;
    const done = sweepOldNotes(opened.shelf, Temporal.Instant.from(now));
    if (!done) return;
    this.cut(opened, done.docs);
    this.swept(done.swept);
  }

  editIndex<T>(change: (index: Y.Doc, editor: NoteEditor) => T): T | null {
    return this.opened.peek()?.shelf.editIndex(change) ?? null;
  }

  /** Seals what was typed and brings it to the server, as far as it can be reached. Never rejects. */
  async flush(): Promise<void> {
    await this.opened.peek()?.sync.seal();
    await this.exchange();
  }

  private typed(): void {
    if (this.saved.peek().type !== "not_kept") this.saved.value = { type: "saving" };
    this.pace.typed();
    const day = this.environment.instant().slice(0, 10);
    if (this.noted === day || !this.opened.peek()) return;
    this.noted = day;
    queueMicrotask(() => this.noteWriting());
  }

  /** the day for which it is noted that this device writes */
  private noted = "";

  private noteWriting(): void {
    const device = this.thisDevice.peek();
    const now = this.environment.instant();
    if (device !== null) this.opened.peek()?.shelf.editIndex((index) => noteWriting(index, device, now));
  }

  /** @returns once something was exchanged that began after this was called. */
  private exchange(): Promise<void> {
    this.pace.sealed();
    if (this.exchanging) {
      this.exchangingNext ??= this.exchanging.then(() => {
        this.exchangingNext = null;
        return this.exchange();
      });
      return this.exchangingNext;
    }
    this.exchanging = this.exchangeNow()
      .catch((fault) => this.environment.report(fault, "bringing private notes to the server"))
      .finally(() => {
        this.exchanging = null;
      });
    return this.exchanging;
  }

  /** Goes on with the server's newest manifest; other tabs may have records already that need its keys. */
  private async follow(keeper: VaultKeeper): ReturnType<VaultKeeper["follow"]> {
    const followed = await keeper.follow();
    if (followed === "newer") this.tell({ type: "vault" });
    return followed;
  }

  private async exchangeNow(): Promise<void> {
    const opened = this.opened.peek();
    if (!opened) return;
    const followed = await this.follow(opened.keeper);
    if (followed === "gone" || followed === "signed_out") this.alarmList.raise({ type: followed });
    else this.alarmList.end("gone", "signed_out");
    this.tellStanding(opened.keeper);
    if (followed === "key_turned") {
      await this.shut(false);
      return;
    }
    const pushed = await opened.sync.exchange();
    this.pace.asked(pushed !== "unreachable");
    if (pushed !== "unreachable") this.alarmList.end("endless");
    if (pushed === "forked") {
      // Two browsers write under one id, as a copied profile does: this one goes on under another.
      await this.lock("copied");
      await (await this.ready).keeper.renewDevice();
      this.alarmList.raise({ type: "copied" });
      return;
    }
    if (this.opened.peek() !== opened) return;
    if (pushed === "all") this.sweep(opened);
    const { isKept } = await this.ready;
    const waiting = await opened.sync.countWaiting();
    const isRefused = waiting > 0 && (pushed === "refused" || ["gone", "signed_out", "stands"].includes(followed));
    if (pushed !== "all" && !isKept) this.saved.value = { type: "not_kept" };
    else if (pushed !== "all") this.saved.value = { type: isRefused ? "refused" : "offline", waiting };
    else this.saved.value = !opened.sync.typed.isEmpty || waiting > 0 ? { type: "saving" } : { type: "saved" };
    if (opened.keeper.isServerOlder) this.alarmList.raise({ type: "older", restored: false });
    this.manifest.value = opened.keeper.vault?.manifest ?? null;
  }

  private tellStanding({ standing, isAnewByRestore }: VaultKeeper): void {
    for (const type of ["forged", "other_ways"] as const) if (standing !== type) this.alarmList.end(type);
    if (standing) this.alarmList.raise({ type: standing });
    if (isAnewByRestore) this.alarmList.raise({ type: "restored" });
  }

  private async settleKeys(keeper: VaultKeeper): Promise<"settled" | "not_now" | "refused"> {
    // What was opened by a way that may have been taken away writes nothing for the others.
    if (keeper.standing === "other_ways") return "not_now";
    const settled = await settleKeys(keeper, (await this.ready).store);
    if (settled === "removed_device") this.alarmList.raise({ type: "removed" });
    if (settled === "brought_in") this.tell({ type: "vault" });
    if (settled === "refused") this.alarmList.raise({ type: "keys_full" });
    else this.alarmList.end("keys_full");
    return settled === "settled" || settled === "brought_in" ? "settled" : settled === "refused" ? settled : "not_now";
  }

  /** Takes an alarm off the screen; it comes back if it still holds. */
  dismiss(alarm: NotebookAlarm): void {
    this.alarmList.dismiss(alarm);
  }

  private async used(): Promise<void> {
    this.tell({ type: "used" });
    await (await this.ready).store.set({ usedAt: this.environment.instant() }).catch(() => undefined);
  }

  private tell(message: Message): void {
    this.tabs?.post(message);
  }

  private heardUse: (() => void) | null = null;

  private async hear(message: Message): Promise<void> {
    if (message.type === "locked") {
      if (message.byHand) this.lockedByHand.value = true;
      await this.shut(false);
    } else if (message.type === "gone") this.letGo();
    else if (message.type === "used") {
      this.heardUse?.();
      // Another tab has begun one, or could read this device.
      if (this.stateNow.peek().type === "unreadable") await this.readAgain();
      else if (this.stateNow.peek().type === "none" && !this.isAside) await this.load();
    } else if (message.type === "rows") await this.opened.peek()?.sync.takeFromStore();
    else {
      const opened = this.opened.peek();
      if (opened && !(await opened.keeper.followKept())) await this.shut(false);
      this.manifest.value = this.opened.peek()?.keeper.vault?.manifest ?? null;
      await this.opened.peek()?.sync.takeFromStore();
    }
  }

  private every(milliseconds: number, run: () => void): () => void {
    let stop: () => void = () => undefined;
    const again = () => {
      stop = this.environment.later(milliseconds, () => {
        run();
        again();
      });
    };
    again();
    return () => stop();
  }

  private onUsedElsewhere(run: () => void): () => void {
    this.heardUse = run;
    return () => {
      this.heardUse = null;
    };
  }
}
