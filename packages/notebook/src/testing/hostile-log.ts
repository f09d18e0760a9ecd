import type { NewNoteRecord, StoredNoteRecord } from "@candor/protocol/http/notebook.ts";
import { fromBase64url, toBase64url } from "../bytes/base64url.ts";
import { utf8 } from "../bytes/bytes.ts";
import { append as appendAny, appendToChain } from "../log/append-to-chain.ts";
import { checkLog } from "../log/check-log.ts";
import { makeSnapshot } from "../log/compact.ts";
import { EMPTY_LOG } from "../log/known-log.ts";
import { importSecret } from "../seal/derive.ts";
import { type DocWorld, type HonestWorld, linesOf, NOW } from "./honest-world.ts";
import type { Seeded } from "./seeded.ts";

/** What a server that wants to do harm makes of a log, of which it can read nothing. */
type LogTrick = (parts: {
  world: HonestWorld;
  doc: DocWorld;
  other: DocWorld;
  chance: Seeded;
}) => StoredNoteRecord[] | Promise<StoredNoteRecord[]>;

export const LOG_TRICKS: Record<string, LogTrick> = {
  drop: ({ doc, chance }) => without(doc.stored, chance.below(doc.stored.length)),
  "drop several": ({ doc, chance }) => doc.stored.filter(() => chance.below(4) > 0),
  "swap the bytes of two": ({ doc, chance }) => {
    const [a, b] = [chance.below(doc.stored.length), chance.below(doc.stored.length)];
    const bytesAt = (at: number) => doc.stored[at === a ? b : at === b ? a : at]?.bytes ?? "";
    return doc.stored.map((record, at) => ({ ...record, bytes: bytesAt(at) }));
  },
  "deliver in another order": ({ doc, chance }) =>
    doc.stored.map((record) => ({ ...record, seq: chance.below(1_000) })).sort((a, b) => a.seq - b.seq),
  replay: ({ doc, chance }) => [...doc.stored, { ...chance.pick(doc.stored), seq: 5_000 }],
  "replay under the next number": ({ doc, chance }) => {
    const again = chance.pick(doc.stored);
    const most = Math.max(...doc.stored.filter(({ device }) => device === again.device).map(({ dseq }) => dseq));
    return [...doc.stored, { ...again, seq: 5_000, dseq: most + 1 }];
  },
  "pass off as another device": ({ doc, chance }) =>
    changeOne(doc, chance, (record) => ({ ...record, device: record.device === "phone" ? "laptop" : "phone" })),
  "splice in of another document": ({ doc, other, chance }) => [
    ...doc.stored,
    { ...chance.pick(other.stored), doc: doc.doc, seq: 5_000 },
  ],
  "replace by another document's": ({ doc, other, chance }) =>
    changeOne(doc, chance, (record) => ({ ...record, bytes: chance.pick(other.stored).bytes })),
  "serve another document": ({ doc, other }) => other.stored.map((record) => ({ ...record, doc: doc.doc })),
  "flip a bit": ({ doc, chance }) =>
    changeOne(doc, chance, (record) => {
      const bytes = fromBase64url(record.bytes);
      const at = chance.below(bytes?.length ?? 0);
      bytes?.set([(bytes[at] ?? 0) ^ (1 << chance.below(8))], at);
      return { ...record, bytes: toBase64url(bytes ?? new Uint8Array(0)) };
    }),
  tear: ({ doc, chance }) =>
    changeOne(doc, chance, (record) => ({
      ...record,
      bytes: record.bytes.slice(0, chance.below(record.bytes.length)),
    })),
  truncate: ({ doc, chance }) => doc.stored.slice(0, chance.below(doc.stored.length)),
  "roll back": ({ doc, chance }) => doc.stored.slice(0, chance.below(Math.ceil(doc.stored.length / 2))),
  "cut off the beginning": ({ doc, chance }) => doc.stored.slice(1 + chance.below(doc.stored.length - 1)),
  "withhold a device": ({ doc, chance }) => {
    const device = chance.pick(["laptop", "phone"]);
    return doc.stored.filter((record) => record.device !== device);
  },
  "withhold the snapshot": ({ doc }) => doc.stored.filter(({ kind }) => kind !== "snapshot"),
  "call it another kind": ({ doc, chance }) =>
    changeOne(doc, chance, (record) => ({ ...record, kind: record.kind === "update" ? "snapshot" : "update" })),
  "say that a snapshot covers more": ({ doc }) =>
    doc.stored.map((record) => ({
      ...record,
      snapshot: record.snapshot && { ...record.snapshot, covers: { ...record.snapshot.covers, laptop: 99 } },
    })),
  "drop what a snapshot does not cover": ({ doc }) => {
    const covers = doc.stored.find(({ kind }) => kind === "snapshot")?.snapshot?.covers ?? {};
    const [first] = doc.stored.filter(({ device, dseq, kind }) => kind === "update" && dseq > (covers[device] ?? 0));
    return doc.stored.filter((record) => record !== first);
  },
  /** A cloned laptop wrote another record of the same number; this one is shown that. */
  fork: async ({ world, doc, chance }) => {
    const at = chance.below(doc.laptopBefore.length);
    const end = doc.laptopBefore[at];
    if (!end) return doc.stored;
    const forged = await append(world, end.known, end.keys, chance);
    return doc.stored.map((record) =>
      record.device === "laptop" && record.dseq === forged.dseq ? { ...forged, seq: record.seq, at: NOW } : record,
    );
  },
  /** Who stole the tablet still has the keys of before, and the server helps them to write in the laptop's name. */
  downgrade: async ({ world, doc, chance }) => {
    const thief = await thiefOf(world, doc);
    const forged = thief && (await append(world, thief.known, thief.keys, chance));
    return forged ? [...doc.stored, { ...forged, seq: 5_000, at: NOW }] : doc.stored;
  },
  /** The same, with a snapshot that says it stands for all there will ever be, and holds nothing. */
  "cover everything with an old key": async ({ world, doc, chance }) => {
    const thief = await thiefOf(world, doc);
    if (!thief) return doc.stored;
    const hash = chance.bytes(32);
    const covers = new Map([
      ["laptop", thief.known.tip],
      ["phone", { dseq: 999, hash }],
    ]);
    const end = { vault: world.vault.manifest.vault, device: "laptop", ...thief };
    const kind = { kind: "snapshot", covers, parent: null } as const;
    const { record } = await appendAny(end, kind, utf8("[]"), chance.bytes);
    const label = { covers: { laptop: thief.known.tip.dseq, phone: 999 }, parent: null };
    return [...doc.stored, { ...record, snapshot: label, seq: 5_000, at: NOW }];
  },
  /** Sealed by the server, under a key of its own making. */
  forge: async ({ world, doc, chance }) => {
    const own = await importSecret(chance.bytes(32));
    const { newest } = doc.keys;
    const whole = await read(world, doc, EMPTY_LOG, doc.stored);
    const head = whole.known.heads.get("laptop");
    const known = { ...whole.known, tip: head ? { dseq: head.dseq, hash: head.hash } : null };
    const forged = await append(world, known, { doc: doc.doc, newest, byEpoch: new Map([[newest, own]]) }, chance);
    return [...doc.stored, { ...forged, seq: 5_000, at: NOW }];
  },
};

