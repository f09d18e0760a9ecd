import type { Elsewhere } from "../page-log.ts";
import type { Push, PushOutcome } from "./group-commit.ts";
import type { SessionTable } from "./session-rows.ts";

/** What differs between the engines. One commit runs at a time. */
export type LogStore = SessionTable & {
  /** Stores a group in one transaction; throws if nothing of it was stored. */
  commit(group: readonly Push[]): Promise<PushOutcome[]>;
  /**
   * Stores one push and has done so when this returns; never called while a commit runs.
   *
   * @returns null where nothing was done, and `commit` is to be asked; throws if nothing of it was stored.
   */
  commitNow(push: Push): number[] | null;
  /** The newest row of a page, 0 if it has none. */
  headOf(page: string): Promise<number>;
  storedCseq(page: string, session: string): Promise<number>;
  readonly elsewhere: Elsewhere | null;
  /** Tells the hub of rows that something else of this process appended. */
  tellHub(page: string, seq: number): void;
  close(): Promise<void>;
};
