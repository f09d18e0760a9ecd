import type { Database } from "../../database/open-database.ts";
import { zoneOfUser } from "../../people/zone-of-user.ts";
import { createSyncHub, type SyncHub } from "../../sync/hub/create-hub.ts";
import type { PageAccess } from "../../sync/page-access.ts";
import { readVolumes } from "../../sync/snapshot/volume-rows.ts";
import { openPageActs, type PageActs } from "../page-acts.ts";

/** Pages as programs read and write them, by a hub that nobody has a socket to. */
export function openTestActs(database: Database, access: PageAccess, now: () => Date): PageActs {
  let hub: SyncHub | undefined; // begun by the first that writes
  const begin = () =>
    createSyncHub({
      log: database.log,
      access,
      nodes: database.nodes,
      identify: async () => null,
      opened: () => {},
      allowsOrigin: () => false,
      vouch: () => new Uint8Array(),
      schemaVersion: 1,
      clock: () => performance.now(),
      instant: () => now().toISOString(),
      later: (milliseconds, run) => {
        const timer = setTimeout(run, milliseconds).unref();
        return () => clearTimeout(timer);
      },
      report: () => {}, // its clock goes on when the test has closed the database
    });
  return openPageActs({
    log: database.log,
    volumesOf: (page) => readVolumes(database.db, page),
    access,
    write: (write) => {
      hub ??= begin();
      return hub.write(write);
    },
    zoneOf: (userId) => zoneOfUser(database, userId),
    now,
  });
}
