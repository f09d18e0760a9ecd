import type { Database } from "../database/open-database.ts";
import { type EnforceEdge, enforceRights } from "./enforce-rights.ts";

const HOURLY_MILLISECONDS = 3_600_000;
const FIRST_MILLISECONDS = 180_000; // not while everybody comes back after a start

export type RightsUpkeep = { begin(): void; close(): Promise<void> };

/** Carries out, once an hour, what people asked for and what is over. It ends with `close`, before the database does. */
export function openRightsUpkeep(ports: {
  database: Database;
  edge: EnforceEdge;
  now: () => Date;
  report: (fault: unknown, doing: string) => void;
}): RightsUpkeep {
  const { database, edge, now, report } = ports;
  const timers: NodeJS.Timeout[] = [];
  let running: Promise<unknown> = Promise.resolve();
  const enforce = () => {
    running = running.then(() =>
      enforceRights(database, edge, now()).catch((fault: unknown) => report(fault, "erasing what is to be erased")),
    );
  };
  return {
    begin() {
      timers.push(setTimeout(enforce, FIRST_MILLISECONDS).unref(), setInterval(enforce, HOURLY_MILLISECONDS).unref());
    },
    async close() {
      for (const timer of timers) clearTimeout(timer);
      await running;
    },
  };
}
