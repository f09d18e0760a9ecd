import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { openAnnouncing } from "./announcement/open-announcing.ts";
import { openPageActs } from "./api/page-acts.ts";
import { openCalendars } from "./calendar/open-calendars.ts";
import { openConsents } from "./calendar/open-consents.ts";
import type { Config } from "./config.ts";
import type { WritePage } from "./handoff/open-letter.ts";
import type { Log } from "./http/log.ts";
import { createOwnOrigins } from "./http/own-origins.ts";
import { listStaticFiles } from "./http/static-files.ts";
import { openSeriesInvitations } from "./invitation/open-series-invitations.ts";
import { openLinks } from "./link/open-links.ts";
import { addressIn } from "./mail/mail-config.ts";
import { openMailing } from "./mail/open-mailing.ts";
import { createOperatorOutbox } from "./mail/operator-outbox.ts";
import { openMailIn } from "./mail-in/open-mail-in.ts";
import { readGauges } from "./metrics/gauges.ts";
import { serveMetrics } from "./metrics/serve-metrics.ts";
import { openLease } from "./nodes/open-lease.ts";
import { createPaperMaker } from "./paper/paper-maker.ts";
import { zoneOfUser } from "./people/zone-of-user.ts";
import { openPlanning } from "./planner/open-planning.ts";
import { openNotices } from "./reminder/open-notices.ts";
import { assembleApp } from "./start/assemble-app.ts";
import { closeAll, type OpenParts } from "./start/close-all.ts";
import { openAccess } from "./start/open-access.ts";
import { type Base, openBase } from "./start/open-base.ts";
import { openHub } from "./start/open-hub.ts";
import { openJobs } from "./start/open-jobs.ts";
import { openNotebook } from "./start/open-notebook.ts";
import { openWebServer } from "./start/open-web-server.ts";
import type { SyncHub } from "./sync/hub/create-hub.ts";
import { openPageUpkeep } from "./sync/snapshot/open-page-upkeep.ts";
import { readVolumes } from "./sync/snapshot/volume-rows.ts";
import { openWebhooks } from "./webhook/open-webhooks.ts";
import { makeFirstSetupLink } from "./workspace/setup-link.ts";

export type RunningServer = {
  /** where people reach it, such as http://localhost:4321 */
  address: string;
  /** where somebody begins the first workspace; null: there is one */
  setupLink: string | null;
  /**
   * Takes nothing new, brings to disk what is on its way and lets go of everything.
   *
   * @throws {Error} if something could not be brought to disk.
   */
  stop(): Promise<void>;
};

/** Where the build puts the web app, seen from the source and from the bundle alike. */
const WEB_BUILD = join(import.meta.dirname, "..", "..", "web", "dist");

/** @throws {Error} with a sentence for whoever starts it. */
export async function startServer(
  config: Config,
  log: Log,
  tellOperator: (link: string) => void = () => undefined,
): Promise<RunningServer> {
  const open: OpenParts = [];
  try {
    return { ...(await openAll(config, log, open, tellOperator)), stop: () => closeAll(open) };
  } catch (error) {
    await closeAll(open);
    throw error;
  }
}

