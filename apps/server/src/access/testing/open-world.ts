import { createHash, randomBytes, randomUUID } from "node:crypto";
import { addToVolume } from "@candor/document/volume/year-volume.ts";
import type { ArtifactAnswer, SuggestChange } from "@candor/protocol/http/artifact.ts";
import type { NewInvitation, Pair } from "@candor/protocol/http/people.ts";
import { sql } from "kysely";
import * as Y from "yjs";
import { createAddressSeal } from "../../calendar/address-seal.ts";
import type { Database } from "../../database/open-database.ts";
import type { PersonTable } from "../../database/tables/workspace-tables.ts";
import type { AppParts } from "../../http/app.ts";
import { makeVault, NoteDevice } from "../../notebook/testing/sealed-notes.ts";
import { acceptAs, beginPair, inviteTo, openApp, type Visitor } from "../../people/testing/open-app.ts";
import { PagePeer } from "../../sync/testing/page-peer.ts";

/** Everybody who might ask, seen from the page of Ana and Ben. */
export const ROLES = [
  "nobody signed in",
  "an anonymous person",
  "the one in seat a, who manages the other",
  "the one in seat b",
  "a colleague of the workspace",
  "the manager's manager",
  "the next manager by the chart",
  "an admin of the workspace",
  "the owner of the workspace",
  "somebody whose seat was taken back",
  "somebody who left the company",
  "the owner of another workspace",
  "whoever holds a SCIM token",
] as const;

export type Role = (typeof ROLES)[number];

/** What no answer may hold but those to Ana and Ben: it stands everywhere where a page is kept. */
export const CANARY = "canarywordofthepage";

export type World = {
  database: Database;
  app: ReturnType<typeof openApp>;
  /** asks as somebody; the answer is whole, with its bytes */
  ask(role: Role, method: string, path: string, body?: unknown): Promise<RawAnswer>;
  visitors: ReadonlyMap<Role, Visitor>;
  userIds: ReadonlyMap<Role, string>;
  /** `known`: of Ana and Ben, or their workspace; `other`: of people they have nothing to do with */
  ids: Readonly<
    Record<
      | "pair"
      | "openPair"
      | "handoff"
      | "invitation"
      | "workspace"
      | "person"
      | "vault"
      | "calendar"
      | "calendarAccount"
      | "artifact",
      { known: string; other: string }
    >
  >;
  /** number of a snapshot in the vault of seat a */
  snapshot: number;
  /** a row of the log of Ana and Ben's page */
  seq: number;
  /** of the artifact that Ana and Ben write: what is to come into it from their page, an image in it, a link to it, a row of its log */
  artifact: { proposal: string; image: string; link: string; seq: number; suggestion: string; change: SuggestChange };
  invitation: NewInvitation;
  /** id of a SCIM token of the workspace of Ana and Ben */
  scimToken: string;
};

export type RawAnswer = { status: number; headers: string[]; text: string };

const SEAT_A: Role = "the one in seat a, who manages the other";
const SEAT_B: Role = "the one in seat b";
const FOREIGN: Role = "the owner of another workspace";
const SCIM_TOKEN = `candor_scim_${"t".repeat(43)}`;

