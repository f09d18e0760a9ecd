import type { Bytes } from "../bytes/bytes.ts";
import type { Manifest, Slot } from "./manifest.ts";
import {
  acceptManifest,
  type KnownVault,
  type OpenVault,
  type Refusal,
  splitWire,
  type UncheckedManifest,
} from "./open-vault.ts";
import { readRecoveryCode, type TypedRecoveryCode } from "./recovery-code.ts";
import { type Anchor, openSlot, openVaultKey } from "./slot.ts";
import { judgeStretch, type Stretch, tidyPassphrase } from "./stretch.ts";
import { makeVaultKeys } from "./vault-keys.ts";

/** What somebody opens a vault with. */
export type Factor =
  | { kind: "recovery"; typed: string }
  | { kind: "passphrase"; passphrase: string; stretch: Stretch }
  | { kind: "passkey"; credential: string; prf: Bytes }
  | { kind: "device"; device: string; privateKey: CryptoKey };

export type Unlocked =
  | { type: "open"; vault: OpenVault }
  /** the code itself is not one; nothing was tried */
  | { type: "mistyped"; code: Exclude<TypedRecoveryCode, { type: "whole" }> }
  /** no slot opens with it; what a slot that was tampered with looks like, too */
  | { type: "wrong" }
  /** the vault cannot be opened this way: there is no such slot */
  | { type: "no_slot" }
  | { type: "refused"; reason: Refusal | "too_weak" | "too_costly" };

/**
 * Opens a vault from what the server says its manifest is, of which nothing is believed.
 *
 * @param known what this device remembers; null on one that never opened the vault, which cannot tell an old state. A
 *   device's own slot is of no use then: nothing but that memory tells its vault from one that the server made.
 * @param server see acceptManifest.
 */
export async function unlockVault(
  wire: string,
  factor: Factor,
  known: KnownVault | null,
  server: { restored: boolean } = { restored: false },
): Promise<Unlocked> {
  const split = await splitWire(wire);
  if (!split) return { type: "refused", reason: "unreadable" };
  const unchecked = { ...split, ...server };
  if (known && unchecked.manifest.vault !== known.vault) return { type: "refused", reason: "other_vault" };
  if (factor.kind === "recovery") {
    const code = readRecoveryCode(factor.typed);
    if (code.type !== "whole") return { type: "mistyped", code };
    return openWith(unchecked, known, "recovery", async () => code.secret);
  }
  if (factor.kind === "passphrase") return unlockByPassphrase(unchecked, factor, known);
  if (factor.kind === "passkey") {
    const isIts = (slot: Slot) => slot.kind === "passkey" && slot.credential === factor.credential;
    return openWith(unchecked, known, "passkey", async (slot) => (isIts(slot) ? factor.prf : null));
  }
  const slot = unchecked.manifest.slots.find((slot) => slot.kind === "device" && slot.device === factor.device);
  if (!slot || !known) return { type: "no_slot" };
  return (await finish(unchecked, known, slot, { privateKey: factor.privateKey, anchor: null })) ?? { type: "wrong" };
}

type Offered = UncheckedManifest & { restored: boolean };

/** Judges the parameters of all slots first, so that no work is done for a server that would like it cheap. */
async function unlockByPassphrase(
  unchecked: Offered,
  { passphrase, stretch }: Extract<Factor, { kind: "passphrase" }>,
  known: KnownVault | null,
): Promise<Unlocked> {
  for (const slot of unchecked.manifest.slots) {
    const verdict = slot.kind === "passphrase" ? judgeStretch(slot.stretch) : "fit";
    if (verdict !== "fit") return { type: "refused", reason: verdict };
  }
  return openWith(unchecked, known, "passphrase", async (slot) =>
    slot.kind === "passphrase" ? stretch(tidyPassphrase(passphrase), slot.stretch) : null,
  );
}

async function openWith(
  unchecked: Offered,
  known: KnownVault | null,
  kind: "recovery" | "passphrase" | "passkey",
  secretFor: (slot: Slot) => Promise<Bytes | null>,
): Promise<Unlocked> {
  const slots = slotsOf(unchecked.manifest, kind);
  if (slots.length === 0) return { type: "no_slot" };
  for (const slot of slots) {
    const secret = await secretFor(slot);
    const opened = secret && (await openSlot(unchecked.manifest.vault, slot, secret));
    const finished = opened && (await finish(unchecked, known, slot, opened));
    if (finished) return finished;
  }
  return { type: "wrong" };
}

async function finish(
  unchecked: Offered,
  known: KnownVault | null,
  slot: Slot,
  opened: { privateKey: CryptoKey; anchor: Anchor | null },
): Promise<Unlocked | null> {
  const vaultKey = await openVaultKey(unchecked.manifest, slot, opened.privateKey);
  if (!vaultKey) return null;
  return acceptManifest(await makeVaultKeys(vaultKey), unchecked, known, opened.anchor, unchecked);
}

function slotsOf(manifest: Manifest, kind: "recovery" | "passphrase" | "passkey") {
  return manifest.slots.filter((slot): slot is Exclude<Slot, { kind: "device" }> => slot.kind === kind);
}
