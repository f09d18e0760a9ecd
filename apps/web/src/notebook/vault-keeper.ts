import { sameBytes } from "@candor/notebook/bytes/bytes.ts";
import type { ChangedVault, VaultChange } from "@candor/notebook/vault/change-vault.ts";
import { followManifest } from "@candor/notebook/vault/follow-manifest.ts";
import { keysLeftBehind } from "@candor/notebook/vault/keys-left-behind.ts";
import type { Slot, SlotKind } from "@candor/notebook/vault/manifest.ts";
import { newId } from "@candor/notebook/vault/new-id.ts";
import { type OpenVault, rememberVault, splitWire } from "@candor/notebook/vault/open-vault.ts";
import { makeDeviceKey, type NewSlot } from "@candor/notebook/vault/slot.ts";
import type { NextManifest } from "@candor/notebook/vault/turn-key.ts";
import { type Factor, type Unlocked, unlockVault } from "@candor/notebook/vault/unlock-vault.ts";
import { MAX_MANIFEST_BYTES, type VaultState } from "@candor/protocol/http/notebook.ts";
import type { TabEnvironment } from "../offline/tab-environment.ts";
import { followsOn, judgeServerVault, type Standing } from "./judge-server-vault.ts";
import { keepDroppedKeys } from "./keep-dropped-keys.ts";
import type { NotebookApi } from "./notebook-api.ts";
import type { KeptDevice, KeptVault, NotebookKeep } from "./notebook-store.ts";

const TRIES = 4; // devices that change keys in the same second

export type KeeperParts = {
  environment: Pick<TabEnvironment, "random" | "instant" | "locks">;
  store: NotebookKeep;
  api: NotebookApi;
};

type NewestVault = { vault: string; wire: string; restoreEpoch: number };

export type UnlockAnswer =
  | Unlocked
  | { type: "unreachable" }
  /** nobody has begun a notebook */
  | { type: "none" };

export type ChangeAnswer =
  | { type: "changed" }
  | { type: "unreachable" }
  | { type: "conflict" }
  | { type: "refused"; reason: string };

export type Begun = {
  recoveryCode: string;
  /** the manifest; with the code it is all that it takes to go on after a reload */
  wire: string;
  /** Puts it on the server; until then nothing is kept anywhere. */
  settle: () => Promise<"begun" | "exists" | "unreachable" | "failed">;
};

/** The vault of this device: what opens it, and its manifest on the server. Holds its keys while it is open. */
export class VaultKeeper {
  private readonly parts: KeeperParts;
  private opened: OpenVault | null = null;

  constructor(parts: KeeperParts) {
    this.parts = parts;
  }

  get vault(): OpenVault | null {
    return this.opened;
  }

  close(): void {
    this.opened = null;
  }

  async device(): Promise<KeptDevice> {
    const { store } = this.parts;
    return (await store.get("device")) ?? this.renewDevice();
  }

  /** Makes this browser another device: the one that it was counts no more. */
  async renewDevice(): Promise<KeptDevice> {
    const made = { id: newId(this.random), ...(await makeDeviceKey()) };
    await this.parts.store.set({ device: made });
    return made;
  }

  /** Whether there is a notebook on this device or, where there is none, on the server. */
  async look(): Promise<"here" | "there" | "none" | "unreachable"> {
    if (await this.parts.store.get("vault")) return "here";
    const listed = await this.parts.api.listVaults();
    if (listed.type !== "ok") return listed.type === "refused" ? "none" : "unreachable";
    return listed.value.length > 0 ? "there" : "none";
  }

  /** By what the vault can be opened, as far as its manifest says; nobody has vouched for that yet. */
  async waysIn(): Promise<{ kinds: SlotKind[]; credentials: string[]; vault: string } | null> {
    const states = await this.newest();
    if (states === "unreachable") return null;
    const [state] = states;
    if (!state) return null;
    const manifests = await Promise.all(states.map(async ({ wire }) => (await splitWire(wire))?.manifest));
    const device = await this.parts.store.get("device");
    const isHere = (slot: Slot) => slot.kind !== "device" || slot.device === device?.id;
    const slots = (manifests[0]?.slots ?? []).filter(isHere);
    const kinds = manifests.flatMap((manifest) => manifest?.slots ?? []).filter(isHere);
    return {
      vault: state.vault,
      kinds: [...new Set(kinds.map(({ kind }) => kind))],
      credentials: slots.flatMap((slot) => (slot.kind === "passkey" ? [slot.credential] : [])),
    };
  }

