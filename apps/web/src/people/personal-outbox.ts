import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
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

export type OutboxListeners = {
  /** what became of an edit, before it leaves `waiting`: the server has it, or refused it */
  settled: (edit: PersonalEdit, result: ApiResult<unknown>) => void;
  /** another tab may have brought edits to the server and noted so on this device; waited for before they leave */
  settledElsewhere: () => Promise<unknown>;
};

/** `order` tells which of two was made later; each has its own. */
type KeptEdit = PersonalEdit & { order: number };
/** Written down in the moment in which it was made, by a tab that may end right then; `at`: rises, in milliseconds. */
type FreshEdit = PersonalEdit & { at: number };
type KeptEdits = ReadonlyMap<string, KeptEdit>;

const PREFIX = "edit/"; // a record for each address, under its pair: a page taken off this device takes them along
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
  readonly loaded: Promise<unknown>;
  /** what this device has, by key */
  private readonly stored = signal<KeptEdits>(new Map());
  /** what this device would not take: gone with the tab, but sent meanwhile */
  private readonly unkept = signal<KeptEdits>(new Map());
  /** what is being written to this device */
  private readonly arriving = signal<readonly PersonalEdit[]>([]);
  private readonly environment: TabEnvironment;
  private readonly parts: PersonalParts;
  private readonly settled: OutboxListeners["settled"];
  private readonly tabs: Broadcast | null;
  private sending: Promise<void> | null = null;
  private isSendingAgain = false;
  private failures = 0;
  private lastAt = 0;
  private stopRetry: (() => void) | null = null;

  constructor(environment: TabEnvironment, parts: PersonalParts, { settled, settledElsewhere }: OutboxListeners) {
    this.environment = environment;
    this.parts = parts;
    this.settled = settled;
    this.waiting = computed(() => foldByPath([...this.sendable(), ...this.arriving.value]));
    this.tabs = environment.openBroadcast?.("candor:personal") ?? null;
    this.tabs?.onMessage(async () => {
      await settledElsewhere();
      await this.read();
      await this.sendAll();
    });
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
    this.arriving.value = [...this.arriving.peek(), edit];
    this.lastAt = Math.max(Date.parse(this.environment.instant()), this.lastAt + 1);
    const fresh: FreshEdit = { ...edit, at: this.lastAt };
    // First a transaction that only writes: it is asked for whole at once, so that a reload right after it does no harm.
    const [isKept, isRead] = await Promise.all([this.write(fresh), this.read()]);
    batch(() => {
      if (!isKept || !isRead) this.unkept.value = this.withFresh(this.unkept.peek(), fresh);
      this.arriving.value = this.arriving.peek().filter((each) => each !== edit);
    });
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
    if (!this.nextToSend()) return;
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
    for (;;) {
      const next = this.nextToSend();
      if (!next) return true;
      const { method, path, body } = next;
      const result = await callApi<unknown>(fetch, { method, path, ...(body && { body }) });
      if (result.type === "unreachable") return false;
      if (result.type === "problem" && result.name === "signed_out") {
        people.isSignedOut.value = true;
        return true;
      }
      this.settled(next, result);
      if (result.type === "problem") showToast(personalTexts.refused(result.title));
      if (!(await this.drop(next))) return true;
      this.tabs?.post("changed");
    }
  }

  private nextToSend(): KeptEdit | null {
    const { people } = this.parts;
    if (people.me.peek() === null || people.isSignedOut.peek()) return null;
    const mayGo = ({ pair }: PersonalEdit) => pair === null || isKnownToServer(people.standingOf(pair));
    return this.sendable().find(mayGo) ?? null;
  }

  /** In order. */
  private sendable(): KeptEdit[] {
    return foldByPath([...this.stored.value.values(), ...this.unkept.value.values()].sort(byOrder));
  }

  /** By the clock, so that no order is used again once all are sent; by the others, so that a clock put back does no harm. */
  private withFresh(edits: KeptEdits, { at, ...edit }: FreshEdit): KeptEdits {
    const key = keyOf(edit);
    const known = edits.get(key);
    const order = Math.max(at, ...[...edits.values(), ...this.sendable()].map((each) => each.order)) + 1;
    return new Map([...edits, [key, { ...(known ? fold(known, edit) : edit), order }]]);
  }

  /** Takes away what is settled, unless something newer has come in its place. @returns whether this device has. */
  private async drop(sent: KeptEdit): Promise<boolean> {
    const key = keyOf(sent);
    const isSettled = (edits: KeptEdits) => (edits.get(key)?.order ?? Number.POSITIVE_INFINITY) <= sent.order;
    if (isSettled(this.unkept.peek())) this.unkept.value = without(this.unkept.peek(), key);
    if (!isSettled(this.stored.peek())) return true;
    return this.change((found) => (isSettled(found) ? [[key, undefined]] : []));
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
  private read(): Promise<boolean> {
    return this.change(() => []);
  }

  private write(fresh: FreshEdit): Promise<boolean> {
    return this.tryStore((store) => store.writePeople(`${keyOf(fresh)}!${this.environment.newUuid()}`, fresh));
  }

  /** @returns whether this device could be read and written. */
  private change(wanted: (found: KeptEdits) => readonly [key: string, edit: KeptEdit | undefined][]): Promise<boolean> {
    return this.tryStore(async (store) => {
      let after: KeptEdits = new Map();
      await store.changePeople(PREFIX, (found) => {
        const fresh = [...found].filter((entry): entry is [string, FreshEdit] => isFreshEdit(entry[1]));
        const kept: KeptEdits = new Map(
          [...found].filter((entry): entry is [string, KeptEdit] => isKeptEdit(entry[1])),
        );
        after = fresh
          .sort((left, right) => left[1].at - right[1].at)
          .reduce((all, [, each]) => this.withFresh(all, each), kept);
        for (const [key, edit] of wanted(after)) after = edit ? new Map([...after, [key, edit]]) : without(after, key);
        return [...new Set([...fresh.map(([key]) => key), ...kept.keys(), ...after.keys()])]
          .filter((key) => found.get(key) !== after.get(key))
          .map((key) => [key, after.get(key)] as const);
      });
      this.stored.value = after;
    });
  }

  private async tryStore(run: (store: DeviceStore) => Promise<void>): Promise<boolean> {
    try {
      const store = await this.parts.store;
      if (!store) return false;
      await run(store);
      return true;
    } catch (fault) {
      this.environment.report(fault, "keeping personal edits on this device");
      return false;
    }
  }
}

