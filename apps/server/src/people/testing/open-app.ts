import { randomBytes, randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CreatePair, NewInvitation, Pair } from "@candor/protocol/http/people.ts";
import { afterAll, beforeAll } from "vitest";
import { createSocketTickets } from "../../access/socket-tickets.ts";
import { openTicketUses } from "../../access/ticket-uses.ts";
import { createTokenUses } from "../../access/token-uses.ts";
import { openTestActs } from "../../api/testing/open-test-acts.ts";
import { openImageFolder } from "../../artifact/image-files.ts";
import { createClientIds } from "../../assistant/client-ids.ts";
import { createAddressSeal } from "../../calendar/address-seal.ts";
import { emptyAccount } from "../../calendar/testing/empty-account.ts";
import { type Database, openDatabase } from "../../database/open-database.ts";
import type { EngineUnderTest } from "../../database/testing/describe-each-engine.ts";
import { type AppParts, createApp } from "../../http/app.ts";
import { createLog } from "../../http/log.ts";
import { createRecordWaits } from "../../notebook/record-waits.ts";
import { createPaperMaker } from "../../paper/paper-maker.ts";
import { createPlanSolves } from "../../planner/plan-solves.ts";
import { quickPlan } from "../../planner/testing/quick-plan.ts";
import { createUnsubscribeLinks } from "../../reminder/unsubscribe-link.ts";
import { keyedHash } from "../../sign-in/hash-secret.ts";
import { createArtifactPapers } from "../../sync/snapshot/artifact-papers.ts";
import { editArtifact } from "../../sync/snapshot/edit-artifact.ts";
import { createPageHistory } from "../../sync/snapshot/page-history.ts";
import { SnapshotWorker } from "../../sync/snapshot/snapshot-worker.ts";
import { createAuth } from "../auth.ts";
import { createHasWritten } from "../has-written.ts";
import { createPageAccess } from "../page-access.ts";

export const ORIGIN = "http://localhost:4321";
const DAY = 86_400_000; // milliseconds

export type Answer = { status: number; body: unknown; headers: Headers };

