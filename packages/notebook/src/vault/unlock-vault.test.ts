import { expect, test } from "vitest";
import { utf8 } from "../bytes/bytes.ts";
import { appendToChain, confirmAppended } from "../log/append-to-chain.ts";
import { checkLog } from "../log/check-log.ts";
import { EMPTY_LOG } from "../log/known-log.ts";
import { changeVault } from "./change-vault.ts";
import { createVault } from "./create-vault.ts";
import { openDocumentKeys } from "./document-keys.ts";
import { rememberVault } from "./open-vault.ts";
import { makeDeviceKey } from "./slot.ts";
import { unlockVault } from "./unlock-vault.ts";

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const edge = { random, now: "2026-11-25T10:00:00Z" };

test("a note written in one browser is read in another by the recovery code alone", async () => {
  const made = await createVault({ device: "laptop", slots: [] }, edge);
  const keys = await openDocumentKeys(made.vault, made.vault.manifest.index);
  const vault = made.vault.manifest.vault;
  const first = await appendToChain({ vault, device: "laptop", keys: keys!, known: EMPTY_LOG }, utf8("one"), random);
  const known = await confirmAppended(first.known, first.record);
  const second = await appendToChain({ vault, device: "laptop", keys: keys!, known }, utf8("two"), random);
  const stored = [first, second].map(({ record }, at) => ({ ...record, seq: at + 1, at: edge.now }));

  const unlocked = await unlockVault(made.wire, { kind: "recovery", typed: made.recoveryCode.toLowerCase() }, null);
  if (unlocked.type !== "open") throw new Error(unlocked.type);
  const again = await openDocumentKeys(unlocked.vault, unlocked.vault.manifest.index);
  const reader = { vault, device: "phone", keys: again!, devices: unlocked.vault.manifest.devices, known: EMPTY_LOG };
  const checked = await checkLog(reader, { records: stored, whole: true });
  expect(checked.alarms).toEqual([]);
  expect(checked.opened.map(({ body }) => new TextDecoder().decode(body))).toEqual(["one", "two"]);
});

test("after a rotation the recovery code still opens the vault, and the device that was removed does not", async () => {
  const stolen = await makeDeviceKey();
  const slots = [{ kind: "device", device: "stolen", publicKey: stolen.publicKey } as const];
  const made = await createVault({ device: "stolen", slots }, edge);
  const removed = await changeVault(made.vault, { type: "remove_device", device: "stolen", heads: new Map() }, edge);
  if (removed.type !== "changed") throw new Error(removed.type);
  expect(removed.follows).toBe(1);
  const byCode = await unlockVault(removed.wire, { kind: "recovery", typed: made.recoveryCode }, null);
  expect(byCode.type).toBe("open");
  const byDevice = { kind: "device", device: "stolen", privateKey: stolen.privateKey } as const;
  const known = await rememberVault(made.vault);
  expect((await unlockVault(made.wire, byDevice, known)).type).toBe("open");
  expect((await unlockVault(removed.wire, byDevice, known)).type).toBe("no_slot");
});