function keyOf({ pair, path }: PersonalEdit): string {
  return `${PREFIX}${pair ?? "me"}${path}`;
}

/** One edit for each address, in the order in which each was last written to. */
function foldByPath<Edit extends PersonalEdit>(ordered: readonly Edit[]): Edit[] {
  const byPath = new Map<string, Edit>();
  for (const edit of ordered) {
    const earlier = byPath.get(edit.path);
    byPath.delete(edit.path); // and back in at the end
    byPath.set(edit.path, earlier ? fold(earlier, edit) : edit);
  }
  return [...byPath.values()];
}

function fold<Edit extends PersonalEdit>(earlier: PersonalEdit, later: Edit): Edit {
  const adds = later.method === "PUT" && earlier.method === "PUT";
  return adds ? { ...later, body: { ...earlier.body, ...later.body } } : later;
}

function byOrder(left: KeptEdit, right: KeptEdit): number {
  return left.order - right.order;
}

function without(edits: KeptEdits, key: string): KeptEdits {
  return edits.has(key) ? new Map([...edits].filter(([each]) => each !== key)) : edits;
}

function isKnownToServer(standing: ReturnType<People["standingOf"]>): boolean {
  return standing === "shared" || standing === "ended"; // of an ended one the server itself says so
}

function isKeptEdit(value: unknown): value is KeptEdit {
  const { order, path, method } = (value ?? {}) as Partial<KeptEdit>;
  return typeof order === "number" && typeof path === "string" && (method === "PUT" || method === "DELETE");
}

function isFreshEdit(value: unknown): value is FreshEdit {
  return typeof (value as Partial<FreshEdit> | null)?.at === "number";
}
