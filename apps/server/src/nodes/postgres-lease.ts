import { type Kysely, sql } from "kysely";
import type { Schema } from "../database/schema.ts";
import { type JobLease, LeaseLost } from "./job-lease.ts";

const NAME = "jobs";
const LASTS_MILLISECONDS = 20_000;
const RENEW_MILLISECONDS = 5000;
const BELIEVED_MILLISECONDS = 15_000; // by this node itself, so that it stops before another begins

/**
 * One row that says whose turn it is, by the database's clock, with a token that rises with every turn. A node that was
 * paused and still thinks that it is its own turn writes nothing: each of its transactions asks for its token first.
 */
export class PostgresLease implements JobLease {
  readonly #db: Kysely<Schema>;
  readonly #node: string;
  readonly #report: (fault: unknown, doing: string) => void;
  readonly #turns: { taken: () => void; lost: (() => void) | undefined }[] = [];
  /** as the listeners were told; null: it is not this node's turn */
  #toldToken: number | null = null;
  #lostTimer: NodeJS.Timeout | null = null;
  #token: number | null = null;
  #askedAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | null = null;
  #asking: Promise<void> = Promise.resolve();
  #closing = false;

  constructor(db: Kysely<Schema>, node: string, report: (fault: unknown, doing: string) => void) {
    this.#db = db;
    this.#node = node;
    this.#report = report;
    this.#ask();
  }

  get isHeld(): boolean {
    return this.#token !== null && performance.now() - this.#askedAt < BELIEVED_MILLISECONDS;
  }

  fence(): ReturnType<JobLease["fence"]> {
    const token = this.#token;
    if (token === null || !this.isHeld) return null;
    return (queries) =>
      this.#db.transaction().execute(async (transaction) => {
        const mine = await transaction
          .selectFrom("node_lease")
          .select("token")
          .where("name", "=", NAME)
          .where("token", "=", token)
          .forShare()
          .executeTakeFirst();
        if (!mine) throw new LeaseLost("Another node does this now.");
        for (const query of queries) await transaction.executeQuery(query.compile());
      });
  }

  onTurn(taken: () => void, lost?: () => void): void {
    this.#turns.push({ taken, lost });
    if (this.#toldToken !== null) taken();
  }

  async close(): Promise<void> {
    this.#closing = true;
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#lostTimer) clearTimeout(this.#lostTimer);
    await this.#asking;
    if (this.#token === null) return;
    await this.#db
      .updateTable("node_lease")
      .set({ until: 0 })
      .where("name", "=", NAME)
      .where("token", "=", this.#token)
      .execute()
      .catch(() => {}); // it ends by itself
  }

  #ask(): void {
    this.#asking = this.#takeOrRenew()
      .catch((fault: unknown) => this.#report(fault, "asking whose turn the jobs are"))
      .then(() => {
        if (!this.#closing) this.#timer = setTimeout(() => this.#ask(), RENEW_MILLISECONDS).unref();
      });
  }

  async #takeOrRenew(): Promise<void> {
    const askedAt = performance.now();
    const { rows } = await sql<{ token: number }>`
      with clock as (select (extract(epoch from clock_timestamp()) * 1000)::bigint as now)
      insert into node_lease (name, holder, token, until)
      select ${NAME}, ${this.#node}, 1, now + ${LASTS_MILLISECONDS}::bigint from clock
      on conflict (name) do update set holder = excluded.holder, until = excluded.until,
        token = node_lease.token + case when node_lease.holder = excluded.holder then 0 else 1 end
      where node_lease.holder = excluded.holder or node_lease.until < (select now from clock)
      returning token`.execute(this.#db);
    const token = rows[0]?.token ?? null;
    this.#token = token;
    this.#askedAt = askedAt;
    this.#tell();
  }

  /** Tells what has changed of whose turn it is; and again when it is over because the database could not be asked. */
  #tell(): void {
    if (this.#lostTimer) clearTimeout(this.#lostTimer);
    const token = this.isHeld ? this.#token : null;
    if (token !== null && !this.#closing) {
      const left = this.#askedAt + BELIEVED_MILLISECONDS - performance.now();
      this.#lostTimer = setTimeout(() => this.#tell(), left + 1).unref();
    }
    if (token === this.#toldToken) return;
    const wasHeld = this.#toldToken !== null;
    this.#toldToken = token;
    for (const { taken, lost } of this.#turns) {
      if (wasHeld) lost?.();
      if (token !== null) taken();
    }
  }
}
