import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { DeviceStore } from "../offline/device-store.ts";
import type { Broadcast, TabEnvironment } from "../offline/tab-environment.ts";
import { showToast } from "../ui/toasts.ts";
import { type ApiResult, callApi, type Fetch } from "./api-client.ts";
import type { People } from "./people.ts";
import { personalTexts } from "./personal-texts.ts";

/** A change to what the server keeps for me beside my pages. Sending it twice does what sending it once does. */
export type PersonalEdit = {
  method: "PUT" | "DELETE";
  path: string;
  /** what a later one leaves out of it stays as an earlier one wanted it; null: nothing is sent along */
  body: Readonly<Record<string, unknown>> | null;
  /** the server has to know this pair first; null: it only has to know me */
  pair: string | null;
};

export type PersonalParts = { store: Promise<DeviceStore | null>; fetch: Fetch; people: People };

/** A record each, so that two tabs don't overwrite each other's. */
type KeptEdit = PersonalEdit & { key: string; order: number };

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 60_000;

/**
 * Keeps personal edits on this device until the server has them: over a reload, offline, before anybody is signed in.
 * What the server refuses for good is dropped, and the person is told.
 */
export class PersonalOutbox {
  /** what the server does not have yet, one an address, in the order of sending */
  readonly waiting: ReadonlySignal<readonly PersonalEdit[]>;
  /** resolves once this device has been read */
  readonly loaded: Promise<void>;
  private readonly kept = signal<ReadonlyMap<string, KeptEdit>>(new Map());
  /** those that this device does not have, or not yet */
  private readonly unwritten = new Set<string>();
  private readonly environment: TabEnvironment;
  private readonly parts: PersonalParts;
  private readonly settled: (edit: PersonalEdit, result: ApiResult<unknown>) => void;
  private readonly tabs: Broadcast | null;
  private sending: Promise<void> | null = null;
  private isSendingAgain = false;
  /** counts what this tab has changed, so that a reading from before can be told from one after */
  private changes = 0;
  private failures = 0;
  private stopRetry: (() => void) | null = null;

  /** @param settled hears what became of an edit, before it leaves `waiting`: the server has it, or refused it. */
  constructor(
    environment: TabEnvironment,
    parts: PersonalParts,
    settled: (edit: PersonalEdit, result: ApiResult<unknown>) => void,
  ) {
    this.environment = environment;
    this.parts = parts;
    this.settled = settled;
    this.waiting = computed(() => foldByPath([...this.kept.value.values()]).map(({ edit }) => edit));
    this.tabs = environment.openBroadcast?.("candor:personal") ?? null;
    this.tabs?.onMessage(() => void this.read().then(() => this.sendAll()));
    this.loaded = this.read();
    environment.onWake(() => void this.sendAll());
    // Somebody signed in, or a pair has come to the server: what waited for that can go.
    effect(() => {
      void [parts.people.me.value, parts.people.isSignedOut.value, parts.people.pairs.value];
      void this.sendAll();
    });
  }

  /** @returns whether it will still be there when the browser has been closed; it is in `waiting` at once. */
  async add(edit: PersonalEdit): Promise<boolean> {
    const all = [...this.kept.peek().values()];
    const earlier = all.filter(({ path }) => path === edit.path);
    const order = Math.max(0, ...all.map((each) => each.order)) + 1;
    const key = `edit/${edit.pair ?? "me"}/${this.environment.newUuid()}`;
    const kept: KeptEdit = { ...fold([...earlier, edit]), key, order };
    this.unwritten.add(key);
    this.replace(earlier, kept);
    const isKept = await this.write(key, kept);
    if (isKept) {
      this.unwritten.delete(key);
      // Only now: a tab that ends in between leaves both, and both say the same.
      await this.forget(earlier);
    }
    this.tabs?.post("changed");
    void this.sendAll();
    return isKept;
  }

  /** Sends what can be sent, one tab at a time, and again later where the server cannot be reached; never rejects. */
  sendAll(): Promise<void> {
    this.isSendingAgain = this.sending !== null;
    this.sending ??= this.sendInTurn().finally(() => {
      this.sending = null;
      if (this.isSendingAgain) void this.sendAll();
    });
    return this.sending;
  }

  private async sendInTurn(): Promise<void> {
    await Promise.all([this.loaded, this.parts.people.loaded]);
    if (!this.nextToSend(new Set())) return;
    // Two tabs that sent at once could bring an older wish after a newer one.
    const release = await this.environment.locks?.hold("candor:personal", new AbortController().signal);
    try {
      await this.read(); // another tab may have sent some meanwhile
      this.retry(!(await this.sendEach()));
    } finally {
      release?.();
    }
  }

