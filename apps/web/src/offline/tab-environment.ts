/** What a tab is given by its browser; tests give it something smaller. Null: this browser has none. */
export type TabEnvironment = {
  indexedDB: IDBFactory | null;
  locks: TabLocks | null;
  openBroadcast: ((name: string) => Broadcast) | null;
  /** a new socket to the server's sync address */
  connect: () => SyncWebSocket;
  newUuid: () => string;
  random: (count: number) => Uint8Array;
  /** milliseconds that only rise; from any beginning */
  clock: () => number;
  /** the instant of this moment in ISO form, to be shown to people */
  instant: () => string;
  /** Runs something later; returns how to call it off. */
  later: (milliseconds: number, run: () => void) => () => void;
  /** Runs something when the page is not busy; returns how to call it off. */
  whenIdle: (run: () => void) => () => void;
  /** Calls back when the browser believes that it has lost every network. */
  onOffline: (lost: () => void) => () => void;
  /** Calls back when it may be worth trying again at once: the network came back, the tab is looked at. */
  onWake: (wake: () => void) => () => void;
  /** Calls back when the tab may be about to end. */
  onLeave: (leave: () => void) => () => void;
  /** Calls back with whether the person has stopped doing anything here. */
  onIdleChange: (changed: (idle: boolean) => void) => () => void;
  /** Asks the browser once not to clear what we keep. */
  askToKeep: () => void;
  /** Loads the app anew from its start screen. */
  startOver?: () => void;
  /** A fault nobody foresaw; the tab goes on. */
  report: (fault: unknown, doing: string) => void;
};

export type TabLocks = {
  /**
   * Waits for a lock that one tab at a time has and that ends with its tab.
   *
   * @returns how to give it back, or null if `signal` was aborted first.
   */
  hold: (name: string, signal: AbortSignal) => Promise<(() => void) | null>;
};

/** A BroadcastChannel, or what a test puts in its place; never hears itself. */
export type Broadcast = {
  post: (message: unknown) => void;
  onMessage: (receive: (message: unknown) => void) => void;
  close: () => void;
};

/** The part of a WebSocket that is needed here. */
export type SyncWebSocket = {
  binaryType: BinaryType;
  send: (frame: Uint8Array<ArrayBuffer>) => void;
  close: () => void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  onerror: (() => void) | null;
};
