import type { MemberId } from "@candor/core/person/member.ts";
import type { ChangePair, CreatePair, Me, Pair } from "@candor/protocol/http/people.ts";
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { DeviceStore } from "../offline/device-store.ts";
import type { Broadcast, TabEnvironment } from "../offline/tab-environment.ts";
import { type ApiResult, callApi, type Fetch } from "./api-client.ts";

/** A pair as this device knows it. */
export type KnownPair = Pair & {
  standing:
    | "shared"
    /** begun here and not on the server yet */
    | "only_here"
    /** the server does not give it any more: what this device has of it can be read */
    | "ended";
  /** why the server will not take a pair that is only here, in a sentence; null: it will once it can be reached */
  problem: string | null;
};

/** The server was not reached, or can store nothing just now. */
type Hindrance = "out_of_reach" | "cannot_store";

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 60_000;

const ME = "me";
const PAIR = "pair/"; // one record each, so that two tabs don't overwrite each other's
const BEGUN = "begun/";

/** Who I am and whom I meet: shown from this device at once, brought up to date from the server. */
export class People {
  /** null: nobody is signed in in this browser */
  readonly me: ReadonlySignal<Me | null>;
  /** the newest first */
  readonly pairs: ReadonlySignal<readonly KnownPair[]>;
  /** whether the server said that nobody is signed in */
  readonly isSignedOut = signal(false);
  /** why the last try to bring a pair to the server failed; null: it did not */
  readonly hindrance = signal<Hindrance | null>(null);
  /** resolves once this device has been read */
  readonly loaded: Promise<void>;
  private readonly meState = signal<Me | null>(null);
  private readonly known = signal<ReadonlyMap<string, KnownPair>>(new Map());
  private readonly begun = new Map<string, CreatePair>();
  private readonly waiting = new Map<string, () => void>();
  private readonly environment: TabEnvironment;
  private readonly store: Promise<DeviceStore | null>;
  private readonly fetch: Fetch;
  private readonly signedIn: () => void;
  private readonly editsWait: () => void;
  /** the other tabs, which read this device again when something was written to it */
  private readonly tabs: Broadcast | null;
  private registering: Promise<void> | null = null;
  private refreshing: Promise<void> | null = null;
  private asking: Promise<void> | null = null;
  /** how often the server has said who is signed in */
  private signIns = 0;
  private failures = 0;
  private stopRetry: (() => void) | null = null;

  /**
   * @param signedIn is called whenever it has become worth connecting.
   * @param editsWait is called where this device still has personal edits to send, see `PersonalOutbox`.
   */
  constructor(
    environment: TabEnvironment,
    parts: { store: Promise<DeviceStore | null>; fetch: Fetch; signedIn: () => void; editsWait?: () => void },
  ) {
    this.environment = environment;
    this.store = parts.store;
    this.fetch = parts.fetch;
    this.signedIn = parts.signedIn;
    this.editsWait = parts.editsWait ?? (() => undefined);
    this.me = this.meState;
    this.pairs = computed(() => [...this.known.value.values()].sort(newestFirst));
    this.tabs = environment.openBroadcast?.("candor:people") ?? null;
    this.tabs?.onMessage(() => void this.load());
    this.loaded = this.load();
    environment.onWake(() => void this.registerAll());
  }

  /** my seat in a pair; null while it is not known */
  seatOf(pairId: string): ReadonlySignal<MemberId | null> {
    return computed(() => this.known.value.get(pairId)?.me ?? null);
  }

  /** whether the server has yet to hear of a pair; null: this device does not know it */
  standingOf(pairId: string): KnownPair["standing"] | null {
    return this.known.value.get(pairId)?.standing ?? null;
  }

  /**
   * Resolves once the server knows the pair, as far as this device knows that it might not.
   *
   * @returns whether the page could only be read any more when this device last heard of it.
   */
  async registered(pairId: string): Promise<boolean> {
    await this.loaded;
    const since = this.known.peek().get(pairId)?.archive?.since;
    if (!this.begun.has(pairId)) return since !== undefined && since <= this.environment.instant();
    const { promise, resolve } = Promise.withResolvers<void>();
    const earlier = this.waiting.get(pairId);
    this.waiting.set(pairId, () => {
      earlier?.();
      resolve();
    });
    await promise;
    return false;
  }

