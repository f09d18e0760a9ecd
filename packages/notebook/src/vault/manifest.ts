import type { Bytes } from "../bytes/bytes.ts";
import type { StretchParams } from "./stretch.ts";

export type SlotKind = "recovery" | "passphrase" | "passkey" | "device";

/** One way to open a vault. Its public key is believed only after the manifest's MAC was found right. */
export type Slot = {
  id: string;
  /** ISO instant at which it was made */
  since: string;
  /** P-256, uncompressed */
  publicKey: Bytes;
  /** the vault key, sealed to `publicKey` */
  sealed: { ephemeral: Bytes; box: Bytes };
} & (
  | { kind: "recovery"; guarded: Bytes }
  | { kind: "passphrase"; guarded: Bytes; stretch: StretchParams }
  | { kind: "passkey"; guarded: Bytes; credential: string }
  /** its private half lives in that device's browser and cannot be exported */
  | { kind: "device"; device: string }
);

/** A browser that writes notes. Its name stands in the index, where the server cannot read it. */
export type VaultDevice = { id: string; since: string; removed: RemovedDevice | null };

/** What it wrote before: `heads`, its last number in each document as far as whoever took it off had seen. */
export type RemovedDevice = { epoch: number; at: string; heads: ReadonlyMap<string, number> };

/** Key of a document, wrapped by the vault key of this manifest. */
export type WrappedKey = { doc: string; epoch: number; wrapped: Bytes };

/** What a vault consists of, apart from the notes. */
export type Manifest = {
  vault: string;
  /** number of the vault key; from 1 */
  epoch: number;
  /** number of the manifest; from 1 */
  seq: number;
  /** hash of the manifest before; null: the first */
  previous: Bytes | null;
  /** document that lists the others */
  index: string;
  slots: readonly Slot[];
  devices: readonly VaultDevice[];
  keys: readonly WrappedKey[];
  /** the wrapping keys of all epochs before, sealed; who could make this knew the vault all along. null in epoch 1 */
  past: Bytes | null;
};
