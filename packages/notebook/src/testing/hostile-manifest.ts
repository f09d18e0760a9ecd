import { fromBase64url, toBase64url } from "../bytes/base64url.ts";
import { concat, utf8 } from "../bytes/bytes.ts";
import { sha256 } from "../seal/derive.ts";
import { createVault } from "../vault/create-vault.ts";
import { makeDocumentKey } from "../vault/document-keys.ts";
import type { Manifest } from "../vault/manifest.ts";
import { readManifestBody, writeManifestBody } from "../vault/manifest-text.ts";
import { sealPast } from "../vault/past.ts";
import { makeDeviceKey } from "../vault/slot.ts";
import { sealSlots } from "../vault/turn-key.ts";
import { type Factor, unlockVault } from "../vault/unlock-vault.ts";
import { makeVaultKeys, signManifest, splitManifest } from "../vault/vault-keys.ts";
import { type HonestWorld, NOW, quickStretch } from "./honest-world.ts";
import type { Outcome } from "./hostile-log.ts";
import type { Seeded } from "./seeded.ts";

type ManifestTrick = (world: HonestWorld, chance: Seeded) => string | Promise<string>;

export const MANIFEST_TRICKS: Record<string, ManifestTrick> = {
  "roll back the manifest": (world, chance) => chance.pick(world.manifests.slice(0, -1)),
  "claim a restored backup and roll back": (world, chance) => chance.pick(world.manifests.slice(0, -1)),
  "claim a restored backup and seal a key of its own": (world, chance) =>
    sealOwn(world, chance, parsed(world).epoch + 1, true),
  "flip a bit in the manifest": (world, chance) => {
    const bytes = fromBase64url(newest(world)) ?? new Uint8Array(0);
    const at = chance.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8));
    return toBase64url(bytes);
  },
  "tear the manifest": (world, chance) => newest(world).slice(0, chance.below(newest(world).length)),
  "ask for less work of a passphrase": (world, chance) =>
    edited(world, (manifest) =>
      onSlots(manifest, "passphrase", (slot) => ({ ...slot, stretch: weaker(slot, chance) })),
    ),
  "ask for endless work of a passphrase": (world) =>
    edited(world, (manifest) =>
      onSlots(manifest, "passphrase", (slot) => ({ ...slot, stretch: { ...stretchOf(slot), memory: 4_000_000 } })),
    ),
  "ask for a little more work": (world) =>
    edited(world, (manifest) =>
      onSlots(manifest, "passphrase", (slot) => ({ ...slot, stretch: { ...stretchOf(slot), passes: 4 } })),
    ),
  "swap a slot's public key": async (world, chance) => {
    const { publicKey } = await makeDeviceKey();
    const own = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
    const which = chance.pick(parsed(world).slots).id;
    return edited(world, (manifest) => ({
      ...manifest,
      slots: manifest.slots.map((slot) => (slot.id === which ? { ...slot, publicKey: own } : slot)),
    }));
  },
  "swap what two slots hold": (world) =>
    edited(world, (manifest) => {
      const seals = manifest.slots.map(({ sealed }) => sealed);
      return {
        ...manifest,
        slots: manifest.slots.map((slot, at) => ({ ...slot, sealed: seals.at(at - 1) ?? slot.sealed })),
      };
    }),
  "drop a slot": (world, chance) =>
    edited(world, (manifest) => ({ ...manifest, slots: without(manifest.slots, chance) })),
  "drop a device": (world, chance) =>
    edited(world, (manifest) => ({ ...manifest, devices: without(manifest.devices, chance) })),
  "bring a removed device back": (world) =>
    edited(world, (manifest) => ({ ...manifest, devices: manifest.devices.map((one) => ({ ...one, removed: null })) })),
  "swap document keys": (world) =>
    edited(world, (manifest) => {
      const wrapped = manifest.keys.map((key) => key.wrapped);
      return {
        ...manifest,
        keys: manifest.keys.map((key, at) => ({ ...key, wrapped: wrapped.at(at - 1) ?? key.wrapped })),
      };
    }),
  "drop a document key": (world, chance) =>
    edited(world, (manifest) => ({ ...manifest, keys: without(manifest.keys, chance) })),
  "name another index": (world) => edited(world, (manifest) => ({ ...manifest, index: "doc-two" })),
  "raise the number": (world) => edited(world, (manifest) => ({ ...manifest, seq: manifest.seq + 7 })),
  "lower the epoch": (world) => edited(world, (manifest) => ({ ...manifest, epoch: manifest.epoch - 1 })),
  "forget the past": (world) => edited(world, (manifest) => ({ ...manifest, past: null })),
  /** Everything newer but the body of before, or the other way round. */
  "mix two manifests": (world, chance) => {
    const [a, b] = [fromBase64url(newest(world)), fromBase64url(chance.pick(world.manifests.slice(0, -1)))];
    const [top, body] = [a && splitManifest(a), b && splitManifest(b)];
    return toBase64url(concat(Uint8Array.of(1), top?.mac ?? new Uint8Array(32), body?.body ?? new Uint8Array(1)));
  },
  /** The strongest: the server seals a vault key of its own to the true slots, and signs with that. */
  "seal a key of its own to all slots": (world, chance) => sealOwn(world, chance, parsed(world).epoch, true),
  "the same, as if it were the first epoch": (world, chance) => sealOwn(world, chance, 1, false),
  "the same, as the epoch to come": (world, chance) => sealOwn(world, chance, parsed(world).epoch + 1, true),
  "give another vault": async (world, chance) => {
    const slots = [{ kind: "passphrase", passphrase: "whatever the server likes", stretch: quickStretch }] as const;
    const made = await createVault({ device: "laptop", slots }, { random: chance.bytes, now: NOW });
    return chance.below(2)
      ? made.wire
      : editedFrom(made.wire, (manifest) => ({ ...manifest, vault: world.vault.manifest.vault }));
  },
};