  /** Brings both signals up to date; never rejects. */
  refresh(): Promise<void> {
    this.refreshing ??= this.readAll().finally(() => {
      this.refreshing = null;
    });
    return this.refreshing;
  }

  /** Asks who is signed in in this browser. */
  async readMe(): Promise<void> {
    const before = this.signIns;
    const result = await callApi<Me | null>(this.fetch, { method: "GET", path: "/api/me" });
    if (result.type !== "ok") return;
    if (result.value) await this.setMe(result.value);
    // An answer from before somebody signed in says nothing about now.
    else if (before === this.signIns) this.isSignedOut.value = true;
  }

  /**
   * Whether it may be worth asking for what only somebody signed in is given; where this device knows of nobody, the
   * server is asked once who there is. Refusals are errors in the browser's log, and a first visit is no error.
   */
  async mayBeSignedIn(): Promise<boolean> {
    await this.loaded;
    if (this.meState.peek() === null) {
      this.asking ??= this.readMe();
      await this.asking;
    }
    return !this.isSignedOut.peek();
  }

  private async readAll(): Promise<void> {
    await this.loaded;
    // Who may be nobody is found out first: a refusal of the list would be an error in the browser's log.
    await this.readMe();
    if (this.meState.peek() === null || this.isSignedOut.peek()) return;
    const before = this.known.peek();
    const pairs = await callApi<Pair[]>(this.fetch, { method: "GET", path: "/api/pairs" });
    if (pairs.type === "ok") await this.takePairs(pairs.value, before);
  }

  /** Makes sure that there is somebody to keep pages under, without asking for anything. */
  async signIn(): Promise<ApiResult<Me>> {
    await this.loaded;
    const known = this.meState.peek();
    if (known && !this.isSignedOut.peek()) return { type: "ok", value: known };
    const path = "/api/auth/sign-in/anonymous"; // whoever is signed in already stays who they are
    const result = await callApi<Me>(this.fetch, { method: "POST", path });
    if (result.type === "ok") await this.setMe(result.value);
    return result;
  }

  /**
   * Takes over whoever this browser has just been signed in as; pages that are only here go to them.
   *
   * @returns false where somebody else's account was here before, whose pages are none of theirs.
   */
  async becameSomebody(me: Me): Promise<boolean> {
    const before = this.meState.peek();
    if (before && !before.anonymous && before.userId !== me.userId) return false;
    await this.setMe(me);
    await this.refresh();
    void this.registerAll();
    return true;
  }

  async rename(name: string): Promise<ApiResult<Me>> {
    const result = await callApi<Me>(this.fetch, { method: "PATCH", path: "/api/me", body: { name } });
    if (result.type === "ok") await this.setMe(result.value);
    return result;
  }

  /** Begins a pair on this device, myself in seat a; it goes to the server as soon as that can be reached. */
  async begin(pairId: string, wanted: CreatePair): Promise<void> {
    // Before anything is waited for: whoever asks in the same breath must not hear that the server knows the pair.
    this.begun.set(pairId, wanted);
    await this.loaded;
    const pair: KnownPair = {
      id: pairId,
      me: "a",
      members: membersOf(wanted),
      createdAt: this.environment.instant(),
      standing: "only_here",
      problem: null,
    };
    this.put(pair);
    await Promise.all([this.keep(PAIR + pairId, pair), this.keep(BEGUN + pairId, wanted)]);
    void this.registerAll();
  }

  async change(pairId: string, change: ChangePair): Promise<ApiResult<Pair>> {
    const begun = this.begun.get(pairId);
    const known = this.known.peek().get(pairId);
    if (begun && known) {
      const members = known.members.map((each) => ({
        ...each,
        ...change.members?.find(({ member }) => member === each.member),
      }));
      await this.begin(pairId, createPairOf(members, begun));
      return { type: "ok", value: { ...known, members } };
    }
    const path = `/api/pairs/${pairId}`;
    const result = await callApi<Pair>(this.fetch, { method: "PATCH", path, body: change });
    if (result.type === "ok") await this.takePair(result.value);
    return result;
  }

