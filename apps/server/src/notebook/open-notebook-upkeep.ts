import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { clearCovered } from "./clear-covered.ts";

const DAILY_MILLISECONDS = 86_400_000;
const FIRST_MILLISECONDS = 240_000; // not while everybody comes back after a start

export type NotebookUpkeep = { begin(): void; close(): Promise<void> };

/** Clears away, once a day, what snapshots stand for. It ends with `close`, before the database does. */
export function openNotebookUpkeep(ports: {
  db: Kysely<Schema>;
  now: () => Date;
  report: (fault: unknown, doing: string) => void;
}): NotebookUpkeep {
  const { db, now, report } = ports;
  const timers: NodeJS.Timeout[] = [];
  let clearing: Promise<unknown> = Promise.resolve();
  const clear = () => {
    clearing = clearCovered(db, now()).catch((fault: unknown) => report(fault, "clearing away covered notes"));
  };
  return {
    begin() {
      timers.push(setTimeout(clear, FIRST_MILLISECONDS).unref(), setInterval(clear, DAILY_MILLISECONDS).unref());
    },
    async close() {
      for (const timer of timers) clearTimeout(timer);
      await clearing;
    },
  };
}
