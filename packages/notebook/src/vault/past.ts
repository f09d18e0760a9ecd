import { ByteWriter } from "../bytes/byte-writer.ts";
import { type Bytes, concat, type Random } from "../bytes/bytes.ts";
import { openBox, sealBox } from "../seal/box.ts";
import { derive, importSecret, sha256 } from "../seal/derive.ts";
import { VAULT_KEY_BYTES } from "./vault-keys.ts";

/*
 * Anybody can seal a vault key of their own making to public keys that they can read. So each manifest carries, sealed
 * under its vault key, the wrapping keys of all epochs before. Only who knew the vault all along can have them; a slot
 * remembers, inside what its secret guards, which one was in use when it was made, and so recognises its vault.
 */

/** @param secrets of the epochs before `epoch`, from the first. */
export async function sealPast(
  root: CryptoKey,
  at: { vault: string; epoch: number },
  secrets: readonly Bytes[],
  random: Random,
): Promise<Bytes | null> {
  if (secrets.length === 0) return null;
  const key = await pastKey(root);
  return sealBox(key, await pastUse(at), concat(...secrets), random);
}

/** @returns the secrets of the epochs from the first to the one before, or null: it was made by somebody else. */
export async function openPast(
  root: CryptoKey,
  at: { vault: string; epoch: number },
  past: Bytes | null,
): Promise<Bytes[] | null> {
  if (past === null) return at.epoch === 1 ? [] : null;
  const plain = await openBox(await pastKey(root), await pastUse(at), past);
  if (plain?.length !== (at.epoch - 1) * VAULT_KEY_BYTES) return null;
  return Array.from({ length: at.epoch - 1 }, (_, epoch) =>
    plain.slice(epoch * VAULT_KEY_BYTES, (epoch + 1) * VAULT_KEY_BYTES),
  );
}

async function pastKey(root: CryptoKey): Promise<CryptoKey> {
  return importSecret(await derive(root, { label: "1on1/v1/past", context: new Uint8Array(0), length: 32 }));
}

async function pastUse({ vault, epoch }: { vault: string; epoch: number }) {
  return { label: "1on1/v1/past", context: await sha256(new ByteWriter().text(vault).u32(epoch).done()) };
}