/** What is tried once everything is sealed anew by a snapshot, and all keys but the newest are forgotten. */
export const FORGETTING_TRICKS: Record<string, LogTrick> = {
  "deliver what forgotten keys sealed": ({ doc }) => doc.stored,
  "withhold the snapshot for which keys were forgotten": ({ doc }) => doc.stored.slice(0, -1),
  "add a record under a forgotten key": async ({ world, doc, chance }) => {
    const thief = await thiefOf(world, doc);
    const forged = thief && (await append(world, thief.known, thief.keys, chance));
    return forged ? [...doc.stored, { ...forged, seq: 5_000, at: NOW }] : doc.stored;
  },
};

/** The same document with a snapshot by the laptop at its end. */
async function sealedAnew(world: HonestWorld, doc: DocWorld, chance: Seeded): Promise<DocWorld> {
  const whole = await read(world, doc, EMPTY_LOG, doc.stored);
  const head = whole.known.heads.get("laptop");
  const known = { ...whole.known, tip: head ? { dseq: head.dseq, hash: head.hash } : null };
  const end = { vault: world.vault.manifest.vault, device: "laptop", keys: doc.keys, known };
  const made = await makeSnapshot(end, utf8(JSON.stringify([...doc.lines])), chance.bytes);
  if (!made) throw new Error("everything is stored");
  return { ...doc, stored: [...doc.stored, { ...made.record, seq: 4_000, at: NOW }] };
}

function withoutOldKeys({ doc, newest, byEpoch }: DocWorld["keys"]): DocWorld["keys"] {
  return { doc, newest, byEpoch: new Map([...byEpoch].filter(([epoch]) => epoch === newest)) };
}

