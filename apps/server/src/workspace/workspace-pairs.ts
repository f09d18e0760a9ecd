import { type Chart, chartOf, managerOn, managersAbove, reportsOn } from "@candor/core/chart/chart.ts";
import type { Day } from "@candor/core/chart/manager-edge.ts";
import { type MemberId, otherMember, type Role } from "@candor/core/person/member.ts";
import type { Pair } from "@candor/protocol/http/people.ts";
import type {
  BeginWorkspacePair,
  HowJoined,
  MyPlace,
  MyWorkspacePair,
  OutsidePair,
  WorkspaceRelation,
} from "@candor/protocol/http/workspace.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { countSeats, MAX_PAIRS_EACH, readPair } from "../people/pairs.ts";
import { readMyPlanning } from "../planning-round/read-round.ts";
import { addressOf } from "../sign-in/find-account.ts";
import type { SkipTablesOf } from "../skip/read-skip-levels.ts";
import type { NoticePost } from "../skip/send-notice.ts";
import { tellOfPage } from "../skip/tell-of-pages.ts";
import { readEdges, readPresent, type Who } from "./people.ts";
import { changeWorkspace, type LockedPlace, type PersonRow, readPlace } from "./place.ts";

/** What a relation makes of the seat above and the seat below. */
const ROLES: Readonly<Record<WorkspaceRelation, { above: Role; below: Role }>> = {
  report: { above: "manager", below: "report" },
  skip_level: { above: "skip_manager", below: "skip_report" },
  mentor: { above: "mentor", below: "mentee" },
  peer: { above: "peer", below: "peer" },
};
const ABOVE: readonly string[] = ["manager", "skip_manager", "mentor"];

export type BeginResult =
  | { type: "pair"; pair: Pair }
  /** the two have such a page, which is open: here it is */
  | { type: "pair_there"; pair: Pair }
  | { type: "not_found" }
  | { type: "too_many_pairs" };

/**
 * Begins a page with somebody of the workspace; nobody can for two others. The same again changes nothing. Of a skip-level
 * page the managers between are told with it, if whoever is above begins it: what somebody turns to their manager's manager
 * with is theirs to tell.
 */
export async function beginWorkspacePair(
  tables: SkipTablesOf,
  who: Who,
  pairId: string,
  wanted: BeginWorkspacePair,
  post: NoticePost,
): Promise<BeginResult> {
  const { db } = tables;
  return changeWorkspace(db, who, async (place): Promise<BeginResult> => {
    const there = await readPair(place.tx, pairId, who.userId);
    if (there) return { type: "pair", pair: there };
    const other = await readPresent(place, wanted.person);
    if (!other || other.id === place.me.id) return { type: "not_found" };
    const open = await findOpenPair(place, other.id, wanted.relation);
    const pair = open === null ? null : await readPair(place.tx, open, who.userId);
    if (pair) return { type: "pair_there", pair };
    if ((await countSeats(place.tx, who.userId)) >= MAX_PAIRS_EACH) return { type: "too_many_pairs" };
    if (!(await insertPair(place, who.userId, pairId, other, wanted))) return { type: "not_found" };
    if (wanted.relation === "skip_level" && wanted.iAm === "above") await tellOfPage(tables, place, other.id, post);
    const begun = await readPair(place.tx, pairId, who.userId);
    if (!begun) throw new Error("a pair was begun that cannot be read");
    return { type: "pair", pair: begun };
  });
}

async function findOpenPair(
  { tx, workspace, me, now }: LockedPlace,
  other: string,
  relation: WorkspaceRelation,
): Promise<string | null> {
  const row = await tx
    .selectFrom("pair")
    .innerJoin("pair_member as mine", "mine.pair_id", "pair.id")
    .innerJoin("pair_member as theirs", "theirs.pair_id", "pair.id")
    .select("pair.id")
    .where("pair.workspace_id", "=", workspace.id)
    .where("pair.relation", "=", relation)
    .where((eb) => eb.or([eb("pair.frozen_at", "is", null), eb("pair.frozen_at", ">", now.toISOString())]))
    .where("mine.person_id", "=", me.id)
    .where("theirs.person_id", "=", other)
    .orderBy("pair.created_at", "desc")
    .executeTakeFirst();
  return row?.id ?? null;
}

