import { ByteReader } from "../bytes/byte-reader.ts";
import { ByteWriter } from "../bytes/byte-writer.ts";
import { type Bytes, concat, type Random, utf8 } from "../bytes/bytes.ts";
import { HASH_BYTES } from "../record/record-header.ts";
import { openBox, sealBox } from "../seal/box.ts";
import { importSecret, sha256 } from "../seal/derive.ts";
import type { Slot } from "./manifest.ts";
import { STRETCH_FLOOR, STRETCH_SALT_BYTES, type Stretch, tidyPassphrase } from "./stretch.ts";

const CURVE = { name: "ECDH", namedCurve: "P-256" } as const;

/** What a slot is made of; its secret part is used while it is made and then forgotten. */
export type NewSlot =
  | { kind: "recovery"; secret: Bytes }
  | { kind: "passphrase"; passphrase: string; stretch: Stretch }
  /** @param prf the passkey's answer to {@link passkeySalt} */
  | { kind: "passkey"; credential: string; prf: Bytes }
  | { kind: "device"; device: string; publicKey: CryptoKey };

/** Which vault key was in use when a slot was made. */
export type Anchor = { epoch: number; anchor: Bytes };

/** A slot to which the vault key is still to be sealed. */
export type UnsealedSlot = Slot extends infer S ? (S extends Slot ? Omit<S, "sealed"> : never) : never;

/** The input for a passkey's PRF extension that gives this vault's secret. */
export function passkeySalt(vault: string): Bytes {
  return concat(utf8("1on1/v1/avk"), utf8(vault));
}

/** Key pair of a device: usable by this browser as long as it keeps it, readable by nobody. */
export async function makeDeviceKey(): Promise<{ publicKey: CryptoKey; privateKey: CryptoKey }> {
  return crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
}

export async function makeSlot(
  vault: string,
  wanted: NewSlot,
  anchor: Anchor,
  parts: { id: string; since: string; random: Random },
): Promise<UnsealedSlot> {
  const { id, since, random } = parts;
  if (wanted.kind === "device") {
    const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", wanted.publicKey));
    return { id, since, publicKey, kind: "device", device: wanted.device };
  }
  const pair = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const privateKey = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
  const kind = wanted.kind;
  const stretch = { ...STRETCH_FLOOR, salt: random(STRETCH_SALT_BYTES) };
  const bare =
    kind === "passphrase"
      ? { id, since, publicKey, kind, stretch }
      : kind === "passkey"
        ? { id, since, publicKey, kind, credential: wanted.credential }
        : { id, since, publicKey, kind };
  const secret =
    wanted.kind === "passphrase"
      ? await wanted.stretch(tidyPassphrase(wanted.passphrase), stretch)
      : wanted.kind === "passkey"
        ? wanted.prf
        : wanted.secret;
  const plain = new ByteWriter().u32(anchor.epoch).fixed(anchor.anchor).fixed(privateKey).done();
  const guarded = await sealBox(await importSecret(secret), await guardUse(vault, bare), plain, random);
  privateKey.fill(0);
  plain.fill(0);
  return { ...bare, guarded } as UnsealedSlot;
}

/** Takes a slot's private half out of what its secret guards. @returns null: another secret, or the slot was changed. */
export async function openSlot(
  vault: string,
  slot: Exclude<Slot, { kind: "device" }>,
  secret: Bytes,
): Promise<{ privateKey: CryptoKey; anchor: Anchor } | null> {
  const plain = await openBox(await importSecret(secret), await guardUse(vault, slot), slot.guarded);
  if (!plain) return null;
  const reader = new ByteReader(plain);
  const anchor = { epoch: reader.u32(), anchor: reader.fixed(HASH_BYTES) };
  const pkcs8 = reader.rest();
  const privateKey = await crypto.subtle.importKey("pkcs8", pkcs8, CURVE, false, ["deriveBits"]);
  plain.fill(0);
  pkcs8.fill(0);
  return { privateKey, anchor };
}

/** Seals the vault key to a slot; whoever does this has checked where its public key comes from. */
export async function sealVaultKey(
  at: { vault: string; epoch: number },
  slot: UnsealedSlot,
  vaultKey: Bytes,
  random: Random,
): Promise<Slot> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const ephemeral = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const publicKey = await crypto.subtle.importKey("raw", slot.publicKey, CURVE, false, []);
  const shared = await agree(pair.privateKey, publicKey);
  const box = await sealBox(shared, await sealUse(at, slot, ephemeral), vaultKey, random);
  return { ...slot, sealed: { ephemeral, box } } as Slot;
}

/** @returns null if it was not sealed to this key and this slot. */
export async function openVaultKey(
  at: { vault: string; epoch: number },
  slot: Slot,
  privateKey: CryptoKey,
): Promise<Bytes | null> {
  try {
    const { ephemeral, box } = slot.sealed;
    const publicKey = await crypto.subtle.importKey("raw", ephemeral, CURVE, false, []);
    return await openBox(await agree(privateKey, publicKey), await sealUse(at, slot, ephemeral), box);
  } catch (error) {
    if (error instanceof DOMException) return null; // a point that is not on the curve
    throw error;
  }
}

async function agree(privateKey: CryptoKey, publicKey: CryptoKey): Promise<CryptoKey> {
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: publicKey }, privateKey, 256);
  return importSecret(new Uint8Array(shared));
}

async function guardUse(vault: string, slot: Omit<UnsealedSlot, "guarded">) {
  const writer = new ByteWriter().text(vault).text(slot.id).text(slot.kind).fixed(slot.publicKey);
  if ("stretch" in slot) {
    const { memory, passes, lanes, salt } = slot.stretch as {
      memory: number;
      passes: number;
      lanes: number;
      salt: Bytes;
    };
    writer.u32(memory).u32(passes).u32(lanes).bytes(salt);
  }
  if ("credential" in slot) writer.text(slot.credential as string);
  return { label: `1on1/v1/slot/${slot.kind}`, context: await sha256(writer.done()) };
}

async function sealUse(at: { vault: string; epoch: number }, slot: UnsealedSlot, ephemeral: Bytes) {
  const writer = new ByteWriter().text(at.vault).u32(at.epoch).text(slot.id).fixed(slot.publicKey).fixed(ephemeral);
  return { label: "1on1/v1/avk", context: await sha256(writer.done()) };
}
