import { randomBytes, randomUUID } from "node:crypto";
import type { Workspace, WorkspacePerson } from "@candor/protocol/http/workspace.ts";
import { describe, expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { openApp, problemOf, shareDatabase } from "../people/testing/open-app.ts";
import { makeFirstSetupLink, makeSetupLink } from "./setup-link.ts";
import { openWorkspace, setUp } from "./testing/open-workspace.ts";

const NOW = new Date("2026-11-24T09:00:00Z");
const secretOf = (link: string) => link.slice(link.indexOf("#") + 1);
const SETTINGS = { name: "Candor Inc.", myName: "Olga", timeZone: "Europe/Berlin" };

describeEachEngine("workspaces", (engine) => {
  const shared = shareDatabase(engine);

  describe("the first owner", () => {
    test("whoever opens the setup link names the place and is its owner, once", async () => {
      const database = shared();
      const { person } = openApp(database);
      const [olga, eve] = [await person(), await person()];
      const secret = secretOf(await makeSetupLink(database.db, randomBytes(32), NOW));
      expect((await eve.post("/api/setup/look", { secret })).status).toBe(204);
      const { status, body } = await olga.post("/api/setup", { secret, ...SETTINGS });
      expect(status).toBe(201);
      expect(body).toMatchObject({ name: "Candor Inc.", timeZone: "Europe/Berlin", me: { role: "owner" } });
      expect(problemOf(await eve.post("/api/setup", { secret, ...SETTINGS }))).toBe("setup_over");
      expect(problemOf(await eve.post("/api/setup/look", { secret }))).toBe("setup_over");
      expect((await olga.get("/api/workspaces")).body).toEqual([body]);
      expect((await eve.get("/api/workspaces")).body).toEqual([]);
    });

    test("of two who open it at once, one is the owner", async () => {
      const database = shared();
      const { person } = openApp(database);
      const secret = secretOf(await makeSetupLink(database.db, randomBytes(32), NOW));
      const people = await Promise.all([1, 2, 3].map(() => person()));
      const answers = await Promise.all(people.map((each) => each.post("/api/setup", { secret, ...SETTINGS })));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410]);
    });

    test("it expires, a newer one ends it, and its secret is stored nowhere", async () => {
      const database = shared();
      const { person, passDays } = openApp(database);
      const olga = await person();
      const first = secretOf(await makeSetupLink(database.db, randomBytes(32), NOW));
      const second = secretOf(await makeSetupLink(database.db, randomBytes(32), NOW));
      expect(problemOf(await olga.post("/api/setup/look", { secret: first }))).toBe("setup_over");
      const settings = await database.db.selectFrom("setting").selectAll().execute();
      expect(JSON.stringify(settings)).not.toContain(second);
      passDays(7);
      expect(problemOf(await olga.post("/api/setup", { secret: second, ...SETTINGS }))).toBe("setup_over");
    });

    test("a server makes one by itself only while nobody has begun a workspace", async () => {
      const database = await engine.open();
      const { person } = openApp(database);
      expect(await makeFirstSetupLink(database.db, randomBytes(32), NOW)).toMatch(/^\/setup#[\w-]{43}$/);
      await setUp(database, await person());
      expect(await makeFirstSetupLink(database.db, randomBytes(32), NOW)).toBeNull();
    });

    test("whoever is signed out, or names no time zone, begins nothing", async () => {
      const database = shared();
      const { person, stranger } = openApp(database);
      const secret = secretOf(await makeSetupLink(database.db, randomBytes(32), NOW));
      expect((await stranger().post("/api/setup", { secret, ...SETTINGS })).status).toBe(401);
      const answer = await (await person()).post("/api/setup", { secret, ...SETTINGS, timeZone: "Mars/Base" });
      expect([answer.status, problemOf(answer)]).toEqual([400, "invalid"]);
    });
  });

  describe("people", () => {
    test("owners and admins see e-mail addresses and who left; members see who is there", async () => {
      const { olga, join, base, peopleFor } = await openWorkspace(shared());
      const { visitor: ben } = await join("Ben", { email: "Ben@Example.org" });
      const { person: dan } = await join("Dan");
      await olga.post(`${base}/people/${dan.id}/leave`);
      const all = (await peopleFor(olga)).people;
      expect(all.map(({ name, email, leftAt }) => [name, email, leftAt])).toEqual([
        ["Ben", "ben@example.org", null],
        ["Dan", null, "2026-11-24T09:00:00.000Z"],
        ["Olga", null, null],
      ]);
      const seen = (await peopleFor(ben)).people;
      expect(seen.map(({ name }) => name)).toEqual(["Ben", "Olga"]);
      expect(Object.keys(seen[0] ?? {}).sort()).toEqual(["department", "id", "joined", "name", "role", "title"]);
    });

    test("one e-mail address is one person's", async () => {
      const { olga, add, base } = await openWorkspace(shared());
      await add("Ben", { email: "ben@example.org" });
      expect(problemOf(await olga.post(`${base}/people`, { name: "B", email: "BEN@example.org" }))).toBe("email_taken");
      const cleo = await add("Cleo");
      expect(problemOf(await olga.patch(`${base}/people/${cleo.id}`, { email: "ben@example.org" }))).toBe(
        "email_taken",
      );
    });

    test("an admin manages people, and makes neither owners nor admins", async () => {
      const { join, base, add } = await openWorkspace(shared());
      const { visitor: ada } = await join("Ada", { role: "admin" });
      const ben = await add("Ben");
      const boss = await add("Boss", { role: "owner", email: "boss@example.org" });
      expect((await ada.patch(`${base}/people/${ben.id}`, { title: "Engineer" })).body).toMatchObject({
        title: "Engineer",
      });
      const denied = [
        await ada.patch(`${base}/people/${ben.id}`, { role: "admin" }),
        await ada.patch(`${base}/people/${boss.id}`, { email: "ada@example.org" }),
        await ada.post(`${base}/people/${boss.id}/invitations`),
        await ada.post(`${base}/people/${boss.id}/leave`),
        await ada.post(`${base}/people`, { name: "New", role: "owner" }),
        await ada.patch(base, { name: "Mine" }),
      ];
      expect(denied.map(problemOf)).toEqual(denied.map(() => "not_found"));
    });

    test("the last owner stays one until somebody else is", async () => {
      const { olga, workspace, base, join } = await openWorkspace(shared());
      const me = `${base}/people/${workspace.me.person}`;
      expect(problemOf(await olga.patch(me, { role: "member" }))).toBe("last_owner");
      expect(problemOf(await olga.post(`${me}/leave`))).toBe("last_owner");
      const { person: ada, visitor } = await join("Ada");
      await olga.patch(`${base}/people/${ada.id}`, { role: "owner" });
      expect((await olga.patch(me, { role: "member" })).body).toMatchObject({ role: "member" });
      expect((await visitor.get(`${base}/people`)).status).toBe(200);
    });

    test("two owners who step down at once leave one", async () => {
      const { olga, workspace, base, join } = await openWorkspace(shared());
      const { person: ada, visitor } = await join("Ada");
      await olga.patch(`${base}/people/${ada.id}`, { role: "owner" });
      const answers = await Promise.all([
        olga.patch(`${base}/people/${workspace.me.person}`, { role: "member" }),
        visitor.patch(`${base}/people/${ada.id}`, { role: "member" }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    });

    test("somebody added by mistake can be taken away until they join", async () => {
      const { olga, add, join, base, peopleFor } = await openWorkspace(shared());
      const typo = await add("Bne");
      expect((await olga.delete(`${base}/people/${typo.id}`)).status).toBe(204);
      const { person: ben } = await join("Ben");
      expect(problemOf(await olga.delete(`${base}/people/${ben.id}`))).toBe("has_joined");
      expect((await peopleFor(olga)).people.map(({ name }) => name)).toEqual(["Ben", "Olga"]);
    });
  });

  describe("invitations to a workspace", () => {
    test("whoever comes by the link is that person, with their name", async () => {
      const { add, invite, accept, stranger, person, workspace } = await openWorkspace(shared());
      const ben = await add("Ben");
      const { id, secret } = await invite(ben);
      const visitor = await person();
      const look = await stranger().post(`/api/workspace-invitations/${id}/look`, { secret });
      expect(look.body).toEqual({
        workspace: workspace.id,
        workspaceName: "Candor Inc.",
        name: "Ben",
        alreadyIn: false,
      });
      const joined = (await accept(visitor, { id, secret } as never)).body as Workspace;
      expect(joined.me).toEqual({ person: ben.id, role: "member" });
      expect((await visitor.get("/api/me")).body).toMatchObject({ name: "Ben" });
    });

    test("a link opens once, and not after it was taken back, expired, or with a wrong secret", async () => {
      const { olga, base, add, invite, accept, person, passDays } = await openWorkspace(shared());
      const [ben, cleo] = [await add("Ben"), await add("Cleo")];
      const used = await invite(ben);
      await accept(await person(), used);
      const revoked = await invite(cleo);
      await olga.delete(`${base}/invitations/${revoked.id}`);
      const old = await invite(cleo);
      const eve = await person();
      expect(problemOf(await accept(eve, used))).toBe("invitation_used");
      expect(problemOf(await accept(eve, revoked))).toBe("invitation_revoked");
      expect(problemOf(await accept(eve, { ...old, secret: "x".repeat(43) }))).toBe("not_found");
      passDays(14);
      expect(problemOf(await accept(eve, old))).toBe("invitation_expired");
      expect((await eve.get("/api/workspaces")).body).toEqual([]);
    });

    test("of two who open it at once one gets the place, and the same person may twice", async () => {
      const { add, invite, accept, person } = await openWorkspace(shared());
      const link = await invite(await add("Ben"));
      const people = await Promise.all([1, 2, 3].map(() => person()));
      const answers = await Promise.all(people.map((each) => accept(each, link)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
      const winner = people[answers.findIndex(({ status }) => status === 200)];
      expect(winner && (await accept(winner, link)).status).toBe(200);
    });

    test("a link by mail goes to the person's own address, and whoever invites never has it", async () => {
      const { olga, base, add, db, person } = await openWorkspace(shared());
      const [ben, cleo] = [await add("Ben", { email: "ben.mail@example.org" }), await add("Cleo")];
      const sent = await olga.post(`${base}/people/${ben.id}/invitations/mail`);
      expect([sent.status, Object.keys(sent.body as object)]).toEqual([201, expect.not.arrayContaining(["secret"])]);
      const mails = await db
        .selectFrom("mail_outbox")
        .selectAll()
        .where("to_address", "=", "ben.mail@example.org")
        .execute();
      const [, id, secret] = /join-workspace\/([\w-]+)#(\S+)/.exec(mails[0]?.text ?? "") ?? [];
      const visitor = await person();
      expect((await visitor.post(`/api/workspace-invitations/${id}/accept`, { secret })).status).toBe(200);
      expect(problemOf(await olga.post(`${base}/people/${cleo.id}/invitations/mail`))).toBe("no_email");
    });

    test("a mail whose link is taken back waits for nobody any more, neither to go out nor with the operator", async () => {
      const { olga, base, add, db } = await openWorkspace(shared());
      const ben = await add("Ben", { email: `${randomUUID()}@example.org` });
      const mails = () =>
        db
          .selectFrom("mail_outbox")
          .select("id")
          .where("to_address", "=", ben.email ?? "")
          .execute();
      await olga.post(`${base}/people/${ben.id}/invitations/mail`);
      const { body } = await olga.post(`${base}/people/${ben.id}/invitations/mail`);
      expect(await mails()).toHaveLength(2);
      await olga.delete(`${base}/invitations/${(body as { id: string }).id}`);
      expect(await mails()).toHaveLength(1);
    });

    test("nobody is two people in one workspace", async () => {
      const { olga, add, invite, accept } = await openWorkspace(shared());
      expect(problemOf(await accept(olga, await invite(await add("Ben"))))).toBe("already_in");
    });
  });

  test("an account that an anonymous start is claimed for takes over its place", async () => {
    const world = await openWorkspace(shared());
    const { visitor: ben, person } = await world.join("Ben");
    const { userId } = (await ben.get("/api/me")).body as { userId: string };
    const account = await world.person();
    const { userId: kept } = (await account.get("/api/me")).body as { userId: string };
    const { claimAccount } = await import("../people/claim-account.ts");
    await claimAccount(world.db, userId, kept);
    expect((await account.get("/api/workspaces")).body).toMatchObject([{ me: { person: person.id } }]);
    expect((await ben.get("/api/workspaces")).body).toEqual([]);
  });

  test("whoever signs in by an address that a workspace knows is asked, and comes in by a click", async () => {
    const world = await openWorkspace(shared());
    const ben = await world.add("Ben", { email: "ben.alone@example.org" });
    const visitor = await world.person();
    const { userId } = (await visitor.get("/api/me")).body as { userId: string };
    const setUser = (emailVerified: boolean) =>
      world.db
        .updateTable("user")
        .set({
          email: "ben.alone@example.org",
          emailVerified: engine.engine === "sqlite" ? Number(emailVerified) : emailVerified,
        })
        .where("id", "=", userId)
        .execute();
    await setUser(false); // anybody can say so
    expect((await visitor.get("/api/me/places")).body).toEqual([]);
    expect((await visitor.post(`/api/me/places/${ben.id}`)).status).toBe(404);
    await setUser(true);
    expect((await visitor.get("/api/me/places")).body).toMatchObject([{ person: ben.id, name: "Ben" }]);
    expect((await visitor.get("/api/workspaces")).body).toEqual([]);
    const taken = await visitor.post(`/api/me/places/${ben.id}`);
    expect(taken.body).toMatchObject({ me: { person: ben.id, role: "member" } });
    expect((await visitor.get("/api/me/places")).body).toEqual([]);
    expect((await visitor.post(`/api/me/places/${ben.id}`)).status).toBe(404);
    await world.db.deleteFrom("user").where("id", "=", userId).execute(); // the address is one account's
  });

  test("two workspaces on one server know nothing of each other", async () => {
    const database = shared();
    const app = openApp(database);
    const [one, other] = [await openWorkspace(database, app), await openWorkspace(database, app)];
    const ben = await one.add("Ben");
    const asks = (of: typeof one, person: WorkspacePerson) => [
      other.olga.get(of.base),
      other.olga.get(`${of.base}/people`),
      other.olga.get(`${of.base}/mine`),
      other.olga.get(`${of.base}/invitations`),
      other.olga.patch(of.base, { name: "Mine" }),
      other.olga.post(`${of.base}/people`, { name: "Spy" }),
      other.olga.patch(`${other.base}/people/${person.id}`, { name: "Spy" }),
      other.olga.post(`${other.base}/people/${person.id}/leave`),
      other.olga.post(`${other.base}/people/${person.id}/invitations`),
      other.olga.post(`${other.base}/people/${person.id}/manager`, {
        manager: null,
        from: "2026-12-01",
        preview: false,
      }),
      other.begin(other.olga, { person: person.id, relation: "peer", iAm: "above" }),
    ];
    for (const answer of await Promise.all(asks(one, ben)))
      expect([answer.status, problemOf(answer)]).toEqual([404, "not_found"]);
    expect((await one.peopleFor(one.olga)).people.map(({ name }) => name)).toEqual(["Ben", "Olga"]);
  });
});
