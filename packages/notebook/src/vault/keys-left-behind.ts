import { type PendingKey, wrapKeyOf } from "./document-keys.ts";
import { type OpenVault, splitWire } from "./open-vault.ts";

/**
 * Document keys of an earlier manifest that a later one lacks. After the server was set back, another device may have
 * gone on from before a document was begun; whoever still has its key brings it in again, or its notes could not be read.
 * A key that was left out on purpose has a newer one of the same document in its place.
 *
 * @param before a manifest that this device had accepted.
 */
export async function keysLeftBehind(before: string, after: OpenVault): Promise<PendingKey[]> {
  const had = (await splitWire(before))?.manifest;
  if (had?.vault !== after.manifest.vault || !wrapKeyOf(after, had.epoch)) return [];
  const isThere = (doc: string, epoch: number) =>
    after.manifest.keys.some((key) => key.doc === doc && key.epoch >= epoch);
  return had.keys.filter(({ doc, epoch }) => !isThere(doc, epoch)).map((key) => ({ ...key, under: had.epoch }));
}
