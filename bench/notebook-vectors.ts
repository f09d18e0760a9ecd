/*
 * `npm run vectors:notebook -w bench` writes packages/notebook/src/testing/vectors.json anew: a vault, its recovery code,
 * and records of it. What is in that file once must open for ever; it changes only with a new version of the formats.
 * Key pairs of WebCrypto cannot be had from a seed, so that the file is another each time.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { toBase64url } from "@candor/notebook/bytes/base64url.ts";
import { utf8 } from "@candor/notebook/bytes/bytes.ts";
import { appendToChain, confirmAppended } from "@candor/notebook/log/append-to-chain.ts";
import { EMPTY_LOG } from "@candor/notebook/log/known-log.ts";
import { seeded } from "@candor/notebook/testing/seeded.ts";
import { changeVault } from "@candor/notebook/vault/change-vault.ts";
import { createVault } from "@candor/notebook/vault/create-vault.ts";
import { openDocumentKeys } from "@candor/notebook/vault/document-keys.ts";

const random = seeded(19).bytes;
const edge = { random, now: "2026-11-25T10:00:00Z" };
const made = await createVault({ device: "device-of-the-vectors", slots: [] }, edge);
const turned = await changeVault(made.vault, { type: "rotate" }, edge);
if (turned.type !== "changed") throw new Error(turned.type);
const { vault, index } = turned.vault.manifest;

const records = [];
const seen = new Map([["another-device", { dseq: 3, hash: random(32), epoch: 1 }]]);
let known = { ...EMPTY_LOG, heads: seen };
for (const body of ["", "A note.", "ä".repeat(200)]) {
  const keys = await openDocumentKeys(records.length === 0 ? made.vault : turned.vault, index);
  if (!keys) throw new Error("no key");
  const next = await appendToChain({ vault, device: "device-of-the-vectors", keys, known }, utf8(body), random);
  known = (await confirmAppended(next.known, next.record)) as typeof known;
  records.push({ body, epoch: keys.newest, bytes: next.record.bytes });
}
const hashes = [...seen].map(([device, { dseq, hash }]) => ({ device, dseq, hash: toBase64url(hash) }));
const path = join(import.meta.dirname, "../packages/notebook/src/testing/vectors.json");
const first = { recoveryCode: made.recoveryCode, manifest: made.wire };
const vectors = { first, second: { recoveryCode: made.recoveryCode, manifest: turned.wire }, seen: hashes, records };
writeFileSync(path, `${JSON.stringify(vectors, null, 2)}\n`);
console.log(`wrote ${path}`);
