import { type DBSchema, type IDBPDatabase, wrap } from "idb";
import { failOnce } from "./fail-once.ts";
import type { KeptPart } from "./vouched-parts.ts";

/** This device's copy of a page: a cache, never the truth. */
export type PageCopy = {
  page: string;
  /** the whole document, as Yjs encodes it */
  state: Uint8Array;
  /** of the server's log: everything up to `seq` is in `state`; 0 and 0 before the server has answered once */
  epoch: number;
  seq: number;
  /** differs with every save: whoever finds another than their own reads the copy before replacing it */
  stamp: string;
  /** ISO instant */
  savedAt: string;
};

/** A change that the server has not acknowledged. */
export type OutboxRow = {
  page: string;
  session: string;
  /** counts from 1 in each session */
  cseq: number;
  clientId: number;
  update: Uint8Array;
  /** has certainly never been sent, so that it may still be merged with its neighbours */
  held: boolean;
  /** made with another tab's unsaved change in view, so that it can't be merged into what was made before it */
  fenced: boolean;
  /** how many changes begin in it, as a person counts them; absent in rows of older versions: one */
  changes?: number;
};

/** What the server will never take: no part of the page any more, and kept here for the person who wrote it. */
export type SetAside = {
  page: string;
  session: string;
  clientId: number;
  /** why, as the server's refusal code */
  code: number;
  /** ISO instant */
  at: string;
  /** oldest first: what was refused, and what came after it in the same tab */
  updates: Uint8Array[];
  /** the clock of the first thing in it; null: it only takes away */
  fromClock: number | null;
  /** the whole page as it was with all of it, as Yjs encodes it */
  state: Uint8Array;
  /** false where this browser keeps nothing, so that it is gone with the tab */
  isKept: boolean;
};

interface DeviceSchema extends DBSchema {
  /** copies by their page, and beside them what was set aside, by `asideKey`, and what is vouched for, by `keptKey` */
  pages: { key: string; value: PageCopy | SetAside | KeptPart };
  outbox: { key: [page: string, session: string, cseq: number]; value: OutboxRow };
  people: { key: string; value: unknown };
}

const DATABASE = "candor";
const DATABASE_VERSION = 1;
const FORGET = "forget"; // among people: somebody signed out here
const STRICT = { durability: "strict" } as const; // browsers answer before the disk does unless asked (SECURITY.md Y12)
const LAST = Number.MAX_SAFE_INTEGER;

/** What this device keeps. Every method rejects where the browser's store fails; callers go on without it. */
export class DeviceStore {
  private readonly database: IDBPDatabase<DeviceSchema>;

  constructor(database: IDBPDatabase<DeviceSchema>) {
    this.database = database;
  }

  async readPage(page: string): Promise<{ copy: PageCopy | null; rows: OutboxRow[] }> {
    const transaction = this.database.transaction(["pages", "outbox"]);
    const [copy, rows] = await Promise.all([
      transaction.objectStore("pages").get(page),
      transaction.objectStore("outbox").getAll(rowsOf(page)),
    ]);
    return { copy: isCopyOf(page, copy) ? copy : null, rows: rows.filter(isOutboxRow) };
  }

  async readSession(page: string, session: string): Promise<OutboxRow[]> {
    const rows = await this.database.getAll("outbox", rowsOf(page, session));
    return rows.filter(isOutboxRow);
  }

  /** Makes all the changes or, where it rejects, none of them; resolves once they are on disk. */
  async writeRows(changes: readonly RowChange[]): Promise<void> {
    const transaction = this.database.transaction("outbox", "readwrite", STRICT);
    const requests: Promise<unknown>[] = [];
    for (const { page, session, from, rows } of changes) {
      if (from !== null) requests.push(transaction.store.delete(rowsOf(page, session, from)));
      for (const row of rows) requests.push(transaction.store.put(row));
    }
    await committed(transaction, requests);
  }

  /**
   * Replaces the copy of a page and takes away rows that are in it and on the server, both or neither.
   *
   * @param compact is given what is there at this moment and must not wait for anything.
   */
  async compact(
    page: string,
    compact: (found: { copy: PageCopy | null; rows: OutboxRow[] }) => { copy: PageCopy; settled: OutboxRow[] },
  ): Promise<void> {
    const transaction = this.database.transaction(["pages", "outbox"], "readwrite", STRICT);
    const pages = transaction.objectStore("pages");
    const outbox = transaction.objectStore("outbox");
    const [copy, rows] = await Promise.all([pages.get(page), outbox.getAll(rowsOf(page))]);
    const next = compact({ copy: isCopyOf(page, copy) ? copy : null, rows: rows.filter(isOutboxRow) });
    const requests: Promise<unknown>[] = [pages.put(next.copy, page)];
    for (const row of next.settled) requests.push(outbox.delete([page, row.session, row.cseq]));
    await committed(transaction, requests);
  }

