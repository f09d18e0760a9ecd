import type { Manifest, RemovedDevice, VaultDevice } from "./manifest.ts";

/** Which of a document's keys are still wanted, as somebody found who has read all that the server delivers of it. */
export type WantedKeys = {
  /** under which records are delivered */
  used: ReadonlySet<number>;
  /** the newest there was by then: what came since nobody has looked at */
  newest: number;
};

/**
 * Leaves out the keys under which no record is left. The newest of a document stays in any case, and so do those of
 * documents of which nothing was read. With the keys go the numbers up to which a device that was taken off is believed:
 * no manifest holds a key any more under which it could have written.
 *
 * @returns the manifest itself where nothing is to go.
 */
export function forgetKeys(manifest: Manifest, documents: ReadonlyMap<string, WantedKeys>): Manifest {
  const newest = new Map<string, number>();
  for (const { doc, epoch } of manifest.keys) newest.set(doc, Math.max(epoch, newest.get(doc) ?? 0));
  const keys = manifest.keys.filter(({ doc, epoch }) => {
    const wanted = documents.get(doc);
    return !wanted || epoch >= wanted.newest || wanted.used.has(epoch) || epoch === newest.get(doc);
  });
  const oldest = new Map<string, number>();
  for (const { doc, epoch } of keys) oldest.set(doc, Math.min(epoch, oldest.get(doc) ?? epoch));
  const devices = manifest.devices.map((device) => forgetHeads(device, documents, oldest));
  const isSame = keys.length === manifest.keys.length && devices.every((one, at) => one === manifest.devices[at]);
  return isSame ? manifest : { ...manifest, keys, devices };
}

function forgetHeads(
  device: VaultDevice,
  documents: ReadonlyMap<string, WantedKeys>,
  oldest: ReadonlyMap<string, number>,
): VaultDevice {
  const { removed } = device;
  if (!removed) return device;
  const isOver = (doc: string, { epoch }: RemovedDevice) => documents.has(doc) && (oldest.get(doc) ?? 0) >= epoch;
  const heads = new Map([...removed.heads].filter(([doc]) => !isOver(doc, removed)));
  return heads.size === removed.heads.size ? device : { ...device, removed: { ...removed, heads } };
}
