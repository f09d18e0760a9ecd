import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import type { IncomingMessage, Server } from "node:http";
import { type AddressInfo, isIPv6 } from "node:net";
import { join } from "node:path";
import { SCHEMA_VERSION } from "@candor/document/schema-version.ts";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { createOpeningNotes } from "./access/note-openings.ts";
import { createSocketTickets } from "./access/socket-tickets.ts";
import { openTicketUses } from "./access/ticket-uses.ts";
import type { Config } from "./config.ts";
import { databaseConfig } from "./database/database-config.ts";
import { type Database, openDatabase } from "./database/open-database.ts";
import { createApp } from "./http/app.ts";
import { clientAddress } from "./http/client-address.ts";
import { isLoopback } from "./http/is-loopback.ts";
import type { Log } from "./http/log.ts";
import { listStaticFiles } from "./http/static-files.ts";
import { addressIn, type MailConfig } from "./mail/mail-config.ts";
import { type MailJob, openMailDelivery } from "./mail/open-mail-delivery.ts";
import { createOperatorOutbox } from "./mail/operator-outbox.ts";
import { readGauges } from "./metrics/gauges.ts";
import { Meter } from "./metrics/meter.ts";
import { meterLog } from "./metrics/meter-log.ts";
import { serveMetrics } from "./metrics/serve-metrics.ts";
import { type JobLease, noLease, soleLease } from "./nodes/job-lease.ts";
import { PostgresLease } from "./nodes/postgres-lease.ts";
import { createAuth } from "./people/auth.ts";
import { keepAuthSecret } from "./people/auth-secret.ts";
import { createClaimedLog, readClaimant } from "./people/claimed-log.ts";
import { createHasWritten } from "./people/has-written.ts";
import { openPeopleUpkeep } from "./people/open-people-upkeep.ts";
import { createPageAccess, createSocketIdentity } from "./people/page-access.ts";
import { openRightsUpkeep } from "./rights/open-rights-upkeep.ts";
import { keyedHash } from "./sign-in/hash-secret.ts";
import { openSignInUpkeep } from "./sign-in/open-sign-in-upkeep.ts";
import { refuseUpgrade } from "./sync/hub/answer-upgrade.ts";
import { createSyncHub } from "./sync/hub/create-hub.ts";
import { openPageUpkeep } from "./sync/snapshot/open-page-upkeep.ts";
import { createVouch } from "./sync/vouch/create-vouch.ts";
import { openChartJob } from "./workspace/open-chart-job.ts";
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
  const open: (() => Promise<void>)[] = [];
  try {
    return { ...(await openAll(config, log, open, tellOperator)), stop: () => closeAll(open) };
  } catch (error) {
    await closeAll(open);
    throw error;
  }
}

/**
 * @param open gets how to close each part again, in the order of opening.
 */