/** Two workspaces, a page of two people in the first, and everybody who has no business on it. */
export async function openWorld(database: Database, changes: Partial<AppParts> = {}): Promise<World> {
  let ticks = 0;
  // Every question comes a minute after the last: limits of one person's pace are not what is asked about.
  const app = openApp(database, { ticks: () => (ticks += 60_000), ...changes });
  const visitors = new Map<Role, Visitor>();
  const userIds = new Map<Role, string>();
  for (const role of ROLES) {
    const signedIn = role !== "nobody signed in" && role !== "whoever holds a SCIM token";
    const visitor = signedIn ? await app.person(role.slice(0, 60)) : app.stranger();
    visitors.set(role, visitor);
    if (signedIn) userIds.set(role, ((await visitor.get("/api/me")).body as { userId: string }).userId);
  }
  const as = (role: Role) => visitors.get(role) as Visitor;
  const { scimToken, ids: workspaces } = await fillWorkspaces(database, userIds);

  const pair = await beginPair(as(SEAT_A));
  const first = await inviteTo(as(SEAT_A), pair);
  await acceptAs(as("somebody whose seat was taken back"), first, "Ex");
  await as(SEAT_A).delete(`/api/invitations/${first.id}`);
  const invitation = await inviteTo(as(SEAT_A), pair);
  await acceptAs(as(SEAT_B), invitation, "Ben");
  const openPair = await beginPair(as(SEAT_A));
  const others: Pair = await beginPair(as(FOREIGN));
  const otherInvitation = await inviteTo(as(FOREIGN), others);
  for (const { id } of [pair, openPair]) await putInto(database, id, workspaces.workspace.known);
  await putInto(database, others.id, workspaces.workspace.other);
  const seq = await writePage(database, pair.id, userIds.get(SEAT_A) as string);
  const { vault, snapshot } = await writeNotes(as(SEAT_A));
  const artifact = await startArtifact({ database, parts: app.parts }, as(SEAT_A), { pair: pair.id, word: CANARY });
  const otherArtifact = await startArtifact({ database, parts: app.parts }, as(FOREIGN), {
    pair: others.id,
    word: "ours",
  });
  const otherNotes = await writeNotes(as(FOREIGN));

  return {
    database,
    app,
    visitors,
    userIds,
    seq,
    invitation,
    scimToken,
    snapshot,
    artifact,
    ids: {
      pair: { known: pair.id, other: others.id },
      artifact: { known: artifact.id, other: otherArtifact.id },
      openPair: { known: openPair.id, other: others.id },
      invitation: { known: invitation.id, other: otherInvitation.id },
      calendarAccount: {
        known: await plantAccount(database, userIds.get(SEAT_A) as string),
        other: await plantAccount(database, userIds.get(FOREIGN) as string),
      },
      calendar: { known: await connectCalendar(as(SEAT_A)), other: await connectCalendar(as(FOREIGN)) },
      vault: { known: vault, other: otherNotes.vault },
      ...workspaces,
    },
    ask: (role, method, path, body) => askRaw(app, role, as(role), { method, path, body }),
  };
}

let asked = 0;

async function askRaw(
  { app, parts }: ReturnType<typeof openApp>,
  role: Role,
  visitor: Visitor,
  { method, path, body }: { method: string; path: string; body: unknown },
): Promise<RawAnswer> {
  asked += 1;
  const origin = parts.secure ? "https://candor.example.org" : "http://localhost:4321";
  // Limits are by address and not what is asked about here.
  const headers = new Headers({ cookie: visitor.cookie(), "x-test-address": `198.51.${asked >> 8}.${asked & 255}` });
  if (role === "whoever holds a SCIM token") headers.set("authorization", `Bearer ${SCIM_TOKEN}`);
  if (method !== "GET" && method !== "HEAD") headers.set("origin", origin);
  if (body !== undefined) headers.set("content-type", "application/json");
  const answer = await app.request(`${origin}${path}`, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  });
  return {
    status: answer.status,
    headers: [...answer.headers]
      .map(([name, value]) => `${name}: ${value}`)
      .filter((line) => !line.startsWith("date:")),
    text: Buffer.from(await answer.arrayBuffer()).toString("latin1"),
  };
}

