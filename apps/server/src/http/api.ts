import type { Context } from "hono";
import type { Kysely } from "kysely";
import { accessLogRoutes } from "../access/access-log-routes.ts";
import type { SocketTickets } from "../access/socket-tickets.ts";
import { ticketRoutes } from "../access/ticket-routes.ts";
import type { NoteTokenUse } from "../access/token-uses.ts";
import { allHandsRoutes } from "../all-hands/all-hands-routes.ts";
import { type AnnouncingPorts, announcementRoutes } from "../announcement/announcement-routes.ts";
import type { PageActs } from "../api/page-acts.ts";
import { artifactRoutes } from "../artifact/artifact-routes.ts";
import { fileRoutes } from "../artifact/file-routes.ts";
import type { ImageFiles } from "../artifact/image-files.ts";
import { imageRoutes, isImageRequest } from "../artifact/image-routes.ts";
import { linkRoutes } from "../artifact/link-routes.ts";
import { proposalRoutes } from "../artifact/proposal-routes.ts";
import type { EditArtifact } from "../artifact/proposals.ts";
import type { SharePorts } from "../artifact/share-links.ts";
import { suggestionRoutes } from "../artifact/suggestion-routes.ts";
import { askingRoutes } from "../assistant/asking-routes.ts";
import type { AssistantPorts } from "../assistant/assistant-ports.ts";
import { balanceRoutes } from "../balance/balance-routes.ts";
import { cadenceRoutes } from "../cadence/cadence-routes.ts";
import { busyRoutes } from "../calendar/busy-routes.ts";
import { calendarAccountRoutes } from "../calendar/calendar-account-routes.ts";
import { type CalendarPorts, calendarRoutes } from "../calendar/calendar-routes.ts";
import { type ConsentPorts, consentRoutes } from "../calendar/consent-routes.ts";
import { feedRoute, myFeedRoutes } from "../calendar/feed-routes.ts";
import { hintRoutes } from "../calendar/hint-routes.ts";
import type { ChatConfig } from "../chat/chat-config.ts";
import { chatHookRoutes } from "../chat/chat-hook-routes.ts";
import { CHAT_PATH } from "../chat/chat-path.ts";
import { chatRoutes } from "../chat/chat-routes.ts";
import type { Engine } from "../database/engine.ts";
import type { Database } from "../database/open-database.ts";
import type { Schema } from "../database/schema.ts";
import type { DeviceSeeds } from "../device/device-requests.ts";
import { deviceRoutes, myDeviceRoutes } from "../device/device-routes.ts";
import { type HandoffPorts, handoffRoutes } from "../handoff/handoff-routes.ts";
import { type InvitationPorts, seriesInvitationRoutes } from "../invitation/invitation-routes.ts";
import { type LinkTitlePorts, linkTitleRoutes } from "../link/link-routes.ts";
import { workRoutes } from "../link/work-routes.ts";
import { type Operator, OUTBOX_PATH, operatorRoutes } from "../mail/operator-routes.ts";
import { MAIL_HOOK_PATH, mailHookRoutes } from "../mail-in/mail-hook-routes.ts";
import { mailInRoutes } from "../mail-in/mail-in-routes.ts";
import type { MailIn } from "../mail-in/open-mail-in.ts";
import { worthRoutes } from "../meeting/worth-routes.ts";
import { nightlyRoutes } from "../nightly/nightly-routes.ts";
import { type NotebookParts, notebookRoutes } from "../notebook/notebook-routes.ts";
import { overviewRoutes } from "../overview/overview-routes.ts";
import { pageFileRoutes } from "../page/files/page-file-routes.ts";
import { historyRoutes } from "../page/history-routes.ts";
import { isKeptRequest, type KeptParts, keptRoutes } from "../page/kept-routes.ts";
import { searchRoutes } from "../page/search-routes.ts";
import { pairingRoutes } from "../pairing/pairing-routes.ts";
import type { PaperMaker } from "../paper/paper-maker.ts";
import type { Auth } from "../people/auth.ts";
import { invitationRoutes, lookRoute } from "../people/invitation-routes.ts";
import type { HasWritten, InvitationSeeds } from "../people/invitations.ts";
import { meRoutes, whoRoute } from "../people/me-routes.ts";
import type { ChangeablePageAccess } from "../people/page-access.ts";
import { pairRoutes } from "../people/pair-routes.ts";
import { readWhoAsks, requireSignedIn } from "../people/require-signed-in.ts";
import type { PlannerPorts } from "../planner/open-planning.ts";
import { plannerRoutes } from "../planner/planner-routes.ts";
import { roundRoutes } from "../planning-round/round-routes.ts";
import { portraitRoutes } from "../portrait/portrait-routes.ts";
import { questionRoutes } from "../question/question-routes.ts";
import { noticeRoutes, UNSUBSCRIBE_PATH, unsubscribeRoutes } from "../reminder/notice-routes.ts";
import type { Notices } from "../reminder/open-notices.ts";
import { reminderRoutes } from "../reminder/reminder-routes.ts";
import { retentionRoutes } from "../rights/retention-routes.ts";
import { rightsRoutes } from "../rights/rights-routes.ts";
import { scimTokenRoutes } from "../scim/scim-token-routes.ts";
import type { TokenSeeds } from "../scim/scim-tokens.ts";
import { accountRoutes } from "../sign-in/account/account-routes.ts";
import { mailRoutes } from "../sign-in/mail-routes.ts";
import { oidcRoutes } from "../sign-in/oidc/oidc-routes.ts";
import { passkeyRoutes } from "../sign-in/passkey/passkey-routes.ts";
import type { SignInPorts } from "../sign-in/sign-in-ports.ts";
import { type RoutePorts, signInRoutes, signInWaysRoute } from "../sign-in/sign-in-routes.ts";
import { skipRoutes } from "../skip/skip-routes.ts";
import type { PageAccess } from "../sync/page-access.ts";
import type { PageHistory } from "../sync/snapshot/page-history.ts";
import { tokenRoutes } from "../token/token-routes.ts";
import { type WebhookPorts, webhookRoutes } from "../webhook/webhook-routes.ts";
import { importRoutes } from "../workspace/import/import-routes.ts";
import { placesRoutes } from "../workspace/places-routes.ts";
import { setupLookRoute, setupRoutes } from "../workspace/setup-routes.ts";
import { workspaceInvitationRoutes, workspaceLookRoute } from "../workspace/workspace-invitation-routes.ts";
import { workspacePairRoutes } from "../workspace/workspace-pair-routes.ts";
import { workspaceRoutes } from "../workspace/workspace-routes.ts";
import { answerError } from "./answer-error.ts";
import { type AppEnv, createRoutes } from "./app-env.ts";
import { limitRate } from "./limit-rate.ts";
import type { Log } from "./log.ts";
import { problem } from "./problem.ts";
import { createRateLimit } from "./rate-limit.ts";
import { limitHintBody, readJsonOnly } from "./read-json-only.ts";
import { refuseForeignOrigin, requireOwnOrigin } from "./require-own-origin.ts";
import { createTellRefusal } from "./tell-refusals.ts";

