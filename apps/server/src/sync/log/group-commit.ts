import type { Statement } from "../../database/raw-sql.ts";
import { type LogEntry, StorageUnavailable } from "../page-log.ts";

/** One caller's entries, stored together or not at all. */
export type Push = {
  entries: readonly LogEntry[];
  /** what else is to be written in the same transaction */
  also?: readonly Statement[] | undefined;
  /** store it only if this is still the newest row of the page of `entries`, which is one page then */
  onlyIfHead?: number | undefined;
};

/** The page has been written to since it was looked at; nothing of the push was stored. */
export class PageMoved extends Error {
  override name = "PageMoved";
}

/** What became of a push within a commit: its sequence numbers, or why it alone was left out. */
export type PushOutcome = number[] | Error;

type Waiting = Push & { resolve: (seqs: number[]) => void; reject: (error: Error) => void };

const MAX_GROUP_ROWS = 8192;
const MAX_GROUP_BYTES = 8_388_608; // 8 MiB: what one commit may keep in memory twice

/**
 * Lets everything that arrives while a commit runs share the next one, so that the trip to the disk is paid once a
 * group. One commit at a time, in the order of arrival.
 *
 * @param commit stores a group; throws if nothing of it was stored.
 */
export class GroupCommit {
  readonly #commit: (group: readonly Push[]) => Promise<PushOutcome[]>;
  #waiting: Waiting[] = [];
  #running: Promise<void> | null = null;

  constructor(commit: (group: readonly Push[]) => Promise<PushOutcome[]>) {
    this.#commit = commit;
  }

  append(push: Push): Promise<number[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...push, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Whether nothing is on its way. */
  get isIdle(): boolean {
    return this.#running === null;
  }

  /** Resolves when nothing is on its way any more. */
  async settled(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  async #run(): Promise<void> {
    await null; // what is asked for in one go shares the first commit, too
    while (this.#waiting.length > 0) {
      const group = this.#nextGroup();
      try {
        const outcomes = await this.#commit(group);
        for (const [index, { resolve, reject }] of group.entries()) {
          const outcome = outcomes[index] ?? new Error("a commit said nothing of a push");
          if (outcome instanceof Error) reject(outcome);
          else resolve(outcome);
        }
      } catch (error) {
        const unavailable = notStored(error);
        for (const { reject } of group) reject(unavailable);
      }
    }
    this.#running = null;
  }

  #nextGroup(): Waiting[] {
    let [rows, bytes, end] = [0, 0, 0];
    for (const { entries } of this.#waiting) {
      for (const entry of entries) bytes += entry.update.length;
      rows += entries.length;
      if (end > 0 && (rows > MAX_GROUP_ROWS || bytes > MAX_GROUP_BYTES)) break;
      end += 1;
    }
    const group = this.#waiting.slice(0, end);
    this.#waiting = this.#waiting.slice(end);
    return group;
  }
}

export function notStored(cause: unknown): StorageUnavailable {
  return new StorageUnavailable("The updates could not be stored.", { cause });
}
