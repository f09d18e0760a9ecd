import { connectWithTicket } from "./connect-with-ticket.ts";
import type { Broadcast, SyncWebSocket, TabEnvironment, TabLocks } from "./tab-environment.ts";

const IDLE_MS = 120_000;
const SYNC_PATH = "/sync";

/** What this browser gives a tab. */
export function browserEnvironment(): TabEnvironment {
  let asked = false;
  return {
    indexedDB: indexedDbOf(globalThis),
    // Pages that come over plain http from another machine are no secure context and have neither locks nor UUIDs.
    locks: navigator.locks ? locksOf(navigator.locks) : null,
    openBroadcast: typeof BroadcastChannel === "undefined" ? null : openBroadcast,
    connect: () => connectWithTicket((protocols) => new WebSocket(syncAddress(location), protocols) as SyncWebSocket),
    newUuid,
    random,
    clock: () => performance.now(),
    instant: () => new Date().toISOString(),
    later(milliseconds, run) {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
    whenIdle,
    onOffline: (lost) => listen(window, "offline", lost),
    onWake(wake) {
      const stops = [
        listen(window, "online", wake),
        listen(window, "pageshow", wake),
        listen(document, "visibilitychange", () => {
          if (document.visibilityState === "visible") wake();
        }),
      ];
      return () => stops.forEach((stop) => void stop());
    },
    onLeave(leave) {
      const stops = [
        listen(window, "pagehide", leave),
        listen(document, "visibilitychange", () => {
          if (document.visibilityState === "hidden") leave();
        }),
      ];
      return () => stops.forEach((stop) => void stop());
    },
    onIdleChange,
    askToKeep() {
      if (asked) return;
      asked = true;
      void navigator.storage?.persist?.().catch(() => false);
    },
    startOver: () => location.replace("/"),
    report: (fault, doing) => console.error(`While ${doing}:`, fault),
  };
}

/** Reading the property alone throws where a browser is told to keep nothing. */
function indexedDbOf(scope: typeof globalThis): IDBFactory | null {
  try {
    return scope.indexedDB ?? null;
  } catch {
    return null;
  }
}

function syncAddress({ protocol, host }: Location): string {
  return `${protocol === "https:" ? "wss:" : "ws:"}//${host}${SYNC_PATH}`;
}

function locksOf(locks: LockManager): TabLocks {
  return {
    hold: (name, signal) =>
      new Promise((resolve) => {
        const held = (lock: Lock | null): Promise<void> => {
          const { promise, resolve: release } = Promise.withResolvers<void>();
          resolve(lock ? release : null);
          return promise;
        };
        locks.request(name, { signal }, held).catch((fault: unknown) => {
          // Where the browser refuses locks altogether everything counts as free, as where there are none.
          resolve(signal.aborted || isAbort(fault) ? null : () => undefined);
        });
      }),
  };
}

function isAbort(fault: unknown): boolean {
  return fault instanceof DOMException && fault.name === "AbortError";
}

function openBroadcast(name: string): Broadcast {
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    onMessage(receive) {
      channel.onmessage = ({ data }) => receive(data);
    },
    close: () => channel.close(),
  };
}

function random(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** RFC 9562 version 4, also where `crypto.randomUUID` is kept from insecure contexts. */
function newUuid(): string {
  const bytes = random(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(run, 0);
    return () => clearTimeout(timer);
  }
  const request = requestIdleCallback(run, { timeout: 2000 });
  return () => cancelIdleCallback(request);
}

function onIdleChange(changed: (idle: boolean) => void): () => void {
  let idle = false;
  let timer: ReturnType<typeof setTimeout>;
  const becomeIdle = () => {
    idle = true;
    changed(true);
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(becomeIdle, IDLE_MS);
  };
  const active = () => {
    if (idle) changed(false);
    idle = false;
    wait();
  };
  wait();
  const stops = ["pointerdown", "keydown", "wheel"].map((type) => listen(window, type, active));
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

function listen(target: EventTarget, type: string, run: () => void): () => void {
  const listener = () => run();
  target.addEventListener(type, listener, { passive: true });
  return () => target.removeEventListener(type, listener);
}
