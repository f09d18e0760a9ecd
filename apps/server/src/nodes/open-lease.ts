import type { Config } from "../config.ts";
import type { Database } from "../database/open-database.ts";
import { type JobLease, noLease, soleLease } from "./job-lease.ts";
import { PostgresLease } from "./postgres-lease.ts";

/** The right to do the jobs, where this node is one that does jobs at all. */
export function openLease(
  { engine, db, batch, nodes }: Database,
  services: Config["services"],
  report: (fault: unknown, doing: string) => void,
): JobLease {
  if (!services.has("jobs")) return noLease();
  return engine === "sqlite" ? soleLease(batch) : new PostgresLease(db, nodes.node, report);
}