export type ApiParts = {
  db: Kysely<Schema>;
  pageLog: Database["log"];
  engine: Engine;
  batch: Database["batch"];
  notebook: NotebookParts;
  auth: Auth;
  access: ChangeablePageAccess;
  tickets: SocketTickets;
  history: PageHistory;
  /** as `access`, but for reading only where a page's log holds something that is no page */
  guardedAccess: Pick<PageAccess, "accessTo">;
  bringBack: KeptParts["bringBack"];
  isVouched: KeptParts["isVouched"];
  log: Log;
  isOwnOrigin: (origin: string) => boolean;
  /** the one in links, known once the server listens */
  origin: () => string;
  signIn: SignInPorts;
  operator: Operator | null;
  /** people come over https */
  secure: boolean;
  /** ends every socket of somebody whose sessions have all ended */
  signedOut: (userId: string) => void;
  /** called when a session has ended */
  sessionEnded: (session: string) => void;
  /** what a request is counted under */
  addressOf: (c: Context) => string;
  signInsPerMinute: number;
  now: () => Date;
  /** milliseconds that never run backwards */
  ticks: () => number;
  newInvitationSeeds: () => InvitationSeeds;
  hasWritten: HasWritten;
  /** UUIDs */
  newId: () => string;
  newTokenSeeds: () => TokenSeeds;
  newDeviceSeeds: () => DeviceSeeds;
  assistants: AssistantPorts;
  calendars: CalendarPorts;
  seriesInvitations: InvitationPorts;
  consents: ConsentPorts;
  planner: PlannerPorts;
  mailIn: MailIn;
  chat: ChatConfig;
  notices: Pick<Notices, "publicKey" | "links" | "allowed">;
  artifacts: { edit: EditArtifact; images: ImageFiles };
  sharing: SharePorts;
  paperMaker: PaperMaker;
  handoffs: HandoffPorts;
  /** pages as programs read and write them */
  acts: PageActs;
  webhooks: WebhookPorts;
  noteTokenUse: NoteTokenUse;
  /** whether there is a folder for pages that are written each night */
  nightly: boolean;
  announcing: AnnouncingPorts;
  links: LinkTitlePorts;
};