async function openAll(
  config: Config,
  log: Log,
  open: (() => Promise<void>)[],
  tellOperator: (link: string) => void,
): Promise<Pick<RunningServer, "address" | "setupLink">> {
  await mkdir(config.dataDirectory, { recursive: true, mode: 0o700 });
  const secret = config.secret ?? (await keepAuthSecret(config.dataDirectory));
  const [database, staticFiles] = await Promise.all([
    openDatabase(databaseConfig({ DATABASE_URL: config.databaseUrl ?? undefined }, config.dataDirectory)),
    listStaticFiles(WEB_BUILD),
  ]);
  open.push(() => database.close());
  const { db, engine, nodes } = database;
  let origins: readonly string[] = config.origins;
  const isOwnOrigin = (origin: string) => origins.includes(origin);
  const meter = new Meter();
  const report = (fault: unknown, doing: string) => {
    meter.faulted();
    log.error("a fault nobody foresaw", fault, { doing });
  };

  const now = () => new Date();
  const auth = createAuth(() => ({ db, engine, secret, origins, log }), now);
  const access = createPageAccess(database, now);
  const tickets = createSocketTickets({ secret, uses: openTicketUses(database, now), now, randomBytes });
  const vouch = createVouch(secret);
  const { services } = config;
  const jobs = leaseFor(database, services, report);
  open.push(() => jobs.close());
  const upkeep = await openPageUpkeep({ database, jobs, now: () => new Date(), report });
  open.push(() => upkeep.close());
  const peopleUpkeep = openPeopleUpkeep({ database, now: () => new Date(), report });
  open.push(() => peopleUpkeep.close());
  const chartJob = openChartJob({ db, now: () => new Date(), changed: access.changed, report });
  open.push(() => chartJob.close());

  const guardedAccess = upkeep.quarantine.guard(access);
  const claimedLog = createClaimedLog(database.log, readClaimant(db));
  const hub = createSyncHub({
    log: config.metrics ? meterLog(claimedLog, meter, () => performance.now()) : claimedLog,
    refused: (name) => meter.refused(name),
    access: guardedAccess,
    nodes,
    identify: createSocketIdentity(auth, tickets),
    vouch: vouch.vouch,
    opened: createOpeningNotes({ db, now: () => new Date(), report }),
    // Whoever sends no Origin is no browser, and so not lent somebody's cookie by another site.
    allowsOrigin: (origin) => origin === null || isOwnOrigin(origin),
    schemaVersion: SCHEMA_VERSION,
    clock: () => performance.now(),
    instant: () => new Date().toISOString(),
    later: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    report,
  });
  const signedOut = (userId: string) => nodes.tell({ kind: "signed_out", subject: userId });
  nodes.onEvent(({ kind, subject }) => {
    if (kind === "signed_out") hub.signOut(subject);
    if (kind === "session_ended") hub.endSession(subject);
  });
  nodes.onTrouble(() => hub.storageFailed());
  nodes.onWhisper((text) => {
    if (text === MAIL_IS_QUEUED) mailJob?.wake();
  });
  const rightsUpkeep = openRightsUpkeep({
    database,
    edge: { accessChanged: access.changed, signedOut },
    now: () => new Date(),
    report,
  });
  open.push(() => rightsUpkeep.close());
  const signInUpkeep = openSignInUpkeep({
    ...{ db, now, report, accessChanged: access.changed },
    ...{ openSessions: hub.sessions, endSession: hub.endSession },
  });
  open.push(() => signInUpkeep.close());
  const mailJob = config.mail && openMailJob(config.mail, { db, now: () => new Date(), report });
  if (mailJob) open.push(() => mailJob.close());
  const outbox = config.mail === null ? createOperatorOutbox(randomBytes, now) : null;
  let operatorOrigins: readonly string[] = [];
  const wake = () => {
    mailJob?.wake();
    nodes.whisper(MAIL_IS_QUEUED, MAIL_IS_QUEUED);
  };
  const app = createApp({
    db,
    engine,
    auth,
    access,
    tickets,
    history: upkeep.history,
    guardedAccess,
    bringBack: (page, kept) => upkeep.keeper.bringBack(page, kept),
    isVouched: vouch.isVouched,
    log,
    staticFiles,
    secure: config.origins[0]?.startsWith("https:") ?? false,
    isOwnOrigin,
    signedOut,
    origin: () => origins[0] ?? "",
    operator: outbox && {
      outbox,
      remoteAddress: (c) => (c.env as HttpBindings).incoming.socket.remoteAddress ?? "",
      isOrigin: (origin) => operatorOrigins.includes(origin),
    },
    signIn: {
      random: randomBytes,
      newId: randomUUID,
      hashCode: keyedHash(secret),
      mail: { way: config.mail === null ? "operator" : "smtp", wake },
      oidc: config.oidc,
    },
    sessionEnded: (session) => nodes.tell({ kind: "session_ended", subject: session }),
    addressOf: (c) => addressOf(c, config.trustedProxies),
    signInsPerMinute: config.signInsPerMinute,
    isReady: async () => hub.figures().storage === "ok" && (await answers(database)),
    now: () => new Date(),
    ticks: () => performance.now(),
    hasWritten: createHasWritten(database),
    newInvitationSeeds: () => ({ id: randomUUID(), secret: randomBytes(32) }),
    newId: () => randomUUID(),
    newTokenSeeds: () => ({ id: randomUUID(), secret: randomBytes(32) }),
  });
  const answer: typeof app.fetch = services.has("web") ? app.fetch : onlyWhetherItWorks(app.fetch);
  const server = createAdaptorServer({ fetch: answer }) as Server;
  server.on("upgrade", (request, socket, head) => {
    if (services.has("sync") && request.url?.split("?")[0] === "/sync") hub.upgrade(request, socket, head);
    else refuseUpgrade(socket, 404);
  });
  open.push(async () => server.closeAllConnections());
  open.push(() => hub.stop());
  if (config.metrics) {
    const gauges = () => readGauges(db, hub.figures(), database.log.epoch);
    const metrics = await serveMetrics(config.metrics, async () => [...meter.families(), ...(await gauges())]);
    open.push(metrics.close);
    log.info("metrics", { host: config.metrics.host, port: metrics.port });
  }
  const { port } = await listen(server, config);
  open.push(async () => {
    server.close();
  });
  if (origins.length === 0) origins = loopbackOrigins(config.host, port);
  operatorOrigins = loopbackOrigins("127.0.0.1", port);
  outbox?.begin((path) => tellOperator(operatorOrigins[0] + path));
  upkeep.begin();
  // The lease only spares work: each of these may be begun on two nodes without harm, and does it once.
  jobs.onTaken(
    onlyOnce(() => {
      peopleUpkeep.begin();
      rightsUpkeep.begin();
      chartJob.begin();
    }),
  );
  if (services.has("jobs")) mailJob?.begin();
  const address = origins[0] ?? "";
  const setupPath = await makeFirstSetupLink(db, randomBytes(32), new Date());
  return { address, setupLink: setupPath && address + setupPath };
}

