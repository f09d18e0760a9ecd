import type { Database } from "../database/open-database.ts";
import { clearAway } from "./clear-away.ts";

const DAILY_MILLISECONDS = 86_400_000;
const FIRST_MILLISECONDS = 120_000; // not while everybody comes back after a start

export type PeopleUpkeep = { begin(): void; close(): Promise<void> };

/** Clears away, once a day, what nobody will come back to. It ends with `close`, before the database does. */
export function openPeopleUpkeep(ports: {
  database: Database;
  now: () => Date;
  report: (fault: unknown, doing: string) => void;
}): PeopleUpkeep {
  const { database, now, report } = ports;
  const timers: NodeJS.Timeout[] = [];
  let clearing: Promise<unknown> = Promise.resolve();
  const clear = () => {
    clearing = clearAway(database, now()).catch((fault: unknown) =>
      report(fault, "clearing away old sessions, invitations and accounts"),
    );
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
