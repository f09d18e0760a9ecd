import { type PendingKey, rewrapDocumentKey, wrapKeyOf } from "./document-keys.ts";
import { forgetKeys, type WantedKeys } from "./forget-keys.ts";
import type { Manifest, Slot, WrappedKey } from "./manifest.ts";
import type { OpenVault } from "./open-vault.ts";
import type { NewSlot } from "./slot.ts";
import { type Edge, type NextManifest, signNext, turnKey } from "./turn-key.ts";

/**
 * One change, said so that it can be made again on a newer manifest when another device was first. Whatever changes who
 * can open the vault turns its key, so that what is taken away opens nothing that is written from then on.
 */
export type VaultChange =
  | { type: "add_device"; device: string }
  | { type: "add_document_keys"; pending: readonly PendingKey[] }
  /** after all that was sealed under them is gone */
  | { type: "forget_document_keys"; documents: ReadonlyMap<string, WantedKeys> }
  | { type: "add_slot"; slot: Exclude<NewSlot, { kind: "recovery" }> }
  | { type: "remove_slot"; slot: string }
  /** what it writes past `heads`, a number for each document, nobody takes over, whatever key it is sealed under */
  | { type: "remove_device"; device: string; heads: ReadonlyMap<string, number> }
  | { type: "replace_recovery"; secret: Extract<NewSlot, { kind: "recovery" }>["secret"] }
  /** replaces all passphrases there are */
  | { type: "change_passphrase"; slot: Extract<NewSlot, { kind: "passphrase" }> }
  /** another vault key and other document keys, for its own sake */
  | { type: "rotate" };

export type ChangedVault =
  | ({ type: "changed" } & NextManifest)
  /** it is like that already */
  | { type: "unchanged" }
  | {
      type: "refused";
      reason: "last_recovery" | "no_such_slot" | "no_such_device" | "removed_device" | "unknown_epoch";
    };

export async function changeVault(open: OpenVault, change: VaultChange, edge: Edge): Promise<ChangedVault> {
  const { manifest } = open;
  switch (change.type) {
    case "add_device": {
      const known = manifest.devices.find((device) => device.id === change.device);
      if (known) return known.removed ? { type: "refused", reason: "removed_device" } : { type: "unchanged" };
      const device = { id: change.device, since: edge.now, removed: null };
      return signed(open, { ...manifest, devices: [...manifest.devices, device] });
    }
    case "add_document_keys":
      return addDocumentKeys(open, change.pending, edge);
    case "forget_document_keys": {
      const left = forgetKeys(manifest, change.documents);
      return left === manifest ? { type: "unchanged" } : signed(open, left);
    }
    case "add_slot": {
      const { slot } = change;
      const slots = manifest.slots.filter((had) => !replaces(slot, had));
      // With what it replaces goes what that could open; one that is only added takes nothing from anybody.
      return turned(open, { ...manifest, slots }, [slot], slots.length < manifest.slots.length, edge);
    }
    case "remove_slot": {
      const gone = manifest.slots.find((slot) => slot.id === change.slot);
      if (!gone) return { type: "refused", reason: "no_such_slot" };
      if (gone.kind === "recovery") return { type: "refused", reason: "last_recovery" };
      return turned(open, { ...manifest, slots: manifest.slots.filter((slot) => slot !== gone) }, [], true, edge);
    }
    case "remove_device":
      return removeDevice(open, change, edge);
    case "replace_recovery": {
      const slots = manifest.slots.filter((slot) => slot.kind !== "recovery");
      return turned(open, { ...manifest, slots }, [{ kind: "recovery", secret: change.secret }], true, edge);
    }
    case "change_passphrase": {
      const slots = manifest.slots.filter((slot) => slot.kind !== "passphrase");
      return turned(open, { ...manifest, slots }, [change.slot], true, edge);
    }
    case "rotate":
      return turned(open, manifest, [], true, edge);
  }
}

async function addDocumentKeys(open: OpenVault, pending: readonly PendingKey[], edge: Edge): Promise<ChangedVault> {
  const { vault, keys } = open.manifest;
  const added: WrappedKey[] = [];
  // The last of several is the one that counts while they wait; see openDocumentKeys.
  for (const { under, ...entry } of pending.toReversed()) {
    if ([...keys, ...added].some((key) => key.doc === entry.doc && key.epoch === entry.epoch)) continue;
    const wrap = wrapKeyOf(open, under);
    const again = wrap && (await rewrapDocumentKey(wrap, open.keys.wrap, vault, entry, edge.random));
    if (!again) return { type: "refused", reason: "unknown_epoch" };
    added.push(again);
  }
  return added.length === 0 ? { type: "unchanged" } : signed(open, { ...open.manifest, keys: [...keys, ...added] });
}

async function removeDevice(
  open: OpenVault,
  { device, heads }: Extract<VaultChange, { type: "remove_device" }>,
  edge: Edge,
): Promise<ChangedVault> {
  const { manifest } = open;
  if (!manifest.devices.some(({ id, removed }) => id === device && !removed)) {
    return { type: "refused", reason: "no_such_device" };
  }
  const removed = { epoch: manifest.epoch + 1, at: edge.now, heads };
  const devices = manifest.devices.map((had) => (had.id === device ? { ...had, removed } : had));
  const slots = manifest.slots.filter((slot) => slot.kind !== "device" || slot.device !== device);
  return turned(open, { ...manifest, devices, slots }, [], true, edge);
}

function replaces(slot: NewSlot, had: Slot): boolean {
  if (slot.kind === "device") return had.kind === "device" && had.device === slot.device;
  if (slot.kind === "passkey") return had.kind === "passkey" && had.credential === slot.credential;
  return had.kind === slot.kind;
}

async function signed(open: OpenVault, manifest: Manifest): Promise<ChangedVault> {
  return { type: "changed", ...(await signNext(open, manifest, open)) };
}

async function turned(
  open: OpenVault,
  manifest: Manifest,
  add: readonly NewSlot[],
  freshKeys: boolean,
  edge: Edge,
): Promise<ChangedVault> {
  return { type: "changed", ...(await turnKey(open, { manifest, add, freshKeys }, edge)) };
}
