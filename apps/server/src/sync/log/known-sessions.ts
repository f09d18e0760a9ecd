import type { LogEntry } from "../page-log.ts";
import type { Push } from "./group-commit.ts";

/** A page somebody writes in. */
export type KnownPage = {
  page: string;
  /** its newest committed row; null where the store looks it up itself */
  head: number | null;
  sessions: Map<string, KnownSession>;
  /** what it is kept in; once that was forgotten, so is the page */
  keptIn: ReadonlyMap<string, KnownPage>;
};

/** What is known of a push session: its row's id, whom it belongs to and how far it has come. */
export type KnownSession = {
  id: number;
  page: KnownPage;
  userId: string;
  clientId: number;
  /** the newest push that is committed */
  storedCseq: number;
  /** the newest push of the group that is being planned; else as `storedCseq` */
  plannedCseq: number;
};

export type SessionRow = { id: number; userId: string; clientId: number; storedCseq: number };

export type SessionLoader = {
  /** @returns an error where the session cannot be had under this clientID. */
  loadSession(entry: LogEntry): Promise<SessionRow | Error>;
  loadHead(page: string): Promise<number | null>;
};

/** Remembers pages and sessions between commits, for asking the database for each push would cost more than storing it. */
export class KnownSessions {
  readonly #loader: SessionLoader;
  #pages = new Map<string, KnownPage>();

  constructor(loader: SessionLoader) {
    this.#loader = loader;
  }

  get pageCount(): number {
    return this.#pages.size;
  }

  page(page: string): KnownPage | undefined {
    return this.#pages.get(page);
  }

  forget(): void {
    this.#pages = new Map();
  }

  /** One for each entry of the group, in its order. */
  async resolve(group: readonly Push[]): Promise<(KnownSession | Error)[]> {
    const resolved: (KnownSession | Error | undefined)[] = [];
    const missing: { entry: LogEntry; index: number }[] = [];
    for (const { entries } of group) {
      for (const entry of entries) {
        const session = this.#noted(entry) ?? this.#find(entry);
        if (session === undefined) missing.push({ entry, index: resolved.length });
        else session.plannedCseq = session.storedCseq;
        resolved.push(session);
      }
    }
    if (missing.length > 0) {
      const loading = new Map<string, Promise<KnownSession | Error>>();
      const load = async ({ entry, index }: (typeof missing)[number]) => {
        const key = `${entry.page}\n${entry.session}`;
        const session = loading.get(key) ?? this.#load(entry);
        loading.set(key, session);
        resolved[index] = await session;
      };
      await Promise.all(missing.map(load));
    }
    return resolved as (KnownSession | Error)[];
  }

  /** As `resolve` where all of them are known, otherwise null. */
  resolveNow(entries: readonly LogEntry[]): KnownSession[] | null {
    const resolved: KnownSession[] = [];
    for (const entry of entries) {
      const session = this.#noted(entry) ?? this.#find(entry);
      if (session === undefined) return null;
      session.plannedCseq = session.storedCseq;
      resolved.push(session);
    }
    return resolved;
  }

  /** Quicker than a look-up by two strings, which costs as much as judging a keystroke. */
  #noted({ note }: LogEntry): KnownSession | undefined {
    const known = note?.known as KnownSession | null | undefined;
    return known?.page.keptIn === this.#pages ? known : undefined;
  }

  #find({ page, session, note }: LogEntry): KnownSession | undefined {
    const known = this.#pages.get(page)?.sessions.get(session);
    if (note !== undefined) note.known = known ?? null;
    return known;
  }

  async #load(entry: LogEntry): Promise<KnownSession | Error> {
    const [row, head] = await Promise.all([
      this.#loader.loadSession(entry),
      this.#pages.has(entry.page) ? null : this.#loader.loadHead(entry.page),
    ]);
    if (row instanceof Error) return row;
    const page = this.#pages.get(entry.page) ?? { page: entry.page, head, sessions: new Map(), keptIn: this.#pages };
    this.#pages.set(entry.page, page);
    const session: KnownSession = { ...row, page, plannedCseq: row.storedCseq };
    page.sessions.set(entry.session, session);
    return session;
  }
}
