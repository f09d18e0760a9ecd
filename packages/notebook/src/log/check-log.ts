import type { StoredNoteRecord } from "@candor/protocol/http/notebook.ts";
import { type Bytes, sameBytes } from "../bytes/bytes.ts";
import { HASH_BYTES, type Head } from "../record/record-header.ts";
import type { DocumentKeys } from "../vault/document-keys.ts";
import type { VaultDevice } from "../vault/manifest.ts";
import { type KnownHead, type KnownLog, rememberHash } from "./known-log.ts";
import type { LogAlarm } from "./log-alarm.ts";
import { isLabelledRight, type LogRecord, type OpenedRecord, openAll, readLog } from "./read-log.ts";

/** Whose log it is, who reads it. */
export type LogReader = {
  vault: string;
  /** this device */
  device: string;
  keys: DocumentKeys;
  /** as the manifest has them */
  devices: readonly VaultDevice[];
  known: KnownLog;
};

export type CheckedLog = {
  /** what is to be applied, snapshots first; each is new to this device, was opened, and follows on what is known */
  opened: { kind: "update" | "snapshot"; device: string; dseq: number; at: string; body: Bytes }[];
  alarms: LogAlarm[];
  known: KnownLog;
};

/**
 * Checks what the server sent of one document's log, believing none of it, and opens it.
 *
 * @param given.whole the server was asked for everything, so that what it lacks can be told from what it wasn't asked
 *   for. Ask so once in each session; else for what follows what is known.
 */
export async function checkLog(
  reader: LogReader,
  given: { records: readonly StoredNoteRecord[]; whole: boolean },
): Promise<CheckedLog> {
  const { records, alarms } = await readLog({ vault: reader.vault, doc: reader.keys.doc }, given.records);
  const fresh = records.filter((record) => !isKnown(reader.known, record, alarms));
  const snapshots = await openAll(
    reader.keys,
    fresh.filter(({ header }) => header.kind === "snapshot"),
  );
  const base = chooseBase(reader.known, snapshots.opened);
  const updates = await openAll(
    reader.keys,
    fresh.filter((record) => record.header.kind === "update" && !isCovered(base, record)),
  );
  alarms.push(...snapshots.alarms, ...updates.alarms);
  const walk = walkChains(reader, [...snapshots.opened, ...updates.opened], base, alarms);
  checkSeen(walk, alarms);
  if (given.whole) checkHighWater(reader.known, records, walk, alarms);
  checkLabels(reader.known, records, walk.accepted, alarms);
  return { opened: inOrder(walk.accepted), alarms: distinct(alarms), known: nextKnown(reader, walk, base) };
}

/** Whether this very record was taken over before. One that only has its number is an alarm and is left out as well. */
function isKnown(known: KnownLog, { header, hash }: LogRecord, alarms: LogAlarm[]): boolean {
  const { device, dseq } = header;
  const head = known.heads.get(device)?.dseq ?? 0;
  const had = known.hashes.get(device)?.get(dseq);
  if (had && !sameBytes(had, hash)) {
    alarms.push({ type: "forked", device, dseq });
    return true;
  }
  return dseq <= head;
}

type Base = Pick<NonNullable<KnownLog["snapshot"]>, "seq" | "hash" | "covers">;

/** The snapshot that stands for most records. Its place in the log is the server's word, so that it doesn't count. */
function chooseBase(known: KnownLog, snapshots: readonly OpenedRecord[]): Base | null {
  const offered = snapshots.map(({ stored, hash, header }) => ({
    seq: stored.seq,
    hash,
    covers: header.kind === "snapshot" ? header.covers : new Map<string, Head>(),
  }));
  const all = known.snapshot ? [known.snapshot, ...offered] : offered;
  return all.reduce<Base | null>((best, one) => (best && countOf(best) >= countOf(one) ? best : one), null);
}

function countOf({ covers }: Base): number {
  return [...covers.values()].reduce((sum, { dseq }) => sum + dseq, 0);
}

function isCovered(base: Base | null, { header }: LogRecord): boolean {
  return header.dseq <= (base?.covers.get(header.device)?.dseq ?? 0);
}

type Walk = { heads: Map<string, KnownHead>; hashes: KnownLog["hashes"]; accepted: OpenedRecord[] };

/** Follows each device's chain from what is known, or from what the snapshot covers, as far as it holds. */
function walkChains(
  { known, device: self, devices }: LogReader,
  opened: readonly OpenedRecord[],
  base: Base | null,
  alarms: LogAlarm[],
): Walk {
  const walk: Walk = { heads: new Map(known.heads), hashes: known.hashes, accepted: [] };
  for (const [device, head] of base?.covers ?? []) {
    const had = walk.heads.get(device);
    if (!had || had.dseq < head.dseq) arrive(walk, device, { ...head, epoch: had?.epoch ?? 0 });
    else if (!agrees(walk, device, head)) alarms.push({ type: "forked", device, dseq: head.dseq });
  }
  const byDevice = Map.groupBy(opened, ({ header }) => header.device);
  for (const [device, records] of byDevice) {
    const removed = devices.find(({ id }) => id === device)?.removed ?? null;
    for (const record of records.sort((a, b) => a.header.dseq - b.header.dseq)) {
      const { header, hash } = record;
      const head = walk.heads.get(device) ?? { dseq: 0, hash: new Uint8Array(HASH_BYTES), epoch: 0 };
      if (header.dseq <= head.dseq) {
        // A covered snapshot that is no longer needed, or the same record twice; one that differs is a fork.
        if (!agrees(walk, device, { dseq: header.dseq, hash }))
          alarms.push({ type: "forked", device, dseq: header.dseq });
        continue;
      }
      const alarm = judgeNext(record, head, removed, device === self ? known.tip : null);
      if (alarm) {
        alarms.push(alarm);
        break;
      }
      arrive(walk, device, { dseq: header.dseq, hash, epoch: header.epoch });
      walk.accepted.push(record);
    }
  }
  return walk;
}

