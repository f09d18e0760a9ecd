import { stepsOf } from "../../database/migrations/migrate.ts";
import type { RawSql } from "../../database/raw-sql.ts";
import { readFacts } from "../backup/database-facts.ts";
import { type Finding, mind, well, wrong } from "./finding.ts";

const MINUTE = 60_000; // milliseconds
const AHEAD_MINUTES = 5;
const MANY_WAITING = 1000;

/** What both engines have: tables up to date, an epoch, pages that can be written, a clock that goes on. */
export async function lookAtTables(sql: RawSql, now: Date): Promise<Finding[]> {
  const facts = await readFacts(sql).catch(() => null);
  if (facts === null) {
    return [
      mind(
        "Candor's tables are not there, or not all of them.",
        "Start the server once: it makes them. A database of something else is the wrong one.",
      ),
    ];
  }
  return [
    judgeSchema(facts.schema),
    Number.isSafeInteger(facts.epoch) && facts.epoch >= 1
      ? well(
          `Epoch ${facts.epoch}; ${facts.counts.pages} pages of ${facts.counts.users} people, newest row ${facts.newestSeq}.`,
        )
      : wrong(
          "The database has no epoch.",
          "It was not made by Candor, or changed by hand: restore the newest backup with --replace.",
        ),
    ...(await lookAtPages(sql)),
    ...(await lookAtNotebooks(sql, facts.schema)),
    ...(await lookAtClock(sql, facts.newestSeq, now)),
  ];
}

function judgeSchema(taken: readonly string[]): Finding {
  const known = stepsOf();
  if (taken.some((step) => !known.includes(step))) {
    return wrong(
      "The database was written by a newer version of Candor.",
      "Start that version; this one refuses, and rightly.",
    );
  }
  const missing = known.length - taken.length;
  return missing > 0
    ? mind(
        `The tables are ${missing} steps behind this version.`,
        "The next start brings them up to date. Make a backup first.",
      )
    : well("The tables are as this version wants them.");
}

async function lookAtPages(sql: RawSql): Promise<Finding[]> {
  const apart = await sql<{ page: string; quarantine_reason: string | null }>(
    "select page, quarantine_reason from page_state where quarantined_at is not null order by page limit 20",
  );
  const [waiting] = await sql<{ count: number }>(
    "select count(*) as count from page_state where head_seq > projected_seq and quarantined_at is null",
  );
  const count = Number(waiting?.count ?? 0);
  return [
    ...apart.map(({ page, quarantine_reason }) =>
      wrong(
        `Page ${page} can only be read: its log holds something that is no sound page (${quarantine_reason ?? "unknown"}).`,
        "A newer version may know how to mend it: update, and start the server. Either of the two can go back to an earlier state in the page's history.",
      ),
    ),
    count > MANY_WAITING
      ? mind(
          `${count} pages wait for their lists and search to be brought up to date.`,
          "A server that runs does so within minutes. If the number stays, look for faults in its log.",
        )
      : well(`Lists and search are up to date, but for ${count} pages that wait their turn.`),
  ];
}

/** As much as can be told of them: what is in them is readable on their owners' devices alone. */
async function lookAtNotebooks(sql: RawSql, schema: readonly string[]): Promise<Finding[]> {
  if (!schema.some((step) => step.endsWith("_notebook_tables"))) return [];
  const [sum] = await sql<{ vaults: number; bytes: number | null }>(
    "select count(*) as vaults, sum(bytes) as bytes from vault",
  );
  const [broken] = await sql<{ count: number }>(
    `select count(*) as count from vault v where not exists (
       select 1 from vault_manifest m where m.vault_id = v.id and m.seq = v.manifest_seq
     ) or exists (select 1 from note_record r where r.vault_id = v.id and r.seq > v.head_seq)`,
  );
  const count = Number(broken?.count ?? 0);
  if (count > 0) {
    return [
      wrong(
        `Notebooks that are not whole, their manifest missing or records past their end: ${count}.`,
        "The database was changed by hand or is damaged: restore the newest backup with --replace. Devices give back what they wrote since.",
      ),
    ];
  }
  const mebibytes = (Number(sum?.bytes ?? 0) / 1024 / 1024).toFixed(1);
  return [well(`Notebooks: ${Number(sum?.vaults ?? 0)}, ${mebibytes} MiB, sealed; each has its manifest.`)];
}

async function lookAtClock(sql: RawSql, newestSeq: number, now: Date): Promise<Finding[]> {
  const [row] = await sql<{ at: string }>("select at from page_log where seq = $1", newestSeq);
  if (row === undefined) return [];
  const ahead = Math.round((Date.parse(row.at) - now.getTime()) / MINUTE);
  if (ahead < AHEAD_MINUTES) return [well("The clock goes on from where the newest edit was written.")];
  return [
    wrong(
      `The newest edit was written ${ahead} minutes in the future of this machine's clock.`,
      "Set the clock, and let the machine take the time from a server (NTP). Nothing is lost by it, but days and histories show wrong.",
    ),
  ];
}
