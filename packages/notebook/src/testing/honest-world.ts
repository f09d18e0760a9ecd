import type { NewNoteRecord, StoredNoteRecord } from "@candor/protocol/http/notebook.ts";
import { utf8 } from "../bytes/bytes.ts";
import { appendToChain, confirmAppended } from "../log/append-to-chain.ts";
import { type CheckedLog, checkLog } from "../log/check-log.ts";
import { makeSnapshot } from "../log/compact.ts";
import { EMPTY_LOG, type KnownLog } from "../log/known-log.ts";
import { sha256 } from "../seal/derive.ts";
import { changeVault, type VaultChange } from "../vault/change-vault.ts";
import { createVault } from "../vault/create-vault.ts";
import { beginDocument, type DocumentKeys, openDocumentKeys } from "../vault/document-keys.ts";
import { type KnownVault, type OpenVault, rememberVault } from "../vault/open-vault.ts";
import { makeDeviceKey } from "../vault/slot.ts";
import { STRETCH_FLOOR, type StretchParams } from "../vault/stretch.ts";
import type { Factor } from "../vault/unlock-vault.ts";
import type { Seeded } from "./seeded.ts";

export const NOW = "2026-11-25T10:00:00Z";
export const PASSPHRASE = "violet harbor seven lanterns";

/** A vault with its history, as an honest server has it: laptop and phone write, a tablet is lost on the way. */
export type HonestWorld = {
  chance: Seeded;
  vault: OpenVault;
  /** all manifests there were, the newest last */
  manifests: string[];
  /** what the phone remembers of the vault; it saw the newest manifest but one, or the newest */
  knownVault: KnownVault;
  ways: Factor[];
  docs: DocWorld[];
};

export type DocWorld = {
  doc: string;
  keys: DocumentKeys;
  stored: StoredNoteRecord[];
  /** what the phone had read at some time, and what it knew by then */
  phone: { known: KnownLog; lines: ReadonlySet<string> };
  /** the laptop's end of the chain before each of its records */
  laptopBefore: { known: KnownLog; keys: DocumentKeys }[];
  /** what the whole log says */
  lines: ReadonlySet<string>;
};

/** A quick stand-in for Argon2id that refuses what the client must never ask for. */
export async function quickStretch(passphrase: string, params: StretchParams) {
  if (params.memory < STRETCH_FLOOR.memory || params.passes < STRETCH_FLOOR.passes)
    throw new Error("asked for too little");
  return sha256(utf8(`${passphrase} ${params.salt.join(" ")}`));
}

export async function makeHonestWorld(chance: Seeded): Promise<HonestWorld> {
  const edge = { random: chance.bytes, now: NOW };
  const [laptop, phone, tablet] = [await makeDeviceKey(), await makeDeviceKey(), await makeDeviceKey()];
  const made = await createVault(
    {
      device: "laptop",
      slots: [
        { kind: "passphrase", passphrase: PASSPHRASE, stretch: quickStretch },
        { kind: "device", device: "laptop", publicKey: laptop.publicKey },
      ],
    },
    edge,
  );
  let vault = made.vault;
  const manifests = [made.wire];
  const change = async (wanted: VaultChange) => {
    const changed = await changeVault(vault, wanted, edge);
    if (changed.type !== "changed") throw new Error(changed.type);
    vault = changed.vault;
    manifests.push(changed.wire);
  };
  for (const [device, { publicKey }] of [
    ["phone", phone],
    ["tablet", tablet],
  ] as const) {
    await change({ type: "add_device", device });
    await change({ type: "add_slot", slot: { kind: "device", device, publicKey } });
  }
  const begun = await Promise.all(["doc-one", "doc-two"].map((doc) => beginDocument(vault, doc, chance.bytes)));
  await change({ type: "add_document_keys", pending: begun.map(({ pending }) => pending) });
  const docs = begun.map(({ keys }) => new DocWriter(chance, made.vault.manifest.vault, keys));
  for (const doc of docs) await doc.write(4 + chance.below(5));
  for (const doc of docs) {
    if (chance.below(2)) await doc.sendPhoneOff();
    if (chance.below(2)) await doc.compact();
    if (chance.below(2)) await doc.write(2);
  }
  await change({ type: "remove_device", device: "tablet", heads: new Map() });
  for (const doc of docs) {
    doc.keys = (await openDocumentKeys(vault, doc.keys.doc)) ?? doc.keys;
    await doc.write(1 + chance.below(3));
    await doc.sendPhoneOff();
    await doc.write(2 + chance.below(3));
  }
  const knownVault = await rememberVault(vault);
  if (chance.below(2)) await change({ type: "add_device", device: "desk" });
  return {
    chance,
    vault,
    manifests,
    knownVault,
    ways: [
      { kind: "recovery", typed: made.recoveryCode },
      { kind: "passphrase", passphrase: PASSPHRASE, stretch: quickStretch },
      { kind: "device", device: "phone", privateKey: phone.privateKey },
    ],
    docs: docs.map((doc) => doc.done()),
  };
}