function judgeNext(
  { header }: OpenedRecord,
  head: KnownHead,
  removed: VaultDevice["removed"],
  tip: Head | null,
): LogAlarm | null {
  const { device, dseq, epoch } = header;
  if (dseq !== head.dseq + 1) return { type: "gap", device, expected: head.dseq + 1, found: dseq };
  if (!sameBytes(header.prev, head.hash)) return { type: "broken_chain", device, dseq };
  if (epoch < head.epoch) return { type: "downgraded", device, dseq, epoch };
  if (removed && epoch >= removed.epoch) return { type: "removed_device", device, dseq };
  // This device wrote less than that: another has its id and its keys.
  if (tip && dseq > tip.dseq) return { type: "forked", device, dseq };
  return null;
}

function arrive(walk: Walk, device: string, head: KnownHead): void {
  walk.heads.set(device, head);
  walk.hashes = rememberHash(walk.hashes, device, head);
}

/** Whether a number and hash are not against what is known; true also where nothing is. */
function agrees(walk: Walk, device: string, { dseq, hash }: Head): boolean {
  const had = walk.hashes.get(device)?.get(dseq);
  return !had || sameBytes(had, hash);
}

function checkSeen(walk: Walk, alarms: LogAlarm[]): void {
  for (const { header } of walk.accepted) {
    for (const [device, seen] of header.seen) {
      const { dseq } = seen;
      if ((walk.heads.get(device)?.dseq ?? 0) < dseq) {
        alarms.push({ type: "omitted", device, dseq, seenBy: header.device });
      } else if (!agrees(walk, device, seen)) alarms.push({ type: "forked", device, dseq });
    }
  }
}

/** Compares what the server delivered, itself or inside a snapshot, with the most this device remembers it to have had. */
function checkHighWater(known: KnownLog, records: readonly LogRecord[], walk: Walk, alarms: LogAlarm[]): void {
  const has = new Map<string, number>();
  const raise = (device: string, dseq: number) => has.set(device, Math.max(dseq, has.get(device) ?? 0));
  const trusted = (record: LogRecord) =>
    isTheKnown(known, record) || walk.accepted.some((one) => one.hash === record.hash);
  for (const record of records.filter(trusted)) {
    raise(record.header.device, record.header.dseq);
    if (record.header.kind === "snapshot") for (const [device, { dseq }] of record.header.covers) raise(device, dseq);
  }
  for (const [device, head] of known.heads) {
    const now = has.get(device) ?? 0;
    if (now < head.dseq) alarms.push({ type: "older_than_device", device, had: head.dseq, has: now });
  }
}

function isTheKnown(known: KnownLog, { header, hash }: LogRecord): boolean {
  const had = known.hashes.get(header.device)?.get(header.dseq);
  return [had, known.snapshot?.hash].some((one) => one !== undefined && sameBytes(one, hash));
}

function checkLabels(
  known: KnownLog,
  records: readonly LogRecord[],
  accepted: readonly OpenedRecord[],
  alarms: LogAlarm[],
) {
  for (const record of accepted) {
    const { seq, snapshot } = record.stored;
    const parent = snapshot?.parent ?? null;
    const found = records.find(({ stored }) => stored.seq === parent)?.hash;
    const stands = found ?? (known.snapshot?.seq === parent ? known.snapshot?.hash : undefined);
    const said = record.header.kind === "snapshot" ? record.header.parent : null;
    const rightParent = !stands || !said || sameBytes(stands, said);
    if (!isLabelledRight(record) || !rightParent) alarms.push({ type: "mislabelled", seq });
  }
}

function inOrder(accepted: readonly OpenedRecord[]): CheckedLog["opened"] {
  const rank = ({ header }: OpenedRecord) => (header.kind === "snapshot" ? 0 : 1);
  return [...accepted]
    .sort((a, b) => rank(a) - rank(b) || a.stored.seq - b.stored.seq)
    .map(({ header, stored, body }) => ({
      kind: header.kind,
      device: header.device,
      dseq: header.dseq,
      at: stored.at,
      body,
    }));
}

function nextKnown({ known, device }: LogReader, walk: Walk, base: Base | null): KnownLog {
  const own = walk.heads.get(device);
  const tip = own && own.dseq > (known.tip?.dseq ?? 0) ? { dseq: own.dseq, hash: own.hash } : known.tip;
  const isNew = base !== null && (!known.snapshot || !sameBytes(base.hash, known.snapshot.hash));
  const bytes = walk.accepted.reduce((sum, record) => sum + (isCovered(base, record) ? 0 : record.size), 0);
  return {
    heads: walk.heads,
    tip,
    hashes: walk.hashes,
    snapshot: base,
    bytesSince: isNew ? bytes : known.bytesSince + bytes,
  };
}

function distinct(alarms: readonly LogAlarm[]): LogAlarm[] {
  return [...new Map(alarms.map((alarm) => [JSON.stringify(alarm), alarm])).values()];
}
