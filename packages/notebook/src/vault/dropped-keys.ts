import { type PendingKey, wrapKeyOf } from "./document-keys.ts";
import { type OpenVault, splitWire } from "./open-vault.ts";

/**
 * Document keys that an earlier manifest held and a later one has forgotten. A device that was behind may have sealed
 * under them what it has not sent, and another's record may have been on its way: whoever has the entry can still open
 * that, since a vault carries the wrapping keys of all its epochs.
 *
 * @param before a manifest that this device had accepted.
 */
export async function droppedKeys(before: string, after: OpenVault): Promise<PendingKey[]> {
  const had = (await splitWire(before))?.manifest;
  if (had?.vault !== after.manifest.vault || !wrapKeyOf(after, had.epoch)) return [];
  const has = new Set(after.manifest.keys.map(({ doc, epoch }) => `${doc} ${epoch}`));
  return had.keys.filter(({ doc, epoch }) => !has.has(`${doc} ${epoch}`)).map((key) => ({ ...key, under: had.epoch }));
}
