import { PROTOCOL_VERSION } from "@candor/protocol/protocol-version.ts";
import { REFUSAL_CODES } from "@candor/protocol/sync/codes.ts";
import { encodeServerMessage } from "@candor/protocol/sync/messages.ts";
import { beforeEach, expect, test } from "vitest";
import { type ChannelUser, SyncSocket } from "./sync-socket.ts";
import type { SyncWebSocket, TabEnvironment } from "./tab-environment.ts";

const { internal, server_stopping, signed_out } = REFUSAL_CODES;

let now = 0;
let timers: { at: number; run: () => void }[] = [];
let connected: SyncWebSocket[] = [];

const unused = () => () => undefined;
const environment: TabEnvironment = {
  ...{ indexedDB: null, locks: null, openBroadcast: null, onWake: unused, onOffline: unused, onLeave: unused },
  ...{ onIdleChange: unused, whenIdle: unused, askToKeep: unused, newUuid: () => "", instant: () => "" },
  random: (count) => new Uint8Array(count),
  clock: () => now,
  later: (milliseconds, run) => {
    const timer = { at: now + milliseconds, run };
    timers.push(timer);
    return () => {
      timers = timers.filter((each) => each !== timer);
    };
  },
  connect: () => {
    const socket = { binaryType: "blob", send: () => {}, close: () => {}, onerror: null } as Partial<SyncWebSocket>;
    connected.push(socket as SyncWebSocket);
    return socket as SyncWebSocket;
  },
  report: (fault) => {
    throw fault;
  },
};

const user: ChannelUser = {
  ...{ channel: 0, connected: () => {}, disconnected: () => {}, receive: () => {} },
  ...{ awaitsAnswer: () => false, probe: () => false },
};

beforeEach(() => {
  [now, timers, connected] = [0, [], []];
});

/** Lets time pass; whatever connects meanwhile is let in and then met by `server`. */
function pass(milliseconds: number, server: (socket: SyncWebSocket) => void = () => {}): void {
  const until = now + milliseconds;
  let met = 0;
  const meet = () => {
    for (; met < connected.length; met += 1) {
      const socket = connected[met] as SyncWebSocket;
      if (!socket.onopen) continue; // it was met before
      socket.onopen();
      socket.onmessage?.({ data: welcome });
      server(socket);
    }
  };
  for (meet(); ; meet()) {
    const next = timers.filter(({ at }) => at <= until).sort((left, right) => left.at - right.at)[0];
    if (!next) break;
    timers = timers.filter((each) => each !== next);
    now = next.at;
    next.run();
  }
  now = until;
}

const welcome = encodeServerMessage({
  ...{ type: "welcome", protocolVersion: PROTOCOL_VERSION, schemaVersion: 1, storage: "ok" },
});

const ack = encodeServerMessage({
  ...{ type: "ack", channel: 1, session: "1", cseq: 1, seq: 1, vouched: 0, voucher: new Uint8Array() },
});

const ABNORMAL = { code: 1006 }; // ended without a word (RFC 6455 §7.4.1)

const ends =
  ({ code }: { code: number }) =>
  (socket: SyncWebSocket) =>
    socket.onclose?.({ code });

test("a server that ends every connection is tried again ever more rarely, and why it does is known", () => {
  const socket = new SyncSocket(environment, () => true);
  socket.join(user);
  pass(60_000, ends(internal));
  expect(connected.length).toBeGreaterThan(3);
  expect(connected.length).toBeLessThan(12);
  expect(socket.rebuff.value).toBe(internal.code);
});

test("a proxy that drops every connection without a word is tried again ever more rarely, and is not called the server's no", () => {
  const socket = new SyncSocket(environment, () => true);
  socket.join(user);
  pass(60_000, ends(ABNORMAL));
  expect(connected.length).toBeGreaterThan(3);
  expect(connected.length).toBeLessThan(12);
  expect(socket.link.value).toBe("down");
  expect(socket.rebuff.value).toBeNull();
});

test("a connection that has lasted, and one by which something was stored, come back as soon as the first", () => {
  const socket = new SyncSocket(environment, () => true);
  socket.join(user);
  pass(60_000, ends(ABNORMAL));
  pass(60_000);
  expect(socket.link.value).toBe("up");
  const comesBackAtOnce = () => {
    const before = connected.length;
    connected.at(-1)?.onclose?.(ABNORMAL);
    pass(300);
    expect(connected.length).toBe(before + 1);
  };
  comesBackAtOnce();
  for (let time = 0; time < 10; time += 1) {
    connected.at(-1)?.onmessage?.({ data: ack });
    comesBackAtOnce();
  }
});

test("once or twice is held against nobody, and neither is that a server is restarted", () => {
  const socket = new SyncSocket(environment, () => true);
  socket.join(user);
  let times = 0;
  pass(10_000, (each) => {
    times += 1;
    if (times <= 2) ends(internal)(each);
  });
  expect(socket.rebuff.value).toBeNull();
  expect(socket.link.value).toBe("up");
  connected.at(-1)?.onclose?.(server_stopping);
  pass(60_000, ends(server_stopping));
  expect(socket.rebuff.value).toBeNull();
});

test("a connection that lasts makes up for those that did not", () => {
  const socket = new SyncSocket(environment, () => true);
  socket.join(user);
  pass(20_000, ends(internal));
  expect(socket.rebuff.value).toBe(internal.code);
  pass(60_000);
  expect(socket.link.value).toBe("up");
  expect(socket.rebuff.value).toBeNull();
});

test("a server that denies a session that is good is tried again ever more rarely, and not called signed out", () => {
  const socket: SyncSocket = new SyncSocket(
    environment,
    () => true,
    (mayBeSignedOut) => {
      expect(mayBeSignedOut).toBe(true);
      if (socket.refusal.value === signed_out.code) socket.resume();
    },
  );
  socket.join(user);
  pass(60_000, ends(signed_out));
  expect(connected.length).toBeGreaterThan(3);
  expect(connected.length).toBeLessThan(12);
  expect(socket.refusal.value).toBeNull();
  expect(socket.rebuff.value).toBe(internal.code);
  pass(60_000);
  expect(socket.link.value).toBe("up");
  expect(socket.rebuff.value).toBeNull();
});

test("whose session has ended is not connected again before there is another", () => {
  const socket = new SyncSocket(environment, () => true);
  socket.join(user);
  pass(1000);
  connected.at(-1)?.onclose?.(signed_out);
  pass(60_000);
  expect(connected.length).toBe(1);
  expect(socket.refusal.value).toBe(signed_out.code);
  socket.wake();
  pass(1000);
  expect(socket.link.value).toBe("up");
});