  /**
   * Keeps what the server vouches for.
   *
   * @returns how many parts of the page there are now.
   */
  async keepVouched(page: string, parts: readonly KeptPart[]): Promise<number> {
    const transaction = this.database.transaction("pages", "readwrite");
    const { store } = transaction;
    const requests: Promise<unknown>[] = [];
    for (const part of parts) {
      if (part.kind === "all") requests.push(store.delete(keptOf(page, part.epoch)));
      requests.push(store.put(part, keptKey(page, part)));
    }
    const [count] = await Promise.all([store.count(keptOf(page)), ...requests, transaction.done]);
    return count;
  }

  async readVouched(page: string): Promise<KeptPart[]> {
    return (await this.database.getAll("pages", keptOf(page))).filter(isKeptPart);
  }

  /** What is of another epoch has been given back. */
  async forgetVouched(page: string, epoch: number): Promise<void> {
    const transaction = this.database.transaction("pages", "readwrite", STRICT);
    const range = IDBKeyRange.bound(keptPrefix(page), keptPrefix(page, epoch), false, true);
    await committed(transaction, [transaction.store.delete(range)]);
  }

  /** Oldest first. */
  async readAsides(page: string): Promise<SetAside[]> {
    const found = await this.database.getAll("pages", asidesOf(page));
    return found.filter(isSetAside).sort((left, right) => (left.at < right.at ? -1 : 1));
  }

  /** Takes sessions out of the outbox and keeps them aside; the page's copy goes, since it is made of them, too. */
  async setAside(page: string, asides: readonly SetAside[]): Promise<void> {
    const transaction = this.database.transaction(["pages", "outbox"], "readwrite", STRICT);
    const pages = transaction.objectStore("pages");
    const requests: Promise<unknown>[] = [pages.delete(page)];
    for (const aside of asides) {
      requests.push(pages.put(aside, asideKey(page, aside.session)));
      requests.push(transaction.objectStore("outbox").delete(rowsOf(page, aside.session)));
    }
    await committed(transaction, requests);
  }

  async throwAway({ page, session }: SetAside): Promise<void> {
    const transaction = this.database.transaction("pages", "readwrite", STRICT);
    await committed(transaction, [transaction.store.delete(asideKey(page, session))]);
  }

  /** Keeps once more what was thrown away. */
  async keepAside(aside: SetAside): Promise<void> {
    const transaction = this.database.transaction("pages", "readwrite", STRICT);
    await committed(transaction, [transaction.store.put(aside, asideKey(aside.page, aside.session))]);
  }

  /** Takes a page off this device, with whatever of it, and of what belongs to its pair, was never sent. */
  async forgetPage(page: string): Promise<void> {
    const transaction = this.database.transaction(["pages", "outbox", "people"], "readwrite", STRICT);
    await committed(transaction, [
      transaction.objectStore("people").delete(`worth/${page}`),
      transaction.objectStore("people").delete(keysWith(`edit/${page}/`)),
      transaction.objectStore("pages").delete(page),
      transaction.objectStore("pages").delete(asidesOf(page)),
      transaction.objectStore("pages").delete(keptOf(page)),
      transaction.objectStore("outbox").delete(rowsOf(page)),
    ]);
  }

  async readPeople(): Promise<Map<string, unknown>> {
    const transaction = this.database.transaction("people");
    const [keys, values] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
    return new Map(keys.map((key, index) => [key, values[index]]));
  }

  /** @param value undefined takes it away. */
  async writePeople(key: string, value: unknown): Promise<void> {
    const transaction = this.database.transaction("people", "readwrite", STRICT);
    const request = value === undefined ? transaction.store.delete(key) : transaction.store.put(value, key);
    await committed(transaction, [request]);
  }

  /**
   * Changes what of people has a prefix in its key, all or nothing and after whatever another tab is changing.
   *
   * @param change is given what is there at this moment and must not wait for anything; undefined takes a key away.
   */
  async changePeople(
    prefix: string,
    change: (found: ReadonlyMap<string, unknown>) => readonly [key: string, value: unknown][],
  ): Promise<void> {
    const transaction = this.database.transaction("people", "readwrite", STRICT);
    const { store } = transaction;
    const range = keysWith(prefix);
    const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
    const changes = change(new Map(keys.map((key, index) => [key, values[index]])));
    const requests = changes.map(([key, value]) => (value === undefined ? store.delete(key) : store.put(value, key)));
    await committed(transaction, requests);
  }

  /** How many changes of each page wait on this device; the server may have some of them already. */
  async countWaiting(): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (const [page] of await this.database.getAllKeys("outbox")) counts.set(page, (counts.get(page) ?? 0) + 1);
    return counts;
  }

  /** Has everything taken off this device when the app starts again: until then open tabs may still keep something. */
  async forgetAtStart(): Promise<void> {
    await this.writePeople(FORGET, true);
  }

  close(): void {
    this.database.close();
  }
}

