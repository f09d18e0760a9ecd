import type { StoredNoteRecord } from "@candor/protocol/http/notebook.ts";
import { type Bytes, sameBytes } from "../bytes/bytes.ts";
import { HASH_BYTES, type Head, type RecordHeader } from "../record/record-header.ts";
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
  const { opened, alarms: notOpened } = await openAll(reader.keys, fresh);
  const base = chooseBase(reader, opened);
  alarms.push(...notOpened.filter((alarm) => !isForgotten(alarm, reader, fresh, base)));
  const walk = walkChains(reader, opened, base, alarms);
  checkSeen(reader.devices, walk, alarms);
  if (given.whole) checkHighWater(reader.known, records, walk, alarms);
  checkLabels(reader.known, records, walk.accepted, alarms);
  return { opened: inOrder(walk.accepted), alarms: distinct(alarms), known: nextKnown(reader, walk, base) };
}

/** Whether this very record was taken over before. One that only has its number is an alarm and is left out as well. */
function isKnown(known: KnownLog, { header, hash }: LogRecord, alarms: LogAlarm[]): boolean {
  const { device, dseq } = header;
  const had = known.hashes.get(device)?.get(dseq);
  if (!had) return false;
  if (!sameBytes(had, hash)) {
    alarms.push({ type: "forked", device, dseq });
    return true;
  }
  return dseq <= (known.heads.get(device)?.dseq ?? 0);
}

type Base = NonNullable<KnownLog["snapshot"]>;

/** The snapshot that stands for most records. Its place in the log is the server's word, so that it doesn't count. */
function chooseBase(reader: LogReader, opened: readonly OpenedRecord[]): Base | null {
  const offered = opened.flatMap((record) => {
    const { header, hash, stored } = record;
    if (header.kind !== "snapshot" || !mayStandForOthers(reader, record, opened)) return [];
    return [{ seq: stored.seq, hash, covers: header.covers }];
  });
  const all = reader.known.snapshot ? [reader.known.snapshot, ...offered] : offered;
  return all.reduce<Base | null>((best, one) => (best && countOf(best) >= countOf(one) ? best : one), null);
}

/**
 * A snapshot is believed of what the server no longer has, so that it must not come from who has a key that was taken
 * away: it covers all of its own device before it, and that device had no newer key yet.
 */
function mayStandForOthers(
  { known, device: self, devices }: LogReader,
  { header }: OpenedRecord,
  opened: readonly OpenedRecord[],
): boolean {
  if (header.kind !== "snapshot") return false;
  const { device, dseq, epoch, covers, prev } = header;
  const own = covers.get(device) ?? { dseq: 0, hash: new Uint8Array(HASH_BYTES) };
  if (own.dseq !== dseq - 1 || !sameBytes(own.hash, prev)) return false;
  if (wasRemovedBefore(header, devices)) return false;
  const head = known.heads.get(device);
  if (head && head.dseq < dseq && head.epoch > epoch) return false;
  // It cannot know of more than this device has written.
  if (known.tip && (covers.get(self)?.dseq ?? 0) > known.tip.dseq) return false;
  return !opened.some((one) => one.header.device === device && one.header.dseq < dseq && one.header.epoch > epoch);
}

function countOf({ covers }: Base): number {
  return [...covers.values()].reduce((sum, { dseq }) => sum + dseq, 0);
}

function isCovered(base: Base | null, { header }: LogRecord): boolean {
  return header.dseq <= (base?.covers.get(header.device)?.dseq ?? 0);
}

/** Its key was forgotten, as is done once a snapshot stands for it; a restored server may deliver it all the same. */
function isForgotten(alarm: LogAlarm, { keys }: LogReader, records: readonly LogRecord[], base: Base | null): boolean {
  if (alarm.type !== "unknown_key" || alarm.epoch >= keys.newest) return false;
  const record = records.find(({ stored }) => stored.seq === alarm.seq);
  return record !== undefined && isCovered(base, record);
}

type Walk = {
  heads: Map<string, KnownHead>;
  hashes: Map<string, Map<number, Bytes>>;
  accepted: OpenedRecord[];
};

/**
 * Follows each device's chain from what is known, as far as it holds. Over what is missing the snapshot helps, where it
 * covers that. What it covers and is there all the same is taken too: it opens, and a document takes nothing twice.
 */