export type Outcome =
  | "alarmed"
  | "without effect"
  /** what is shown was true once; it alarms with the first record that is shown and was written later */
  | "alarms at the next record"
  | "older, and nobody here could know"
  | "FOOLED";

/**
 * Plays one trick on a device and looks at what it has in the end.
 *
 * @param reader the phone, which remembers what it read; or a new device, which remembers nothing.
 */
export async function playOnLog(
  world: HonestWorld,
  trick: string,
  reader: "phone" | "new device",
  chance: Seeded,
): Promise<Outcome> {
  const picked = chance.pick(world.docs);
  const other = world.docs.find((one) => one !== picked);
  const play = LOG_TRICKS[trick] ?? FORGETTING_TRICKS[trick];
  if (!play || !other) throw new Error(trick);
  const forgets = trick in FORGETTING_TRICKS;
  const whole = forgets ? await sealedAnew(world, picked, chance) : picked;
  const records = await play({ world, doc: whole, other, chance });
  const doc = forgets ? { ...whole, keys: withoutOldKeys(whole.keys) } : whole;
  const { known, lines } = reader === "phone" ? doc.phone : { known: EMPTY_LOG, lines: new Set<string>() };
  const checked = await read(world, doc, known, records, reader === "phone" ? "phone" : "new-device");
  const has = new Set([...lines, ...linesOf(checked)]);
  if ([...has].some((line) => !doc.lines.has(line))) {
    // What a cloned device writes is its own; with the alarm it is told, not hidden.
    if (trick !== "fork") return "FOOLED";
    if (checked.alarms.length > 0) return "alarmed";
    return (await showsLater(world, doc, records, checked.known)) ? "alarms at the next record" : "FOOLED";
  }
  if (checked.alarms.length > 0) return "alarmed";
  if (has.size === doc.lines.size) return "without effect";
  if (await showsLater(world, doc, records, checked.known)) return "alarms at the next record";
  return isHonestPast(records, doc) ? "older, and nobody here could know" : "FOOLED";
}

/** The laptop writes one more record, and the server must deliver that, or nothing of the laptop ever again. */
async function showsLater(
  world: HonestWorld,
  doc: DocWorld,
  records: StoredNoteRecord[],
  known: DocWorld["phone"]["known"],
) {
  const whole = await read(world, doc, EMPTY_LOG, doc.stored);
  const head = whole.known.heads.get("laptop");
  if (!head) return false;
  const next = await append(world, { ...whole.known, tip: head }, doc.keys, world.chance);
  const later = await read(world, doc, known, [...records, { ...next, seq: 9_000, at: NOW }], "phone");
  return later.alarms.length > 0;
}

function isHonestPast(records: readonly StoredNoteRecord[], doc: DocWorld): boolean {
  return records.every((record, at) => record.bytes === doc.stored[at]?.bytes);
}

function read(
  world: HonestWorld,
  doc: DocWorld,
  known: DocWorld["phone"]["known"],
  records: StoredNoteRecord[],
  device = "new-device",
) {
  const { vault, devices } = world.vault.manifest;
  return checkLog({ vault, device, keys: doc.keys, devices, known }, { records, whole: true });
}

async function append(
  world: HonestWorld,
  known: DocWorld["phone"]["known"],
  keys: DocWorld["keys"],
  chance: Seeded,
): Promise<NewNoteRecord> {
  const end = { vault: world.vault.manifest.vault, device: "laptop", keys, known };
  return (await appendToChain(end, utf8(JSON.stringify(["something else"])), chance.bytes)).record;
}

async function thiefOf(world: HonestWorld, doc: DocWorld) {
  const epoch = Math.min(...doc.keys.byEpoch.keys());
  const old = doc.keys.byEpoch.get(epoch);
  const whole = await read(world, doc, EMPTY_LOG, doc.stored);
  const head = whole.known.heads.get("laptop");
  if (!head || !old) return null;
  const known = { ...whole.known, tip: { dseq: head.dseq, hash: head.hash } };
  return { known, keys: { doc: doc.doc, newest: epoch, byEpoch: new Map([[epoch, old]]) } };
}

function without<T>(list: readonly T[], gone: number): T[] {
  return list.filter((_, at) => at !== gone);
}

function changeOne(
  doc: DocWorld,
  chance: Seeded,
  change: (record: StoredNoteRecord) => StoredNoteRecord,
): StoredNoteRecord[] {
  const which = chance.below(doc.stored.length);
  return doc.stored.map((record, at) => (at === which ? change(record) : record));
}