  /** Puts a pair that the server has just told of among the others. */
  async takePair(pair: Pair): Promise<void> {
    const known: KnownPair = { ...pair, standing: "shared", problem: null };
    this.put(known);
    await this.keep(PAIR + pair.id, known);
  }

  /** Takes a pair off this device; the server and the other person keep it. */
  async forget(pairId: string): Promise<void> {
    this.begun.delete(pairId);
    const left = new Map(this.known.peek());
    left.delete(pairId);
    this.known.value = left;
    await Promise.all([this.keep(PAIR + pairId, undefined), this.keep(BEGUN + pairId, undefined)]);
  }

  /** Sends the pairs that are only here, one tab at a time, and again later where that fails. */
  registerAll(): Promise<void> {
    if (this.begun.size === 0) return Promise.resolve();
    this.registering ??= this.registerInTurn().finally(() => {
      this.registering = null;
    });
    return this.registering;
  }

  /** Registers a pair now if it is not yet. @returns what stands in the way, or null. */
  async ensureRegistered(pairId: string): Promise<Exclude<ApiResult<Pair>, { type: "ok" }> | null> {
    await this.loaded;
    if (!this.begun.has(pairId)) return null;
    await this.registerAll();
    if (!this.begun.has(pairId)) return null;
    const title = this.known.peek().get(pairId)?.problem ?? null;
    return title === null ? { type: "unreachable" } : { type: "problem", name: "invalid", status: 400, title };
  }

  private async registerInTurn(): Promise<void> {
    const { locks } = this.environment;
    const never = new AbortController().signal;
    // Two tabs that signed in at once would be two people.
    const release = await locks?.hold("candor:register", never);
    try {
      await this.loaded;
      const signedIn = await this.signIn();
      let hindrance = hindranceOf(signedIn);
      if (signedIn.type === "ok")
        for (const [pairId, wanted] of [...this.begun]) hindrance = (await this.register(pairId, wanted)) ?? hindrance;
      this.retry(hindrance);
    } finally {
      release?.();
    }
  }

  /** @returns why it is to be tried again; null: there is nothing more to try for it. */
  private async register(pairId: string, wanted: CreatePair): Promise<Hindrance | null> {
    const result = await this.putPair(pairId, wanted);
    if (result.type === "unreachable") return hindranceOf(result);
    if (result.type === "problem") {
      const known = this.known.peek().get(pairId);
      if (known) this.put({ ...known, problem: result.title });
      if (result.name === "signed_out") this.isSignedOut.value = true;
      return result.name === "signed_out" ? "out_of_reach" : null;
    }
    const wantedNow = this.begun.get(pairId);
    if (wantedNow === undefined) return null; // it was taken off this device meanwhile
    if (wantedNow !== wanted) return this.register(pairId, wantedNow); // whoever waits for it waits for its new names
    this.begun.delete(pairId);
    await Promise.all([this.takePair(result.value), this.keep(BEGUN + pairId, undefined)]);
    this.isRegistered(pairId);
    return null;
  }

  /** A pair that the server has keeps its names there; those that were given while it was on its way come after it. */
  private async putPair(pairId: string, wanted: CreatePair): Promise<ApiResult<Pair>> {
    const path = `/api/pairs/${pairId}`;
    const result = await callApi<Pair>(this.fetch, { method: "PUT", path, body: wanted });
    if (result.type !== "ok") return result;
    const members = membersOf(wanted);
    const isThere = members.every(({ name, role }, at) => {
      const there = result.value.members[at];
      return there?.name === name && there.role === role;
    });
    return isThere ? result : callApi<Pair>(this.fetch, { method: "PATCH", path, body: { members } });
  }

