import "fake-indexeddb/auto";
import { setImmediate as turn } from "node:timers/promises";
import {
  type ClientMessage,
  decodeClientMessage,
  encodeClientMessage,
  encodeServerMessage,
  type ServerMessage,
} from "@candor/protocol/sync/messages.ts";
import { IDBFactory } from "fake-indexeddb";
import { WebSocket } from "ws";
import type { Fetch } from "../../people/api-client.ts";
import { connectWithTicket } from "../connect-with-ticket.ts";
import { startTab, type Tab } from "../tab.ts";
import type { Broadcast, SyncWebSocket, TabEnvironment, TabLocks } from "../tab-environment.ts";

type Timer = { at: number; run: () => void; tab: TestTab };

/**
 * A browser with tabs that can end at any moment, a disk that can fail, a network that can go, and a clock that the test
 * moves. What its tabs say goes to a real server over real sockets.
 */
export class TestBrowser {
  now = 0;
  isOnline = true;
  indexedDB: IDBFactory | null = new IDBFactory();
  /** what the server does not get, but answers so all the same, and closes the page; null: it gets it */
  refused: (message: ClientMessage) => Extract<ServerMessage, { type: "refused" }> | null = () => null;
  /** how many sockets its tabs have wanted */
  connections = 0;
  readonly faults: unknown[] = [];
  readonly tabs: TestTab[] = [];
  private readonly timers = new Set<Timer>();
  private readonly locks = new Map<string, LockQueue>();
  private readonly channels = new Map<string, Set<BroadcastEnd>>();
  private uuids = 0;
  readonly port: () => number;
  readonly fetch: Fetch;
  readonly headers: () => Record<string, string>;
  readonly askTicket: (() => Promise<string | null>) | null;
  private readonly random: () => number;

  constructor(parts: {
    userId: string;
    port: () => number;
    fetch?: Fetch;
    /** of the request that opens a socket; left out: as the tests' own server wants them */
    headers?: () => Record<string, string>;
    /** left out: the tests' own server asks for none */
    askTicket?: () => Promise<string | null>;
    /** as Math.random; seeded by tests that draw lots */
    random?: () => number;
  }) {
    this.port = parts.port;
    this.fetch = parts.fetch ?? (async () => Promise.reject(new TypeError("no API here")));
    this.headers = parts.headers ?? (() => ({ "x-user": parts.userId, origin: "https://candor.test" }));
    this.askTicket = parts.askTicket ?? null;
    this.random = parts.random ?? Math.random;
  }

  openTab(): TestTab {
    const tab = new TestTab(this);
    this.tabs.push(tab);
    return tab;
  }

  goOffline(): void {
    this.isOnline = false;
    for (const tab of this.tabs) tab.cutSockets();
  }

  goOnline(): void {
    this.isOnline = true;
    for (const tab of this.tabs) tab.wake();
  }

  /** Lets time pass: what was due by then runs. */
  pass(milliseconds: number): void {
    const until = this.now + milliseconds;
    for (;;) {
      const next = [...this.timers].filter(({ at }) => at <= until).sort((left, right) => left.at - right.at)[0];
      if (!next) break;
      this.timers.delete(next);
      this.now = next.at;
      next.run();
    }
    this.now = until;
  }

  addTimer(timer: Omit<Timer, "at">, milliseconds: number): () => void {
    if (!timer.tab.isAlive) return () => undefined;
    const entry = { ...timer, at: this.now + milliseconds };
    this.timers.add(entry);
    return () => this.timers.delete(entry);
  }

  forgetTimers(tab: TestTab): void {
    for (const timer of this.timers) if (timer.tab === tab) this.timers.delete(timer);
  }

  newUuid(): string {
    this.uuids += 1;
    const digits = Array.from({ length: 20 }, () => Math.floor(this.random() * 16).toString(16)).join("");
    return `${digits.slice(0, 8)}-0000-4000-8000-${digits.slice(8)}${this.uuids}`.slice(0, 36);
  }

  randomBytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => Math.floor(this.random() * 256));
  }

  lockQueue(name: string): LockQueue {
    const queue = this.locks.get(name) ?? { holder: null, waiting: [] };
    this.locks.set(name, queue);
    return queue;
  }

  endsOf(name: string): Set<BroadcastEnd> {
    const ends = this.channels.get(name) ?? new Set();
    this.channels.set(name, ends);
    return ends;
  }
}

type LockQueue = { holder: object | null; waiting: { token: object; grant: () => void }[] };
type BroadcastEnd = { receive: (message: unknown) => void };

/** One life of a tab. */
export class TestTab {
  readonly tab: Tab;
  isAlive = true;
  private readonly browser: TestBrowser;
  private readonly sockets = new Set<WebSocket>();
  private readonly wakes = new Set<() => void>();
  private readonly leaves = new Set<() => void>();
  private readonly atEnd = new Set<() => void>();
  private readonly uncommitted = new Set<IDBTransaction>();

  constructor(browser: TestBrowser) {
    this.browser = browser;
    this.tab = startTab(this.environment(), (path, init) => browser.fetch(path, init));
  }

  /** Ends it as a crash does: nothing more runs, its locks are free, its sockets are gone. */
  kill(): void {
    this.isAlive = false;
    this.cutSockets();
    this.browser.forgetTimers(this);
    this.wakes.clear();
    this.leaves.clear();
    for (const end of this.atEnd) end();
  }

  /** Ends it as a reload does: what it has not asked the store to commit is undone. */
  killInTheAct(): void {
    this.kill();
    for (const transaction of this.uncommitted) transaction.abort();
  }

