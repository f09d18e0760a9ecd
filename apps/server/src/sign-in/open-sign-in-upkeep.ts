import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { type Job, repeatedJob } from "../nodes/repeated-job.ts";
import { clearAnswers } from "../token/stored-answers.ts";
import { claimLateComers, clearSignIns } from "./clear-sign-ins.ts";

const EVERY = 60_000; // milliseconds

export type SignInUpkeepPorts = {
  db: Kysely<Schema>;
  now: () => Date;
  accessChanged: (page: string) => void;
  /** the sessions that sockets of this node are open for */
  openSessions: () => Set<string>;
  endSession: (session: string) => void;
  report: (fault: unknown, doing: string) => void;
};

/** What has to be looked after between sign-ins, once a minute; it ends with `close`, before the database does. */
export function openSignInUpkeep(ports: SignInUpkeepPorts): Job {
  const run = () => lookAfter(ports).catch((fault: unknown) => ports.report(fault, "looking after sign-ins"));
  return repeatedJob(run, { first: EVERY, every: EVERY });
}

/** Sockets end with their session however it ended, its time being over among the ways. */
export async function lookAfter({
  db,
  now,
  accessChanged,
  openSessions,
  endSession,
}: SignInUpkeepPorts): Promise<void> {
  await clearSignIns(db, now());
  await clearAnswers(db, now());
  for (const page of await claimLateComers(db, now())) accessChanged(page);
  const open = [...openSessions()];
  for (let from = 0; from < open.length; from += AT_ONCE) {
    const some = open.slice(from, from + AT_ONCE);
    const rows = await db
      .selectFrom("session")
      .select("id")
      .where("id", "in", some)
      .where("expiresAt", ">", now().toISOString())
      .execute();
    const alive = new Set(rows.map(({ id }) => id));
    for (const session of some) if (!alive.has(session)) endSession(session);
  }
}

const AT_ONCE = 400; // parameters of one statement
