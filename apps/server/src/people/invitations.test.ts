import { randomUUID } from "node:crypto";
import type { Invitation, NewInvitation, Pair } from "@candor/protocol/http/people.ts";
import { expect, test } from "vitest";
import type { Database } from "../database/open-database.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { claimAccount } from "./claim-account.ts";
import { acceptAs, beginPair, inviteTo, openApp, problemOf, shareDatabase, type Visitor } from "./testing/open-app.ts";

describeEachEngine("invitations", (engine) => {
  const shared = shareDatabase(engine);
  async function anaInvites() {
    const database = shared();
    const world = openApp(database);
    const ana = await world.person();
    const pair = await beginPair(ana);
    return { ...world, database, ana, pair, invitation: await inviteTo(ana, pair) };
  }

  test("an invitation shows who invites before anything is given", async () => {
    const { stranger, pair, invitation } = await anaInvites();
    expect(await look(stranger(), invitation)).toMatchObject({
      status: 200,
      body: { from: "Ana", suggestedName: "Ben", pairId: pair.id, alreadyMember: false },
    });
  });

  test("whoever follows it takes the seat under the name they give, and keeps their account", async () => {
    const { person, access, pair, invitation } = await anaInvites();
    const ben = await person();
    const { userId } = (await ben.get("/api/me")).body as { userId: string };
    expect(await acceptAs(ben, invitation, "Benedict")).toMatchObject({
      status: 200,
      body: { id: pair.id, me: "b", members: [{ name: "Ana" }, { name: "Benedict", joined: true }] },
    });
    expect((await ben.get("/api/me")).body).toEqual({ userId, name: "Benedict", anonymous: true });
    expect(await access.accessTo(pair.id, userId)).toEqual({ member: "b", name: "Benedict", write: true });
  });

  test("a name somebody gave themselves before stays their own", async () => {
    const { person, invitation } = await anaInvites();
    const ben = await person("Benedict");
    await acceptAs(ben, invitation, "Ben");
    expect((await ben.get("/api/me")).body).toMatchObject({ name: "Benedict" });
  });

  test("it needs a sign-in to be accepted, none to be looked at", async () => {
    const { stranger, invitation } = await anaInvites();
    expect(problemOf(await acceptAs(stranger(), invitation))).toBe("signed_out");
  });

  test("one seat holds one person: a used link says so", async () => {
    const { person, invitation } = await anaInvites();
    await acceptAs(await person(), invitation);
    const late = await person();
    for (const answer of [await look(late, invitation), await acceptAs(late, invitation, "Eve")]) {
      expect([answer.status, problemOf(answer)]).toEqual([410, "invitation_used"]);
    }
  });

  test("of two who accept at once one wins", async () => {
    const { person, ana, pair, invitation } = await anaInvites();
    const people = await Promise.all([person(), person(), person(), person()]);
    const answers = await Promise.all(people.map((each, index) => acceptAs(each, invitation, `Person ${index}`)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410, 410, 410]);
    const winner = answers.findIndex((answer) => answer.status === 200);
    expect((await ana.get(`/api/pairs/${pair.id}`)).body).toMatchObject({
      members: [{}, { name: `Person ${winner}`, joined: true }],
    });
  });

  test("of two who accept different links at once one wins, and the other's link stays unused", async () => {
    const { person, ana, pair, invitation } = await anaInvites();
    const second = await inviteTo(ana, pair);
    const [ben, eve] = [await person(), await person()];
    const answers = await Promise.all([acceptAs(ben, invitation, "Ben"), acceptAs(eve, second, "Eve")]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const list = (await ana.get(`/api/pairs/${pair.id}/invitations`)).body as Invitation[];
    expect(list.filter(({ acceptedBy }) => acceptedBy !== null)).toHaveLength(1);
  });

  test("one click sent twice is one acceptance", async () => {
    const { person, pair, invitation } = await anaInvites();
    const ben = await person();
    const answers = await Promise.all([acceptAs(ben, invitation), acceptAs(ben, invitation)]);
    expect(answers).toMatchObject([
      { status: 200, body: { id: pair.id, me: "b" } },
      { status: 200, body: { id: pair.id, me: "b" } },
    ]);
    expect(await look(ben, invitation)).toMatchObject({ status: 200, body: { alreadyMember: true } });
  });

  test("whoever follows their own link gets to their page and uses nothing up", async () => {
    const { ana, person, invitation } = await anaInvites();
    expect(await acceptAs(ana, invitation, "Ana")).toMatchObject({ status: 200, body: { me: "a" } });
    expect((await acceptAs(await person(), invitation)).status).toBe(200);
  });

  test("after 14 days it is over", async () => {
    const { person, passDays, invitation } = await anaInvites();
    const ben = await person();
    passDays(13);
    expect((await look(ben, invitation)).status).toBe(200);
    passDays(1);
    for (const answer of [await look(ben, invitation), await acceptAs(ben, invitation)]) {
      expect([answer.status, problemOf(answer)]).toEqual([410, "invitation_expired"]);
    }
  });

  test("taken back before it was used, it opens nothing", async () => {
    const { ana, person, changed, invitation } = await anaInvites();
    expect((await ana.delete(`/api/invitations/${invitation.id}`)).status).toBe(204);
    const ben = await person();
    for (const answer of [await look(ben, invitation), await acceptAs(ben, invitation)]) {
      expect([answer.status, problemOf(answer)]).toEqual([410, "invitation_revoked"]);
    }
    expect(changed).toEqual([]);
  });

  test("taken back after it was used, it ends that access at once and frees the seat with its name", async () => {
    const { ana, person, access, changed, pair, invitation } = await anaInvites();
    const ben = await person();
    const { userId } = (await ben.get("/api/me")).body as { userId: string };
    await acceptAs(ben, invitation, "Benedict");
    expect(changed).toEqual([]); // nobody's access ends when somebody comes
    expect((await ana.delete(`/api/invitations/${invitation.id}`)).status).toBe(204);
    expect(changed).toEqual([pair.id]);
    expect(await access.accessTo(pair.id, userId)).toBeNull();
    expect((await ben.get(`/api/pairs/${pair.id}`)).status).toBe(404);
    expect((await ana.get(`/api/pairs/${pair.id}`)).body).toMatchObject({
      members: [{}, { name: "Benedict", joined: false }],
    });
    expect((await acceptAs(await person(), await inviteTo(ana, pair), "Cleo")).status).toBe(200);
  });

  test("nobody comes after somebody who has written, and whoever ended their access writes on", async () => {
    const { ana, person, pair, invitation, database } = await anaInvites();
    const ben = await person();
    await acceptAs(ben, invitation);
    await writeAs(database, pair, ben);
    expect((await ana.delete(`/api/invitations/${invitation.id}`)).status).toBe(204);
    expect((await ben.get(`/api/pairs/${pair.id}`)).status).toBe(404);
    const { body } = await ana.get(`/api/pairs/${pair.id}`);
    expect(body).toMatchObject({ members: [{}, { joined: false, left: true }] });
    expect(body).not.toHaveProperty("archive");
    expect(problemOf(await ana.post(`/api/pairs/${pair.id}/invitations`))).toBe("seat_taken");
  });

  test("what was written before signing in counts, too", async () => {
    const { ana, person, pair, invitation, database } = await anaInvites();
    const [ben, account] = [await person(), await person()];
    await acceptAs(ben, invitation);
    await writeAs(database, pair, ben);
    const [from_user, to_user] = [await idOf(ben), await idOf(account)];
    await claimAccount(database.db, from_user, to_user);
    await database.db.insertInto("account_claim").values({ from_user, to_user, at: "2026-11-24T09:00:00Z" }).execute();
    await ana.delete(`/api/invitations/${invitation.id}`);
    expect(problemOf(await ana.post(`/api/pairs/${pair.id}/invitations`))).toBe("seat_taken");
  });

  test("whoever has put the page away does not come back once their invitation is taken back", async () => {
    const { ana, person, pair, invitation } = await anaInvites();
    const ben = await person();
    await acceptAs(ben, invitation);
    expect((await ben.post(`/api/pairs/${pair.id}/put-away`)).status).toBe(200);
    expect((await ana.delete(`/api/invitations/${invitation.id}`)).status).toBe(204);
    expect((await ben.post(`/api/pairs/${pair.id}/take-back`)).status).toBe(404);
    expect((await ben.get("/api/me/put-away")).body).toEqual([]);
  });

  test("taking it back twice changes nothing, also when the seat has somebody new", async () => {
    const { ana, person, pair, invitation } = await anaInvites();
    await acceptAs(await person(), invitation);
    await ana.delete(`/api/invitations/${invitation.id}`);
    const cleo = await person();
    await acceptAs(cleo, await inviteTo(ana, pair), "Cleo");
    expect((await ana.delete(`/api/invitations/${invitation.id}`)).status).toBe(204);
    expect((await cleo.get(`/api/pairs/${pair.id}`)).status).toBe(200);
  });

  test("only the side that invited can take it back", async () => {
    const { person, pair, invitation } = await anaInvites();
    const ben = await person();
    await acceptAs(ben, invitation);
    expect((await ben.delete(`/api/invitations/${invitation.id}`)).status).toBe(404);
    expect((await ben.get(`/api/pairs/${pair.id}`)).status).toBe(200);
  });

  test("a seat that is taken needs no invitation", async () => {
    const { ana, person, pair, invitation } = await anaInvites();
    await acceptAs(await person(), invitation);
    expect(problemOf(await ana.post(`/api/pairs/${pair.id}/invitations`))).toBe("seat_taken");
  });

  test("nobody is invited to a page that is only read any more, and nobody comes through a link made before", async () => {
    const { ana, person, database, pair, invitation, now } = await anaInvites();
    const freeze = (frozen_at: string | null) =>
      database.db.updateTable("pair").set({ frozen_at }).where("id", "=", pair.id).execute();
    await freeze(now().toISOString());
    const ben = await person();
    expect(problemOf(await ana.post(`/api/pairs/${pair.id}/invitations`))).toBe("page_frozen");
    expect(problemOf(await look(ben, invitation))).toBe("invitation_revoked");
    expect(problemOf(await acceptAs(ben, invitation))).toBe("invitation_revoked");
    await freeze(null); // the chart was set right again
    expect((await acceptAs(ben, invitation)).status).toBe(200);
  });

  test("a wrong secret and an unknown invitation get the same answer", async () => {
    const { stranger, person, invitation } = await anaInvites();
    const [nobody, ben] = [stranger(), await person()];
    const secret = "A".repeat(43);
    const unknown = { ...invitation, id: "00000000-0000-4000-8000-000000000000" };
    const answers = [
      await look(nobody, { ...invitation, secret }),
      await look(nobody, unknown),
      await look(nobody, { ...invitation, id: "not-an-id" }),
      await acceptAs(ben, { ...invitation, secret }),
      await acceptAs(ben, unknown),
    ];
    for (const { status, body } of answers) expect([status, body]).toEqual([404, answers[0]?.body]);
  });

  test("the secret is told once and stored as a hash", async () => {
    const { ana, database, told, pair, invitation } = await anaInvites();
    expect(Buffer.from(invitation.secret, "base64url")).toHaveLength(32);
    const rows = await database.db.selectFrom("invitation").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(invitation.secret);
    const list = await ana.get(`/api/pairs/${pair.id}/invitations`);
    expect(list.body).toEqual([
      {
        id: invitation.id,
        createdAt: "2026-11-24T09:00:00.000Z",
        expiresAt: "2026-12-08T09:00:00.000Z",
        revokedAt: null,
        acceptedBy: null,
      },
    ]);
    expect(told.join()).not.toContain(invitation.secret);
  });

  test("the list says who came through which link, also after they left", async () => {
    const { ana, person, pair, invitation } = await anaInvites();
    await acceptAs(await person(), invitation, "Ben");
    await ana.delete(`/api/invitations/${invitation.id}`);
    await acceptAs(await person(), await inviteTo(ana, pair), "Cleo");
    const list = (await ana.get(`/api/pairs/${pair.id}/invitations`)).body as Invitation[];
    expect(list.map(({ acceptedBy, revokedAt }) => [acceptedBy, revokedAt !== null]).sort()).toEqual([
      ["Ben", true],
      ["Cleo", false],
    ]);
  });

  test("a page has a last open invitation", async () => {
    const { ana, pair } = await anaInvites();
    for (let made = 1; made < 20; made += 1) await inviteTo(ana, pair);
    expect(problemOf(await ana.post(`/api/pairs/${pair.id}/invitations`))).toBe("too_many_invitations");
  });
});

function look(visitor: Visitor, { id, secret }: Pick<NewInvitation, "id" | "secret">) {
  return visitor.post(`/api/invitations/${id}/look`, { secret });
}

async function idOf(visitor: Visitor): Promise<string> {
  return ((await visitor.get("/api/me")).body as { userId: string }).userId;
}

/** Stores something as if a tab of theirs had sent it. */
async function writeAs({ log }: Database, { id: page }: Pair, visitor: Visitor): Promise<void> {
  const tab = { page, session: randomUUID(), userId: await idOf(visitor), clientId: 7 };
  expect(await log.bindClient(tab)).toBe("bound");
  const update = new Uint8Array([0, 0]);
  await log.append([{ ...tab, cseq: 1, member: "b", at: "2026-11-24T09:00:00.000Z", update }]);
}