  async begin(wanted: { thisDevice: boolean; slots: readonly NewSlot[] }): Promise<Begun> {
    const device = await this.device();
    const own: NewSlot[] = wanted.thisDevice
      ? [{ kind: "device", device: device.id, publicKey: device.publicKey }]
      : [];
    const { createVault } = (await import("./key-changes.ts")).keyChanges;
    const made = await createVault({ device: device.id, slots: [...own, ...wanted.slots] }, this.edge());
    return { recoveryCode: made.recoveryCode, wire: made.wire, settle: () => this.settleFirst(made) };
  }

  /** Goes on with a vault that was made here and never settled. @returns null where it is none of this device. */
  async resume(wire: string, recoveryCode: string): Promise<Begun | null> {
    const answer = await unlockVault(wire, { kind: "recovery", typed: recoveryCode }, null);
    const { id } = await this.device();
    if (answer.type !== "open" || !answer.vault.manifest.devices.some((device) => device.id === id)) return null;
    const { vault } = answer;
    return { recoveryCode, wire, settle: () => this.settleFirst({ vault, wire, follows: 0 }) };
  }

  private async settleFirst(made: NextManifest): ReturnType<Begun["settle"]> {
    const { vault } = made.vault.manifest;
    const answer = await this.parts.api.putManifest(vault, { follows: 0, manifest: made.wire });
    if (answer.type === "unreachable") return "unreachable";
    if (answer.type === "refused") return answer.name === "vault_exists" ? "exists" : "failed";
    await this.parts.store.clearNotes();
    await this.take(made.vault, made.wire, answer.value.restoreEpoch, 0);
    return "begun";
  }

  /** Opens the vault, by the server's newest manifest or, without a connection, by the one kept here. */
  async unlock(factor: Factor): Promise<UnlockAnswer> {
    const states = await this.newest();
    if (states === "unreachable") return { type: "unreachable" };
    let first: UnlockAnswer | null = null;
    // Whoever wrote notes before signing in to an account that had some has two notebooks: the secret says which is meant.
    for (const state of states) {
      const answer = await this.unlockOne(state, factor);
      if (answer.type !== "wrong" && answer.type !== "no_slot") return answer;
      if (first?.type !== "wrong") first = answer;
    }
    return first ?? { type: "none" };
  }

  private async unlockOne(state: NewestVault, factor: Factor): Promise<UnlockAnswer> {
    const kept = await this.parts.store.get("vault");
    const known = kept?.vault === state.vault ? kept.known : null;
    const answer = await unlockVault(state.wire, factor, known, isRestored(state, kept));
    // A server that was set back shows an older manifest: what this device has is still right, and can be given back.
    if (answer.type === "refused" && answer.reason === "older" && kept) {
      const own = await unlockVault(kept.wire, factor, kept.known);
      if (own.type === "open") this.isServerOlder = true;
      this.isRestored = isRestored(state, kept).restored;
      if (own.type === "open") await this.take(own.vault, kept.wire, kept.restoreEpoch, kept.after);
      return own;
    }
    if (answer.type === "open") {
      this.standing = null;
      this.noteRestore(answer.vault, kept, isRestored(state, kept));
      await this.take(answer.vault, state.wire, state.restoreEpoch, kept?.after ?? 0);
      return answer;
    }
    return (await this.unlockOwnCopy(state, kept, factor, judgeServerVault(answer, factor))) ?? answer;
  }

  /** A server that shows nonsense must not keep anybody from what this device has. @returns null: it is not opened. */
  private async unlockOwnCopy(
    state: NewestVault,
    kept: KeptVault | null,
    factor: Factor,
    standing: Standing | null,
  ): Promise<UnlockAnswer | null> {
    if (!standing || kept?.vault !== state.vault || kept.wire === state.wire) return null;
    const own = await unlockVault(kept.wire, factor, kept.known);
    if (own.type !== "open") return null;
    this.standing = standing;
    await this.take(own.vault, kept.wire, kept.restoreEpoch, kept.after);
    return own;
  }

  /** Why this device goes on with its own copy, though the server shows a newer one; null: it does not. */
  standing: Standing | null = null;
  /** Whether the server said that a backup was restored, and a manifest was accepted that does not follow on what was known. */
  isAnewByRestore = false;

  private noteRestore(vault: OpenVault, kept: KeptVault | null, { restored }: { restored: boolean }): void {
    if (restored && kept && !followsOn(vault, kept.known)) this.isAnewByRestore = true;
  }

