import { MAX_MANIFEST_BYTES } from "@candor/protocol/http/notebook.ts";
import { expect, test } from "vitest";
import { NOW, PASSPHRASE, quickStretch } from "../testing/honest-world.ts";
import { seeded } from "../testing/seeded.ts";
import { changeVault, type VaultChange } from "./change-vault.ts";
import { createVault } from "./create-vault.ts";
import { beginDocument, openDocumentKeys } from "./document-keys.ts";
import { droppedKeys } from "./dropped-keys.ts";
import { forgetKeys, type WantedKeys } from "./forget-keys.ts";
import type { Manifest } from "./manifest.ts";
import type { OpenVault } from "./open-vault.ts";
import { unlockVault } from "./unlock-vault.ts";

const edge = { random: seeded(31).bytes, now: NOW };

test("five hundred changes of keys with sixty people never fill the manifest", { timeout: 120_000 }, async () => {
  // What a change adds for good has nothing to do with how many people there are, so that one person stands for sixty.
  const sixty = await turnKeys(60, 30);
  const one = await turnKeys(1, 500);
  const grown = (sizes: readonly number[], from: number, to: number) => (sizes[to - 1] ?? 0) - (sizes[from - 1] ?? 0);
  expect(grown(sixty.sizes, 10, 30)).toBeLessThan(1.05 * grown(one.sizes, 10, 30));
  const after500 = (sixty.sizes[29] ?? 0) + grown(one.sizes, 30, 500);
  expect(Math.max(after500, ...sixty.sizes)).toBeLessThan(MAX_MANIFEST_BYTES / 4);
  for (const { wire, recoveryCode, docs } of [sixty, one]) {
    const opened = await unlockVault(wire, { kind: "recovery", typed: recoveryCode }, null);
    expect(opened.type).toBe("open");
    if (opened.type !== "open") continue;
    for (const doc of docs)
      expect((await openDocumentKeys(opened.vault, doc))?.newest).toBe(opened.vault.manifest.epoch);
  }
});

/** Changes keys so often, and forgets what is not wanted any more. @returns the manifest's bytes after each change. */
async function turnKeys(people: number, turns: number) {
  let { vault, wire, recoveryCode } = await createVault({ device: "laptop", slots: [] }, edge);
  const docs = Array.from({ length: people }, (_, at) => `document-of-person-${at}`);
  const begun = await Promise.all(docs.map((doc) => beginDocument(vault, doc, edge.random)));
  const change = async (wanted: VaultChange) => {
    const changed = await changeVault(vault, wanted, edge);
    if (changed.type === "refused") throw new Error(changed.reason);
    if (changed.type === "changed") [vault, wire] = [changed.vault, changed.wire];
  };
  await change({ type: "add_document_keys", pending: begun.map(({ pending }) => pending) });
  const sizes: number[] = [];
  for (let turn = 1; turn <= turns; turn++) {
    // Every fifth time a device goes, the other times it is for its own sake.
    if (turn % 5 === 0) {
      const device = `lost-device-${turn}`;
      await change({ type: "add_device", device });
      await change({ type: "remove_device", device, heads: new Map(docs.map((doc) => [doc, turn])) });
    } else await change({ type: "rotate" });
    sizes.push(wire.length * 0.75);
    // What the app finds when it is opened the next time: a snapshot of each document under the key before this one.
    const { epoch } = vault.manifest;
    const found = { used: new Set([epoch - 1]), newest: epoch };
    await change({
      type: "forget_document_keys",
      documents: new Map([vault.manifest.index, ...docs].map((doc) => [doc, found])),
    });
  }
  return { wire, recoveryCode, docs, sizes };
}

test("no key goes under which something is delivered, nor a newest one, nor one of which nobody looked", () => {
  for (let seed = 1; seed <= 300; seed++) {
    const chance = seeded(seed);
    const docs = ["doc-one", "doc-two", "doc-three"];
    const keys = docs.flatMap((doc) =>
      Array.from({ length: 1 + chance.below(8) }, (_, at) => ({ doc, epoch: at + 1, wrapped: chance.bytes(1) })),
    );
    const documents = new Map<string, WantedKeys>();
    for (const doc of docs.filter(() => chance.below(4) > 0)) {
      const used = new Set(keys.filter((key) => key.doc === doc && chance.below(3) === 0).map(({ epoch }) => epoch));
      documents.set(doc, { used, newest: 1 + chance.below(9) });
    }
    const manifest = { keys, devices: [] } as unknown as Manifest;
    const left = new Set(forgetKeys(manifest, documents).keys);
    for (const key of keys) {
      const wanted = documents.get(key.doc);
      const isNewest = !keys.some(({ doc, epoch }) => doc === key.doc && epoch > key.epoch);
      const stays = !wanted || isNewest || wanted.used.has(key.epoch) || key.epoch >= wanted.newest;
      expect(left.has(key), `seed ${seed}: ${key.doc} ${key.epoch}`).toBe(stays);
    }
    const again = forgetKeys(manifest, documents);
    expect(forgetKeys(again, documents)).toBe(again);
  }
});

test("a device that was behind still opens what it sealed, and seals nothing more under a key that was forgotten", async () => {
  const slots = [{ kind: "passphrase", passphrase: PASSPHRASE, stretch: quickStretch }] as const;
  const made = await createVault({ device: "laptop", slots }, edge);
  const { index } = made.vault.manifest;
  const turn = async (vault: OpenVault, change: VaultChange) => {
    const changed = await changeVault(vault, change, edge);
    if (changed.type !== "changed") throw new Error(changed.type);
    return changed;
  };
  const second = await turn(made.vault, { type: "rotate" });
  const third = await turn(second.vault, { type: "rotate" });
  const documents = new Map([[index, { used: new Set([3]), newest: 3 }]]);
  const after = await turn(third.vault, { type: "forget_document_keys", documents });
  expect(after.vault.manifest.keys.map(({ epoch }) => epoch)).toEqual([3]);
  const dropped = await droppedKeys(second.wire, after.vault);
  expect(dropped.map(({ epoch }) => epoch)).toEqual([1, 2]);
  const keys = await openDocumentKeys(after.vault, index, [], dropped);
  expect([...(keys?.byEpoch.keys() ?? [])].sort()).toEqual([1, 2, 3]);
  expect(keys?.newest).toBe(3);
});
