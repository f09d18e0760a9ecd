import { type ChangedVault, changeVault, type VaultChange } from "./change-vault.ts";
import { followManifest } from "./follow-manifest.ts";
import type { OpenVault, Refusal } from "./open-vault.ts";
import type { Edge } from "./turn-key.ts";

const MOST_TRIES = 8;

export type KeptChange =
  | { type: "kept"; vault: OpenVault }
  /** another device turned the key meanwhile, and this one cannot open the vault without somebody's help */
  | { type: "locked" }
  | Extract<ChangedVault, { type: "refused" }>
  /** what the server gave as the newest manifest does not hold */
  | { type: "not_believed"; reason: Refusal }
  /** others were first again and again; nothing is lost by trying later */
  | { type: "crowded" };

/**
 * Makes a change and has the server keep it. Where another device or tab was first, the change is made again on what is
 * newest; so either both changes are in, or the caller is told.
 *
 * @param edge.put compare-and-set on the server; the conflict brings the newest manifest.
 * @param edge.unlock opens a manifest under another vault key by this device's own slot; null without one.
 */
export async function keepChange(
  open: OpenVault,
  change: VaultChange,
  edge: Edge & {
    put(follows: number, seq: number, wire: string): Promise<{ type: "kept" } | { type: "conflict"; newest: string }>;
    unlock(wire: string): Promise<OpenVault | null>;
  },
): Promise<KeptChange> {
  let vault = open;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const changed = await changeVault(vault, change, edge);
    if (changed.type === "refused") return changed;
    if (changed.type === "unchanged") return { type: "kept", vault };
    const answer = await edge.put(changed.follows, changed.vault.manifest.seq, changed.wire);
    // Its own manifest as the newest: it was kept, and only the answer was lost.
    if (answer.type === "kept" || answer.newest === changed.wire) return { type: "kept", vault: changed.vault };
    const followed = await followManifest(vault, answer.newest);
    if (followed.type === "refused") return { type: "not_believed", reason: followed.reason };
    const next = followed.type === "open" ? followed.vault : await edge.unlock(answer.newest);
    if (!next) return { type: "locked" };
    vault = next;
  }
  return { type: "crowded" };
}