async function openAll(
  config: Config,
  log: Log,
  open: OpenParts,
  tellOperator: (link: string) => void,
): Promise<Pick<RunningServer, "address" | "setupLink">> {
  const base = await openBase(config, log, open);
  const { database, now, report } = base;
  const origins = createOwnOrigins(config.origins);
  const access = openAccess(base, origins.all);
  const accessChanged = access.access.changed;
  const signedOut = (userId: string) => database.nodes.tell({ kind: "signed_out", subject: userId });

  const lease = openLease(database, config.services, report);
  open.push(() => lease.close());
  let promised = () => {};
  const upkeep = await openPageUpkeep({ database, jobs: lease, now, report, promised: () => promised() });
  open.push(() => upkeep.close());
  const guardedAccess = upkeep.quarantine.guard(access.access);
  const write: WritePage = (page, edit) => upkeep.keeper.editPage(page, edit);
  const hub = openHub(base, access, { access: guardedAccess, isOwnOrigin: origins.isOwn, write });
  const webhooks = openWebhooks(base, open);
  promised = webhooks.ports.wake;
  const acts = openPageActs({
    ...{ log: database.log, access: guardedAccess, write: hub.write, now },
    volumesOf: (page) => readVolumes(database.db, page),
    zoneOf: (userId) => zoneOfUser(database, userId),
  });
  open.push(() => acts.close());
  const mailing = openMailing(config.mail, { database, now, report });
  open.push(() => mailing.close());
  const mail = { newId: randomUUID, linkOf: (path: string) => origins.first() + path, wake: mailing.wake };
  const notices = openNotices(base, mail);
  const jobs = openJobs(base, { lease, hub, accessChanged, signedOut, mail, notices }, open);
  const notebook = openNotebook(base, open);
  const consents = openConsents(base, origins.first);
  const calendars = openCalendars(base, lease, consents, open);
  const invitations = openSeriesInvitations(
    base,
    {
      lease,
      newId: randomUUID,
      random: randomBytes,
      linkOf: mail.linkOf,
      snapshot: (page) => upkeep.keeper.snapshot(page),
    },
    open,
  );
  const mailIn = openMailIn(
    base,
    { lease, newId: randomUUID, random: randomBytes, linkOf: mail.linkOf, wakeMail: mailing.wake, act: acts.act },
    open,
  );
  const planner = openPlanning(
    base,
    {
      ...{ lease, keeper: upkeep.keeper, newId: randomUUID, refresh: invitations.ports.refresh },
      wakeReaders: calendars.ports.wake,
    },
    open,
  );
  const announcing = openAnnouncing(base, open);
  const outbox = config.mail === null ? createOperatorOutbox(randomBytes, now) : null;
  const paperMaker = createPaperMaker({ fonts: config.pdfFonts, report });
  open.push(() => paperMaker.close());
  const app = assembleApp(base, access, {
    ...{
      paperMaker,
      hub,
      acts,
      webhooks: webhooks.ports,
      upkeep,
      notebook,
      guardedAccess,
      mailing,
      outbox,
      origins,
      staticFiles: () => listStaticFiles(WEB_BUILD),
      signedOut,
    },
    ...{ calendars: calendars.ports, consents: consents.ports },
    seriesInvitations: invitations.ports,
    mailIn,
    notices,
    planner: planner.ports,
    announcing: announcing.ports,
    links: openLinks(base, origins),
    handoffs: {
      ...{ write, random: randomBytes, refresh: (page) => upkeep.keeper.snapshot(page) },
      mailFrom: config.mail && addressIn(config.mail.from),
    },
  });
  const server = openWebServer(config, { app, hub }, open);
  await openMetrics(base, hub, open);

  origins.listensAt(config.host, await server.listen());
  outbox?.begin((path) => tellOperator(origins.ofOperator()[0] + path));
  upkeep.begin();
  jobs.begin();
  calendars.begin();
  webhooks.begin();
  invitations.begin();
  await mailIn.begin();
  planner.begin();
  announcing.begin();
  if (config.services.has("jobs")) mailing.begin();
  const address = origins.first();
  const setupPath = await makeFirstSetupLink(database.db, randomBytes(32), now());
  return { address, setupLink: setupPath && address + setupPath };
}

async function openMetrics({ config, database, meter, log }: Base, hub: SyncHub, open: OpenParts): Promise<void> {
  if (!config.metrics) return;
  const gauges = () => readGauges(database.db, hub.figures(), database.log.epoch);
  const metrics = await serveMetrics(config.metrics, async () => [...meter.families(), ...(await gauges())]);
  open.push(metrics.close);
  log.info("metrics", { host: config.metrics.host, port: metrics.port });
}