/** Somebody with a browser: sends its cookies and the origin of its page. */
export type Visitor = {
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  put(path: string, body?: unknown): Promise<Answer>;
  patch(path: string, body?: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  cookie(): string;
};

/** The whole HTTP application over a real database, its clock and its log in the test's hands. */
export function openApp(database: Database, changes: Partial<AppParts> = {}) {
  const { db, engine, batch } = database;
  const told: string[] = [];
  let now = Date.parse("2026-11-24T09:00:00Z");
  const log = createLog(
    "debug",
    (line) => told.push(line),
    () => new Date(now),
  );
  const access = createPageAccess(database, () => new Date(now));
  const changed: string[] = [];
  access.onChange((page) => changed.push(page));
  const signedOut: string[] = [];
  const endedSessions: string[] = [];
  const origins = changes.secure ? ["https://candor.example.org"] : [ORIGIN];
  const worker = new SnapshotWorker();
  const parts: AppParts = {
    db,
    engine,
    batch,
    notebook: {
      limits: { restoreEpoch: 1, mostBytes: 64 * 1024 * 1024 },
      waits: createRecordWaits(database.nodes, (milliseconds, run) => {
        const timer = setTimeout(run, milliseconds);
        return () => clearTimeout(timer);
      }),
      stored: () => undefined,
    },
    auth: createAuth(
      () => ({ db, engine, secret: randomBytes(32).toString("base64url"), origins, log }),
      () => new Date(now),
    ),
    access,
    tickets: createSocketTickets({
      secret: "s".repeat(32),
      uses: openTicketUses(database, () => new Date(now)),
      now: () => new Date(now),
      randomBytes,
    }),
    artifacts: {
      edit: (id, edit) =>
        editArtifact({ database, worker, quarantine: { interrupt: () => {} }, now: () => new Date(now) }, id, edit),
      images: openImageFolder(join(tmpdir(), `candor-images-${randomUUID()}`)),
    },
    history: createPageHistory(database.log, worker),
    sharing: {
      papers: createArtifactPapers(database.log, worker),
      origin: () => changes.shareOrigin ?? origins[0] ?? "",
      newSecret: () => randomBytes(32).toString("base64url"),
    },
    shareOrigin: null,
    paperMaker: createPaperMaker({ fonts: [], report: (fault) => log.error("a file was not made", fault) }),
    guardedAccess: access,
    bringBack: async () => "nothing_new",
    isVouched: () => false,
    log,
    staticFiles: async () => new Map(),
    secure: false,
    isOwnOrigin: (origin) => origins.includes(origin),
    origin: () => origins[0] ?? "",
    signedOut: (userId) => signedOut.push(userId),
    sessionEnded: (session) => endedSessions.push(session),
    operator: null,
    signIn: {
      random: randomBytes,
      newId: randomUUID,
      hashCode: keyedHash("a key of the test"),
      mail: { way: "smtp", wake: () => {} },
      oidc: [],
    },
    addressOf: (c) => c.req.header("x-test-address") ?? "192.0.2.1",
    signInsPerMinute: 30,
    isReady: async () => true,
    now: () => new Date(now),
    ticks: () => now,
    hasWritten: createHasWritten(database),
    newInvitationSeeds: () => ({ id: randomUUID(), secret: randomBytes(32) }),
    newId: () => randomUUID(),
    newTokenSeeds: () => ({ id: randomUUID(), secret: randomBytes(32) }),
    assistants: {
      ...{ clientIds: createClientIds("s".repeat(32)), askDocument: null, newCodeSecret: () => randomBytes(32) },
      newGrantSeeds: () => ({
        ...{ id: randomUUID(), access: randomBytes(32), refresh: randomBytes(32), family: randomBytes(16) },
      }),
    },
    newDeviceSeeds: () => ({ secret: randomBytes(32), letters: randomBytes(8) }),
    calendars: {
      seal: createAddressSeal("s".repeat(32), randomBytes),
      read: async ({ source }) =>
        source.type === "text"
          ? { type: "read", reading: { spans: [], problems: [], events: 0 }, etag: null, lastModified: null }
          : { type: "failed", fault: "unreachable" },
      openAccount: emptyAccount,
      allowed: [],
      wake: () => {},
    },
    nightly: true,
    pageLog: database.log,
    planner: {
      solves: createPlanSolves(quickPlan, { now: () => new Date(now), report: () => {} }),
      editSeries: async () => ({ type: "not_wanted" }),
      refresh: async () => {},
      readAgain: async () => {},
      rounds: { wake: () => {}, idle: async () => {} },
    },
    handoffs: {
      ...{ write: async () => ({ type: "not_wanted" }), refresh: async () => {}, random: randomBytes, mailFrom: null },
    },
    announcing: {
      seal: createAddressSeal("s".repeat(32), randomBytes, "candor announcement channels 1"),
      ...{ allowed: [], wake: () => {} },
    },
    links: {
      seal: createAddressSeal("s".repeat(32), randomBytes, "candor link tokens 1"),
      config: { asks: "all", sites: [], allowed: [] },
      documents: null,
      readTitles: async () => [],
    },
    seriesInvitations: { way: "mail", refresh: async () => {}, tell: async () => {}, wake: () => {} },
    notices: { publicKey: async () => "key", links: createUnsubscribeLinks("s".repeat(32)), allowed: [] },
    mailIn: {
      ...{ address: "candor@mail.example.org", hookSecrets: [], wake: () => {} },
      reception: { knows: async () => false, take: async () => "taken", refused: () => {} },
    },
    chat: { slackSecrets: [], discordKey: null, teams: null, origins: [] },
    consents: { seal: createAddressSeal("s".repeat(32), randomBytes), providers: [], allowed: [], random: randomBytes },
    acts: openTestActs(database, access, () => new Date(now)),
    webhooks: {
      seal: createAddressSeal("s".repeat(32), randomBytes, "candor webhooks 1"),
      ...{ allowed: [], random: randomBytes, wake: () => {} },
    },
    noteTokenUse: createTokenUses({ db, now: () => new Date(now), report: () => {} }),
    ...changes,
  };
  const app = createApp(parts);
  const open = () => openVisitor((path, init) => app.request(new URL(path, origins[0]).href, init), origins[0] ?? "");
  return {
    app,
    parts,
    access,
    changed,
    signedOut,
    endedSessions,
    told,
    now: () => new Date(now),
    passDays: (days: number) => {
      now += days * DAY;
    },
    passMinutes: (minutes: number) => {
      now += minutes * 60_000;
    },
    stranger: open,
    async person(name?: string): Promise<Visitor> {
      const visitor = open();
      const { status, body } = await visitor.post("/api/auth/sign-in/anonymous");
      if (status !== 200) throw new Error(`sign-in was refused: ${JSON.stringify(body)} ${told.join("")}`);
      if (name !== undefined) await visitor.patch("/api/me", { name });
      return visitor;
    },
  };
}

function openVisitor(send: (path: string, init: RequestInit) => Response | Promise<Response>, origin: string): Visitor {
  const cookies = new Map<string, string>();
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const ask = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const headers = new Headers({ cookie: cookie() });
    if (method !== "GET") headers.set("origin", origin);
    if (body !== undefined) headers.set("content-type", "application/json");
    const answer = await send(path, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
    for (const set of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (set.split(";")[0] ?? "").split(/=(.*)/s);
      if (/;\s*max-age=0/i.test(set)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const text = await answer.text();
    const json = answer.headers.get("content-type")?.includes("json");
    return { status: answer.status, body: json ? JSON.parse(text) : text, headers: answer.headers };
  };
  return {
    get: (path) => ask("GET", path),
    post: (path, body) => ask("POST", path, body),
    put: (path, body) => ask("PUT", path, body),
    patch: (path, body) => ask("PATCH", path, body),
    delete: (path) => ask("DELETE", path),
    cookie,
  };
}

export const ANA_AND_BEN: CreatePair = { myName: "Ana", theirName: "Ben", myRole: "manager", theirRole: "report" };

export async function beginPair(visitor: Visitor, wanted: CreatePair = ANA_AND_BEN): Promise<Pair> {
  const { status, body } = await visitor.put(`/api/pairs/${randomUUID()}`, wanted);
  if (status !== 200) throw new Error(`the pair was refused: ${JSON.stringify(body)}`);
  return body as Pair;
}

export async function inviteTo(visitor: Visitor, pair: Pair): Promise<NewInvitation> {
  const { status, body } = await visitor.post(`/api/pairs/${pair.id}/invitations`);
  if (status !== 201) throw new Error(`the invitation was refused: ${JSON.stringify(body)}`);
  return body as NewInvitation;
}

export function acceptAs(visitor: Visitor, { id, secret }: NewInvitation, name = "Ben"): Promise<Answer> {
  return visitor.post(`/api/invitations/${id}/accept`, { secret, name });
}

export function problemOf(answer: Answer): string {
  return String((answer.body as { type?: unknown }).type).replace("/problems/", "");
}

/** One database for all tests of a block, each of which brings its own people. */
export function shareDatabase({ fresh }: EngineUnderTest): () => Database {
  let database: Database | undefined;
  beforeAll(async () => {
    database = await openDatabase(await fresh());
  });
  afterAll(() => database?.close());
  return () => {
    if (!database) throw new Error("the database is open within tests only");
    return database;
  };
}
