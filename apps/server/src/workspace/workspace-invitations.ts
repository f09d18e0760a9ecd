import { createHash, timingSafeEqual } from "node:crypto";
import { mayInWorkspace } from "@candor/core/access/may-in-workspace.ts";
import type {
  NewWorkspaceInvitation,
  Workspace,
  WorkspaceInvitation,
  WorkspaceInvitationView,
} from "@candor/protocol/http/workspace.ts";
import type { Kysely, Selectable } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { WorkspaceInvitationTable } from "../database/tables/workspace-tables.ts";
import { queueMail } from "../mail/queue-mail.ts";
import type { InvitationSeeds } from "../people/invitations.ts";
import { bindPerson, type JoinedBy } from "./bind-person.ts";
import { managesPeople, readPresent, type Who } from "./people.ts";
import { changeWorkspace, concern, lockWorkspace, type PersonRow, readPlace, refusal } from "./place.ts";
import { describeWorkspace } from "./workspaces.ts";

export const WORKSPACE_INVITATION_DAYS = 14;
const MAX_OPEN_EACH = 5; // for one person; each can be taken back
const MILLISECONDS_A_DAY = 86_400_000;

/** How a link is sent to the person's own address, so that whoever invites never has it. */
export type InvitationPost = { linkOf: (path: string) => string; newId: () => string; way: "smtp" | "operator" };

/**
 * Makes a link by which one person comes in.
 *
 * @param post null: the link is told, and whoever invites sends it.
 */
export async function inviteToWorkspace(
  db: Kysely<Schema>,
  who: Who,
  personId: string,
  seeds: InvitationSeeds,
  post: InvitationPost | null = null,
) {
  return changeWorkspace(db, who, async (place) => {
    const person = managesPeople(place) ? await readPresent(place, personId) : null;
    if (!person) return { type: "not_found" as const };
    const refused = refusal(place, { action: "invite_person", of: await concern(place, person) });
    if (refused) return refused;
    if (person.user_id !== null) return { type: "has_joined" as const };
    if (post && person.email === null) return { type: "no_email" as const };
    const at = place.now.toISOString();
    const { open } = await place.tx
      .selectFrom("workspace_invitation")
      .select((query) => query.fn.countAll<number | string>().as("open"))
      .where("person_id", "=", person.id)
      .where("revoked_at", "is", null)
      .where("expires_at", ">", at)
      .executeTakeFirstOrThrow();
    if (Number(open) >= MAX_OPEN_EACH) return { type: "too_many_invitations" as const };
    const secret = Buffer.from(seeds.secret).toString("base64url");
    const row = {
      id: seeds.id,
      workspace_id: place.workspace.id,
      person_id: person.id,
      secret_hash: hashSecret(secret).toString("hex"),
      created_by: who.userId,
      created_at: at,
      expires_at: new Date(place.now.getTime() + WORKSPACE_INVITATION_DAYS * MILLISECONDS_A_DAY).toISOString(),
      revoked_at: null,
      accepted_at: null,
      mail_id: post ? post.newId() : null,
      mailed_to: post ? person.email : null,
      mailed_by: post ? post.way : null,
    };
    await place.tx.insertInto("workspace_invitation").values(row).execute();
    if (post && person.email !== null && row.mail_id !== null) {
      const link = post.linkOf(`/join-workspace/${row.id}#${secret}`);
      const mail = invitationMail({ link, workspace: place.workspace.name, from: place.me.name, name: person.name });
      const expiresAt = new Date(row.expires_at);
      await queueMail(place.tx, { id: row.mail_id, to: person.email, ...mail, expiresAt }, place.now);
    }
    const invitation: NewWorkspaceInvitation = { ...describe(row), secret };
    return { type: "invited" as const, invitation };
  });
}

/** @param link what stands behind # never leaves the browser, so the secret is in nobody's log. */
function invitationMail({ link, workspace, from, name }: Record<"link" | "workspace" | "from" | "name", string>) {
  const paragraphs = [
    `${from} invites you to ${workspace} on Candor, as ${name}.`,
    "Open this link to come in; you need no password:",
    link,
    `It works for ${WORKSPACE_INVITATION_DAYS} days and once, for whoever opens it first: pass it on to no one.`,
    "What you write on a page with somebody, only the two of you can read. No role in the workspace changes that.",
  ];
  return { subject: `Candor: join ${workspace}`, text: `${paragraphs.join("\n\n")}\n` };
}

/** @returns the newest first; null where the user may not see them. */
export async function listWorkspaceInvitations(
  db: Kysely<Schema>,
  { workspaceId, userId, now }: Who,
): Promise<WorkspaceInvitation[] | null> {
  const place = await readPlace(db, workspaceId, userId, now);
  if (!place || !managesPeople(place)) return null;
  const rows = await db
    .selectFrom("workspace_invitation")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .execute();
  return rows.map(describe);
}

function describe(row: Omit<Selectable<WorkspaceInvitationTable>, "secret_hash">): WorkspaceInvitation {
  return {
    id: row.id,
    person: row.person_id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    acceptedAt: row.accepted_at,
  };
}

/** Takes a link back: it opens nothing any more. Whoever came by it stays, and can be taken out. */
export async function revokeWorkspaceInvitation(db: Kysely<Schema>, who: Who, invitationId: string) {
  return changeWorkspace(db, who, async (place) => {
    const row = managesPeople(place) ? await readRow(place.tx, invitationId) : null;
    if (row?.workspace_id !== place.workspace.id) return { type: "not_found" as const };
    const person = await readPresent(place, row.person_id);
    const refused = person && refusal(place, { action: "invite_person", of: await concern(place, person) });
    if (refused) return refused;
    await place.tx
      .updateTable("workspace_invitation")
      .set({ revoked_at: place.now.toISOString() })
      .where("id", "=", invitationId)
      .where("revoked_at", "is", null)
      .where("accepted_at", "is", null)
      .execute();
    // A mail that has not gone out, or waits with whoever runs the server, would carry a link that opens nothing.
    if (row.mail_id !== null) await place.tx.deleteFrom("mail_outbox").where("id", "=", row.mail_id).execute();
    return { type: "revoked" as const };
  });
}

