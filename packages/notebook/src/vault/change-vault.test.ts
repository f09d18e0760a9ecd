import { expect, test } from "vitest";
import { sameBytes } from "../bytes/bytes.ts";
import { openBox, sealBox } from "../seal/box.ts";
import { NOW, PASSPHRASE, quickStretch } from "../testing/honest-world.ts";
import { seeded } from "../testing/seeded.ts";
import { changeVault, type VaultChange } from "./change-vault.ts";
import { createVault } from "./create-vault.ts";
import { beginDocument, type DocumentKeys, openDocumentKeys } from "./document-keys.ts";
import { followManifest } from "./follow-manifest.ts";
import { keysLeftBehind } from "./keys-left-behind.ts";
import { type OpenVault, rememberVault } from "./open-vault.ts";
import { readRecoveryCode } from "./recovery-code.ts";
import { makeDeviceKey, type NewSlot } from "./slot.ts";
import { type Factor, type Unlocked, unlockVault } from "./unlock-vault.ts";

const edge = { random: seeded(11).bytes, now: NOW };
const passphrase = (text: string): Extract<NewSlot, { kind: "passphrase" }> => ({
  kind: "passphrase",
  passphrase: text,
  stretch: quickStretch,
});
const byPassphrase = (text: string): Factor => ({ kind: "passphrase", passphrase: text, stretch: quickStretch });
const PRF = new Uint8Array(32).fill(7);

async function madeVault() {
  const laptop = await makeDeviceKey();
  const slots: NewSlot[] = [
    passphrase(PASSPHRASE),
    { kind: "passkey", credential: "key-ring", prf: PRF },
    { kind: "device", device: "laptop", publicKey: laptop.publicKey },
  ];
  const made = await createVault({ device: "laptop", slots }, edge);
  const ways = {
    recovery: { kind: "recovery", typed: made.recoveryCode },
    passphrase: byPassphrase(PASSPHRASE),
    passkey: { kind: "passkey", credential: "key-ring", prf: PRF },
    device: { kind: "device", device: "laptop", privateKey: laptop.privateKey },
  } satisfies Record<string, Factor>;
  return { ...made, ways, known: await rememberVault(made.vault) };
}

async function changed(vault: OpenVault, change: VaultChange) {
  const result = await changeVault(vault, change, edge);
  if (result.type !== "changed") throw new Error(JSON.stringify(result));
  return result;
}

function opened(unlocked: Unlocked): OpenVault {
  if (unlocked.type !== "open") throw new Error(JSON.stringify(unlocked));
  return unlocked.vault;
}

test("each way opens the vault, and none of them with a slip in it", async () => {
  const { wire, ways, known, recoveryCode } = await madeVault();
  for (const way of Object.values(ways)) expect((await unlockVault(wire, way, known)).type).toBe("open");
  const other = await createVault({ device: "x", slots: [] }, edge);
  expect((await unlockVault(wire, { kind: "recovery", typed: other.recoveryCode }, null)).type).toBe("wrong");
  expect((await unlockVault(wire, { kind: "recovery", typed: recoveryCode.slice(0, 9) }, null)).type).toBe("mistyped");
  expect((await unlockVault(wire, byPassphrase(`${PASSPHRASE}s`), null)).type).toBe("wrong");
  expect((await unlockVault(wire, { ...ways.passkey, prf: new Uint8Array(32) }, null)).type).toBe("wrong");
  expect((await unlockVault(wire, { ...ways.passkey, credential: "another" }, null)).type).toBe("wrong");
  const stranger = await makeDeviceKey();
  expect((await unlockVault(wire, { ...ways.device, privateKey: stranger.privateKey }, known)).type).toBe("wrong");
});

test("after any change every way that is left still opens the vault, and all documents in it", async () => {
  const made = await madeVault();
  const { index } = made.vault.manifest;
  let vault = made.vault;
  let wire = made.wire;
  const phone = await makeDeviceKey();
  const steps: VaultChange[] = [
    { type: "add_device", device: "phone" },
    { type: "add_slot", slot: { kind: "device", device: "phone", publicKey: phone.publicKey } },
    { type: "rotate" },
    { type: "remove_device", device: "phone", heads: new Map([["doc-one", 3]]) },
    { type: "forget_document_keys", documents: new Map([[index, { used: new Set([2]), newest: 3 }]]) },
  ];
  for (const step of steps) {
    const next = await changed(vault, step);
    for (const way of Object.values(made.ways)) {
      const again = opened(await unlockVault(next.wire, way, await rememberVault(vault)));
      expect((await openDocumentKeys(again, index))?.newest).toBe(next.vault.manifest.keys.at(-1)?.epoch);
    }
    vault = next.vault;
    wire = next.wire;
  }
  const known = await rememberVault(made.vault);
  const stolen = { kind: "device", device: "phone", privateKey: phone.privateKey } as const;
  expect((await unlockVault(wire, stolen, known)).type).toBe("no_slot");
});