const DEVICES = ["laptop", "phone"] as const;

class DocWriter {
  keys: DocumentKeys;
  private readonly stored: StoredNoteRecord[] = [];
  private readonly known = { laptop: EMPTY_LOG, phone: EMPTY_LOG };
  private readonly lines = { laptop: new Set<string>(), phone: new Set<string>() };
  private readonly all = new Set<string>();
  private readonly laptopBefore: DocWorld["laptopBefore"] = [];
  private phoneAt: DocWorld["phone"] | null = null;
  private readonly chance: Seeded;
  private readonly vault: string;

  constructor(chance: Seeded, vault: string, keys: DocumentKeys) {
    this.chance = chance;
    this.vault = vault;
    this.keys = keys;
  }

  async write(records: number): Promise<void> {
    for (let at = 0; at < records; at++) {
      const device = this.phoneAt ? "laptop" : this.chance.pick(DEVICES);
      if (this.chance.below(3) > 0) await this.read(device);
      if (device === "laptop") this.laptopBefore.push({ known: this.known.laptop, keys: this.keys });
      const line = `line ${this.all.size}`;
      const made = await appendToChain(this.endOf(device), utf8(JSON.stringify([line])), this.chance.bytes);
      this.known[device] = made.known;
      this.lines[device].add(line);
      this.all.add(line);
      await this.store(device, made.record);
    }
  }

  async compact(): Promise<void> {
    await this.read("laptop");
    this.laptopBefore.push({ known: this.known.laptop, keys: this.keys });
    const made = await makeSnapshot(this.endOf("laptop"), utf8(JSON.stringify([...this.all])), this.chance.bytes);
    if (!made) throw new Error("everything is stored");
    this.known.laptop = made.known;
    await this.store("laptop", made.record);
  }

  done(): DocWorld {
    const { keys, stored, phoneAt, laptopBefore, all } = this;
    if (!phoneAt) throw new Error("the phone has to go offline first");
    return { doc: keys.doc, keys, stored, phone: phoneAt, laptopBefore, lines: all };
  }

  private endOf(device: "laptop" | "phone") {
    return { vault: this.vault, device, keys: this.keys, known: this.known[device] };
  }

  private async store(device: "laptop" | "phone", record: NewNoteRecord): Promise<void> {
    this.stored.push({ ...record, seq: this.stored.length + 1, at: NOW });
    this.known[device] = await confirmAppended(this.known[device], record);
  }

  private async read(device: "laptop" | "phone"): Promise<void> {
    const { vault, keys, known } = this.endOf(device);
    const checked = await checkLog({ vault, device, keys, devices: [], known }, { records: this.stored, whole: true });
    if (checked.alarms.length > 0) throw new Error(`an honest log alarms: ${JSON.stringify(checked.alarms)}`);
    this.known[device] = checked.known;
    for (const line of linesOf(checked)) this.lines[device].add(line);
  }

  /** The phone reads what there is and goes offline with that. */
  async sendPhoneOff(): Promise<void> {
    if (this.phoneAt) return;
    await this.read("phone");
    this.phoneAt = { known: this.known.phone, lines: new Set(this.lines.phone) };
  }
}

export function linesOf(checked: CheckedLog): string[] {
  return checked.opened.flatMap(({ body }) => JSON.parse(new TextDecoder().decode(body)) as string[]);
}
