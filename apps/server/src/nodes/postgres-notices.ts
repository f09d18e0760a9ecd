import pg from "pg";
import { connectionOptions } from "../database/postgres/connect.ts";

const CHANNEL = "candor";
const RECONNECT_MILLISECONDS = 300;
const PING_MILLISECONDS = 2000;
const ANSWER_MILLISECONDS = 2000;

/**
 * The connection on which a node hears what the others say by NOTIFY. It may be lost and come back, and between server
 * and database may stand something that passes no notices on: whoever listens must not depend on it.
 */
export class PostgresNotices {
  readonly #url: string;
  readonly #node: string;
  readonly #listeners = new Set<(notice: string) => void>();
  readonly #missed = new Set<() => void>();
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | null = null;
  #closing = false;
  #heardAt = Number.NEGATIVE_INFINITY;

  constructor(url: string, node: string) {
    this.#url = url;
    this.#node = node;
    void this.#connect();
  }

  /** Whether notices come through, as its own do. */
  get isHearing(): boolean {
    return performance.now() - this.#heardAt < PING_MILLISECONDS + ANSWER_MILLISECONDS;
  }

  onNotice(listener: (notice: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls back when notices may have been missed. */
  onMissed(listener: () => void): () => void {
    this.#missed.add(listener);
    return () => this.#missed.delete(listener);
  }

  async close(): Promise<void> {
    this.#closing = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#client?.end().catch(() => {});
  }

  async #connect(): Promise<void> {
    const client = new pg.Client(connectionOptions(this.#url));
    this.#client = client;
    client.on("error", () => this.#lost(client));
    client.on("end", () => this.#lost(client));
    client.on("notification", ({ payload }) => this.#hear(payload ?? ""));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      for (const missed of this.#missed) missed();
      await this.#ping(client);
    } catch {
      this.#lost(client);
    }
  }

  /** Finds out in good time that a connection leads nowhere, and whether notices come through. */
  async #ping(client: pg.Client): Promise<void> {
    const ping = { text: "select pg_notify($1, $2)", values: [CHANNEL, `h${this.#node}`] };
    await client.query({ ...ping, query_timeout: ANSWER_MILLISECONDS } as pg.QueryConfig);
    this.#later(PING_MILLISECONDS, () => void this.#ping(client).catch(() => this.#lost(client)));
  }

  #hear(notice: string): void {
    if (notice === `h${this.#node}`) this.#heardAt = performance.now();
    else for (const listener of this.#listeners) listener(notice);
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = null;
    void client.end().catch(() => {});
    this.#later(RECONNECT_MILLISECONDS, () => void this.#connect());
  }

  #later(milliseconds: number, run: () => void): void {
    if (this.#closing) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(run, milliseconds);
    this.#timer.unref();
  }
}
