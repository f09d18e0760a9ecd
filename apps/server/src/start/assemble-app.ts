import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import type { Context, Hono } from "hono";
import { createTokenUses } from "../access/token-uses.ts";
import type { AnnouncingPorts } from "../announcement/announcement-routes.ts";
import type { PageActs } from "../api/page-acts.ts";
import { openImages } from "../artifact/open-images.ts";
import { openAssistants } from "../assistant/open-assistants.ts";
import type { CalendarPorts } from "../calendar/calendar-routes.ts";
import type { ConsentPorts } from "../calendar/consent-routes.ts";
import type { Database } from "../database/open-database.ts";
import type { HandoffPorts } from "../handoff/handoff-routes.ts";
import { createApp } from "../http/app.ts";
import { clientAddress } from "../http/client-address.ts";
import type { OwnOrigins } from "../http/own-origins.ts";
import type { StaticFiles } from "../http/static-files.ts";
import type { InvitationPorts } from "../invitation/invitation-routes.ts";
import type { LinkTitlePorts } from "../link/link-routes.ts";
import type { Mailing } from "../mail/open-mailing.ts";
import type { OperatorOutbox } from "../mail/operator-outbox.ts";
import type { MailIn } from "../mail-in/open-mail-in.ts";
import type { NotebookParts } from "../notebook/notebook-routes.ts";
import type { PaperMaker } from "../paper/paper-maker.ts";
import { createHasWritten } from "../people/has-written.ts";
import type { PlannerPorts } from "../planner/open-planning.ts";
import type { Notices } from "../reminder/open-notices.ts";
import { keyedHash } from "../sign-in/hash-secret.ts";
import type { SyncHub } from "../sync/hub/create-hub.ts";
import type { PageAccess } from "../sync/page-access.ts";
import type { PageUpkeep } from "../sync/snapshot/open-page-upkeep.ts";
import type { WebhookPorts } from "../webhook/webhook-routes.ts";
import type { Access } from "./open-access.ts";
import type { Base } from "./open-base.ts";

export type AppNeeds = {
  hub: SyncHub;
  upkeep: PageUpkeep;
  paperMaker: PaperMaker;
  notebook: NotebookParts;
  guardedAccess: PageAccess;
  mailing: Mailing;
  mailIn: MailIn;
  notices: Notices;
  outbox: OperatorOutbox | null;
  origins: OwnOrigins;
  calendars: CalendarPorts;
  seriesInvitations: InvitationPorts;
  consents: ConsentPorts;
  planner: PlannerPorts;
  handoffs: HandoffPorts;
  acts: PageActs;
  announcing: AnnouncingPorts;
  webhooks: WebhookPorts;
  links: LinkTitlePorts;
  staticFiles: () => Promise<StaticFiles>;
  signedOut: (userId: string) => void;
};

/** Everything that is answered over HTTP, with clock, chance and ids put in. */
export function assembleApp(
  { config, log, secret, database, now, report }: Base,
  { auth, access, tickets, vouch }: Access,
  {
    hub,
    upkeep,
    paperMaker,
    notebook,
    guardedAccess,
    mailing,
    mailIn,
    notices,
    outbox,
    origins,
    calendars,
    seriesInvitations,
    consents,
    planner,
    handoffs,
    acts,
    announcing,
    webhooks,
    links,
    staticFiles,
    signedOut,
  }: AppNeeds,
): Hono {
  const { db, engine, batch, nodes } = database;
  return createApp({
    ...{
      db,
      engine,
      batch,
      notebook,
      auth,
      access,
      tickets,
      guardedAccess,
      log,
      calendars,
      seriesInvitations,
      mailIn,
      notices,
      consents,
      planner,
      handoffs,
      acts,
      announcing,
      webhooks,
      links,
      staticFiles,
      signedOut,
      now,
    },
    artifacts: {
      edit: (id, edit) => upkeep.keeper.editArtifact(id, edit),
      images: openImages(config),
    },
    noteTokenUse: createTokenUses({ db, now, report }),
    sharing: {
      papers: upkeep.papers,
      origin: () => config.shareOrigin ?? origins.first(),
      newSecret: () => randomBytes(32).toString("base64url"),
    },
    shareOrigin: config.shareOrigin,
    paperMaker,
    nightly: config.nightlyFolder !== null,
    chat: config.chat,
    pageLog: database.log,
    history: upkeep.history,
    bringBack: (page, kept) => upkeep.keeper.bringBack(page, kept),
    isVouched: vouch.isVouched,
    secure: config.origins[0]?.startsWith("https:") ?? false,
    isOwnOrigin: origins.isOwn,
    origin: origins.first,
    operator: outbox && {
      outbox,
      remoteAddress: (c) => (c.env as HttpBindings).incoming.socket.remoteAddress ?? "",
      isOrigin: (origin) => origins.ofOperator().includes(origin),
    },
    signIn: {
      random: randomBytes,
      newId: randomUUID,
      hashCode: keyedHash(secret),
      mail: mailing,
      oidc: config.oidc,
    },
    sessionEnded: (session) => nodes.tell({ kind: "session_ended", subject: session }),
    addressOf: (c) => addressOf(c, config.trustedProxies),
    signInsPerMinute: config.signInsPerMinute,
    isReady: async () => hub.figures().storage === "ok" && (await answers(database)),
    ticks: () => performance.now(),
    hasWritten: createHasWritten(database),
    newInvitationSeeds: () => ({ id: randomUUID(), secret: randomBytes(32) }),
    newId: () => randomUUID(),
    newTokenSeeds: () => ({ id: randomUUID(), secret: randomBytes(32) }),
    assistants: openAssistants(secret, config.links),
    newDeviceSeeds: () => ({ secret: randomBytes(32), letters: randomBytes(8) }),
  });
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

function addressOf(c: Context, trustedProxies: number): string {
  const { incoming } = c.env as HttpBindings;
  return clientAddress(
    (incoming as IncomingMessage).socket.remoteAddress,
    c.req.header("x-forwarded-for"),
    trustedProxies,
  );
}
