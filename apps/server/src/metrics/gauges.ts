import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { SyncHub } from "../sync/hub/create-hub.ts";
import { type Family, gauge } from "./meter.ts";

/** How things stand at this moment. */
export async function readGauges(
  db: Kysely<Schema>,
  figures: ReturnType<SyncHub["figures"]>,
  epoch: number,
): Promise<Family[]> {
  const { rss } = process.memoryUsage();
  return [
    gauge("candor_sockets", "Open connections, one a browser tab.", figures.sockets),
    gauge("candor_open_pages", "Pages that somebody has open.", figures.pages),
    gauge("candor_storage_ok", "1 while edits can be stored.", figures.storage === "ok" ? 1 : 0),
    gauge("candor_epoch", "Rises with every restore from a backup.", epoch),
    ...(await waiting(db)),
    gauge("process_resident_memory_bytes", "Memory of the process.", rss),
    gauge("process_uptime_seconds", "Since the process began.", Math.round(process.uptime())),
  ];
}

/** Left out while the database does not answer: unknown is not zero. */
async function waiting(db: Kysely<Schema>): Promise<Family[]> {
  try {
    const pages = await db
      .selectFrom("page_state")
      .select((eb) => [
        eb.fn.countAll<number>().filterWhere("head_seq", ">", eb.ref("projected_seq")).as("unprojected"),
        eb.fn.countAll<number>().filterWhere("quarantined_at", "is not", null).as("quarantined"),
      ])
      .executeTakeFirstOrThrow();
    const mails = await db
      .selectFrom("mail_outbox")
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    const notebooks = await db
      .selectFrom("vault")
      .select((eb) => [eb.fn.countAll<number>().as("count"), eb.fn.sum<number | string | null>("bytes").as("bytes")])
      .executeTakeFirstOrThrow();
    return [
      gauge("candor_notebooks", "Vaults of private notes, all sealed.", Number(notebooks.count)),
      gauge("candor_notebook_bytes", "What their records take up.", Number(notebooks.bytes ?? 0)),
      gauge(
        "candor_pages_to_write_down",
        "Pages whose lists and search wait to be brought up to date.",
        Number(pages.unprojected),
      ),
      gauge("candor_pages_in_quarantine", "Pages that can only be read; see candor doctor.", Number(pages.quarantined)),
      gauge("candor_mails_waiting", "Mails that wait to be sent.", Number(mails.count)),
    ];
  } catch {
    return [];
  }
}