  /** Whether the server was found to have an older manifest than this device. */
  isServerOlder = false;
  /** Whether the server says that a backup was restored since this device last took its manifest. */
  isRestored = false;

  /** Lets this device open the vault by itself from now on. */
  async addThisDevice(): Promise<ChangeAnswer> {
    const { id, publicKey } = await this.device();
    return this.change({ type: "add_slot", slot: { kind: "device", device: id, publicKey } });
  }

  /** Whether the vault lists this device as one that may write. */
  async settleDevice(): Promise<ChangeAnswer> {
    const { id } = await this.device();
    return this.change({ type: "add_device", device: id });
  }

  /** Makes a change, on top of whatever other devices change at the same time. */
  async change(change: VaultChange): Promise<ChangeAnswer> {
    if ((await this.follow()) === "unreachable") return { type: "unreachable" };
    const fetched = await import("./key-changes.ts").catch(() => null);
    if (!fetched) return { type: "unreachable" };
    const { changeVault } = fetched.keyChanges;
    for (let tries = 0; tries < TRIES; tries++) {
      const open = this.opened;
      if (!open) return { type: "refused", reason: "locked" };
      const made: ChangedVault = await changeVault(open, change, this.edge());
      if (made.type === "unchanged") return { type: "changed" };
      if (made.type === "refused") return made;
      const answer = await this.put(made);
      if (answer !== "again") return answer;
    }
    return { type: "conflict" };
  }

  private async put({ vault, wire, follows }: NextManifest): Promise<ChangeAnswer | "again"> {
    const { api, store } = this.parts;
    const id = vault.manifest.vault;
    if (wire.length * 0.75 > MAX_MANIFEST_BYTES) return { type: "refused", reason: "keys_full" };
    const answer = await api.putManifest(id, { follows, seq: vault.manifest.seq, manifest: wire });
    if (answer.type === "unreachable") return { type: "unreachable" };
    if (answer.type === "refused") {
      const newest = "newest" in answer.problem ? answer.problem.newest : null;
      if (!newest) return { type: "refused", reason: answer.name };
      return (await this.followTo(newest)) === "newer" ? "again" : { type: "conflict" };
    }
    const kept = await store.get("vault");
    await this.take(vault, wire, answer.value.restoreEpoch, kept?.after ?? 0);
    return { type: "changed" };
  }

  /** Goes on with the server's newest manifest. @returns false where that cannot be. */
  async follow(): Promise<
    "same" | "newer" | "unreachable" | "refused" | "gone" | "signed_out" | "key_turned" | "stands"
  > {
    const open = this.opened;
    if (!open) return "refused";
    const answer = await this.parts.api.readVault(open.manifest.vault);
    if (answer.type === "unreachable") return "unreachable";
    if (answer.type === "refused") {
      return answer.name === "not_found" ? "gone" : answer.name === "signed_out" ? "signed_out" : "refused";
    }
    const kept = await this.parts.store.get("vault");
    this.isRestored = isRestored(answer.value, kept).restored;
    if (answer.value.seq < open.manifest.seq) {
      this.isServerOlder = true;
      return "same";
    }
    if (answer.value.seq === open.manifest.seq && (await isThis(open, kept, answer.value.manifest))) {
      this.standing = null;
      return "same";
    }
    const followed = await this.followTo(answer.value);
    if (followed === "newer") this.standing = null;
    if (followed === "newer") return "newer";
    if (followed === "forged") this.standing = "forged";
    // Whoever opened this copy by a way of theirs, knowing that, is not locked out of it again.
    return this.standing === null ? "key_turned" : "stands";
  }

  /** Goes on with what another tab of this device took over. @returns false: it has to be unlocked again. */
  async followKept(): Promise<boolean> {
    const kept = await this.parts.store.get("vault");
    const open = this.opened;
    if (!kept || !open || kept.known.seq <= open.manifest.seq) return true;
    const followed = await followManifest(open, kept.wire);
    if (followed.type === "open") this.opened = followed.vault;
    if (followed.type !== "key_turned") return followed.type === "open";
    const { id, privateKey } = await this.device();
    const again = await unlockVault(kept.wire, { kind: "device", device: id, privateKey }, kept.known);
    if (again.type === "open") this.opened = again.vault;
    return again.type === "open";
  }