const PERSONAL_REQUESTS = { burst: 600, perMinute: 240 }; // per person; a long time offline comes in at once
const SEARCHES = { burst: 60, perMinute: 90 }; // per person; one at each pause in typing
const IMPORTS = { burst: 60, perMinute: 20 }; // per person; each reads and judges a whole file
const ACCOUNT_REQUESTS = { burst: 60, perMinute: 20 }; // per person; each e-mail change sends two mails
const PAGE_CHANGES = { burst: 600, perMinute: 60 }; // per person; as many pages as one can have, and then one a second
const CALENDARS = { burst: 20, perMinute: 6 }; // per person; each is fetched, or read from a file
const HINTS = { burst: 1200, perMinute: 1200 }; // per address; a service tells of everybody's calendars from a few
const FEED_READS = { burst: 300, perMinute: 120 }; // per address; the calendars of a whole company may ask from one
const FILES = { burst: 12, perMinute: 6 }; // per person; each is laid out whole
const LINKS = { burst: 60, perMinute: 60 }; // per person; each asks for up to twenty, elsewhere
const LINK_TOKENS = { burst: 20, perMinute: 6 }; // per person; each is tried where it is from
const ASSISTANTS = { burst: 30, perMinute: 10 }; // per person; a client may be known by a document elsewhere
const DEVICES = { burst: 60, perMinute: 40 }; // per address; one that waits asks twenty times a minute
const INVITATION_TRIES = { burst: 60, perMinute: 30 }; // per address; a whole office may sit behind one