function walkChains(
  { known, device: self, devices }: LogReader,
  opened: readonly OpenedRecord[],
  base: Base | null,
  alarms: LogAlarm[],
): Walk {
  const hashes = new Map([...known.hashes].map(([device, its]) => [device, new Map(its)]));
  const walk: Walk = { heads: new Map(known.heads), hashes, accepted: [] };
  const byDevice = Map.groupBy(opened, ({ header }) => header.device);
  for (const [device, records] of byDevice) {
    for (const record of records.sort((a, b) => a.header.dseq - b.header.dseq)) {
      const { header, hash } = record;
      const at = { dseq: header.dseq, hash, epoch: header.epoch };
      if (header.dseq > headOf(walk, device).dseq + 1) liftOver(walk, device, base);
      const head = headOf(walk, device);
      if (header.dseq <= head.dseq) {
        if (!agrees(walk, device, at)) alarms.push({ type: "forked", device, dseq: header.dseq });
        else if (!walk.hashes.get(device)?.has(header.dseq)) {
          rememberHash(walk.hashes, device, at);
          walk.accepted.push(record);
        }
        continue;
      }
      const alarm = judgeNext(record, head, devices, device === self ? known.tip : null);
      if (alarm) {
        alarms.push(alarm);
        break;
      }
      walk.heads.set(device, at);
      rememberHash(walk.hashes, device, at);
      walk.accepted.push(record);
    }
  }
  for (const [device, head] of base?.covers ?? []) {
    if (!agrees(walk, device, head)) alarms.push({ type: "forked", device, dseq: head.dseq });
    else liftOver(walk, device, base);
  }
  return walk;
}

function headOf(walk: Walk, device: string): KnownHead {
  return walk.heads.get(device) ?? { dseq: 0, hash: new Uint8Array(HASH_BYTES), epoch: 0 };
}

function liftOver(walk: Walk, device: string, base: Base | null): void {
  const covered = base?.covers.get(device);
  const head = headOf(walk, device);
  if (!covered || covered.dseq <= head.dseq) return;
  walk.heads.set(device, { ...covered, epoch: head.epoch });
  rememberHash(walk.hashes, device, covered);
}

function judgeNext(
  { header }: OpenedRecord,
  head: KnownHead,
  devices: readonly VaultDevice[],
  tip: Head | null,
): LogAlarm | null {
  const { device, dseq, epoch } = header;
  if (dseq !== head.dseq + 1) return { type: "gap", device, expected: head.dseq + 1, found: dseq };
  if (!sameBytes(header.prev, head.hash)) return { type: "broken_chain", device, dseq };
  if (epoch < head.epoch) return { type: "downgraded", device, dseq, epoch };
  if (wasRemovedBefore(header, devices)) return { type: "removed_device", device, dseq };
  // This device wrote less than that: another has its id and its keys. Updates are kept here before they are sent, only a
  // snapshot may have been sent by a tab that ended before it could note that.
  if (tip && dseq > tip.dseq && header.kind === "update") return { type: "forked", device, dseq };
  return null;
}

/** Whoever took a device away has its keys, and the server may help: what it had not written by then is not its owner's. */
function wasRemovedBefore({ doc, device, dseq, epoch }: RecordHeader, devices: readonly VaultDevice[]): boolean {
  const removed = devices.find(({ id }) => id === device)?.removed;
  return Boolean(removed && (epoch >= removed.epoch || dseq > (removed.heads.get(doc) ?? 0)));
}

/** Whether a number and hash are not against what is known; true also where nothing is. */
function agrees(walk: Walk, device: string, { dseq, hash }: Head): boolean {
  const had = walk.hashes.get(device)?.get(dseq);
  return !had || sameBytes(had, hash);
}

function checkSeen(devices: readonly VaultDevice[], walk: Walk, alarms: LogAlarm[]): void {
  for (const { header } of walk.accepted) {
    for (const [device, seen] of header.seen) {
      const { dseq } = seen;
      // Another may have taken it over before it heard that the device was taken off.
      if (wasRemovedBefore({ ...header, device, dseq }, devices)) continue;
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
    offered: known.offered && known.offered.dseq > (own?.dseq ?? 0) ? known.offered : null,
  };
}

function distinct(alarms: readonly LogAlarm[]): LogAlarm[] {
  return [...new Map(alarms.map((alarm) => [JSON.stringify(alarm), alarm])).values()];
}