async function fillWorkspaces({ db }: Database, userIds: ReadonlyMap<Role, string>) {
  const at = "2026-01-05T09:00:00.000Z";
  const [known, other] = [randomUUID(), randomUUID()];
  for (const id of [known, other])
    await db.insertInto("workspace").values({ id, name: "Acme", settings: "{}", created_at: at }).execute();
  const persons = new Map<Role, string>();
  const add = async (role: Role, workspace: string, as: PersonTable["role"], leftAt: string | null = null) => {
    const id = randomUUID();
    persons.set(role, id);
    const row = { id, workspace_id: workspace, user_id: userIds.get(role) as string, email: `${id}@example.org` };
    const rest = { name: role, title: "", department: "", role: as, external_id: null, created_at: at };
    await db
      .insertInto("person")
      .values({ ...row, ...rest, left_at: leftAt })
      .execute();
    return id;
  };
  const ana = await add(SEAT_A, known, "member");
  const ben = await add(SEAT_B, known, "member");
  await add("a colleague of the workspace", known, "member");
  const skip = await add("the manager's manager", known, "member");
  const next = await add("the next manager by the chart", known, "member");
  await add("an admin of the workspace", known, "admin");
  await add("the owner of the workspace", known, "owner");
  await add("somebody whose seat was taken back", known, "member");
  await add("somebody who left the company", known, "member", at);
  const foreign = await add(FOREIGN, other, "owner");
  const edges = [
    { report_id: ben, manager_id: ana, since: "2026-01-05", until: "2026-12-15" },
    { report_id: ben, manager_id: next, since: "2026-12-15", until: null },
    { report_id: ana, manager_id: skip, since: "2026-01-05", until: null },
  ];
  const handoff = { known: randomUUID(), other: randomUUID() };
  for (const edge of edges)
    await db
      .insertInto("manager_edge")
      .values({ id: edge.manager_id === next ? handoff.known : randomUUID(), workspace_id: known, ...edge })
      .execute();
  const scimToken = randomUUID();
  await db
    .insertInto("scim_token")
    .values({
      ...{ id: scimToken, workspace_id: known, name: "IdP", created_by: ana, created_at: at },
      token_hash: createHash("sha256").update(SCIM_TOKEN).digest("hex"),
      ...{ last_used_at: null, revoked_at: null },
    })
    .execute();
  return { scimToken, ids: { handoff, workspace: { known, other }, person: { known: ben, other: foreign } } };
}

async function putInto({ db }: Database, pair: string, workspace: string): Promise<void> {
  await db.updateTable("pair").set({ workspace_id: workspace }).where("id", "=", pair).execute();
}

/** Its server answers nobody, so it is there without having been asked. */
async function plantAccount({ db }: Database, userId: string): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto("calendar_account")
    .values({
      ...{ id, user_id: userId, kind: "caldav" as const, name: "cloud.example.org", time_zone: "UTC" },
      ...{ sealed: createAddressSeal("s".repeat(32), randomBytes).seal(id, "{}"), revoked_at: null },
      renewing_until: null,
      added_at: "2026-01-05T09:00:00.000Z",
    })
    .execute();
  return id;
}

async function connectCalendar(visitor: Visitor): Promise<string> {
  const wanted = { address: "https://calendar.example.org/x.ics", timeZone: "Europe/Berlin", allDayCounts: true };
  const { body } = await visitor.post("/api/me/calendars", wanted);
  return (body as { id: string }).id;
}

async function writeNotes(visitor: Visitor): Promise<{ vault: string; snapshot: number }> {
  const { vault } = await makeVault(visitor);
  const device = new NoteDevice(visitor, vault);
  await device.write();
  const [snapshot = 0] = await device.append(device.nextSnapshot({ [device.device]: 1 }, null));
  return { vault, snapshot };
}

/** Plants the canary wherever content is kept. */
async function writePage({ db, log }: Database, page: string, userId: string): Promise<number> {
  const peer = new PagePeer();
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText(CANARY)]);
  peer.doc.getXmlFragment("welcome").push([paragraph]);
  const state = Y.encodeStateAsUpdate(peer.doc);
  const clientId = peer.doc.clientID;
  const session = randomUUID();
  const at = "2026-11-24T09:00:00.000Z";
  await log.bindClient({ page, clientId, session, userId });
  const [seq = 0] = await log.append([{ page, session, cseq: 1, clientId, userId, member: "a", at, update: state }]);
  const volume = addToVolume(null, state); // which is more than the state: what reads it takes it apart
  await db.insertInto("page_volume").values({ page, year: 2020, state: volume, sealed_at: at }).execute();
  const entry = { page, volume: null, item: "t1", title: CANARY, body: CANARY };
  await db
    .insertInto("search_entry")
    .values({ ...entry, kind: "topic" })
    .execute();
  const action = {
    page,
    volume: null,
    id: "x1",
    text: CANARY,
    owner: "a" as const,
    due: null,
    state: "open",
    why: null,
  };
  await db
    .insertInto("action")
    .values({ ...action, rank: "a", from_topic: null, from_meeting: null, created_at: at, state_at: null })
    .execute();
  return seq;
}

