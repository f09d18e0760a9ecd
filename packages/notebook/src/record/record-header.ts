import type { NoteRecordKind } from "@candor/protocol/http/notebook.ts";
import { ByteReader, Unreadable } from "../bytes/byte-reader.ts";
import { ByteWriter } from "../bytes/byte-writer.ts";
import type { Bytes } from "../bytes/bytes.ts";
import { SALT_BYTES } from "../seal/seal-under.ts";

export const HASH_BYTES = 32;
const HEADER_VERSION = 1;
const KINDS: readonly NoteRecordKind[] = ["update", "snapshot"];
const MOST_DEVICES = 1_000;
/** What ids consist of, those of vaults, documents, devices. */
export const ID = /^[A-Za-z0-9_-]{1,64}$/;
const ID_BYTES = 64;

/** One record of a device: its number and its hash, which through `prev` stands for all before it. */
export type Head = { dseq: number; hash: Bytes };

/** How far each device is known, by its id. */
export type Heads = ReadonlyMap<string, Head>;

/** Readable by the server, changeable by nobody: its hash binds the sealed body. */
export type RecordHeader = {
  vault: string;
  doc: string;
  /** of the document key */
  epoch: number;
  device: string;
  dseq: number;
  /** hash of this device's record before; zeros for its first */
  prev: Bytes;
  /** what the device knew of the others when it wrote */
  seen: Heads;
  salt: Bytes;
} & (
  | { kind: "update" }
  /** `covers`: the records it stands for, each with all before it; `parent`: hash of the snapshot it follows */
  | { kind: "snapshot"; covers: Heads; parent: Bytes | null }
);

/** The one spelling of a header: devices are in the order of their ids. */
export function writeHeader(header: RecordHeader): Bytes {
  const writer = new ByteWriter()
    .u8(HEADER_VERSION)
    .text(header.vault)
    .text(header.doc)
    .u32(header.epoch)
    .text(header.device)
    .u32(header.dseq)
    .fixed(header.prev);
  writeHeads(writer, header.seen);
  writer.u8(KINDS.indexOf(header.kind)).fixed(header.salt);
  if (header.kind === "snapshot") {
    writeHeads(writer, header.covers);
    writer.bytes(header.parent ?? new Uint8Array(0));
  }
  return writer.done();
}

/** @throws {Unreadable} for anything that {@link writeHeader} would not have written. */
export function readHeader(bytes: Bytes): RecordHeader {
  const reader = new ByteReader(bytes);
  if (reader.u8() !== HEADER_VERSION) throw new Unreadable("a version that is not known here");
  const common = {
    vault: readId(reader),
    doc: readId(reader),
    epoch: reader.u32(),
    device: readId(reader),
    dseq: reader.u32(),
    prev: reader.fixed(HASH_BYTES),
    seen: readHeads(reader),
  };
  const kind = KINDS[reader.u8()];
  const salt = reader.fixed(SALT_BYTES);
  if (kind === undefined || common.dseq < 1 || common.epoch < 1) throw new Unreadable("out of range");
  if (kind === "update") {
    reader.end();
    return { ...common, salt, kind };
  }
  const covers = readHeads(reader);
  const parent = reader.bytes(HASH_BYTES);
  if (parent.length !== 0 && parent.length !== HASH_BYTES) throw new Unreadable("half a hash");
  reader.end();
  return { ...common, salt, kind, covers, parent: parent.length === 0 ? null : parent };
}

function writeHeads(writer: ByteWriter, heads: Heads): void {
  writer.u16(heads.size);
  for (const [device, head] of [...heads].sort(([a], [b]) => (a < b ? -1 : 1))) {
    writer.text(device).u32(head.dseq).fixed(head.hash);
  }
}

function readHeads(reader: ByteReader): Heads {
  const count = reader.u16();
  if (count > MOST_DEVICES) throw new Unreadable("too many devices");
  const heads = new Map<string, Head>();
  let before = "";
  for (let at = 0; at < count; at++) {
    const device = readId(reader);
    if (device <= before) throw new Unreadable("devices out of order");
    before = device;
    const head = { dseq: reader.u32(), hash: reader.fixed(HASH_BYTES) };
    if (head.dseq < 1) throw new Unreadable("out of range");
    heads.set(device, head);
  }
  return heads;
}

function readId(reader: ByteReader): string {
  const id = reader.text(ID_BYTES);
  if (!ID.test(id)) throw new Unreadable("not an id");
  return id;
}
