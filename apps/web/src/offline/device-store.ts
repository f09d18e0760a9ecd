import { type DBSchema, type IDBPDatabase, wrap } from "idb";

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
};

interface DeviceSchema extends DBSchema {
  pages: { key: string; value: PageCopy };
  outbox: { key: [page: string, session: string, cseq: number]; value: OutboxRow };
  people: { key: string; value: unknown };
}

const DATABASE = "candor";
const DATABASE_VERSION = 1;
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
    return { copy: copy && isPageCopy(copy) ? copy : null, rows: rows.filter(isOutboxRow) };
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
    await Promise.all([...requests, transaction.done]);
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
    const next = compact({ copy: copy && isPageCopy(copy) ? copy : null, rows: rows.filter(isOutboxRow) });
    const requests: Promise<unknown>[] = [pages.put(next.copy, page)];
    for (const row of next.settled) requests.push(outbox.delete([page, row.session, row.cseq]));
    await Promise.all([...requests, transaction.done]);
  }

  /** Takes a page off this device, with whatever of it was never sent. */
  async forgetPage(page: string): Promise<void> {
    const transaction = this.database.transaction(["pages", "outbox"], "readwrite", STRICT);
    await Promise.all([
      transaction.objectStore("pages").delete(page),
      transaction.objectStore("outbox").delete(rowsOf(page)),
      transaction.done,
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
    await Promise.all([request, transaction.done]);
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
  const database = (await wrap(request)) as unknown as IDBPDatabase<DeviceSchema>;
  // A newer tab wants to change the stores: it must not wait for this one, which then keeps nothing more.
  database.addEventListener("versionchange", () => database.close());
  return database;
}

function rowsOf(page: string, session?: string, from = 1): IDBKeyRange {
  if (session === undefined) return IDBKeyRange.bound([page], [page, []]);
  return IDBKeyRange.bound([page, session, from], [page, session, LAST]);
}

function isPageCopy(value: PageCopy): boolean {
  return value.state instanceof Uint8Array && Number.isSafeInteger(value.epoch) && Number.isSafeInteger(value.seq);
}

function isOutboxRow(value: OutboxRow): boolean {
  return value.update instanceof Uint8Array && Number.isSafeInteger(value.cseq) && Number.isSafeInteger(value.clientId);
}
