import { acceptManifest, type OpenVault, type Refusal, rememberVault, splitWire } from "./open-vault.ts";

/** What becomes of an open vault when the server has a newer manifest. */
export type Followed =
  | { type: "open"; vault: OpenVault }
  /** the vault key has turned: this device has to unlock anew, by its own slot if it has one */
  | { type: "key_turned" }
  | { type: "refused"; reason: Refusal };

/** Goes on with a newer manifest of a vault that is open, made by another device or tab. */
export async function followManifest(
  open: OpenVault,
  wire: string,
  server: { restored: boolean } = { restored: false },
): Promise<Followed> {
  const unchecked = await splitWire(wire);
  if (!unchecked) return { type: "refused", reason: "unreadable" };
  if (unchecked.manifest.vault !== open.manifest.vault) return { type: "refused", reason: "other_vault" };
  if (unchecked.manifest.epoch > open.manifest.epoch) return { type: "key_turned" };
  if (unchecked.manifest.epoch < open.manifest.epoch) return { type: "refused", reason: "older" };
  return acceptManifest(open.keys, unchecked, await rememberVault(open), null, server);
}