// What an engine keeps for itself, what the log notes and nodes tell each other a while after it is so, and the mark that
// access may have changed, which PostgreSQL sets for a statement that found no row as well.
const NOT_DIGESTED = /^(search_words|kysely_|sqlite_|access_change$|node_event$|page_session$|page_state$|setting$)/;

type Digests = Readonly<Record<string, string>>;
const digested = new WeakMap<Database, { mark: string; digests: Digests }>();

/**
 * Everything that is kept: two that are equal prove that nothing happened between them. As long as the engine says that
 * nothing at all was written, what was read before still holds.
 */
export async function digestOf(database: Database): Promise<Digests> {
  const mark = await markOf(database);
  const known = digested.get(database);
  if (known?.mark === mark) return known.digests;
  const digests = await readDigests(database);
  digested.set(database, { mark, digests });
  return digests;
}

/** Differs once anything was written, by whichever connection. */
async function markOf({ db, engine }: Database): Promise<string> {
  const marks =
    engine === "postgres"
      ? sql<{ at: string }>`select pg_current_wal_insert_lsn()::text as at`
      : // what other connections wrote, and what this one did
        sql<{ at: string }>`select data_version || ' ' || total_changes() as at from pragma_data_version()`;
  const { rows } = await marks.execute(db);
  if (!rows[0]?.at) throw new Error(`${engine} does not say whether anything was written`);
  return rows[0].at;
}

async function readDigests({ db, engine }: Database): Promise<Digests> {
  const tables = (await db.introspection.getTables()).map(({ name }) => name).sort();
  const digests: Record<string, string> = {};
  for (const name of tables) {
    if (NOT_DIGESTED.test(name)) continue;
    const rows = await db
      .selectFrom(name as "setting")
      .selectAll()
      .execute();
    digests[name] = createHash("sha256")
      .update(
        rows
          .map((row) => JSON.stringify(row))
          .sort()
          .join("\n"),
      )
      .digest("hex");
  }
  if (!("pair_member" in digests)) throw new Error(`no tables were found on ${engine}`);
  return digests;
}

async function startArtifact(
  { database, parts }: { database: Database; parts: AppParts },
  visitor: Visitor,
  { pair, word }: { pair: string; word: string },
) {
  const [id, image] = [randomUUID(), randomUUID()];
  const { body } = await visitor.put(`/api/artifacts/${id}`, {
    ...{ kind: "mission", form: "document", title: `Why ${word}`, pair },
    points: [{ id: "p-1", whose: "a", text: word }],
  });
  await parts.artifacts.images.write(image, new TextEncoder().encode("an image"));
  await parts.db
    .insertInto("artifact_image")
    .values({
      id: image,
      artifact_id: id,
      type: "image/png",
      bytes: 8,
      added_by: "somebody",
      unused_since: null,
      added_at: new Date(0).toISOString(),
    })
    .execute();
  const link = randomUUID();
  const [at, later] = [new Date(0).toISOString(), "9999-01-01T00:00:00.000Z"];
  await parts.db
    .insertInto("artifact_link")
    .values({
      ...{ id: link, artifact_id: id, secret_hash: link, kind: "live", label: word, paper: null, made_by: "somebody" },
      ...{ made_at: at, expires_at: later, revoked_at: null, opened: 0, last_opened_at: null },
    })
    .execute();
  const seq = await database.log.headOf(id);
  const suggestion = randomUUID();
  const change: SuggestChange = { start: "{}", end: "{}", quote: word, text: `not ${word}`, reason: word };
  await visitor.put(`/api/artifacts/${id}/suggestions/${suggestion}`, change);
  return { id, image, link, seq, suggestion, change, proposal: (body as ArtifactAnswer).proposals[0]?.id ?? "" };
}
