import type { Kysely } from "kysely";
import type { Database } from "../../database/open-database.ts";
import type { Schema } from "../../database/schema.ts";
import type { NodeBus } from "../../nodes/node-bus.ts";
import type { HeldAccess, PageAccess } from "../page-access.ts";

/**
 * The pages whose log holds something that is no sound page. Nobody writes to them until it has been looked at; the log
 * is kept, and what was sound before can be read and restored.
 */
export class Quarantine {
  readonly #db: Kysely<Schema>;
  readonly #nodes: NodeBus;
  readonly #reasons = new Map<string, string>();
  readonly #listeners = new Set<(page: string) => void>();
  #interruptions = 0;

  private constructor({ db, nodes }: Pick<Database, "db" | "nodes">) {
    this.#db = db;
    this.#nodes = nodes;
    nodes.onEvent(({ kind, subject }) => {
      if (kind === "quarantine") void this.#lookAgain(subject).catch(() => {}); // the snapshot's own checks stay
    });
  }

  static async open(database: Pick<Database, "db" | "nodes">): Promise<Quarantine> {
    const { db } = database;
    const quarantine = new Quarantine(database);
    const rows = await db
      .selectFrom("page_state")
      .select(["page", "quarantine_reason"])
      .where("quarantined_at", "is not", null)
      .execute();
    for (const row of rows) quarantine.#reasons.set(row.page, row.quarantine_reason ?? "");
    return quarantine;
  }

  /** @returns why a page is in quarantine, naming the part and never the content; null where it is not. */
  reasonOf(page: string): string | null {
    return this.#reasons.get(page) ?? null;
  }

  async add(page: string, reason: string, at: string): Promise<void> {
    await this.#db
      .insertInto("page_state")
      .values({ page, quarantined_at: at, quarantine_reason: reason })
      .onConflict((conflict) => conflict.column("page").doUpdateSet({ quarantined_at: at, quarantine_reason: reason }))
      .execute();
    this.#reasons.set(page, reason);
    this.interrupt(page);
    this.#nodes.tell({ kind: "quarantine", subject: page });
  }

  async lift(page: string): Promise<void> {
    if (!this.#reasons.has(page)) return;
    await this.#db
      .updateTable("page_state")
      .set({ quarantined_at: null, quarantine_reason: null })
      .where("page", "=", page)
      .execute();
    this.#reasons.delete(page);
    this.interrupt(page);
    this.#nodes.tell({ kind: "quarantine", subject: page });
  }

  /** Another node has put the page in, or taken it out. */
  async #lookAgain(page: string): Promise<void> {
    const row = await this.#db
      .selectFrom("page_state")
      .select("quarantine_reason")
      .where("page", "=", page)
      .where("quarantined_at", "is not", null)
      .executeTakeFirst();
    if ((row !== undefined) === this.#reasons.has(page)) return;
    if (row) this.#reasons.set(page, row.quarantine_reason ?? "");
    else this.#reasons.delete(page);
    this.interrupt(page);
  }

  /** The same access, but for reading only while a page is in quarantine. */
  guard(access: PageAccess): PageAccess {
    const guarded = (page: string, found: HeldAccess | null) =>
      found !== null && this.#reasons.has(page) ? { ...found, write: false } : found;
    return {
      accessTo: async (page, userId) => guarded(page, await access.accessTo(page, userId)),
      accessToAll: async (asked) => {
        const found = await access.accessToAll(asked);
        return asked.map(({ page }, index) => guarded(page, found[index] ?? null));
      },
      changeMark: async () => (await access.changeMark()) + this.#interruptions,
      onChange: (changed) => {
        this.#listeners.add(changed);
        const stop = access.onChange(changed);
        return () => {
          this.#listeners.delete(changed);
          stop();
        };
      },
    };
  }

  /** Ends the channels of a page: whoever has it open comes back and reads it anew. */
  interrupt(page: string): void {
    this.#interruptions += 1;
    for (const changed of this.#listeners) changed(page);
  }
}
