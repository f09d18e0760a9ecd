import { randomBytes } from "node:crypto";
import { openImageUpkeep } from "../artifact/open-image-upkeep.ts";
import { openImages } from "../artifact/open-images.ts";
import { openCadenceJob } from "../cadence/open-cadence-job.ts";
import { createAddressSeal } from "../calendar/address-seal.ts";
import { originsOf } from "../calendar/calendar-providers.ts";
import { LINK_TOKENS } from "../link/open-links.ts";
import { forgetFolder } from "../nightly/nightly-files.ts";
import { openNightlyJob } from "../nightly/open-nightly-job.ts";
import type { JobLease } from "../nodes/job-lease.ts";
import { openNotebookUpkeep } from "../notebook/open-notebook-upkeep.ts";
import { openPeopleUpkeep } from "../people/open-people-upkeep.ts";
import type { Notices } from "../reminder/open-notices.ts";
import { openReminderJob } from "../reminder/open-reminder-job.ts";
import type { EnforceEdge } from "../rights/enforce-rights.ts";
import { openRightsUpkeep } from "../rights/open-rights-upkeep.ts";
import { openSignInUpkeep } from "../sign-in/open-sign-in-upkeep.ts";
import type { SyncHub } from "../sync/hub/create-hub.ts";
import { openChartJob } from "../workspace/open-chart-job.ts";
import type { OpenParts } from "./close-all.ts";
import type { Base } from "./open-base.ts";

type JobParts = {
  lease: JobLease;
  hub: SyncHub;
  accessChanged: (page: string) => void;
  signedOut: (userId: string) => void;
  mail: EnforceEdge["mail"];
  notices: Notices;
};

/** What is done now and then without anybody asking for it, beside the upkeep of pages. */
export function openJobs(
  { config, secret, database, now, report }: Base,
  { lease, hub, accessChanged, signedOut, mail, notices }: JobParts,
  open: OpenParts,
): { begin(): void } {
  const { db, engine } = database;
  const images = openImages(config);
  const imageUpkeep = openImageUpkeep({ database, images, now, report });
  const people = openPeopleUpkeep({ database, now, report });
  const chart = openChartJob({ db, now, changed: accessChanged, report });
  const root = config.nightlyFolder;
  const nightly = root === null ? [] : [openNightlyJob({ database, root, now, report })];
  const forgetNightly = async (userId: string) => {
    if (root !== null) await forgetFolder(root, userId);
  };
  const seals = {
    calendars: createAddressSeal(secret, randomBytes),
    links: createAddressSeal(secret, randomBytes, LINK_TOKENS),
  };
  const providers = config.calendarProviders;
  const readPermissions = async (userId: string) => {
    const read = await import("../rights/read-permissions.ts");
    return read.readPermissions({ db, seals, providers, allowed: originsOf(providers), now, report }, userId);
  };
  const edge = { accessChanged, signedOut, mail, images, forgetNightly, readPermissions };
  const rights = openRightsUpkeep({ database, edge, now, report });
  const signIn = openSignInUpkeep({
    ...{ db, now, report, accessChanged },
    ...{ openSessions: hub.sessions, endSession: hub.endSession },
  });
  const notebook = openNotebookUpkeep({ db, now, report });
  const cadence = openCadenceJob({ db, engine, now, report });
  const reminder = openReminderJob({ db, engine, now, report, mail: { ...mail, links: notices.links } });
  const before = notices.job;
  for (const job of [people, chart, rights, signIn, notebook, cadence, reminder, before, imageUpkeep, ...nightly])
    open.push(() => job.close());
  return {
    begin() {
      // The lease only spares work: each of these may be done on two nodes without harm.
      const ours = [people, rights, chart, cadence, reminder, before, imageUpkeep, ...nightly];
      lease.onTurn(
        () => {
          for (const job of ours) job.begin();
        },
        () => {
          for (const job of ours) job.pause();
        },
      );
      signIn.begin(); // sockets of sessions that are over, of which each node has its own
    },
  };
}