  private retry(hindrance: Hindrance | null): void {
    this.hindrance.value = hindrance;
    this.stopRetry?.();
    this.stopRetry = null;
    this.failures = hindrance ? this.failures + 1 : 0;
    if (!hindrance) return;
    const wait = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.failures - 1));
    this.stopRetry = this.environment.later(wait, () => void this.registerAll());
  }

  private async load(): Promise<void> {
    const kept = await this.readKept();
    const me = kept.get(ME);
    if (isMe(me)) this.meState.value = me;
    const pairs = [...kept].flatMap(([key, pair]) => (key.startsWith(PAIR) && isPair(pair) ? [pair] : []));
    this.known.value = new Map([...this.known.peek(), ...pairs.map((pair) => [pair.id, pair] as const)]);
    for (const [key, wanted] of kept)
      if (key.startsWith(BEGUN) && isWanted(wanted)) this.begun.set(key.slice(BEGUN.length), wanted);
    for (const pair of pairs) if (pair.standing !== "only_here") this.isRegistered(pair.id);
    if (this.isSignedOut.peek() && kept.has(ME)) await this.readMe(); // another tab may have signed in
    void this.registerAll();
    if ([...kept.keys()].some((key) => key.startsWith("edit/"))) this.editsWait();
  }

  /** Whether this device keeps what it is told of people. */
  async isKept(): Promise<boolean> {
    return (await this.store) !== null;
  }

  private async readKept(): Promise<Map<string, unknown>> {
    try {
      return (await (await this.store)?.readPeople()) ?? new Map();
    } catch (fault) {
      this.environment.report(fault, "reading people from this device");
      return new Map();
    }
  }

  /** The server knows it, by this tab's doing or another's. */
  private isRegistered(pairId: string): void {
    this.begun.delete(pairId);
    this.waiting.get(pairId)?.();
    this.waiting.delete(pairId);
  }

  private async setMe(me: Me): Promise<void> {
    const isNew = this.meState.peek()?.userId !== me.userId || this.isSignedOut.peek();
    this.meState.value = me;
    this.isSignedOut.value = false;
    this.signIns += 1;
    if (isNew) this.signedIn();
    await this.keep(ME, me);
  }

  /** @param before what was known when the server was asked: a pair that it was told of since is missing for no reason. */
  private async takePairs(pairs: readonly Pair[], before: ReadonlyMap<string, KnownPair>): Promise<void> {
    const given = new Set(pairs.map((pair) => pair.id));
    const ended = [...this.known.peek().values()].filter(
      (pair) => pair.standing === "shared" && before.get(pair.id)?.standing === "shared" && !given.has(pair.id),
    );
    await Promise.all([
      ...pairs.filter((pair) => !this.begun.has(pair.id)).map((pair) => this.takePair(pair)),
      ...ended.map((pair) => {
        const known: KnownPair = { ...pair, standing: "ended" };
        this.put(known);
        return this.keep(PAIR + pair.id, known);
      }),
    ]);
  }

  private put(pair: KnownPair): void {
    this.known.value = new Map([...this.known.peek(), [pair.id, pair]]);
  }

  private async keep(key: string, value: unknown): Promise<void> {
    try {
      await (await this.store)?.writePeople(key, value);
      this.tabs?.post("changed");
    } catch (fault) {
      this.environment.report(fault, "keeping people on this device");
    }
  }
}

function hindranceOf(result: ApiResult<unknown>): Hindrance | null {
  return result.type === "unreachable" ? (result.why ?? "out_of_reach") : null;
}

// What a broken store gives back is no word of anybody's: it counts as not kept, and the server tells it anew.

function isMe(kept: unknown): kept is Me {
  return typeof (kept as Me | null)?.userId === "string";
}

function isPair(kept: unknown): kept is KnownPair {
  const { id, members } = (kept ?? {}) as KnownPair;
  return typeof id === "string" && Array.isArray(members) && members.every((each) => typeof each?.name === "string");
}

function isWanted(kept: unknown): kept is CreatePair {
  return typeof (kept as CreatePair | null)?.theirName === "string";
}

function newestFirst(left: KnownPair, right: KnownPair): number {
  if (left.createdAt !== right.createdAt) return left.createdAt > right.createdAt ? -1 : 1;
  return left.id < right.id ? -1 : 1;
}

function membersOf({ myName, theirName, myRole, theirRole }: CreatePair): Pair["members"] {
  return [
    { member: "a", name: myName, role: myRole, joined: true },
    { member: "b", name: theirName, role: theirRole, joined: false },
  ];
}

function createPairOf(members: Pair["members"], before: CreatePair): CreatePair {
  const mine = members.find(({ member }) => member === "a");
  const theirs = members.find(({ member }) => member === "b");
  return {
    myName: mine?.name ?? before.myName,
    myRole: mine?.role ?? before.myRole,
    theirName: theirs?.name ?? before.theirName,
    theirRole: theirs?.role ?? before.theirRole,
  };
}
