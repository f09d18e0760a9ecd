import type { Compilable } from "kysely";
import type { Database } from "../database/open-database.ts";

/** All or nothing, like `Database.batch`; and nothing at all where another node has taken the lease over meanwhile. */
export type FencedBatch = (queries: readonly Compilable[]) => Promise<void>;

/** The right to do what is to be done by one node alone. */
export type JobLease = {
  readonly isHeld: boolean;
  /** How to write for as long as this turn of holding lasts; null where it is not this node's turn. */
  fence(): FencedBatch | null;
  /** Calls back whenever this node's turn begins, also if it has begun already, and whenever it has ended. */
  onTurn(taken: () => void, lost?: () => void): void;
  /** Lets another node have it. */
  close(): Promise<void>;
};

/** The lease went to another node: this one was paused, or cut off, for longer than it lasts. Nothing was written. */
export class LeaseLost extends Error {
  override name = "LeaseLost";
}

/** For the one process that has a SQLite file. */
export function soleLease(batch: Database["batch"]): JobLease {
  return { isHeld: true, fence: () => batch, onTurn: (taken) => taken(), close: async () => {} };
}

/** For a node that leaves such work to others. */
export function noLease(): JobLease {
  return { isHeld: false, fence: () => null, onTurn: () => {}, close: async () => {} };
}