export type WorkspaceInvitationRefusal =
  | "not_found"
  | "invitation_expired"
  | "invitation_revoked"
  | "invitation_used"
  | "already_in";

/** @param userId null: not signed in. Whoever came by it may look through a link that is used up. */
export async function lookAtWorkspaceInvitation(
  db: Kysely<Schema>,
  invitationId: string,
  secret: string,
  userId: string | null,
  now: Date,
): Promise<{ type: "view"; view: WorkspaceInvitationView } | { type: WorkspaceInvitationRefusal }> {
  const row = await readWithSecret(db, invitationId, secret);
  if (!row) return { type: "not_found" };
  const person = await db.selectFrom("person").selectAll().where("id", "=", row.person_id).executeTakeFirstOrThrow();
  const alreadyIn = userId !== null && person.user_id === userId && person.left_at === null;
  const refused = alreadyIn ? null : (refuse(row, now) ?? (await refuseMaker(db, row, person)));
  if (refused) return { type: refused };
  const { name } = await db
    .selectFrom("workspace")
    .select("name")
    .where("id", "=", row.workspace_id)
    .executeTakeFirstOrThrow();
  return {
    type: "view",
    view: { workspace: row.workspace_id, workspaceName: name, name: person.name, alreadyIn },
  };
}

export type AcceptResult =
  | { type: "joined"; workspace: Workspace; pages: string[] }
  | { type: WorkspaceInvitationRefusal };

/** Takes the place that a link offers. Of two who do at once one gets it; the same person may do so twice. */
export async function acceptWorkspaceInvitation(
  db: Kysely<Schema>,
  invitationId: string,
  secret: string,
  userId: string,
  now: Date,
): Promise<AcceptResult> {
  const found = await readWithSecret(db, invitationId, secret);
  if (!found) return { type: "not_found" };
  return db.transaction().execute(async (tx): Promise<AcceptResult> => {
    await lockWorkspace(tx, found.workspace_id);
    const row = (await readRow(tx, invitationId)) ?? found;
    const workspace = await tx
      .selectFrom("workspace")
      .selectAll()
      .where("id", "=", row.workspace_id)
      .executeTakeFirstOrThrow();
    const person = await tx.selectFrom("person").selectAll().where("id", "=", row.person_id).executeTakeFirstOrThrow();
    if (person.user_id === userId && person.left_at === null) {
      return { type: "joined", workspace: describeWorkspace(workspace, person), pages: [] };
    }
    const refused = refuse(row, now) ?? (await refuseMaker(tx, row, person));
    if (refused) return { type: refused };
    const bound = await bindPerson(tx, { workspace, person, userId, by: joinedBy(row), now });
    if (bound.type !== "bound") return { type: bound.type === "taken" ? "invitation_used" : bound.type };
    await tx
      .updateTable("workspace_invitation")
      .set({ accepted_at: now.toISOString() })
      .where("id", "=", invitationId)
      .execute();
    return { type: "joined", workspace: describeWorkspace(workspace, person), pages: bound.pages };
  });
}

function joinedBy({ created_by, mailed_by, mailed_to }: Selectable<WorkspaceInvitationTable>): JoinedBy {
  const way = mailed_by === null ? "told_link" : mailed_by === "smtp" ? "mailed_link" : "handed_link";
  return { way, email: mailed_to, invitedBy: created_by };
}

function refuse(
  row: Selectable<WorkspaceInvitationTable>,
  now: Date,
): Exclude<WorkspaceInvitationRefusal, "not_found" | "already_in"> | null {
  if (row.revoked_at !== null) return "invitation_revoked";
  if (row.accepted_at !== null) return "invitation_used";
  return row.expires_at <= now.toISOString() ? "invitation_expired" : null;
}

/**
 * A link is worth what its maker may do: whoever has left, or runs the place no longer, has none that still open; and
 * an admin's link to somebody's place makes no owner or admin, should they have become one since.
 */
async function refuseMaker(
  db: Kysely<Schema>,
  { workspace_id, created_by }: Selectable<WorkspaceInvitationTable>,
  person: PersonRow,
): Promise<"invitation_revoked" | null> {
  const maker = await db
    .selectFrom("person")
    .select(["id", "role"])
    .where("workspace_id", "=", workspace_id)
    .where("user_id", "=", created_by)
    .where("left_at", "is", null)
    .executeTakeFirst();
  const of = { role: person.role, isSelf: person.id === maker?.id, isLastOwner: false };
  const verdict = mayInWorkspace(maker?.role ?? null, { action: "invite_person", of });
  return verdict.type === "allowed" ? null : "invitation_revoked";
}

async function readRow(db: Kysely<Schema>, invitationId: string): Promise<Selectable<WorkspaceInvitationTable> | null> {
  const row = await db.selectFrom("workspace_invitation").selectAll().where("id", "=", invitationId).executeTakeFirst();
  return row ?? null;
}

const NO_HASH = "0".repeat(64); // compared where there is no invitation, so that both cases take as long

async function readWithSecret(db: Kysely<Schema>, invitationId: string, secret: string) {
  const row = await readRow(db, invitationId);
  const same = timingSafeEqual(hashSecret(secret), Buffer.from(row?.secret_hash ?? NO_HASH, "hex"));
  return row && same ? row : null;
}

function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret, "utf8").digest();
}
