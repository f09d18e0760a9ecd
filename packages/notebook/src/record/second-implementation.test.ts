import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase64url } from "../bytes/base64url.ts";
import { importSecret } from "../seal/derive.ts";
import { openUnder, sealUnder } from "../seal/seal-under.ts";
import * as second from "../testing/second-implementation.ts";
import { openDocumentKeys } from "../vault/document-keys.ts";
import { openVaultKey } from "../vault/slot.ts";
import { unlockVault } from "../vault/unlock-vault.ts";
import { openRecord, readRecord } from "./open-record.ts";
import { sealRecord } from "./seal-record.ts";

type Vectors = {
  first: { recoveryCode: string; manifest: string };
  second: { recoveryCode: string; manifest: string };
  seen: { device: string; dseq: number; hash: string }[];
  records: { body: string; epoch: number; bytes: string }[];
};
const path = join(import.meta.dirname, "../testing/vectors.json");
const vectors = JSON.parse(readFileSync(path, "utf8")) as Vectors;
const bytesOf = (text: string) => fromBase64url(text)!;
const textOf = (bytes: Uint8Array | null) => new TextDecoder().decode(bytes ?? undefined);

test("a vault that was made once opens for ever by its recovery code, and its notes with it", async () => {
  for (const { recoveryCode, manifest } of [vectors.first, vectors.second]) {
    const unlocked = await unlockVault(manifest, { kind: "recovery", typed: recoveryCode }, null);
    if (unlocked.type !== "open") throw new Error(unlocked.type);
    const keys = await openDocumentKeys(unlocked.vault, unlocked.vault.manifest.index);
    for (const { body, epoch, bytes } of vectors.records.filter(({ epoch }) => keys!.byEpoch.has(epoch))) {
      const read = await readRecord(bytesOf(bytes));
      expect(textOf(await openRecord(keys!.byEpoch.get(epoch)!, read!))).toBe(body);
    }
  }
});

test("another implementation opens the same vault by the code, and reads the same notes", () => {
  const { wrap, manifest } = second.unlockByRecovery(vectors.second.recoveryCode, vectors.second.manifest);
  expect(second.unlockByRecovery(vectors.first.recoveryCode, vectors.first.manifest).manifest.vault).toBe(
    manifest.vault,
  );
  for (const { body, epoch, bytes } of vectors.records) {
    const key = manifest.keys.find(
      (one: { doc: string; epoch: number }) => one.doc === manifest.index && one.epoch === epoch,
    );
    const secret = second.unwrapDocumentKey(wrap, manifest.vault, key);
    expect(textOf(second.openRecord(secret, bytesOf(bytes), (header) => header.slice(-32)))).toBe(body);
  }
});

const some = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((it) => Uint8Array.from(it));
const number = fc.integer({ min: 1, max: 2 ** 32 - 1 });
const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,30}$/);

test("two implementations seal one record to the same bytes", async () => {
  const header = fc.record({
    vault: id,
    doc: id,
    epoch: number,
    device: id,
    dseq: number,
    prev: some(32),
    salt: some(32),
    seen: fc.dictionary(id, fc.record({ dseq: number, hash: some(32) }), { maxKeys: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(some(32), header, fc.uint8Array({ maxLength: 900 }), async (key, { seen, ...rest }, body) => {
      const ours = await sealRecord(
        await importSecret(key),
        { ...rest, kind: "update", seen: new Map(Object.entries(seen)) },
        body,
      );
      const inOrder = Object.keys(seen).sort();
      const listed = inOrder.map((device): [string, number, Uint8Array] => [
        device,
        seen[device]!.dseq,
        seen[device]!.hash,
      ]);
      const theirs = second.sealRecord(key, second.writeHeader({ ...rest, seen: listed }), rest.salt, body);
      expect(Buffer.from(ours.bytes).toString("hex")).toBe(Buffer.from(theirs).toString("hex"));
    }),
    { seed: 3, numRuns: 60 },
  );
});

test("two implementations open each other's sealed texts, under any label and salt", async () => {
  await fc.assert(
    fc.asyncProperty(
      some(32),
      some(32),
      some(32),
      fc.string(),
      fc.uint8Array({ maxLength: 300 }),
      async (secret, salt, context, label, text) => {
        const plain = Uint8Array.from(text);
        const key = await importSecret(secret);
        const use = { label, context, salt };
        expect(second.open(secret, label, context, salt, await sealUnder(key, use, plain))).toEqual(plain);
        expect(await openUnder(key, use, Uint8Array.from(second.seal(secret, label, context, salt, plain)))).toEqual(
          plain,
        );
      },
    ),
    { seed: 4, numRuns: 60 },
  );
});

test("a vault key that another implementation sealed to a slot opens there, and at no other slot or epoch", async () => {
  const scalar = some(32).filter((bytes) => bytes[0]! > 0 && bytes[0]! < 255); // within the order of the curve
  await fc.assert(
    fc.asyncProperty(
      scalar,
      scalar,
      some(32),
      some(32),
      number,
      async (secret, ephemeralSecret, salt, vaultKey, epoch) => {
        const { publicKey, jwk } = second.keyPair(secret);
        const curve = { name: "ECDH", namedCurve: "P-256" };
        const privateKey = await crypto.subtle.importKey("jwk", jwk, curve, false, ["deriveBits"]);
        const theirs = second.sealVaultKey(
          { vault: "v", epoch, slot: "s" },
          publicKey,
          ephemeralSecret,
          salt,
          vaultKey,
        );
        const sealed = { ephemeral: Uint8Array.from(theirs.ephemeral), box: Uint8Array.from(theirs.box) };
        const slot = {
          id: "s",
          since: "",
          publicKey: Uint8Array.from(publicKey),
          sealed,
          kind: "device",
          device: "d",
        } as const;
        expect(await openVaultKey({ vault: "v", epoch }, slot, privateKey)).toEqual(vaultKey);
        expect(await openVaultKey({ vault: "v", epoch: epoch - 1 }, slot, privateKey)).toBeNull();
        expect(await openVaultKey({ vault: "v", epoch }, { ...slot, id: "t" }, privateKey)).toBeNull();
        expect(await openVaultKey({ vault: "w", epoch }, slot, privateKey)).toBeNull();
      },
    ),
    { seed: 5, numRuns: 25 },
  );
});
