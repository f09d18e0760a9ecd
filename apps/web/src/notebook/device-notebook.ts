import type { Manifest } from "@candor/notebook/vault/manifest.ts";
import type { Factor } from "@candor/notebook/vault/unlock-vault.ts";
import { type ReadonlySignal, signal } from "@preact/signals";
import type { TabEnvironment } from "../offline/tab-environment.ts";
import type { Fetch } from "../people/api-client.ts";
import { every } from "./every.ts";
import { followIdle } from "./follow-idle.ts";
import { HandLock } from "./hand-lock.ts";
import { inTurn } from "./in-turn.ts";
import type { Notebook, NotebookState } from "./notebook.ts";
import { type NotebookApi, notebookApi } from "./notebook-api.ts";
import { NotebookFront } from "./notebook-front.ts";
import { NotebookSetup } from "./notebook-setup.ts";
import type { HeldDraft, KeptSettings } from "./notebook-store.ts";
import { type OpenedDevice, openDevice, opensByItself } from "./open-device.ts";
import { type NotebookSaved, OpenNotebook } from "./open-notebook.ts";
import { OtherTabs, type TabMessage } from "./other-tabs.ts";
import { SavingPace } from "./pace-saving.ts";
import type { Swept } from "./sweep-old-notes.ts";
import type { ChangeAnswer, UnlockAnswer, VaultKeeper } from "./vault-keeper.ts";

const PULL_EVERY_MS = 60_000;
export const DEFAULT_SETTINGS: KeptSettings = { lockAfterMinutes: 15, alwaysAsk: false };

type DeviceParts = {
  fetch: Fetch;
  deviceName: () => string;
  onActivity: (acted: () => void) => () => void;
  /** is told whether this browser has a notebook from now on */
  known?: (isHere: boolean) => void;
  /** whether it ever had one */
  isKnown?: () => boolean;
  /** is told of what went because it was older than is kept */
  swept?: (swept: Swept) => void;
};

/** The notebook of this browser: locked until somebody opens it, sealed wherever it is kept. */
export class DeviceNotebook extends NotebookFront implements Notebook {
  readonly state: ReadonlySignal<NotebookState>;
  readonly saved = signal<NotebookSaved>({ type: "saved" });
  readonly settings = signal<KeptSettings>(DEFAULT_SETTINGS);
  /** the manifest while it is open: slots and devices */
  readonly manifest = signal<Manifest | null>(null);
  readonly thisDevice = signal<string | null>(null);
  /** resolves once this device was read, and where it may open the notebook by itself, that is done */
  readonly loaded: Promise<void>;
  /** whether it was locked on purpose here, so that it takes a passphrase, a passkey or the recovery code */
  readonly isLockedByHand: ReadonlySignal<boolean>;
  readonly api: NotebookApi;
  readonly setup: NotebookSetup;
  /** whether what this device keeps was left alone, since it could not be read */
  isAside = false;
  private readonly stateNow = signal<NotebookState>({ type: "reading" });
  private readonly environment: TabEnvironment;
  private readonly parts: DeviceParts;
  private readonly handLock = new HandLock(async () => (await this.ready).store);
  private readonly pace: SavingPace;
  private readonly tabs: OtherTabs;
  private ready: Promise<OpenedDevice>;
  /** what this device had no room for when it was locked, sealed */
  private held: HeldDraft[] = [];

  constructor(environment: TabEnvironment, parts: DeviceParts) {
    super();
    this.environment = environment;
    this.parts = parts;
    this.api = notebookApi({ fetch: parts.fetch, later: environment.later });
    this.state = this.stateNow;
    this.isLockedByHand = this.handLock.isOn;
    this.pace = new SavingPace(environment, {
      draft: async () => this.opened.peek()?.sync.typed.draft(),
      seal: () => void this.flush(),
      send: () => void this.exchange(),
    });
    this.ready = openDevice(environment, this.api, environment.indexedDB);
    this.setup = new NotebookSetup({
      device: () => this.ready,
      opens: (keeper) => this.openedBySecret(keeper),
      report: environment.report,
    });
    this.tabs = new OtherTabs(environment, (message) => this.hear(message));
    environment.onLeave(() => {
      void this.opened.peek()?.sync.typed.draft();
      void this.opened.peek()?.sync.seal();
    });
    environment.onWake(() => void this.exchange());
    this.loaded = this.load();
  }

