import { SCHEMA_VERSION } from "@candor/document/schema-version.ts";
import { createOpeningNotes } from "../access/note-openings.ts";
import { createLetterOpening } from "../handoff/letter-opening.ts";
import type { WritePage } from "../handoff/open-letter.ts";
import { meterLog } from "../metrics/meter-log.ts";
import { createClaimedLog, readClaimant } from "../people/claimed-log.ts";
import { createSocketIdentity } from "../people/page-access.ts";
import { createSyncHub, type SyncHub } from "../sync/hub/create-hub.ts";
import type { PageAccess } from "../sync/page-access.ts";
import type { Access } from "./open-access.ts";
import type { Base } from "./open-base.ts";

/** The hub, with everything that other nodes and other parts of this one tell it. */
export function openHub(
  { config, database, meter, now, report }: Base,
  { auth, tickets, vouch }: Access,
  parts: { access: PageAccess; isOwnOrigin: (origin: string) => boolean; write: WritePage },
): SyncHub {
  const { db, nodes } = database;
  const noteOpening = createOpeningNotes({ db, now, report });
  const openLetter = createLetterOpening({ db, write: parts.write, now, report });
  const claimedLog = createClaimedLog(database.log, readClaimant(db));
  const hub = createSyncHub({
    log: config.metrics ? meterLog(claimedLog, meter, () => performance.now()) : claimedLog,
    refused: (name) => meter.refused(name),
    access: parts.access,
    nodes,
    identify: createSocketIdentity(auth, tickets),
    vouch: vouch.vouch,
    opened: (opening) => {
      noteOpening(opening);
      openLetter(opening);
    },
    // Whoever sends no Origin is no browser, and so not lent somebody's cookie by another site.
    allowsOrigin: (origin) => origin === null || parts.isOwnOrigin(origin),
    schemaVersion: SCHEMA_VERSION,
    clock: () => performance.now(),
    instant: () => now().toISOString(),
    later: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    report,
  });
  nodes.onEvent(({ kind, subject }) => {
    if (kind === "signed_out") hub.signOut(subject);
    if (kind === "session_ended") hub.endSession(subject);
  });
  nodes.onTrouble(() => hub.storageFailed());
  return hub;
}
