import { makeDocumentKey } from "./document-keys.ts";
import type { Manifest } from "./manifest.ts";
import { newId } from "./new-id.ts";
import { RECOVERY_BYTES, writeRecoveryCode } from "./recovery-code.ts";
import type { NewSlot } from "./slot.ts";
import { type Edge, type NextManifest, sealSlots, signNext } from "./turn-key.ts";
import { makeVaultKeys, VAULT_KEY_BYTES } from "./vault-keys.ts";

/**
 * Makes a vault. Nothing is kept anywhere yet: whoever calls shows the code, has two groups of it typed back, and only
 * then puts the manifest on the server.
 *
 * @param wanted.device this browser's id; @param wanted.slots ways to open it beside the recovery code.
 */
export async function createVault(
  wanted: { device: string; slots: readonly NewSlot[] },
  edge: Edge,
): Promise<NextManifest & { recoveryCode: string }> {
  const { random, now } = edge;
  const at = { vault: newId(random), epoch: 1 };
  const vaultKey = random(VAULT_KEY_BYTES);
  const keys = await makeVaultKeys(vaultKey.slice());
  const secret = random(RECOVERY_BYTES);
  const recoveryCode = writeRecoveryCode(secret);
  const slots = await sealSlots(at, [], [{ kind: "recovery", secret }, ...wanted.slots], vaultKey, keys, edge);
  vaultKey.fill(0);
  secret.fill(0);
  const index = newId(random);
  const { entry } = await makeDocumentKey(keys.wrap, at.vault, { doc: index, epoch: 1 }, random);
  const manifest: Manifest = {
    ...at,
    seq: 1,
    previous: null,
    index,
    slots,
    devices: [{ id: wanted.device, since: now, removed: null }],
    keys: [entry],
    past: null,
  };
  return { ...(await signNext({ keys, past: [] }, manifest, null)), recoveryCode };
}
