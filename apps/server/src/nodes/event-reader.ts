import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { NodeEvent } from "./node-bus.ts";

const ROWS_AT_ONCE = 500;

/** Follows the table of events from where it stood when this node began. */
export class EventReader {
  /** the newest event this node knows of */
  seen: number;
  readonly #db: Kysely<Schema>;
  readonly #node: string;
  readonly #heard: (event: NodeEvent) => void;
  #reading: Promise<void> = Promise.resolve();

  private constructor(db: Kysely<Schema>, node: string, seen: number, heard: (event: NodeEvent) => void) {
    this.#db = db;
    this.#node = node;
    this.seen = seen;
    this.#heard = heard;
  }

  static async open(db: Kysely<Schema>, node: string, heard: (event: NodeEvent) => void): Promise<EventReader> {
    const row = await db.selectFrom("setting").select("value").where("key", "=", "node_event").executeTakeFirst();
    return new EventReader(db, node, Number(row?.value ?? 0), heard);
  }

  /** Resolves when everything that was recorded before the call has been passed on. */
  catchUp(): Promise<void> {
    const turn = this.#reading.then(() => this.#read());
    this.#reading = turn.catch(() => {});
    return turn;
  }

  async #read(): Promise<void> {
    for (;;) {
      const rows = await this.#db
        .selectFrom("node_event")
        .select(["id", "origin", "kind", "subject"])
        .where("id", ">", this.seen)
        .orderBy("id")
        .limit(ROWS_AT_ONCE)
        .execute();
      for (const { id, origin, kind, subject } of rows) {
        this.seen = id;
        if (origin !== this.#node) this.#heard({ kind, subject });
      }
      if (rows.length < ROWS_AT_ONCE) return;
    }
  }
}
