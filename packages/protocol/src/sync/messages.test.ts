import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MalformedFrame } from "./code-frame.ts";
import { CLIENT_MESSAGES, type FieldKind, type MessageTable, SERVER_MESSAGES } from "./message-tables.ts";
import {
  type ClientMessage,
  decodeClientMessage,
  decodeServerMessage,
  encodeClientMessage,
  encodeServerMessage,
  type ServerMessage,
} from "./messages.ts";

const SESSION = "0b4c9d1e-6f0a-4a6e-9a51-0d5b5f2f3c11";

describe("a message arrives as it was sent", () => {
  test("whatever the client says", () => {
    fc.assert(
      fc.property(messageOf(CLIENT_MESSAGES), (message) => {
        expect(decodeClientMessage(encodeClientMessage(message as ClientMessage))).toEqual(message);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  test("whatever the server says", () => {
    fc.assert(
      fc.property(messageOf(SERVER_MESSAGES), (message) => {
        expect(decodeServerMessage(encodeServerMessage(message as ServerMessage))).toEqual(message);
      }),
      { seed: 2, numRuns: 2000 },
    );
  });

  test("a push is the bytes that PROTOCOL.md shows", () => {
    const frame = encodeClientMessage({
      type: "push",
      channel: 300,
      session: "s1",
      cseq: 5,
      update: Uint8Array.of(9, 8),
    });
    expect([...frame]).toEqual([2, 0xac, 0x02, 2, 0x73, 0x31, 5, 2, 9, 8]);
  });
});

describe("what is no message is refused by an error, never by a crash or a guess", () => {
  test("a message that ends too early, at every length", () => {
    const frame = encodeServerMessage({
      type: "opened",
      channel: 1,
      epoch: 2,
      seq: 300,
      storedCseq: 4,
      access: "write",
      snapshot: new Uint8Array(200),
      updates: [Uint8Array.of(1, 2), new Uint8Array()],
      voucher: new Uint8Array(16),
    });
    for (let length = 0; length < frame.length; length += 1)
      expect(() => decodeServerMessage(frame.subarray(0, length))).toThrow(MalformedFrame);
  });

  test("bytes after the message", () => {
    const frame = encodeClientMessage({ type: "close", channel: 1 });
    expect(() => decodeClientMessage(Uint8Array.of(...frame, 0))).toThrow("after the message");
  });

  test("a length that promises more than there is", () => {
    const hugeLength = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f];
    expect(() => decodeClientMessage(Uint8Array.of(3, 1, ...hugeLength, 1, 2))).toThrow(MalformedFrame);
    expect(() => decodeServerMessage(Uint8Array.of(1, 1, 1, 1, 1, 1, 0, ...hugeLength))).toThrow(MalformedFrame);
  });

  test("a number beyond what a number can hold", () => {
    expect(() => decodeClientMessage(Uint8Array.of(5, ...Array<number>(9).fill(0xff), 1))).toThrow("too large");
  });

  test("a number written longer than it needs to be", () => {
    expect(() => decodeClientMessage(Uint8Array.of(5, 0x81, 0x00))).toThrow("shortest");
  });

  test("an id that is long or not ASCII", () => {
    expect(() => decodeClientMessage(Uint8Array.of(4, 1, 65, ...Array<number>(65).fill(0x61), 1))).toThrow("too long");
    expect(() => decodeClientMessage(Uint8Array.of(4, 1, 1, 0xe9, 1))).toThrow("ASCII");
    expect(() => encodeClientMessage({ type: "adopt", channel: 1, session: "é", clientId: 1 })).toThrow(RangeError);
    expect(() => encodeClientMessage({ type: "close", channel: -1 })).toThrow(RangeError);
  });

  test("10,000 damaged frames either fail cleanly or are a message again", () => {
    const frames = [
      encodeClientMessage({ type: "hello", protocolVersion: 1, schemaVersion: 1 }),
      encodeClientMessage({
        type: "open",
        channel: 1,
        page: SESSION,
        session: SESSION,
        clientId: 3_000_000_000,
        epoch: 1,
        haveSeq: 70_000,
      }),
      encodeClientMessage({ type: "push", channel: 1, session: SESSION, cseq: 9, update: new Uint8Array(40) }),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...frames),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        (frame, changes) => {
          const damaged = frame.slice();
          for (const [at, byte] of changes) damaged[at % damaged.length] = byte;
          const message = decodedOrNull(damaged);
          if (message) expect(encodeClientMessage(message)).toEqual(damaged);
        },
      ),
      { seed: 3, numRuns: 10_000 },
    );
  });
});

function decodedOrNull(frame: Uint8Array): ClientMessage | null {
  try {
    return decodeClientMessage(frame);
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedFrame);
    return null;
  }
}

const bytes = fc.uint8Array({ maxLength: 300 });

const FIELDS: Record<FieldKind, fc.Arbitrary<unknown>> = {
  number: fc.oneof(fc.nat(300), fc.maxSafeNat()),
  id: fc.oneof(fc.constant(SESSION), fc.string({ unit: "binary-ascii", maxLength: 64 })),
  bytes,
  list: fc.array(bytes, { maxLength: 5 }),
  storage: fc.constantFrom("ok", "unavailable"),
  access: fc.constantFrom("write", "read"),
};

function messageOf(table: MessageTable): fc.Arbitrary<unknown> {
  const shapes = Object.entries(table).map(([type, fields]) =>
    fc.record({
      type: fc.constant(type),
      ...Object.fromEntries(Object.entries(fields).map(([name, kind]) => [name, FIELDS[kind]])),
    }),
  );
  return fc.oneof(...shapes);
}