  /** Reads this device once more, after it could not be read. */
  async readAgain(): Promise<void> {
    (await this.ready).store.close();
    this.ready = openDevice(this.environment, this.api, this.environment.indexedDB);
    this.isAside = false;
    await this.load();
  }

  /** Leaves alone what this device keeps, and opens the server's copy for as long as the tab lives. */
  async goAside(): Promise<void> {
    (await this.ready).store.close();
    this.ready = openDevice(this.environment, this.api, null);
    this.isAside = true;
    this.stateNow.value = { type: "none" };
  }

  private async load(): Promise<void> {
    const { store, hasFailed } = await this.ready;
    if (hasFailed && this.parts.isKnown?.()) {
      this.stateNow.value = { type: "unreadable" };
      return;
    }
    try {
      this.settings.value = (await store.get("settings")) ?? DEFAULT_SETTINGS;
      await this.handLock.read();
      const isHere = Boolean(await store.get("vault"));
      this.parts.known?.(isHere);
      this.stateNow.value = { type: isHere ? "locked" : "none" };
      const { environment, settings } = this;
      if (isHere && (await opensByItself(store, settings.peek(), environment.instant()))) await this.unlockByDevice();
    } catch (fault) {
      this.environment.report(fault, "reading private notes from this device");
      this.stateNow.value = { type: "unreadable" };
    }
  }

  async look(): ReturnType<VaultKeeper["look"]> {
    return (await this.ready).keeper.look();
  }

  async waysIn(): ReturnType<VaultKeeper["waysIn"]> {
    return (await this.ready).keeper.waysIn();
  }

  async unlock(factor: Factor): Promise<UnlockAnswer> {
    const { keeper } = await this.ready;
    const answer = await keeper.unlock(factor);
    if (answer.type === "open") await this.openedBySecret(keeper);
    return answer;
  }

  private async openedBySecret(keeper: VaultKeeper): Promise<void> {
    await this.handLock.end();
    await this.opening(keeper);
  }

  /** @returns false where this device cannot open it by itself, or may not since it was locked by hand. */
  async unlockByDevice(): Promise<boolean> {
    const { keeper, store } = await this.ready;
    const device = await store.get("device");
    await this.handLock.read();
    if (!device || this.settings.peek().alwaysAsk || this.isLockedByHand.peek()) return false;
    const answer = await keeper.unlock({ kind: "device", device: device.id, privateKey: device.privateKey });
    if (answer.type !== "open") return false;
    await this.opening(keeper);
    if (!this.isLockedByHand.peek()) return true;
    await this.shut(false); // it was locked meanwhile
    return false;
  }

  private async opening(keeper: VaultKeeper): Promise<void> {
    const { store, isKept } = await this.ready;
    const { environment, api, pace, saved, manifest, alarmList: alarms, parts } = this;
    await this.shutting;
    const vault = keeper.vault;
    if (!vault || this.opened.peek()) return;
    const before = await keeper.device();
    const isRemoved = vault.manifest.devices.some(({ id, removed }) => id === before.id && removed !== null);
    const device = isRemoved ? await keeper.renewDevice() : before;
    environment.askToKeep();
    const opened = new OpenNotebook(
      {
        ...{ environment, api, store, isKept, alarms, pace, saved, manifest },
        deviceName: parts.deviceName,
        swept: (swept) => parts.swept?.(swept),
        tell: (type) => this.tabs.tell({ type }),
        exchange: () => this.exchange(),
        shut: (why) => this.shutSince(why),
      },
      { keeper, vault, device: device.id },
    );
    await opened.sync.load(this.held.splice(0));
    this.thisDevice.value = device.id;
    this.opened.value = opened;
    opened.begin([
      every(environment, PULL_EVERY_MS, () => void this.exchange()),
      followIdle(() => this.settings.value.lockAfterMinutes, {
        environment,
        onActivity: parts.onActivity,
        onUsedElsewhere: this.tabs.onUsed,
        used: () => this.used(),
        lock: () => void this.lock("nobody_here"),
      }),
    ]);
    this.stateNow.value = { type: "open" };
    parts.known?.(true);
    await this.used();
    void this.exchange().then(() => opened.awaitNews());
  }