test("who kept the key of before opens nothing that is written after a removal", async () => {
  const { vault } = await madeVault();
  const next = await changed(vault, { type: "remove_device", device: "laptop", heads: new Map() });
  expect(next.vault.manifest.epoch).toBe(2);
  expect(next.vault.manifest.keys.map(({ epoch }) => epoch)).toEqual([1, 2]);
  const stolen = { ...next.vault, keys: vault.keys, manifest: { ...next.vault.manifest, epoch: 1 } };
  expect(await openDocumentKeys(stolen, vault.manifest.index)).toBeNull();
  expect(await followManifest(vault, next.wire)).toEqual({ type: "key_turned" });
});

test("a changed passphrase opens, the old one does not, and the recovery code stays", async () => {
  const { vault, ways, known } = await madeVault();
  const next = await changed(vault, { type: "change_passphrase", slot: passphrase("seven quiet owls at noon") });
  expect((await unlockVault(next.wire, byPassphrase("seven quiet owls at noon"), known)).type).toBe("open");
  expect((await unlockVault(next.wire, ways.passphrase, known)).type).toBe("wrong");
  expect((await unlockVault(next.wire, ways.recovery, null)).type).toBe("open");
});

test("a new recovery code takes the place of the old one; there is always one", async () => {
  const { vault, ways } = await madeVault();
  const { wire, vault: renewed } = await changed(vault, { type: "replace_recovery", secret: edge.random(20) });
  expect((await unlockVault(wire, ways.recovery, null)).type).toBe("wrong");
  const slot = renewed.manifest.slots.find(({ kind }) => kind === "recovery")!;
  expect(await changeVault(renewed, { type: "remove_slot", slot: slot.id }, edge)).toEqual({
    type: "refused",
    reason: "last_recovery",
  });
});

test("a rotation that breaks off leaves the old vault, one that arrives the new one: nothing is in between", async () => {
  const { vault, wire, ways, known } = await madeVault();
  for (const change of [{ type: "rotate" }, { type: "remove_device", device: "laptop", heads: new Map() }] as const) {
    const next = await changed(vault, change);
    // All that goes to the server is this one manifest; wherever it breaks off, one of the two is what is there.
    expect(next.follows).toBe(vault.manifest.seq);
    for (const [there, epoch] of [
      [wire, 1],
      [next.wire, 2],
    ] as const) {
      for (const way of [ways.recovery, ways.passphrase, ways.passkey]) {
        const again = opened(await unlockVault(there, way, known));
        expect(again.manifest.epoch).toBe(epoch);
        expect((await openDocumentKeys(again, again.manifest.index))?.byEpoch.size).toBe(epoch);
      }
    }
  }
});

test("two devices change the vault at once: the second makes its change again on what the first left", async () => {
  const { vault, ways, known } = await madeVault();
  const begun = await beginDocument(vault, "doc-begun-offline", edge.random);
  const mine: VaultChange = { type: "add_document_keys", pending: [begun.pending] };
  const first = await changed(vault, { type: "change_passphrase", slot: passphrase("seven quiet owls at noon") });
  const second = await changed(vault, mine);
  expect(second.follows).toBe(first.follows); // so that compare-and-set lets in one of them

  expect(await followManifest(vault, first.wire)).toEqual({ type: "key_turned" });
  const newest = opened(await unlockVault(first.wire, ways.device, known));
  const again = await changed(newest, mine);
  const both = opened(await unlockVault(again.wire, byPassphrase("seven quiet owls at noon"), known));
  expect((await openDocumentKeys(both, "doc-begun-offline"))?.byEpoch.has(1)).toBe(true);
  expect(await changeVault(again.vault, mine, edge)).toEqual({ type: "unchanged" });
});

test("a document that was begun offline opens on that device before any manifest has its key, and after a rotation", async () => {
  const { vault, ways, known } = await madeVault();
  const { pending } = await beginDocument(vault, "doc-begun-offline", edge.random);
  expect((await openDocumentKeys(vault, "doc-begun-offline", [pending]))?.newest).toBe(1);
  const turned = await changed(vault, { type: "rotate" });
  const later = opened(await unlockVault(turned.wire, ways.device, known));
  expect((await openDocumentKeys(later, "doc-begun-offline", [pending]))?.newest).toBe(1);
  expect(await openDocumentKeys(later, "doc-begun-offline")).toBeNull();
});

