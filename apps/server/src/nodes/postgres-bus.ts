import type { Compilable, Kysely } from "kysely";
import type pg from "pg";
import { isUnavailable } from "../database/database-error.ts";
import type { Schema } from "../database/schema.ts";
import { EventReader } from "./event-reader.ts";
import { MAX_WHISPER, type NodeBus, type NodeEvent } from "./node-bus.ts";
import type { PostgresNotices } from "./postgres-notices.ts";
import { eventQueries } from "./record-event.ts";

const LOOK_MILLISECONDS = 400; // an event is heard of within a second where notices are lost
const ANSWER_MILLISECONDS = 2000;
const WHISPER_MILLISECONDS = 40;
const MAX_WAITING_WHISPERS = 5000;
const NOTICES_AT_ONCE = 64;

type Ports = {
  db: Kysely<Schema>;
  batch: (queries: readonly Compilable[]) => Promise<void>;
  pool: pg.Pool;
  notices: PostgresNotices;
  node: string;
};

/**
 * Rows of a table are what counts; a notice, sent by the database itself at their commit, only makes it quick. Whispers
 * are notices alone.
 */
export class PostgresBus implements NodeBus {
  readonly node: string;
  readonly #ports: Ports;
  readonly #events: EventReader;
  readonly #listeners: Set<(event: NodeEvent) => void>;
  readonly #hearers = new Set<(text: string) => void>();
  readonly #troubled = new Set<() => void>();
  #whispers = new Map<string, string>();
  #whisperTimer: NodeJS.Timeout | null = null;
  #unrecorded: { event: NodeEvent; at: string }[] = [];
  #lookTimer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;
  #closing = false;

  private constructor(ports: Ports, events: EventReader, listeners: Set<(event: NodeEvent) => void>) {
    this.node = ports.node;
    this.#ports = ports;
    this.#events = events;
    this.#listeners = listeners;
    ports.notices.onNotice((notice) => this.#hear(notice));
    ports.notices.onMissed(() => this.#look());
    this.#lookLater();
  }

  static async open(ports: Ports): Promise<PostgresBus> {
    const listeners = new Set<(event: NodeEvent) => void>();
    const heard = (event: NodeEvent) => {
      for (const listener of [...listeners]) listener(event);
    };
    return new PostgresBus(ports, await EventReader.open(ports.db, ports.node, heard), listeners);
  }

  /** The newest event this node knows of. */
  get seen(): number {
    return this.#events.seen;
  }

  tell(event: NodeEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
    this.#unrecorded.push({ event, at: new Date().toISOString() });
    this.#look();
  }

  onEvent(listener: (event: NodeEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  catchUp(): Promise<void> {
    return this.#events.catchUp();
  }

  whisper(key: string, text: string): void {
    if (Buffer.byteLength(text) > MAX_WHISPER || this.#closing) return;
    this.#whispers.delete(key); // behind what was said meanwhile
    if (this.#whispers.size < MAX_WAITING_WHISPERS) this.#whispers.set(key, text);
    this.#whisperTimer ??= setTimeout(() => void this.#sendWhispers(), WHISPER_MILLISECONDS).unref();
  }

  onWhisper(listener: (text: string) => void): () => void {
    this.#hearers.add(listener);
    return () => this.#hearers.delete(listener);
  }

  onTrouble(listener: () => void): () => void {
    this.#troubled.add(listener);
    return () => this.#troubled.delete(listener);
  }

  async close(): Promise<void> {
    if (this.#whisperTimer) clearTimeout(this.#whisperTimer);
    await this.#sendWhispers();
    this.#closing = true;
    if (this.#lookTimer) clearTimeout(this.#lookTimer);
    while (this.#looking) await this.#looking;
  }

  #hear(notice: string): void {
    if (notice.startsWith("e")) this.#look();
    else if (notice.startsWith("w")) {
      const end = notice.indexOf("\n");
      if (notice.slice(1, end) === this.node) return;
      for (const text of notice.slice(end + 1).split("\n")) this.#pass(text);
    }
  }

  #pass(text: string): void {
    for (const hearer of this.#hearers) {
      try {
        hearer(text);
      } catch {
        // Whoever can reach the database can whisper anything; what nobody understands counts as lost.
      }
    }
  }

  #look(): void {
    if (this.#closing) return;
    this.#looking ??= this.#recordAndRead().finally(() => {
      this.#looking = null;
      this.#lookLater();
    });
  }

  #lookLater(): void {
    if (this.#closing) return;
    if (this.#lookTimer) clearTimeout(this.#lookTimer);
    this.#lookTimer = setTimeout(() => this.#look(), LOOK_MILLISECONDS);
    this.#lookTimer.unref();
  }

  async #recordAndRead(): Promise<void> {
    try {
      await inTime(this.#record(), ANSWER_MILLISECONDS);
      await inTime(this.#events.catchUp(), ANSWER_MILLISECONDS);
    } catch (error) {
      // Where it is only slow, whoever stores something will see it.
      if (isUnavailable(error)) for (const troubled of this.#troubled) troubled(); // looked at again in a moment
    }
  }

  async #record(): Promise<void> {
    const { db, batch, node: origin } = this.#ports;
    while (this.#unrecorded.length > 0) {
      const some = this.#unrecorded.slice(0, 100);
      await batch(some.flatMap(({ event, at }) => eventQueries(db, event, { origin, at })));
      this.#unrecorded = this.#unrecorded.slice(some.length);
    }
  }

  async #sendWhispers(): Promise<void> {
    const all = [...this.#whispers.values()];
    this.#whispers = new Map();
    for (const some of inParts(inNotices(all, `w${this.node}`))) {
      // Lost where the database is away: whoever is here says so again in a while.
      await this.#ports.pool
        .query("select pg_notify('candor', text) from unnest($1::text[]) as text", [some])
        .catch(() => {});
    }
    this.#whisperTimer =
      this.#whispers.size > 0 && !this.#closing
        ? setTimeout(() => void this.#sendWhispers(), WHISPER_MILLISECONDS).unref()
        : null;
  }
}

/** As many lines in each notice as it takes. */
function inNotices(lines: readonly string[], head: string): string[] {
  const notices: string[] = [];
  let [notice, bytes] = [head, 0];
  for (const line of lines) {
    const more = Buffer.byteLength(line) + 1;
    if (bytes > 0 && bytes + more > MAX_WHISPER) {
      notices.push(notice);
      [notice, bytes] = [head, 0];
    }
    notice += `\n${line}`;
    bytes += more;
  }
  if (bytes > 0) notices.push(notice);
  return notices;
}

function inParts(notices: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let start = 0; start < notices.length; start += NOTICES_AT_ONCE)
    parts.push(notices.slice(start, start + NOTICES_AT_ONCE));
  return parts;
}

async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the database took too long")), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
