import { sameBytes } from "@candor/notebook/bytes/bytes.ts";
import type { KnownVault, OpenVault } from "@candor/notebook/vault/open-vault.ts";
import type { Factor, Unlocked } from "@candor/notebook/vault/unlock-vault.ts";

/**
 * Why a device goes on with its own copy of a vault although the server shows a newer one. `forged`: no honest device makes
 * one like it. `other_ways`: it does not open by what somebody has; the ways may have been changed on another device.
 */
export type Standing = "forged" | "other_ways";

/** @returns null: what the server shows is right, or older; or it is right that this way opens nothing any more. */
export function judgeServerVault(answer: Unlocked, factor: Factor): Standing | null {
  if (answer.type === "refused") return answer.reason === "older" ? null : "forged";
  // A device that has a slot in it, which its own key does not open.
  if (factor.kind === "device") return answer.type === "wrong" ? "forged" : null;
  return answer.type === "wrong" || answer.type === "no_slot" ? "other_ways" : null;
}

/** Whether it can be shown that a manifest comes after the one that is known, with none in between that was not seen. */
export function followsOn({ manifest, hash }: OpenVault, known: KnownVault): boolean {
  if (manifest.seq === known.seq) return sameBytes(hash, known.hash);
  return manifest.seq === known.seq + 1 && manifest.previous !== null && sameBytes(manifest.previous, known.hash);
}