  /** @returns false where the server could not be reached. */
  private async sendEach(): Promise<boolean> {
    const { fetch, people } = this.parts;
    const tried = new Set<string>();
    for (;;) {
      const next = this.nextToSend(tried);
      if (!next) return true;
      const { method, path, body } = next.edit;
      const result = await callApi<unknown>(fetch, { method, path, ...(body && { body }) });
      if (result.type === "unreachable") return false;
      if (result.type === "problem" && result.name === "signed_out") {
        people.isSignedOut.value = true;
        return true;
      }
      for (const { key } of next.kept) tried.add(key);
      this.settled(next.edit, result);
      if (result.type === "problem") showToast(personalTexts.refused(result.title));
      this.replace(next.kept, null);
      await this.forget(next.kept);
      this.tabs?.post("changed");
    }
  }

  private nextToSend(tried: ReadonlySet<string>): Folded | null {
    const { people } = this.parts;
    if (people.me.peek() === null || people.isSignedOut.peek()) return null;
    const all = foldByPath([...this.kept.peek().values()]);
    return (
      all.find(
        ({ edit, kept }) =>
          !kept.every(({ key }) => tried.has(key)) &&
          (edit.pair === null || isKnownToServer(people.standingOf(edit.pair))),
      ) ?? null
    );
  }

  private retry(again: boolean): void {
    this.stopRetry?.();
    this.stopRetry = null;
    this.failures = again ? this.failures + 1 : 0;
    if (!again) return;
    const wait = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.failures - 1));
    this.stopRetry = this.environment.later(wait, () => void this.sendAll());
  }

  /** Takes over what this device has: other tabs add to it and take away from it. */
  private async read(): Promise<void> {
    try {
      const store = await this.parts.store;
      if (!store) return;
      const before = this.changes;
      const found = await store.readPeople();
      if (before !== this.changes) return await this.read();
      const kept = new Map([...found].filter(([, value]) => isKeptEdit(value)) as [string, KeptEdit][]);
      for (const key of this.unwritten) {
        const edit = this.kept.peek().get(key);
        if (edit) kept.set(key, edit);
      }
      this.kept.value = kept;
    } catch (fault) {
      this.environment.report(fault, "reading personal edits from this device");
    }
  }

  private replace(gone: readonly KeptEdit[], by: KeptEdit | null): void {
    this.changes += 1;
    const next = new Map(this.kept.peek());
    for (const { key } of gone) next.delete(key);
    if (by) next.set(by.key, by);
    this.kept.value = next;
  }

  private async forget(gone: readonly KeptEdit[]): Promise<void> {
    for (const { key } of gone) {
      this.unwritten.delete(key);
      await this.write(key, undefined);
    }
  }

  private async write(key: string, value: KeptEdit | undefined): Promise<boolean> {
    try {
      const store = await this.parts.store;
      await store?.writePeople(key, value);
      this.changes += 1;
      return store !== null;
    } catch (fault) {
      this.environment.report(fault, "keeping a personal edit on this device");
      return false;
    }
  }
}

type Folded = { edit: PersonalEdit; kept: readonly KeptEdit[] };

/** What all edits of one address come to, in the order in which each address was last written to. */
function foldByPath(all: readonly KeptEdit[]): Folded[] {
  const ordered = [...all].sort((left, right) => left.order - right.order || (left.key < right.key ? -1 : 1));
  const byPath = new Map<string, KeptEdit[]>();
  for (const each of ordered) {
    const earlier = byPath.get(each.path) ?? [];
    byPath.delete(each.path); // and back in at the end
    byPath.set(each.path, [...earlier, each]);
  }
  return [...byPath.values()].map((kept) => ({ edit: fold(kept), kept }));
}

function fold(edits: readonly PersonalEdit[]): PersonalEdit {
  return edits.reduce((earlier, { method, path, body, pair }) => {
    const adds = method === "PUT" && earlier.method === "PUT";
    return { method, path, body: adds ? { ...earlier.body, ...body } : body, pair };
  });
}

function isKnownToServer(standing: ReturnType<People["standingOf"]>): boolean {
  return standing === "shared" || standing === "ended"; // of an ended one the server itself says so
}

function isKeptEdit(value: unknown): value is KeptEdit {
  const { key, order, path, method } = (value ?? {}) as Partial<KeptEdit>;
  return typeof key === "string" && key.startsWith("edit/") && typeof order === "number" && !!path && !!method;
}