  /** `forged`: no device of this vault made it. */
  private async followTo(state: VaultState): Promise<"newer" | "key_turned" | "forged"> {
    const open = this.opened;
    if (!open) return "key_turned";
    const kept = await this.parts.store.get("vault");
    const restored = isRestored(state, kept);
    const followed = await followManifest(open, state.manifest, restored);
    if (followed.type === "open") {
      this.noteRestore(followed.vault, kept, restored);
      await this.take(followed.vault, state.manifest, state.restoreEpoch, kept?.after ?? 0);
      return "newer";
    }
    if (followed.type === "refused") return "forged";
    const { id, privateKey } = await this.device();
    const own: Factor = { kind: "device", device: id, privateKey };
    const again = await unlockVault(state.manifest, own, kept?.known ?? null, restored);
    if (again.type !== "open") return judgeServerVault(again, own) === null ? "key_turned" : "forged";
    this.noteRestore(again.vault, kept, restored);
    await this.take(again.vault, state.manifest, state.restoreEpoch, kept?.after ?? 0);
    return "newer";
  }

  /** Gives a server that was set back the manifest that this device has. */
  async giveManifestBack(): Promise<boolean> {
    const { api, store } = this.parts;
    const kept = await store.get("vault");
    const open = this.opened;
    if (!kept || !open) return false;
    const there = await api.readVault(kept.vault);
    if (there.type !== "ok") return false;
    if (there.value.seq >= open.manifest.seq) return true;
    const body = { follows: there.value.seq, seq: open.manifest.seq, manifest: kept.wire };
    const put = await api.putManifest(kept.vault, body);
    if (put.type === "ok") this.isServerOlder = false;
    return put.type === "ok";
  }

  async destroy(): Promise<"gone" | "not_fresh" | "unreachable"> {
    const { api, store } = this.parts;
    const kept = await store.get("vault");
    const states = kept ? [kept] : await this.newest();
    if (states === "unreachable") return "unreachable";
    const [state] = states; // of several the one in use: another may still be opened
    if (state) {
      const answer = await api.destroyVault(state.vault);
      if (answer.type === "unreachable") return "unreachable";
      if (answer.type === "refused" && answer.name === "not_fresh") return "not_fresh";
    }
    this.close();
    await store.clear();
    return "gone";
  }

  /** The one of this device; where it has none, all there are, the one in use first. */
  private async newest(): Promise<NewestVault[] | "unreachable"> {
    const { api, store } = this.parts;
    const kept = await store.get("vault");
    if (kept) {
      const answer = await api.readVault(kept.vault);
      return [answer.type === "ok" ? { ...newestOf(answer.value), vault: kept.vault } : kept];
    }
    const listed = await api.listVaults();
    if (listed.type === "unreachable") return "unreachable";
    return listed.type === "ok" ? listed.value.map(newestOf) : [];
  }

  private async take(vault: OpenVault, wire: string, restoreEpoch: number, after: number): Promise<void> {
    const { store } = this.parts;
    const before = await store.get("vault");
    const known = await rememberVault(vault);
    // Before anything goes on with the newer one, which may lack them.
    if (before && before.wire !== wire) {
      const left = await keysLeftBehind(before.wire, vault);
      if (left.length > 0) await store.changeKeys("pending", (pending) => [...pending, ...left]);
      await keepDroppedKeys(store, before.wire, vault);
    }
    this.opened = vault;
    await store.set({ vault: { vault: vault.manifest.vault, wire, known, restoreEpoch, after } });
  }

  private readonly random = (count: number) => this.parts.environment.random(count) as Uint8Array<ArrayBuffer>;

  private edge() {
    return { random: this.random, now: this.parts.environment.instant() };
  }
}

/** Whether it is the very manifest that is open; another tab of this device may have gone on meanwhile. */
async function isThis(open: OpenVault, kept: KeptVault | null, wire: string): Promise<boolean> {
  if (kept?.wire === wire && kept.known.seq === open.manifest.seq) return true;
  const hash = (await splitWire(wire))?.hash;
  return hash !== undefined && sameBytes(hash, open.hash);
}

function newestOf({ vault, manifest, restoreEpoch }: VaultState): NewestVault {
  return { vault, wire: manifest, restoreEpoch };
}

/** Whether the server was restored from a backup after this device took its manifest. */
function isRestored(state: { restoreEpoch: number }, kept: { restoreEpoch: number } | null) {
  return { restored: kept !== null && state.restoreEpoch > kept.restoreEpoch };
}