  /**
   * Lets go of keys and of everything that can be read, in all tabs. What was typed is sealed first.
   *
   * @param why "by_hand": this device opens it no more by itself until a secret was given here, over reloads too.
   */
  async lock(why: "by_hand" | "nobody_here" | "copied" = "by_hand"): Promise<void> {
    const byHand = why === "by_hand" && this.stateNow.peek().type !== "none";
    if (byHand) this.handLock.set(true);
    this.tabs.tell({ type: "locked", byHand });
    this.shutting = this.shut(true);
    if (byHand) await this.handLock.keep();
    await this.shutting;
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
    this.held = [...this.held, ...(await opened.close())];
  }

  private async shutSince(why: "key_turned" | "copied"): Promise<void> {
    if (why === "key_turned") return this.shut(false);
    await this.lock("copied");
    await (await this.ready).keeper.renewDevice();
    this.alarmList.raise({ type: "copied" });
  }

  async setSettings(change: Partial<KeptSettings>): Promise<void> {
    this.settings.value = { ...this.settings.peek(), ...change };
    await (await this.ready).store.set({ settings: this.settings.peek() });
  }

  async addThisDevice(): Promise<ChangeAnswer> {
    const { keeper } = await this.ready;
    const answer = await keeper.addThisDevice();
    this.manifest.value = keeper.vault?.manifest ?? null;
    this.tabs.tell({ type: "vault" });
    return answer;
  }

  /** for keys and codes that screens make */
  readonly random = (count: number) => this.environment.random(count) as Uint8Array<ArrayBuffer>;

  async destroy(): ReturnType<VaultKeeper["destroy"]> {
    const { keeper } = await this.ready;
    const answer = await keeper.destroy();
    if (answer !== "gone") return answer;
    this.letGo();
    this.tabs.tell({ type: "gone" });
    return answer;
  }

  private letGo(): void {
    const opened = this.opened.peek();
    this.opened.value = null;
    opened?.discard();
    this.parts.known?.(false);
    this.handLock.set(false);
    this.stateNow.value = { type: "none" };
  }

  /** @returns once something was exchanged that began after this was called. */
  protected exchange(): Promise<void> {
    this.pace.sealed();
    return this.exchangeInTurn();
  }

  private readonly exchangeInTurn = inTurn(async () => {
    const exchanged = this.opened.peek()?.exchangeNow();
    await exchanged?.catch((fault) => this.environment.report(fault, "bringing private notes to the server"));
  });

  private async used(): Promise<void> {
    this.tabs.tell({ type: "used" });
    await (await this.ready).store.set({ usedAt: this.environment.instant() }).catch(() => undefined);
  }

  private async hear(message: TabMessage): Promise<void> {
    if (message.type === "locked") {
      if (message.byHand) this.handLock.set(true);
      await this.shut(false);
    } else if (message.type === "gone") this.letGo();
    else if (message.type === "used") {
      // Another tab has begun one, or could read this device.
      if (this.stateNow.peek().type === "unreadable") await this.readAgain();
      else if (this.stateNow.peek().type === "none" && !this.isAside) await this.load();
    } else if (message.type === "rows") await this.opened.peek()?.sync.takeFromStore();
    else {
      const opened = this.opened.peek();
      if (opened && !(await opened.followTab())) await this.shut(false);
      await this.opened.peek()?.sync.takeFromStore();
    }
  }
}