/** @returns false where the id is somebody else's. */
async function insertPair(
  place: LockedPlace,
  userId: string,
  pairId: string,
  other: PersonRow,
  { relation, iAm }: BeginWorkspacePair,
): Promise<boolean> {
  const { tx, workspace, me, now, today } = place;
  const at = now.toISOString();
  const chart = chartOf(await readEdges(tx, workspace.id));
  const [above, below] = iAm === "above" ? [me.id, other.id] : [other.id, me.id];
  const begun = await tx
    .insertInto("pair")
    .values({
      id: pairId,
      created_by: userId,
      created_at: at,
      workspace_id: workspace.id,
      relation,
      frozen_at: null,
      frozen_why: null,
      from_chart: saysChart(chart, relation, above, below, today) ? 1 : 0,
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!begun) return false;
  const roles = ROLES[relation];
  const seat = { pair_id: pairId, invitation_id: null };
  const [mine, theirs] = iAm === "above" ? [roles.above, roles.below] : [roles.below, roles.above];
  const theirUser = other.user_id;
  await tx
    .insertInto("pair_member")
    .values([
      { ...seat, member: "a", user_id: userId, person_id: me.id, name: me.name, role: mine, joined_at: at },
      {
        ...seat,
        member: "b",
        user_id: theirUser,
        person_id: other.id,
        name: other.name,
        role: theirs,
        joined_at: theirUser === null ? null : at,
      },
    ])
    .execute();
  return true;
}

function saysChart(chart: Chart, relation: WorkspaceRelation, above: string, below: string, today: Day): boolean {
  if (relation === "report") return managerOn(chart, below, today) === above;
  return relation === "skip_level" && managersAbove(chart, below, today).includes(above);
}

/** Where somebody stands in the chart today, and their own pages with people of the workspace; null as in `readPlace`. */
export async function readMyPlace(db: Kysely<Schema>, who: Who): Promise<MyPlace | null> {
  const place = await readPlace(db, who.workspaceId, who.userId, who.now);
  if (!place) return null;
  const edges = await readEdges(db, place.workspace.id);
  const [manager = null, skipLevel = null] = managersAbove(chartOf(edges), place.me.id, place.today);
  const reports = reportsOn(edges, place.today);
  const mine = reports.get(place.me.id) ?? [];
  return {
    today: place.today,
    manager,
    skipLevel,
    reports: mine,
    skipReports: mine.flatMap((report) => reports.get(report) ?? []),
    pairs: await listMyPairs(db, place.workspace.id, who.userId),
    outside: await listOutside(db, place.workspace.id, who.userId),
    planning: await readMyPlanning(db, place.me.id),
  };
}

async function listMyPairs(db: Kysely<Schema>, workspaceId: string, userId: string): Promise<MyWorkspacePair[]> {
  const rows = await db
    .selectFrom("pair_member as mine")
    .innerJoin("pair", "pair.id", "mine.pair_id")
    .innerJoin("pair_member as theirs", (join) =>
      join.onRef("theirs.pair_id", "=", "pair.id").onRef("theirs.member", "<>", "mine.member"),
    )
    .innerJoin("person", "person.id", "theirs.person_id")
    .leftJoin("user", "user.id", "person.user_id")
    .leftJoin("person as inviter", (join) =>
      join.onRef("inviter.user_id", "=", "person.invited_by").onRef("inviter.workspace_id", "=", "person.workspace_id"),
    )
    .select(["person.joined_by", "person.joined_at", "person.joined_email", "inviter.id as inviter"])
    .select(["user.email", "user.emailVerified"])
    .select(["pair.id", "pair.relation", "pair.frozen_at", "mine.role", "theirs.person_id", "theirs.user_id"])
    .select(["person.user_id as account", "person.left_at", "theirs.left_at as left_pair"])
    .where("mine.user_id", "=", userId)
    .where("pair.workspace_id", "=", workspaceId)
    .orderBy("pair.created_at", "desc")
    .orderBy("pair.id")
    .execute();
  return rows.flatMap((row) => {
    if (row.relation === null || row.person_id === null) return [];
    const waitsForMe = row.user_id === null && row.account !== null && (row.left_at ?? row.left_pair) === null;
    return {
      pair: row.id,
      person: row.person_id,
      relation: row.relation,
      iAm: ABOVE.includes(row.role) ? ("above" as const) : ("below" as const),
      frozenAt: row.frozen_at,
      waitsForMe,
      joined: waitsForMe ? howJoined(row) : null,
    };
  });
}

/** Known by the two accounts that are on it, never by a name or an address that somebody wrote. */
async function listOutside(db: Kysely<Schema>, workspaceId: string, userId: string): Promise<OutsidePair[]> {
  const rows = await db
    .selectFrom("pair_member as mine")
    .innerJoin("pair", "pair.id", "mine.pair_id")
    .innerJoin("pair_member as theirs", (join) =>
      join.onRef("theirs.pair_id", "=", "pair.id").onRef("theirs.member", "<>", "mine.member"),
    )
    .innerJoin("person", "person.user_id", "theirs.user_id")
    .select(["pair.id", "pair.frozen_at", "person.id as person"])
    .where("mine.user_id", "=", userId)
    .where("pair.workspace_id", "is", null)
    .where("person.workspace_id", "=", workspaceId)
    .where("person.left_at", "is", null)
    .orderBy("pair.created_at", "desc")
    .orderBy("pair.id")
    .execute();
  return rows.map(({ id, frozen_at, person }) => ({ pair: id, person, frozenAt: frozen_at }));
}

type JoinedRow = Pick<PersonRow, "joined_by" | "joined_at" | "joined_email"> & {
  inviter: string | null;
  email: string | null;
  emailVerified: number | boolean | string | null;
};

function howJoined(row: JoinedRow): HowJoined {
  const { joined_by, email, emailVerified } = row;
  return {
    way: joined_by === null || joined_by === "setup" ? "unknown" : joined_by,
    at: row.joined_at,
    invitedBy: row.inviter,
    email: row.joined_email,
    signsInAs:
      email === null ? null : addressOf({ email, emailVerified: emailVerified === true || emailVerified === 1 }),
  };
}

/** Gives somebody who has joined since their seat on a page that I began with them. */
export async function letIn(db: Kysely<Schema>, who: Who, pairId: string) {
  return changeWorkspace(db, who, async (place) => {
    const pair = await readPair(place.tx, pairId, who.userId);
    if (!pair) return { type: "not_found" as const };
    const member: MemberId = otherMember(pair.me);
    const theirs = await place.tx
      .selectFrom("pair_member")
      .innerJoin("pair", "pair.id", "pair_member.pair_id")
      .innerJoin("person", "person.id", "pair_member.person_id")
      .select(["person.user_id", "person.left_at", "pair_member.user_id as seated", "pair_member.left_at as left_pair"])
      .where("pair_member.pair_id", "=", pairId)
      .where("pair_member.member", "=", member)
      .where("pair.workspace_id", "=", place.workspace.id)
      .executeTakeFirst();
    if (!theirs?.user_id || theirs.left_at !== null || theirs.left_pair !== null) return { type: "not_found" as const };
    if (theirs.seated !== null) return { type: "pair" as const, pair };
    await place.tx
      .updateTable("pair_member")
      .set({ user_id: theirs.user_id, joined_at: place.now.toISOString() })
      .where("pair_id", "=", pairId)
      .where("member", "=", member)
      .where("user_id", "is", null)
      .execute();
    const seated = await readPair(place.tx, pairId, who.userId);
    return { type: "pair" as const, pair: seated ?? pair };
  });
}