  leave(): void {
    for (const leave of this.leaves) leave();
  }

  wake(): void {
    for (const wake of this.wakes) wake();
  }

  /** The network swallows whatever is sent and received from now on, and nobody is told. @returns how many sockets. */
  mute(): number {
    for (const socket of this.sockets) {
      socket.onmessage = null;
      socket.send = () => undefined;
    }
    return this.sockets.size;
  }

  cutSockets(): void {
    for (const socket of this.sockets) socket.terminate();
    this.sockets.clear();
  }

  private environment(): TabEnvironment {
    const { browser } = this;
    return {
      indexedDB: browser.indexedDB && this.watched(browser.indexedDB),
      locks: this.locks(),
      openBroadcast: (name) => this.openBroadcast(name),
      connect: () => {
        const { askTicket } = browser;
        if (!askTicket) return this.connect();
        return connectWithTicket((protocols) => this.connect(protocols), { first: async () => null, ask: askTicket });
      },
      newUuid: () => browser.newUuid(),
      random: (count) => browser.randomBytes(count),
      clock: () => browser.now,
      instant: () => "2026-01-05T09:00:00.000Z",
      later: (milliseconds, run) => browser.addTimer({ run, tab: this }, milliseconds),
      whenIdle: (run) => browser.addTimer({ run, tab: this }, 0),
      onOffline: () => () => undefined,
      onWake: (wake) => added(this.wakes, wake),
      onLeave: (leave) => added(this.leaves, leave),
      onIdleChange: () => () => undefined,
      askToKeep: () => undefined,
      report: (fault) => browser.faults.push(fault),
    };
  }

  /** The browser's store, of which it is known what this tab has not asked to commit. */
  private watched(factory: IDBFactory): IDBFactory {
    const open: IDBFactory["open"] = (name, version) => {
      const request = factory.open(name, version);
      request.addEventListener("success", () => this.watch(request.result as unknown as IDBDatabase));
      return request;
    };
    return Object.assign(Object.create(factory), { open });
  }

  private watch(database: IDBDatabase): void {
    const begin = database.transaction.bind(database);
    database.transaction = (...wanted) => {
      const transaction = begin(...wanted);
      const commit = transaction.commit.bind(transaction);
      const forget = () => this.uncommitted.delete(transaction);
      if (transaction.mode === "readwrite") this.uncommitted.add(transaction);
      for (const end of ["complete", "abort"]) transaction.addEventListener(end, forget);
      transaction.commit = () => {
        forget();
        commit();
      };
      return transaction;
    };
  }

  private connect(protocols: string[] = []): SyncWebSocket {
    const { browser } = this;
    const port = browser.isOnline ? browser.port() : 1; // nobody listens there
    const socket = new WebSocket(`ws://127.0.0.1:${port}/sync`, protocols, {
      headers: browser.headers(),
      perMessageDeflate: false,
    });
    socket.on("error", () => undefined);
    this.refuse(socket);
    browser.connections += 1;
    this.sockets.add(socket);
    return socket as unknown as SyncWebSocket;
  }

  private refuse(socket: WebSocket): void {
    const send = socket.send.bind(socket) as (frame: Uint8Array) => void;
    socket.send = (frame: Uint8Array) => {
      const answer = this.browser.refused(decodeClientMessage(frame));
      if (answer === null) return send(frame);
      send(encodeClientMessage({ type: "close", channel: answer.channel }));
      const data = encodeServerMessage(answer);
      setImmediate(() => (socket as unknown as SyncWebSocket).onmessage?.({ data }));
    };
  }

  private locks(): TabLocks {
    const { browser } = this;
    return {
      hold: (name, signal) =>
        new Promise((resolve) => {
          const queue = browser.lockQueue(name);
          const token = {};
          const release = () => {
            if (queue.holder !== token) return;
            queue.holder = null;
            queue.waiting.shift()?.grant();
          };
          const grant = () => {
            if (!this.isAlive) {
              queue.waiting.shift()?.grant();
              return;
            }
            queue.holder = token;
            this.atEnd.add(release);
            queueMicrotask(() => resolve(release));
          };
          if (queue.holder === null) grant();
          else queue.waiting.push({ token, grant });
          signal.addEventListener("abort", () => {
            queue.waiting = queue.waiting.filter((each) => each.token !== token);
            resolve(null);
          });
        }),
    };
  }

  private openBroadcast(name: string): Broadcast {
    const ends = this.browser.endsOf(name);
    const own: BroadcastEnd = { receive: () => undefined };
    ends.add(own);
    const close = () => ends.delete(own);
    this.atEnd.add(close);
    return {
      post: (message) => {
        if (!this.isAlive) return;
        const copy = structuredClone(message);
        for (const end of ends)
          if (end !== own) setImmediate(() => ends.has(end) && end.receive(structuredClone(copy)));
      },
      onMessage: (receive) => {
        own.receive = receive;
      },
      close,
    };
  }
}

function added(set: Set<() => void>, run: () => void): () => void {
  set.add(run);
  return () => set.delete(run);
}

/** Turns the event loop until something holds; a browser's time passes only where `pass` lets it. */
export async function until(holds: () => boolean, pass: () => void = () => undefined): Promise<void> {
  const last = performance.now() + MOST_MS;
  while (performance.now() < last) {
    if (holds()) return;
    pass();
    await turn();
  }
  throw new Error(`it did not come about: ${holds}`);
}

const MOST_MS = 20_000; // of a machine that has much else to do