function openMailJob(
  { url, from }: MailConfig,
  parts: { db: Database["db"]; now: () => Date; report: (fault: unknown, doing: string) => void },
): MailJob {
  const { db, report, now } = parts;
  const domain = addressIn(from)?.split("@")[1] ?? "localhost";
  // Read with the first mail: most servers start long before that.
  const openSender = async () => (await import("@candor/integrations/mail/smtp/open-smtp.ts")).openSmtp({ url, from });
  return openMailDelivery({ db, domain, report }, { openSender, now });
}

const MAIL_IS_QUEUED = "mail";

function leaseFor(
  { engine, db, batch, nodes }: Database,
  services: Config["services"],
  report: (fault: unknown, doing: string) => void,
): JobLease {
  if (!services.has("jobs")) return noLease();
  return engine === "sqlite" ? soleLease(batch) : new PostgresLease(db, nodes.node, report);
}

/** For a node without `web`: whoever supervises it may still ask how it is. */
function onlyWhetherItWorks<Rest extends unknown[]>(
  fetch: (request: Request, ...rest: Rest) => Response | Promise<Response>,
): typeof fetch {
  return (request, ...rest) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/healthz" || pathname === "/readyz") return fetch(request, ...rest);
    return new Response("This server has no pages; another one does.\n", { status: 404 });
  };
}

function onlyOnce(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
}

/** The last first. What fails keeps nothing else from being closed. */
async function closeAll(open: (() => Promise<void>)[]): Promise<void> {
  const faults: unknown[] = [];
  for (const close of open.splice(0).reverse()) await close().catch((fault: unknown) => faults.push(fault));
  if (faults.length > 0) throw new AggregateError(faults, "not everything could be closed", { cause: faults[0] });
}

async function answers({ db }: Database): Promise<boolean> {
  return db
    .selectFrom("setting")
    .select("key")
    .limit(1)
    .execute()
    .then(
      () => true,
      () => false,
    );
}

async function listen(server: Server, { host, port }: Config): Promise<AddressInfo> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
      throw new Error(`Port ${port} is taken. Is Candor running already? Set PORT to use another one.`, {
        cause: error,
      });
    }
    throw error;
  }
  return server.address() as AddressInfo;
}

/** The names of this machine that a browser may have in its address bar. */
function loopbackOrigins(host: string, port: number): string[] {
  const hosts = isLoopback(host) ? ["localhost", "127.0.0.1", "[::1]"] : [];
  const bound = isIPv6(host) ? `[${host}]` : host;
  return [...new Set([...hosts, bound])].map((name) => new URL(`http://${name}:${port}`).origin);
}

function addressOf(c: Context, trustedProxies: number): string {
  const { incoming } = c.env as HttpBindings;
  return clientAddress(
    (incoming as IncomingMessage).socket.remoteAddress,
    c.req.header("x-forwarded-for"),
    trustedProxies,
  );
}
