import { fromBase64url, toBase64url } from "../bytes/base64url.ts";
import type { Bytes } from "../bytes/bytes.ts";
import { utf8 } from "../bytes/bytes.ts";
import { HASH_BYTES, ID } from "../record/record-header.ts";
import type { Manifest, Slot, VaultDevice, WrappedKey } from "./manifest.ts";

const FORMAT = 1;
const PUBLIC_KEY_BYTES = 65;
const MOST = { slots: 200, devices: 1_000, keys: 20_000, heads: 20_000 };

/** The body of a manifest as it is put under the MAC. */
export function writeManifestBody(manifest: Manifest): Bytes {
  return utf8(JSON.stringify({ format: FORMAT, ...manifest }, (_, value) => writeValue(value)));
}

function writeValue(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries(value);
  return value instanceof Uint8Array ? toBase64url(value) : value;
}

/** Reads what nobody has vouched for yet. @returns null for anything that is not a manifest of this format, whole. */
export function readManifestBody(bytes: Bytes): Manifest | null {
  try {
    const it = record(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
    if (it.format !== FORMAT) return null;
    return {
      vault: id(it.vault),
      epoch: count(it.epoch),
      seq: count(it.seq),
      previous: it.previous === null ? null : some(it.previous, HASH_BYTES),
      index: id(it.index),
      slots: distinct(list(it.slots, MOST.slots).map(readSlot), (slot) => slot.id),
      devices: distinct(list(it.devices, MOST.devices).map(readDevice), (device) => device.id),
      keys: distinct(list(it.keys, MOST.keys).map(readKey), (key) => `${key.doc} ${key.epoch}`),
      past: it.past === null ? null : some(it.past),
    };
  } catch {
    return null; // JSON, UTF-8 and the readers below throw; which of them says nothing that helps
  }
}

function readSlot(value: unknown): Slot {
  const it = record(value);
  const sealed = record(it.sealed);
  const common = {
    id: id(it.id),
    since: text(it.since),
    publicKey: some(it.publicKey, PUBLIC_KEY_BYTES),
    sealed: { ephemeral: some(sealed.ephemeral, PUBLIC_KEY_BYTES), box: some(sealed.box) },
  };
  if (it.kind === "device") return { ...common, kind: "device", device: id(it.device) };
  const guarded = some(it.guarded);
  if (it.kind === "recovery") return { ...common, kind: "recovery", guarded };
  if (it.kind === "passkey") return { ...common, kind: "passkey", guarded, credential: text(it.credential) };
  if (it.kind !== "passphrase") throw new TypeError("kind");
  const stretch = record(it.stretch);
  const params = { memory: count(stretch.memory), passes: count(stretch.passes), lanes: count(stretch.lanes) };
  return { ...common, kind: "passphrase", guarded, stretch: { ...params, salt: some(stretch.salt) } };
}

function readDevice(value: unknown): VaultDevice {
  const it = record(value);
  const removed = it.removed === null ? null : record(it.removed);
  return {
    id: id(it.id),
    since: text(it.since),
    removed: removed && { epoch: count(removed.epoch), at: text(removed.at), heads: readHeads(removed.heads) },
  };
}

function readHeads(value: unknown): ReadonlyMap<string, number> {
  const heads = Object.entries(record(value));
  if (heads.length > MOST.heads) throw new TypeError("too many heads");
  return new Map(heads.map(([doc, dseq]) => [id(doc), count(dseq)]));
}

function readKey(value: unknown): WrappedKey {
  const it = record(value);
  return { doc: id(it.doc), epoch: count(it.epoch), wrapped: some(it.wrapped) };
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new TypeError("not a record");
  return value as Record<string, unknown>;
}

function list(value: unknown, most: number): unknown[] {
  if (!Array.isArray(value) || value.length > most) throw new TypeError("not a list");
  return value;
}

function distinct<T>(values: T[], keyOf: (value: T) => string): T[] {
  if (new Set(values.map(keyOf)).size !== values.length) throw new TypeError("twice");
  return values;
}

function text(value: unknown): string {
  if (typeof value !== "string" || value.length > 2_000) throw new TypeError("not a text");
  return value;
}

function id(value: unknown): string {
  if (!ID.test(text(value))) throw new TypeError("not an id");
  return value as string;
}

function count(value: unknown): number {
  if (!Number.isInteger(value) || (value as number) < 1 || (value as number) >= 2 ** 32) throw new TypeError("number");
  return value as number;
}

function some(value: unknown, length?: number): Bytes {
  const bytes = fromBase64url(typeof value === "string" ? value : "=");
  if (!bytes || (length !== undefined && bytes.length !== length)) throw new TypeError("not bytes");
  return bytes;
}