test("after the server was set back no document is lost to a device that went on without it", async () => {
  const { vault, wire, ways } = await madeVault();
  const { pending } = await beginDocument(vault, "doc-begun-here", edge.random);
  const here = await changed(vault, { type: "add_document_keys", pending: [pending] });
  // The backup has the first manifest; another device made two changes on top of that, and turned the key.
  const other = await changed((await changed(vault, { type: "add_device", device: "desk" })).vault, { type: "rotate" });
  const known = await rememberVault(here.vault);
  expect(await unlockVault(other.wire, ways.device, known)).toEqual({ type: "refused", reason: "forked" });
  const after = opened(await unlockVault(other.wire, ways.device, known, { restored: true }));
  expect(await unlockVault(wire, ways.device, known, { restored: true })).toEqual({ type: "refused", reason: "older" });
  expect(await openDocumentKeys(after, "doc-begun-here")).toBeNull();
  const left = await keysLeftBehind(here.wire, after);
  const again = await changed(after, { type: "add_document_keys", pending: left });
  expect(await openDocumentKeys(again.vault, "doc-begun-here")).not.toBeNull();

  expect(await keysLeftBehind(here.wire, again.vault)).toEqual([]);
  const turned = await changed(again.vault, { type: "rotate" });
  const index = vault.manifest.index;
  const fewer = await changed(turned.vault, {
    type: "forget_document_keys",
    documents: new Map([[index, { used: new Set(), newest: 9 }]]),
  });
  expect(await keysLeftBehind(turned.wire, fewer.vault)).toEqual([]);
});

test("two keys that wait for one document at once leave a manifest that can be read, with the one in use", async () => {
  const { vault, ways, known } = await madeVault();
  const first = await beginDocument(vault, "doc-begun-twice", edge.random);
  const second = await beginDocument(vault, "doc-begun-twice", edge.random);
  const pending = [first.pending, second.pending];
  const { wire } = await changed(vault, { type: "add_document_keys", pending });
  const again = opened(await unlockVault(wire, ways.recovery, known));
  const [entry, ...others] = again.manifest.keys.filter(({ doc }) => doc === "doc-begun-twice");
  expect(others).toEqual([]);
  expect(await sealedAlike((await openDocumentKeys(again, entry!.doc))!, second.keys)).toBe(true);
});

test("a device does not accept an older vault than it remembers, nor two of one number", async () => {
  const { vault, wire, ways } = await madeVault();
  const one = await changed(vault, { type: "add_device", device: "phone" });
  const two = await changed(vault, { type: "add_device", device: "desk" });
  const known = await rememberVault(one.vault);
  expect(await unlockVault(wire, ways.device, known)).toEqual({ type: "refused", reason: "older" });
  expect(await unlockVault(two.wire, ways.device, known)).toEqual({ type: "refused", reason: "forked" });
  expect(await followManifest(one.vault, two.wire)).toEqual({ type: "refused", reason: "forked" });
  const three = await changed(two.vault, { type: "add_device", device: "tablet" });
  expect(await unlockVault(three.wire, ways.device, known)).toEqual({ type: "refused", reason: "forked" });
});

test("the public keys to which a vault key is sealed come out of a manifest whose MAC holds", async () => {
  const { wire, ways, known } = await madeVault();
  const { unchanged, swapped } = await swapPublicKey(wire);
  expect((await unlockVault(unchanged, ways.passphrase, known)).type).toBe("open");
  expect(await unlockVault(swapped, ways.passphrase, known)).toEqual({ type: "refused", reason: "changed" });
});

test("keys that are in use cannot be read out of the browser", async () => {
  const { vault } = await madeVault();
  const keys = await openDocumentKeys(vault, vault.manifest.index);
  const { privateKey } = await makeDeviceKey();
  for (const key of [...Object.values(vault.keys), ...keys!.byEpoch.values(), privateKey]) {
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
  }
});

test("a recovery code from paper and the secret it was made of are the same", async () => {
  const { recoveryCode } = await madeVault();
  const read = readRecoveryCode(recoveryCode);
  expect(read.type === "whole" && read.secret.length === 20 && !sameBytes(read.secret, new Uint8Array(20))).toBe(true);
});

async function sealedAlike(...[one, other]: [DocumentKeys, DocumentKeys]): Promise<boolean> {
  const use = { label: "test", context: new Uint8Array(0) };
  const box = await sealBox(one.byEpoch.get(one.newest)!, use, Uint8Array.of(1), edge.random);
  return (await openBox(other.byEpoch.get(other.newest)!, use, box)) !== null;
}

async function swapPublicKey(wire: string) {
  const bytes = Buffer.from(wire, "base64url");
  const manifest = JSON.parse(bytes.subarray(33).toString());
  const again = () =>
    Buffer.concat([bytes.subarray(0, 33), Buffer.from(JSON.stringify(manifest))]).toString("base64url");
  const unchanged = again();
  const device = manifest.slots.find((slot: { kind: string }) => slot.kind === "device");
  const { publicKey } = await makeDeviceKey();
  device.publicKey = Buffer.from(await crypto.subtle.exportKey("raw", publicKey)).toString("base64url");
  return { unchanged, swapped: again() };
}
