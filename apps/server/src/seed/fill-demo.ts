import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { MemberId } from "@candor/core/person/member.ts";
import type { DemoPair, DemoWorld } from "@candor/fixtures/demo-world.ts";
import type { Database } from "../database/open-database.ts";
import { acceptInvitation, INVITATION_DAYS, invite } from "../people/invitations.ts";
import { putPair } from "../people/pairs.ts";

const UPDATES_AT_ONCE = 200; // in one commit
const MILLISECONDS_A_DAY = 86_400_000;

/** A way in: opened once, it gives all of the person's pages to the browser it is opened in. */
export type DemoLink = { name: string; role: string; path: string };

export async function hasPairs({ db }: Database): Promise<boolean> {
  return (await db.selectFrom("pair").select("id").limit(1).executeTakeFirst()) !== undefined;
}

/** Stores the demo world by the same functions by which people's own pages come to be. */
export async function fillDemo(database: Database, world: DemoWorld, now: Date): Promise<DemoLink[]> {
  const manager = await addPerson(database, world.manager.name, now);
  const links: DemoLink[] = [];
  for (const pair of world.pairs) {
    const { a, b } = pair.members;
    const direct = await addPerson(database, b.name, now);
    const begun = new Date(pair.createdAt);
    const wanted = { myName: a.name, theirName: b.name, myRole: a.role, theirRole: b.role };
    const put = await putPair(database.db, pair.id, manager, wanted, begun);
    if (put.type !== "pair") throw new Error(`the page with ${b.name} could not be begun: ${put.type}`);
    const invited = await invite(database.db, pair.id, manager, newSeeds(), begun);
    if (invited.type !== "invited") throw new Error(`${b.name} could not be invited: ${invited.type}`);
    const { id, secret } = invited.invitation;
    const accepted = await acceptInvitation(database.db, id, { secret, name: b.name }, direct, begun);
    if (accepted.type !== "accepted") throw new Error(`${b.name} could not join: ${accepted.type}`);
    await storeHistory(database, pair, { a: manager, b: direct });
    if (links.length === 0) links.push(await linkFor(database, pair, "a", manager, now));
    links.push(await linkFor(database, pair, "b", direct, now));
  }
  return links;
}

async function addPerson({ db, engine }: Database, name: string, now: Date): Promise<string> {
  const id = randomUUID();
  // SQLite keeps times as text and flags as numbers, which the sign-in library otherwise sees to.
  const at = engine === "sqlite" ? now.toISOString() : now;
  const [no, yes] = engine === "sqlite" ? [0, 1] : [false, true];
  await db
    .insertInto("user")
    .values({
      id,
      name,
      email: `${id}@demo.invalid`,
      emailVerified: no,
      image: null,
      createdAt: at,
      updatedAt: at,
      isAnonymous: yes,
    })
    .execute();
  return id;
}

async function storeHistory({ log }: Database, pair: DemoPair, users: Record<MemberId, string>): Promise<void> {
  const sessions = { a: randomUUID(), b: randomUUID() };
  const cseqs = { a: 0, b: 0 };
  for (const member of ["a", "b"] as const) {
    const binding = {
      page: pair.id,
      clientId: pair.clientIds[member],
      session: sessions[member],
      userId: users[member],
    };
    if ((await log.bindClient(binding)) !== "bound") throw new Error("a new page has its client ids taken");
  }
  const entries = pair.updates.map(({ member, at, update }) => {
    cseqs[member] += 1;
    return {
      page: pair.id,
      session: sessions[member],
      cseq: cseqs[member],
      clientId: pair.clientIds[member],
      userId: users[member],
      member,
      at: new Date(at).toISOString(),
      update,
    };
  });
  for (let start = 0; start < entries.length; start += UPDATES_AT_ONCE) {
    await log.append(entries.slice(start, start + UPDATES_AT_ONCE));
  }
}

async function linkFor(
  { db }: Database,
  pair: DemoPair,
  member: MemberId,
  userId: string,
  now: Date,
): Promise<DemoLink> {
  const secret = randomBytes(32).toString("base64url");
  const id = randomUUID();
  await db
    .insertInto("invitation")
    .values({
      id,
      pair_id: pair.id,
      member,
      secret_hash: createHash("sha256").update(secret, "utf8").digest("hex"),
      created_by: userId,
      created_at: now.toISOString(),
      expires_at: new Date(now.getTime() + INVITATION_DAYS * MILLISECONDS_A_DAY).toISOString(),
      revoked_at: null,
      accepted_by: null,
      accepted_at: null,
    })
    .execute();
  const { name, role } = pair.members[member];
  return { name, role: role.replace("_", "-"), path: `/i/${id}#${secret}` };
}

function newSeeds() {
  return { id: randomUUID(), secret: randomBytes(32) };
}