/** Everything under /api. Heavy with schemas, so `createApp` loads it on first use. */
export function createApi(parts: ApiParts) {
  const { auth, log, addressOf, ticks } = parts;
  const app = createRoutes<AppEnv>();
  app.onError((error, c) => answerError(error, c, log));
  app.use("/api/*", async (c, next) => {
    await next();
    if (!c.res.headers.has("etag")) c.res.headers.set("cache-control", "no-store");
  });
  const { operator } = parts;
  app.use("/api/calendar-hints/*", refuseForeignOrigin(parts.isOwnOrigin), limitHintBody);
  const tell = createTellRefusal(log, ticks);
  const limitHints = (from: string) =>
    limitRate(createRateLimit(HINTS, ticks), addressOf, () => tell("too much was handed over at once", { from }));
  app.use("/api/calendar-hints/*", limitHints("a calendar"));
  app.route("/", hintRoutes({ ...parts, tell }));
  app.use(MAIL_HOOK_PATH, refuseForeignOrigin(parts.isOwnOrigin));
  app.use(MAIL_HOOK_PATH, limitHints("a mail provider"));
  app.route("/", mailHookRoutes(parts));
  app.use(`${CHAT_PATH}/*`, refuseForeignOrigin(parts.isOwnOrigin));
  app.use(`${CHAT_PATH}/*`, limitHints("a chat"));
  app.route("/", chatHookRoutes(parts));
  app.use(UNSUBSCRIBE_PATH, refuseForeignOrigin(parts.isOwnOrigin), limitHintBody);
  app.use(UNSUBSCRIBE_PATH, limitRate(createRateLimit(HINTS, ticks), addressOf));
  app.route("/", unsubscribeRoutes(parts));
  // Whoever runs this server comes to it by a name of its machine, which is none that people come by.
  const ownOrigin = requireOwnOrigin(parts.isOwnOrigin);
  const operatorOrigin = requireOwnOrigin((origin) => operator?.isOrigin(origin) || parts.isOwnOrigin(origin));
  app.use(
    "/api/*",
    (c, next) => (c.req.path === OUTBOX_PATH ? operatorOrigin : ownOrigin)(c, next),
    (c, next) => (takesBytes(c.req.method, c.req.path, c.req.header("content-type")) ? next() : readJsonOnly(c, next)),
  );

  const { signInsPerMinute } = parts;
  const signInParts: RoutePorts = {
    ...parts,
    report: (fault, doing) => log.error("a fault nobody foresaw", fault, { doing }),
  };
  app.route("/", signInWaysRoute(signInParts));
  const signIns = createRateLimit({ burst: 2 * signInsPerMinute, perMinute: signInsPerMinute }, ticks);
  app.use("/api/auth/*", limitRate(signIns, addressOf));
  app.route("/", signInRoutes(signInParts));
  app.route("/", mailRoutes(signInParts));
  app.route("/", passkeyRoutes(signInParts));
  app.route("/", oidcRoutes(signInParts));
  app.all("/api/auth/*", (c) => problem(c, "not_found"));
  for (const path of ["/api/device", "/api/device/*"])
    app.use(path, limitRate(createRateLimit(DEVICES, ticks), addressOf));
  app.route("/", deviceRoutes(parts));
  app.use("/api/operator/*", limitRate(signIns, addressOf));
  app.route("/", operatorRoutes(parts));

  const invitationTries = limitRate(createRateLimit(INVITATION_TRIES, ticks), addressOf);
  for (const path of ["/api/invitations/*", "/api/workspace-invitations/*", "/api/setup", "/api/setup/*"])
    app.use(path, invitationTries);
  app.use("/api/feeds/*", limitRate(createRateLimit(FEED_READS, ticks), addressOf));
  app.post("/api/pairs/:id/invitations", invitationTries);

  app.doc31("/api/openapi.json", {
    openapi: "3.1.0",
    info: { title: "Candor", version: "1", description: "The page that two people share. Its content is not here." },
  });

  app.route("/", feedRoute(parts));
  app.use("/api/*", readWhoAsks(auth));
  app.route("/", lookRoute(parts));
  app.route("/", workspaceLookRoute(parts));
  app.route("/", setupLookRoute(parts));
  app.route("/", whoRoute(parts));
  app.route("/", ticketRoutes(parts));
  for (const path of ["/api/me", "/api/me/*", "/api/pairs", "/api/pairs/*", "/api/search", "/api/invitations/*"])
    app.use(path, requireSignedIn);
  for (const path of ["/api/setup", "/api/workspaces", "/api/workspaces/*", "/api/workspace-invitations/*"])
    app.use(path, requireSignedIn);
  for (const path of ["/api/notebook/*", "/api/artifacts", "/api/artifacts/*"]) app.use(path, requireSignedIn);
  const personal = limitRate(createRateLimit(PERSONAL_REQUESTS, ticks), (c) => c.var.who.userId);
  for (const path of [
    "/api/me/data",
    "/api/me/cadence",
    "/api/me/cadence/*",
    "/api/me/portrait",
    "/api/me/portrait/*",
    "/api/me/portraits",
    "/api/me/beginnings",
    "/api/me/handoffs",
    "/api/me/handoffs/*",
    "/api/pairs/:id/finishing",
    "/api/pairs/:id/finishing/*",
    "/api/me/frictions",
    "/api/me/overview",
    "/api/me/balance",
    "/api/me/reminders",
    "/api/me/notices",
    "/api/me/push",
    "/api/me/mail",
    "/api/me/mail/*",
    "/api/me/chats",
    "/api/me/chats/*",
    "/api/me/skip-notices",
    "/api/me/skip-notices/*",
    "/api/pairs/:id/cadence",
    "/api/pairs/:id/cadence/*",
    "/api/pairs/:id/portrait",
    "/api/pairs/:id/portrait-share",
    "/api/me/questions",
    "/api/me/questions/*",
    "/api/me/calendar-consents",
    "/api/me/calendar-consents/*",
    "/api/me/calendar-feed",
    "/api/me/calendars",
    "/api/me/calendars/*",
    "/api/me/calendar-accounts",
    "/api/me/calendar-accounts/*",
    "/api/pairs/:id/busy",
    "/api/pairs/:id/busy-share",
    "/api/me/channels",
    "/api/me/link-accounts",
    "/api/me/link-accounts/*",
    "/api/me/channels/*",
    "/api/me/planner",
    "/api/me/tokens",
    "/api/me/tokens/*",
    "/api/me/webhooks",
    "/api/me/webhooks/*",
    "/api/me/devices/*",
    "/api/me/assistants",
    "/api/me/assistants/*",
    "/api/me/planner/*",
    "/api/pairs/:id/calendar-invitation",
    "/api/pairs/:id/calendar-invitation/*",
    "/api/pairs/:id/work",
    "/api/pairs/:id/worth",
    "/api/pairs/:id/meetings/*",
    "/api/pairs/:id/access-log",
    "/api/artifacts",
    "/api/artifacts/*",
    "/api/pairs/:id/artifacts",
    "/api/pairs/:id/versions",
    "/api/pairs/:id/versions/*",
    "/api/pairs/:id/volumes/*",
  ])
    app.use(path, personal);
  for (const path of ["/api/workspaces", "/api/workspaces/*"]) app.use(path, personal);
  const calendars = limitRate(createRateLimit(CALENDARS, ticks), (c) => c.var.who.userId);
  for (const path of [
    "/api/me/calendars",
    "/api/me/calendars/files",
    "/api/me/calendars/:id/read",
    "/api/me/calendar-consents/finish",
  ])
    app.post(path, calendars);
  app.post("/api/me/calendar-accounts", calendars);
  app.use("/api/me/calendar-accounts/:id/*", calendars);
  const files = limitRate(createRateLimit(FILES, ticks), (c) => c.var.who.userId);
  for (const path of ["/api/artifacts/:id/files/*", "/api/pairs/:id/files/*"]) app.use(path, files);
  const links = limitRate(createRateLimit(LINKS, ticks), (c) => c.var.who.userId);
  for (const path of ["/api/artifacts/:id/link-titles", "/api/pairs/:id/link-titles"]) app.post(path, links);
  const linkTokens = limitRate(createRateLimit(LINK_TOKENS, ticks), (c) => c.var.who.userId);
  for (const path of ["/api/me/link-accounts", "/api/me/link-accounts/consent/finish"]) app.post(path, linkTokens);
  const assistants = limitRate(createRateLimit(ASSISTANTS, ticks), (c) => c.var.who.userId);
  for (const path of ["/api/me/assistants", "/api/me/assistants/asking"]) app.post(path, assistants);
  // A page that is put away makes room for another, and stays for thirty days.
  const pageChanges = limitRate(createRateLimit(PAGE_CHANGES, ticks), (c) => c.var.who.userId);
  app.put("/api/pairs/:id", pageChanges);
  for (const path of ["/api/pairs/:id/put-away", "/api/pairs/:id/take-back"]) app.post(path, pageChanges);
  app.use(
    "/api/workspaces/:workspace/imports/*",
    limitRate(createRateLimit(IMPORTS, ticks), (c) => c.var.who.userId),
  );
  app.use(
    "/api/search",
    limitRate(createRateLimit(SEARCHES, ticks), (c) => c.var.who.userId),
  );
  const accountRequests = createRateLimit(ACCOUNT_REQUESTS, ticks);
  for (const path of ["/api/me/account", "/api/me/account/*"])
    app.use(
      path,
      limitRate(accountRequests, (c) => c.var.who.userId),
    );
  app.route("/", accountRoutes(signInParts));
  app.route("/", meRoutes(parts));
  app.route("/", pairRoutes(parts));
  app.route("/", invitationRoutes(parts));
  app.route("/", worthRoutes(parts));
  app.route("/", questionRoutes(parts));
  app.route("/", cadenceRoutes(parts));
  app.route("/", overviewRoutes(parts));
  app.route("/", pairingRoutes(parts));
  app.route("/", balanceRoutes(parts));
  app.route("/", reminderRoutes(parts));
  app.route("/", mailInRoutes(parts));
  app.route("/", noticeRoutes(parts));
  app.route("/", chatRoutes(parts));
  app.route("/", portraitRoutes(parts));
  app.route("/", handoffRoutes(parts));
  app.route("/", calendarRoutes(parts));
  app.route("/", calendarAccountRoutes(parts));
  app.route("/", consentRoutes(parts));
  app.route("/", busyRoutes(parts));
  app.route("/", seriesInvitationRoutes(parts));
  app.route("/", myFeedRoutes(parts));
  app.route("/", plannerRoutes(parts));
  app.route("/", roundRoutes(parts));
  const artifactParts = { ...parts, ...parts.artifacts, changed: parts.access.changed };
  app.route("/", artifactRoutes(artifactParts, parts.history));
  app.route("/", proposalRoutes(artifactParts));
  app.route("/", suggestionRoutes(artifactParts));
  app.route("/", imageRoutes(artifactParts));
  app.route("/", linkRoutes(artifactParts));
  app.route("/", fileRoutes(artifactParts));
  app.route("/", announcementRoutes(parts));
  app.route("/", linkTitleRoutes(parts));
  app.route("/", workRoutes(parts));
  app.route("/", notebookRoutes(parts));
  app.route("/", historyRoutes(parts));
  app.route("/", searchRoutes(parts));
  app.route("/", keptRoutes({ ...parts, access: parts.guardedAccess }));
  app.route("/", accessLogRoutes(parts));
  app.route("/", rightsRoutes(parts));
  app.route("/", nightlyRoutes(parts));
  app.route("/", pageFileRoutes({ ...parts, log: parts.pageLog }));
  app.route("/", retentionRoutes(parts));
  app.route("/", setupRoutes(parts));
  app.route("/", workspaceRoutes(parts));
  app.route("/", workspaceInvitationRoutes(parts));
  app.route("/", workspacePairRoutes(parts));
  app.route("/", skipRoutes(parts));
  app.route("/", allHandsRoutes(parts));
  app.route("/", scimTokenRoutes(parts));
  app.route("/", importRoutes(parts));
  app.route("/", placesRoutes(parts));
  app.route("/", myDeviceRoutes(parts));
  app.route("/", askingRoutes({ ...parts, ...parts.assistants }));
  app.route("/", tokenRoutes(parts));
  app.route("/", webhookRoutes(parts));
  app.notFound((c) => problem(c, "not_found"));
  return app;
}

/** Of the few requests whose body is bytes and no JSON. */
function takesBytes(...request: Parameters<typeof isKeptRequest>): boolean {
  return isKeptRequest(...request) || isImageRequest(...request);
}
