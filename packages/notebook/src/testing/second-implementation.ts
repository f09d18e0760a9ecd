import { gcm } from "@noble/ciphers/aes.js";
import { p256 } from "@noble/curves/nist.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";

/*
 * The formats once more, by another library and from the description alone: nothing of the package is imported. What the
 * two agree on is what is written down; see the vectors.
 */

const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const text = (value: string) => new TextEncoder().encode(value);

export function join(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function u32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

function sized(value: Uint8Array | string): Uint8Array {
  const bytes = typeof value === "string" ? text(value) : value;
  return join(u32(bytes.length), bytes);
}

export function derive(secret: Uint8Array, label: string, context: Uint8Array, salt: Uint8Array, length: number) {
  return hkdf(sha256, secret, salt, join(text(label), context), length);
}

const NO = new Uint8Array(0);

export function seal(secret: Uint8Array, label: string, context: Uint8Array, salt: Uint8Array, plain: Uint8Array) {
  const bytes = derive(secret, label, context, salt, 64);
  return join(bytes.slice(32), gcm(bytes.slice(0, 32), new Uint8Array(12), context).encrypt(plain));
}

export function open(secret: Uint8Array, label: string, context: Uint8Array, salt: Uint8Array, sealed: Uint8Array) {
  const bytes = derive(secret, label, context, salt, 64);
  if (!same(bytes.slice(32), sealed.slice(0, 32))) throw new Error("the commitment differs");
  return gcm(bytes.slice(0, 32), new Uint8Array(12), context).decrypt(sealed.slice(32));
}

function openBox(secret: Uint8Array, label: string, context: Uint8Array, box: Uint8Array) {
  return open(secret, label, context, box.slice(0, 32), box.slice(32));
}

/** From the code on paper and what the server keeps to the vault key; checks the MAC of the manifest. */
export function unlockByRecovery(code: string, wire: string) {
  const bytes = new Uint8Array(Buffer.from(wire, "base64url"));
  const [mac, body] = [bytes.slice(1, 33), bytes.slice(33)];
  const manifest = JSON.parse(new TextDecoder().decode(body));
  const slot = manifest.slots.find((one: { kind: string }) => one.kind === "recovery");
  const from = (value: string) => new Uint8Array(Buffer.from(value, "base64url"));

  const bits = [...code.replaceAll("-", "").slice(0, 32)]
    .map((symbol) => SYMBOLS.indexOf(symbol).toString(2).padStart(5, "0"))
    .join("");
  const secret = Uint8Array.from({ length: 20 }, (_, at) => Number.parseInt(bits.slice(at * 8, at * 8 + 8), 2));
  const publicKey = from(slot.publicKey);
  const guard = sha256(join(sized(manifest.vault), sized(slot.id), sized("recovery"), publicKey));
  const guarded = openBox(secret, "1on1/v1/slot/recovery", guard, from(slot.guarded));
  const [anchor, pkcs8] = [guarded.slice(4, 36), guarded.slice(36)];
  const scalar = scalarOf(pkcs8);
  if (!same(p256.getPublicKey(scalar, false), publicKey)) throw new Error("the private half is of another key");

  const ephemeral = from(slot.sealed.ephemeral);
  const shared = p256.getSharedSecret(scalar, ephemeral, true).slice(1);
  const use = sha256(join(sized(manifest.vault), u32(manifest.epoch), sized(slot.id), publicKey, ephemeral));
  const vaultKey = openBox(shared, "1on1/v1/avk", use, from(slot.sealed.box));

  const macKey = derive(vaultKey, "1on1/v1/mani", NO, NO, 32);
  const signed = join(sized("1on1/v1/manifest"), Uint8Array.of(1), body);
  if (!same(hmac(sha256, macKey, signed), mac)) throw new Error("the MAC differs");
  const wrap = derive(vaultKey, "1on1/v1/wrap", NO, NO, 32);
  if (manifest.epoch === 1 && !same(derive(wrap, "1on1/v1/anchor", NO, NO, 32), anchor))
    throw new Error("another vault");
  return { vaultKey, wrap, manifest };
}

/** A vault key sealed to a slot, as whoever turns the key does it; the ephemeral key is given so that it can be had again. */
export function sealVaultKey(
  at: { vault: string; epoch: number; slot: string },
  publicKey: Uint8Array,
  ephemeralSecret: Uint8Array,
  salt: Uint8Array,
  vaultKey: Uint8Array,
) {
  const ephemeral = p256.getPublicKey(ephemeralSecret, false);
  const shared = p256.getSharedSecret(ephemeralSecret, publicKey, true).slice(1);
  const use = sha256(join(sized(at.vault), u32(at.epoch), sized(at.slot), publicKey, ephemeral));
  return { ephemeral, box: join(salt, seal(shared, "1on1/v1/avk", use, salt, vaultKey)) };
}

/** A P-256 key pair, with its private half as WebCrypto reads it. */
export function keyPair(secret: Uint8Array) {
  const publicKey = p256.getPublicKey(secret, false);
  const letters = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
  const [x, y] = [letters(publicKey.slice(1, 33)), letters(publicKey.slice(33))];
  return { publicKey, jwk: { kty: "EC", crv: "P-256", x, y, d: letters(secret) } };
}

export function unwrapDocumentKey(
  wrap: Uint8Array,
  vault: string,
  key: { doc: string; epoch: number; wrapped: string },
) {
  const context = sha256(join(sized(vault), sized(key.doc), u32(key.epoch)));
  return openBox(wrap, "1on1/v1/dek", context, new Uint8Array(Buffer.from(key.wrapped, "base64url")));
}

/** @param header its bytes; @param salt the one that stands in it. */
export function sealRecord(key: Uint8Array, header: Uint8Array, salt: Uint8Array, body: Uint8Array): Uint8Array {
  const needed = 4 + body.length;
  const padded = new Uint8Array(Math.ceil(needed / 256) * 256);
  padded.set(join(u32(body.length), body));
  return join(Uint8Array.of(1), sized(header), seal(key, "1on1/v1/rec", sha256(header), salt, padded));
}

export function openRecord(key: Uint8Array, bytes: Uint8Array, saltAt: (header: Uint8Array) => Uint8Array): Uint8Array {
  const length = new DataView(bytes.buffer, bytes.byteOffset + 1).getUint32(0);
  const header = bytes.slice(5, 5 + length);
  const padded = open(key, "1on1/v1/rec", sha256(header), saltAt(header), bytes.slice(5 + length));
  return padded.slice(4, 4 + new DataView(padded.buffer, padded.byteOffset).getUint32(0));
}

/** Header of an update by its first principles: `seen` in the order of the ids. */
export function writeHeader(header: {
  vault: string;
  doc: string;
  epoch: number;
  device: string;
  dseq: number;
  prev: Uint8Array;
  seen: [string, number, Uint8Array][];
  salt: Uint8Array;
}): Uint8Array {
  return join(
    Uint8Array.of(1),
    sized(header.vault),
    sized(header.doc),
    u32(header.epoch),
    sized(header.device),
    u32(header.dseq),
    header.prev,
    Uint8Array.of(header.seen.length >> 8, header.seen.length & 255),
    ...header.seen.map(([device, dseq, hash]) => join(sized(device), u32(dseq), hash)),
    Uint8Array.of(0),
    header.salt,
  );
}

/** PKCS #8 holds an ECPrivateKey: version 1, then the scalar. */
function scalarOf(pkcs8: Uint8Array): Uint8Array {
  const at = Buffer.from(pkcs8).indexOf(Buffer.from("0201010420", "hex"));
  if (at < 0) throw new Error("no scalar");
  return pkcs8.slice(at + 5, at + 37);
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