/** Unlocks with one of the ways, on the phone or on a new device, what the server made of the manifest. */
export async function playOnManifest(
  world: HonestWorld,
  trick: string,
  reader: "phone" | "new device",
  chance: Seeded,
): Promise<Outcome> {
  const play = MANIFEST_TRICKS[trick];
  if (!play) throw new Error(trick);
  const wire = await play(world, chance);
  const factor: Factor = chance.pick(reader === "phone" ? world.ways : world.ways.slice(0, 2));
  const unlocked = await unlockVault(wire, factor, reader === "phone" ? world.knownVault : null, {
    restored: trick.startsWith("claim a restored backup"),
  });
  if (unlocked.type !== "open") return "alarmed";
  if (wire === newest(world)) return "without effect";
  if (!world.manifests.includes(wire)) return "FOOLED";
  return reader === "new device" ? "older, and nobody here could know" : isSeen(world, unlocked.vault.manifest.seq);
}

/** The phone knew the last manifest but one at least; that one is not older than it remembers. */
function isSeen(world: HonestWorld, seq: number): Outcome {
  return seq >= world.knownVault.seq ? "older, and nobody here could know" : "FOOLED";
}

function newest(world: HonestWorld): string {
  return world.manifests.at(-1) ?? "";
}

function parsed(world: HonestWorld): Manifest {
  return bodyOf(newest(world)).manifest;
}

function bodyOf(wire: string) {
  const bytes = fromBase64url(wire);
  const split = bytes && splitManifest(bytes);
  const manifest = split && readManifestBody(split.body);
  if (!split || !manifest) throw new Error("not a manifest");
  return { ...split, manifest };
}

function edited(world: HonestWorld, edit: (manifest: Manifest) => Manifest): string {
  return editedFrom(newest(world), edit);
}

function editedFrom(wire: string, edit: (manifest: Manifest) => Manifest): string {
  const { mac, manifest } = bodyOf(wire);
  return toBase64url(concat(Uint8Array.of(1), mac, writeManifestBody(edit(manifest))));
}

type AnySlot = Manifest["slots"][number];

function onSlots(manifest: Manifest, kind: AnySlot["kind"], edit: (slot: AnySlot) => AnySlot): Manifest {
  return { ...manifest, slots: manifest.slots.map((slot) => (slot.kind === kind ? edit(slot) : slot)) };
}

function stretchOf(slot: AnySlot) {
  if (slot.kind !== "passphrase") throw new Error("no passphrase");
  return slot.stretch;
}

function weaker(slot: AnySlot, chance: Seeded) {
  const stretch = stretchOf(slot);
  return chance.below(2)
    ? { ...stretch, memory: 1 + chance.below(stretch.memory - 1) }
    : { ...stretch, passes: 1 + chance.below(stretch.passes - 1) };
}

function without<T>(list: readonly T[], chance: Seeded): T[] {
  const gone = chance.below(list.length);
  return list.filter((_, at) => at !== gone);
}

async function sealOwn(world: HonestWorld, chance: Seeded, epoch: number, past: boolean): Promise<string> {
  const manifest = parsed(world);
  const at = { vault: manifest.vault, epoch };
  const vaultKey = chance.bytes(32);
  const keys = await makeVaultKeys(vaultKey.slice());
  const slots = await sealSlots(at, manifest.slots, [], vaultKey, keys, { random: chance.bytes, now: NOW });
  const docs = new Set(manifest.keys.map(({ doc }) => doc));
  const own = await Promise.all(
    [...docs].map((doc) => makeDocumentKey(keys.wrap, manifest.vault, { doc, epoch }, chance.bytes)),
  );
  const secrets = Array.from({ length: epoch - 1 }, () => chance.bytes(32));
  const body = writeManifestBody({
    ...manifest,
    epoch,
    seq: manifest.seq + 1,
    previous: await sha256(fromBase64url(newest(world)) ?? utf8("")),
    slots,
    keys: own.map(({ entry }) => entry),
    past: past ? await sealPast(keys.root, at, secrets, chance.bytes) : null,
  });
  return toBase64url(await signManifest(keys, body));
}
