import fc from "fast-check";
import { expect, test } from "vitest";
import { Unreadable } from "../bytes/byte-reader.ts";
import { importSecret } from "../seal/derive.ts";
import { seeded } from "../testing/seeded.ts";
import { openRecord, readRecord } from "./open-record.ts";
import { pad, paddedLength, unpad } from "./padding.ts";
import { type RecordHeader, readHeader, writeHeader } from "./record-header.ts";
import { sealRecord } from "./seal-record.ts";

const some = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((it) => Uint8Array.from(it));
const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
const number = fc.integer({ min: 1, max: 2 ** 32 - 1 });
const heads = fc
  .dictionary(id, fc.record({ dseq: number, hash: some(32) }), { maxKeys: 5, noNullPrototype: true })
  .map((it) => new Map(Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1))));
const common = {
  vault: id,
  doc: id,
  epoch: number,
  device: id,
  dseq: number,
  prev: some(32),
  seen: heads,
  salt: some(32),
};
const anyHeader: fc.Arbitrary<RecordHeader> = fc.oneof(
  fc.record({ ...common, kind: fc.constant("update" as const) }),
  fc.record({ ...common, kind: fc.constant("snapshot" as const), covers: heads, parent: fc.option(some(32)) }),
);

test("a header has one spelling, and what it says comes back as it was", () => {
  fc.assert(
    fc.property(anyHeader, (header) => {
      expect(readHeader(writeHeader(header))).toEqual(header);
      const shuffled = { ...header, seen: new Map([...header.seen].reverse()) };
      expect(writeHeader(shuffled)).toEqual(writeHeader(header));
    }),
    { seed: 1 },
  );
});

test("bytes that are no header are refused, never guessed at", () => {
  fc.assert(
    fc.property(anyHeader, fc.nat(), fc.integer({ min: 1, max: 255 }), fc.nat(3), (header, at, change, how) => {
      const bytes = writeHeader(header);
      const which = at % bytes.length;
      const spoilt = [
        bytes.slice(0, which),
        Uint8Array.from([...bytes, 0]),
        bytes.with(which, bytes[which]! ^ change) as Uint8Array<ArrayBuffer>,
        Uint8Array.from({ length: which }, (_, index) => bytes[(index * 7) % bytes.length]!),
      ][how]!;
      try {
        expect(writeHeader(readHeader(spoilt))).toEqual(spoilt);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
      }
    }),
    { seed: 2, numRuns: 2_000 },
  );
});

test("any change to a record, by one bit or more, makes it unreadable", async () => {
  const key = await importSecret(seeded(1).bytes(32));
  const salt = seeded(2).bytes(32);
  const header = { vault: "v", doc: "d", epoch: 1, device: "a", dseq: 1, prev: new Uint8Array(32), salt };
  const { bytes } = await sealRecord(
    key,
    { ...header, seen: new Map(), kind: "update" },
    new TextEncoder().encode("a note"),
  );
  for (let at = 0; at < bytes.length; at++) {
    const read = await readRecord(bytes.with(at, bytes[at]! ^ (1 << (at % 8))) as Uint8Array<ArrayBuffer>);
    expect([at, read && (await openRecord(key, read))]).toEqual([at, null]);
  }
  const stranger = await importSecret(seeded(3).bytes(32));
  expect(await openRecord(stranger, (await readRecord(bytes))!)).toBeNull();
});

test("how long a note is can be told no closer than to 256 bytes", async () => {
  const key = await importSecret(seeded(1).bytes(32));
  const lengths = new Set<number>();
  for (let length = 0; length <= 252; length += 21) {
    const header = { vault: "v", doc: "d", epoch: 1, device: "a", dseq: 1, prev: new Uint8Array(32) };
    const made = await sealRecord(
      key,
      { ...header, salt: seeded(length).bytes(32), seen: new Map(), kind: "update" },
      new Uint8Array(length),
    );
    lengths.add(made.bytes.length);
  }
  expect(lengths.size).toBe(1);
});

test("padding gives back what went in, grows a snapshot by an eighth at most, and lets few lengths through", () => {
  fc.assert(
    fc.property(fc.constantFrom("update" as const, "snapshot" as const), fc.nat(20_000), (kind, length) => {
      const body = Uint8Array.from({ length }, (_, at) => at & 255);
      const padded = pad(kind, body);
      expect(unpad(kind, padded)).toEqual(body);
      if (kind === "update") expect(padded.length % 256).toBe(0);
      else if (length > 252) expect(padded.length).toBeLessThanOrEqual((length + 4) * 1.12 + 1);
      if (length > 0)
        expect(unpad(kind, padded.with(padded.length - 1, 255) as Uint8Array<ArrayBuffer>)).not.toEqual(body);
    }),
    { seed: 5 },
  );
  const sizes = new Set(Array.from({ length: 100_000 }, (_, length) => paddedLength("snapshot", length)));
  expect(sizes.size).toBeLessThan(160);
});