/** `from`: first takes away the session's rows from this number on; null: only puts. */
export type RowChange = { page: string; session: string; from: number | null; rows: OutboxRow[] };

/** @returns null where this browser keeps nothing: no IndexedDB, blocked, broken, or one that never answers. */
export async function openDeviceStore(
  factory: IDBFactory | null,
  later: (milliseconds: number, run: () => void) => () => void,
  report: (fault: unknown, doing: string) => void,
): Promise<DeviceStore | null> {
  if (!factory) return null;
  return new Promise((resolve) => {
    const giveUp = later(OPEN_MS, () => resolve(null));
    openDatabase(factory)
      .then((database) => resolve(new DeviceStore(database)))
      .catch((fault) => {
        report(fault, "opening what this device keeps");
        resolve(null);
      })
      .finally(giveUp);
  });
}

const OPEN_MS = 3000; // some browsers never answer in private windows or beside a broken profile

async function openDatabase(factory: IDBFactory): Promise<IDBPDatabase<DeviceSchema>> {
  const request = factory.open(DATABASE, DATABASE_VERSION);
  request.addEventListener("upgradeneeded", () => {
    const database = request.result;
    database.createObjectStore("pages");
    database.createObjectStore("outbox", { keyPath: ["page", "session", "cseq"] });
    database.createObjectStore("people");
  });
  const database = failOnce((await wrap(request)) as unknown as IDBPDatabase<DeviceSchema>);
  // A newer tab wants to change the stores: it must not wait for this one, which then keeps nothing more.
  database.addEventListener("versionchange", () => database.close());
  if ((await database.get("people", FORGET)) !== undefined) await forgetAll(database);
  return database;
}

async function forgetAll(database: IDBPDatabase<DeviceSchema>): Promise<void> {
  const stores = ["pages", "outbox", "people"] as const;
  const transaction = database.transaction(stores, "readwrite", STRICT);
  await committed(
    transaction,
    stores.map((name) => transaction.objectStore(name).clear()),
  );
}

/** Asks for the commit with the last request: what a tab that ends now has not yet asked to commit is thrown away. */
export async function committed(
  transaction: { commit: () => void; done: Promise<void> },
  requests: readonly Promise<unknown>[],
): Promise<void> {
  const ended = Promise.all([...requests, transaction.done]);
  ended.catch(() => undefined); // where it has ended already, asking for the commit fails first
  transaction.commit();
  await ended;
}

function rowsOf(page: string, session?: string, from = 1): IDBKeyRange {
  if (session === undefined) return IDBKeyRange.bound([page], [page, []]);
  return IDBKeyRange.bound([page, session, from], [page, session, LAST]);
}

function asideKey(page: string, session: string): string {
  return `${page}/aside/${session}`;
}

function asidesOf(page: string): IDBKeyRange {
  return IDBKeyRange.bound(asideKey(page, ""), asideKey(page, "\uffff"));
}

function keptPrefix(page: string, epoch?: number): string {
  return `${page}/vouched/${epoch === undefined ? "" : `${padded(epoch)}/`}`;
}

function keptKey(page: string, { epoch, seq, kind }: KeptPart): string {
  return `${keptPrefix(page, epoch)}${padded(seq)}/${kind}`;
}

function keptOf(page: string, epoch?: number): IDBKeyRange {
  return keysWith(keptPrefix(page, epoch));
}

function padded(number: number): string {
  return String(number).padStart(16, "0"); // so that text sorts as the numbers do
}

function isSetAside(value: unknown): value is SetAside {
  const { session, updates, state } = (value ?? {}) as SetAside;
  return typeof session === "string" && Array.isArray(updates) && state instanceof Uint8Array;
}

function isKeptPart(value: unknown): value is KeptPart {
  return ((value ?? {}) as KeptPart).voucher instanceof Uint8Array;
}

function keysWith(prefix: string): IDBKeyRange {
  return IDBKeyRange.bound(prefix, `${prefix}\uffff`);
}

// A broken store may give back anything, another page's copy among it: what is no record counts as not kept.

function isCopyOf(page: string, value: unknown): value is PageCopy {
  const copy = (value ?? {}) as PageCopy;
  return copy.page === page && copy.state instanceof Uint8Array && isCount(copy.epoch) && isCount(copy.seq);
}

function isOutboxRow({ update, session, cseq, clientId }: OutboxRow): boolean {
  return (
    update instanceof Uint8Array &&
    /^[\x20-\x7e]{1,64}$/.test(session) &&
    cseq > 0 &&
    isCount(cseq) &&
    isCount(clientId)
  );
}

/** What a message to the server can carry as a number. */
function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
