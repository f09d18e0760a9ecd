import { EventEmitter } from "node:events";
import { PassThrough } from "node:stream";
import { PROTOCOL_VERSION } from "@candor/protocol/protocol-version.ts";
import { type ClientMessage, encodeClientMessage } from "@candor/protocol/sync/messages.ts";
import { expect, test } from "vitest";
import type { WebSocket } from "ws";
import { Connection } from "./connection.ts";
import { FramesTogether } from "./frames-together.ts";
import type { SyncPorts } from "./sync-ports.ts";

/** A socket of which a test sees whether it is read, and what it was closed with. */
class FakeSocket extends EventEmitter {
  readyState = 1;
  bufferedAmount = 0;
  reading = true;
  closedWith: number | null = null;
  pause = () => {
    this.reading = false;
  };
  resume = () => {
    this.reading = true;
  };
  close = (code: number) => {
    this.closedWith = code;
  };
  terminate = () => {};

  /** What had been read from the network already arrives, paused or not. */
  arrive(message: ClientMessage): void {
    this.emit("message", Buffer.from(encodeClientMessage(message)), true);
  }
}

function greeted() {
  const socket = new FakeSocket();
  const time = { now: 0, timers: [] as { at: number; run: () => void }[] };
  const passed: ClientMessage[] = [];
  const ports = {
    clock: () => time.now,
    later: (ms: number, run: () => void) => {
      time.timers.push({ at: time.now + ms, run });
      return () => {};
    },
    report: (fault: unknown) => {
      throw fault;
    },
  } as unknown as SyncPorts;
  const transport = new PassThrough();
  const written: Buffer[] = [];
  transport.on("data", (piece: Buffer) => written.push(piece));
  const opened = { socket: socket as unknown as WebSocket, transport, owner: { userId: "ana" } };
  const together = new FramesTogether();
  const connection = new Connection(opened, ports, together, {
    greeted: () => {},
    message: (_connection, message) => passed.push(message),
    closed: () => {},
  });
  socket.arrive({ type: "hello", protocolVersion: PROTOCOL_VERSION, schemaVersion: 1 });
  const pass = (ms: number) => {
    time.now += ms;
    for (const timer of time.timers.splice(0)) timer.run();
  };
  return { socket, passed, pass, connection, together, written };
}

test("over its quota a socket is not read, and what had been read goes through in its order as time passes", () => {
  const { socket, passed, pass } = greeted();
  for (let channel = 1; channel <= 1100; channel += 1) socket.arrive({ type: "close", channel });
  expect(passed).toHaveLength(1000);
  expect(socket.reading).toBe(false);
  pass(500);
  expect(passed).toHaveLength(1050);
  expect(socket.reading).toBe(false);
  pass(500);
  expect(passed.map((message) => message.type === "close" && message.channel)).toEqual(
    Array.from({ length: 1100 }, (_, index) => index + 1),
  );
  expect(socket.reading).toBe(true);
});

test("more at once than a network read of honest pushes holds is a flood, and closes the socket", () => {
  const { socket, passed } = greeted();
  for (let push = 0; push < 3000; push += 1) socket.arrive({ type: "close", channel: 1 });
  expect(socket.closedWith).toBe(4429);
  expect(passed).toHaveLength(1000);
});

test("what is told to somebody at one moment leaves in one piece, in its order", () => {
  const { connection, together, written } = greeted();
  together.during(() => {
    for (const piece of ["an update", "another", "an answer"]) connection.sendFrame(Buffer.from(piece));
    expect(written).toEqual([]);
  });
  connection.sendFrame(Buffer.from("later"));
  expect(written.map(String)).toEqual(["an updateanotheran answer", "later"]);
});

test("a socket that is closed amid what it is told has been told all before", () => {
  const { connection, together, written, socket } = greeted();
  together.during(() => {
    connection.sendFrame(Buffer.from("an update"));
    connection.close("signed_out");
    connection.sendFrame(Buffer.from("too late"));
  });
  expect(written.map(String)).toEqual(["an update"]);
  expect(socket.closedWith).toBe(4401);
});
