import { randomUUID } from "node:crypto";
import type { Pair } from "@candor/protocol/http/people.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { acceptAs, beginPair, inviteTo, problemOf, shareDatabase } from "../people/testing/open-app.ts";
import { signInByMail } from "../sign-in/testing/read-mail.ts";
import { openChartJob } from "./open-chart-job.ts";
import { openWorkspace } from "./testing/open-workspace.ts";

const TODAY = "2026-11-24"; // in the world of the tests

describeEachEngine("the chart and its pages", (engine) => {
  const shared = shareDatabase(engine);

  /** Ana manages Ben, Cleo manages nobody; all three have joined. */
  async function openOffice() {
    const world = await openWorkspace(shared());
    const [ana, ben, cleo] = [await world.join("Ana"), await world.join("Ben"), await world.join("Cleo")];
    await world.setManager(ben.person.id, ana.person.id, "2026-01-05");
    const report = { person: ben.person.id, relation: "report", iAm: "above" } as const;
    const userOf = async (who: typeof ana) => ((await who.visitor.get("/api/me")).body as { userId: string }).userId;
    const accessOf = async (who: typeof ana, pair: string) => world.access.accessTo(pair, await userOf(who));
    return { ...world, ana, ben, cleo, report, userOf, accessOf };
  }

  test("where I stand: my manager, my reports, and theirs", async () => {
    const { ana, ben, cleo, mineFor, setManager } = await openOffice();
    await setManager(ana.person.id, cleo.person.id, "2026-01-05");
    expect(await mineFor(ben.visitor)).toMatchObject({
      manager: ana.person.id,
      skipLevel: cleo.person.id,
      reports: [],
    });
    expect(await mineFor(cleo.visitor)).toMatchObject({ reports: [ana.person.id], skipReports: [ben.person.id] });
  });

  test("members see the chart of today, and not what is planned", async () => {
    const { ben, cleo, setManager, peopleFor, olga } = await openOffice();
    await setManager(ben.person.id, cleo.person.id, "2027-01-01");
    expect((await peopleFor(olga)).edges).toHaveLength(2);
    const { edges } = await peopleFor(ben.visitor);
    expect(edges).toHaveLength(1);
    expect(edges[0]).toMatchObject({ since: "2026-01-05" });
  });

  test("whoever has joined is seated on a page at once, without an invitation", async () => {
    const { ana, ben, beginPage, report } = await openOffice();
    const pair = await beginPage(ana.visitor, report);
    expect((await ben.visitor.get("/api/pairs")).body).toMatchObject([
      {
        id: pair.id,
        me: "b",
        members: [
          { name: "Ana", role: "manager", joined: true },
          { name: "Ben", role: "report", joined: true },
        ],
      },
    ]);
  });

  test("whom I meet in two pairs is known for one person, to me, by the chart that I picked them from", async () => {
    const { ana, ben, beginPage, report } = await openOffice();
    await beginPage(ana.visitor, report);
    await beginPage(ana.visitor, { person: ben.person.id, relation: "mentor", iAm: "above" });
    await beginPair(ana.visitor, { myName: "Ana", theirName: "Ben", myRole: "peer", theirRole: "peer" });
    const pairs = (await ana.visitor.get("/api/pairs")).body as Pair[];
    expect(pairs.map(({ person }) => person).sort()).toEqual([ben.person.id, ben.person.id, undefined]);
  });

  test("two who begin the same page at once have one, and the same again changes nothing", async () => {
    const { ana, ben, begin, report } = await openOffice();
    const mine = { person: ana.person.id, relation: "report", iAm: "below" } as const;
    const answers = await Promise.all([begin(ana.visitor, report), begin(ben.visitor, mine)]);
    expect(new Set(answers.map(({ body }) => (body as Pair).id)).size).toBe(1);
    const again = await begin(ana.visitor, report);
    expect((again.body as Pair).id).toBe((answers[0].body as Pair).id);
  });

  test("nobody begins a page for two others, with themselves, or under somebody else's id", async () => {
    const { ana, ben, cleo, olga, begin, beginPage, report } = await openOffice();
    const pair = await beginPage(ana.visitor, report);
    expect(problemOf(await begin(cleo.visitor, { ...report, person: cleo.person.id }))).toBe("not_found");
    expect(problemOf(await begin(cleo.visitor, report, pair.id))).toBe("not_found");
    expect(problemOf(await begin(olga, { ...report, person: randomUUID() }))).toBe("not_found");
    expect((await olga.get(`/api/pairs/${pair.id}`)).status).toBe(404);
    expect((await ben.visitor.get("/api/pairs")).body).toHaveLength(1);
  });

  test("neither owner nor admin is told of anybody's page", async () => {
    const { ana, olga, base, beginPage, report, workspace } = await openOffice();
    const pair = await beginPage(ana.visitor, report);
    for (const path of ["", "/people", "/mine", "/invitations", "/imports"])
      expect(JSON.stringify((await olga.get(base + path)).body)).not.toContain(pair.id);
    expect(workspace.me.role).toBe("owner");
  });

  test("what the two are to each other is the chart's, and neither can change it", async () => {
    const { ana, beginPage, report } = await openOffice();
    const pair = await beginPage(ana.visitor, report);
    const change = await ana.visitor.patch(`/api/pairs/${pair.id}`, { members: [{ member: "b", role: "peer" }] });
    expect(problemOf(change)).toBe("relation_fixed");
    const renamed = await ana.visitor.patch(`/api/pairs/${pair.id}`, { members: [{ member: "b", name: "Benny" }] });
    expect(renamed.status).toBe(200);
  });

  test("a re-org makes the page of the two read-only for both from its day on, and tells who has it open", async () => {
    const { ana, ben, cleo, beginPage, report, setManager, accessOf, changed } = await openOffice();
    const pair = await beginPage(ana.visitor, report);
    expect((await accessOf(ana, pair.id))?.write).toBe(true);
    changed.length = 0;
    expect(await setManager(ben.person.id, cleo.person.id, TODAY, true)).toEqual({
      type: "changed",
      planned: null,
      consequences: [
        { type: "freezes", manager: ana.person.id, report: ben.person.id, from: TODAY },
        { type: "begins", manager: cleo.person.id, report: ben.person.id, from: TODAY },
      ],
    });
    expect(changed).toEqual([]); // it was but a preview
    await setManager(ben.person.id, cleo.person.id, TODAY);
    expect(changed).toEqual([pair.id]);
    for (const who of [ana, ben]) {
      expect(await accessOf(who, pair.id)).toMatchObject({ write: false });
      expect((await who.visitor.get(`/api/pairs/${pair.id}`)).body).toMatchObject({
        archive: { why: "manager_changed" },
      });
    }
    await setManager(ben.person.id, ana.person.id, TODAY); // back again
    expect((await accessOf(ana, pair.id))?.write).toBe(true);
  });

  test("a day to come freezes the page when it comes", async () => {
    const world = await openOffice();
    const { ana, ben, cleo, beginPage, report, setManager, accessOf, passDays, access, db } = world;
    const pair = await beginPage(ana.visitor, report);
    await setManager(ben.person.id, cleo.person.id, "2026-12-01");
    const told: string[] = [];
    const job = openChartJob({ db, now: world.now, changed: (page) => told.push(page), report: () => undefined });
    await job.run();
    expect([(await accessOf(ana, pair.id))?.write, told.includes(pair.id)]).toEqual([true, false]);
    passDays(7);
    expect((await accessOf(ana, pair.id))?.write).toBe(false);
    await job.run();
    expect(told).toContain(pair.id);
    expect((await accessOf(ben, pair.id))?.write).toBe(false);
    await job.close();
    expect(access).toBeDefined();
  });

  test("an edge that comes back on a day to come opens the page when it comes", async () => {
    const world = await openOffice();
    const { ana, ben, beginPage, report, setManager, accessOf, passDays, db } = world;
    const pair = await beginPage(ana.visitor, report);
    await setManager(ben.person.id, null, TODAY);
    await setManager(ben.person.id, ana.person.id, "2026-12-01");
    expect((await accessOf(ana, pair.id))?.write).toBe(false);
    passDays(8);
    const told: string[] = [];
    const job = openChartJob({ db, now: world.now, changed: (page) => told.push(page), report: () => undefined });
    await job.run();
    expect(told).toContain(pair.id);
    expect((await accessOf(ana, pair.id))?.write).toBe(true);
    await job.close();
  });

  test("a cycle is told, with its people, and changes nothing", async () => {
    const { ana, ben, setManager, peopleFor, olga } = await openOffice();
    const before = (await peopleFor(olga)).edges;
    expect(await setManager(ana.person.id, ben.person.id, TODAY)).toEqual({
      type: "cycle",
      day: TODAY,
      path: [ana.person.id, ben.person.id, ana.person.id],
    });
    expect((await peopleFor(olga)).edges).toEqual(before);
  });

  test("leaving ends access at once; the other reads on, and nobody comes in their place", async () => {
    const { ana, ben, olga, base, beginPage, report, accessOf, changed, signedOut, peopleFor } = await openOffice();
    const pair = await beginPage(ana.visitor, report);
    changed.length = 0;
    expect((await olga.post(`${base}/people/${ben.person.id}/leave`)).body).toMatchObject({
      leftAt: "2026-11-24T09:00:00.000Z",
    });
    expect(changed).toEqual([pair.id]);
    expect(await accessOf(ben, pair.id)).toBeNull();
    expect(await accessOf(ana, pair.id)).toMatchObject({ write: false });
    expect((await ben.visitor.get(base)).status).toBe(404);
    expect((await ben.visitor.get("/api/pairs")).body).toEqual([]);
    expect(problemOf(await ana.visitor.post(`/api/pairs/${pair.id}/invitations`))).toBe("seat_taken");
    expect(signedOut).toEqual([]); // a cookie is all he has, and may hold other pages of his
    expect((await peopleFor(olga)).edges[0]).toMatchObject({ until: TODAY });
  });

  test("whoever can sign in again is signed out everywhere when they leave", async () => {
    const { ben, olga, base, db, userOf, signedOut } = await openOffice();
    const userId = await userOf(ben);
    await db
      .updateTable("user")
      .set({ isAnonymous: engine.engine === "sqlite" ? 0 : false })
      .where("id", "=", userId)
      .execute();
    await olga.post(`${base}/people/${ben.person.id}/leave`);
    expect(signedOut).toEqual([userId]);
    expect((await ben.visitor.get("/api/me")).body).toBeNull();
  });

  test("leaving can be taken back, with seats, edges and pages", async () => {
    const { ana, ben, olga, base, beginPage, report, accessOf, peopleFor } = await openOffice();
    const pair = await beginPage(ana.visitor, report);
    const before = await peopleFor(olga);
    await olga.post(`${base}/people/${ben.person.id}/leave`);
    expect((await olga.post(`${base}/people/${ben.person.id}/return`)).body).toMatchObject({ without: [] });
    expect(await peopleFor(olga)).toEqual(before);
    for (const who of [ana, ben]) expect((await accessOf(who, pair.id))?.write).toBe(true);
  });

  test("an edge that the chart has gone on without does not come back, and is told", async () => {
    const { ana, ben, cleo, olga, base, setManager } = await openOffice();
    await olga.post(`${base}/people/${ana.person.id}/leave`);
    await setManager(ben.person.id, cleo.person.id, TODAY);
    const { body } = await olga.post(`${base}/people/${ana.person.id}/return`);
    expect(body).toMatchObject({ without: [{ report: ben.person.id, manager: ana.person.id }] });
  });

  test("a page begun with somebody who has not joined is theirs when whoever began it lets them in", async () => {
    const { olga, ana, add, beginPage, invite, accept, person, mineFor, base, peopleFor } = await openOffice();
    const dan = await add("Dan");
    const pair = await beginPage(ana.visitor, { person: dan.id, relation: "mentor", iAm: "above" });
    const visitor = await person();
    // Whoever makes the link could come by it themselves: so the page does not open by it.
    await accept(visitor, await invite(dan, olga));
    expect((await visitor.get("/api/pairs")).body).toEqual([]);
    expect((await mineFor(ana.visitor)).pairs).toMatchObject([{ pair: pair.id, waitsForMe: true }]);
    // Whoever is to let them in can judge by how they came.
    const olgas = (await peopleFor(olga)).people.find(({ name }) => name === "Olga");
    expect((await mineFor(ana.visitor)).pairs[0]?.joined).toEqual({
      ...{ way: "told_link", at: "2026-11-24T09:00:00.000Z", invitedBy: olgas?.id, email: null, signsInAs: null },
    });
    expect((await visitor.post(`${base}/pairs/${pair.id}/let-in`)).status).toBe(404);
    expect((await ana.visitor.post(`${base}/pairs/${pair.id}/let-in`)).status).toBe(200);
    expect((await visitor.get("/api/pairs")).body).toMatchObject([{ id: pair.id, me: "b" }]);
    expect((await mineFor(ana.visitor)).pairs).toMatchObject([{ waitsForMe: false, joined: null }]);
  });

  test.each(["smtp", "operator"] as const)(
    "how somebody came by a mail is told to whoever may let them in: %s",
    async (way) => {
      const { olga, ana, add, beginPage, person, mineFor, base, db, parts } = await openOffice();
      parts.signIn.mail.way = way;
      const email = `${randomUUID()}@example.org`;
      const dan = await add("Dan", { email });
      await beginPage(ana.visitor, { person: dan.id, relation: "mentor", iAm: "above" });
      await olga.post(`${base}/people/${dan.id}/invitations/mail`);
      const mail = await db
        .selectFrom("mail_outbox")
        .selectAll()
        .where("to_address", "=", email)
        .executeTakeFirstOrThrow();
      const [, id, secret] = /join-workspace\/([\w-]+)#(\S+)/.exec(mail.text) ?? [];
      await (await person()).post(`/api/workspace-invitations/${id}/accept`, { secret });
      expect((await mineFor(ana.visitor)).pairs[0]?.joined).toMatchObject({
        ...{ way: way === "smtp" ? "mailed_link" : "handed_link", email, signsInAs: null },
      });
    },
  );

  test("how somebody came by their own address is told to whoever may let them in", async () => {
    const { ana, add, beginPage, person, mineFor, database } = await openOffice();
    const email = `${randomUUID()}@example.org`;
    const dan = await add("Dan", { email });
    await beginPage(ana.visitor, { person: dan.id, relation: "mentor", iAm: "above" });
    const visitor = await person();
    await signInByMail(database, visitor, email);
    await visitor.post(`/api/me/places/${dan.id}`);
    expect((await mineFor(ana.visitor)).pairs[0]?.joined).toMatchObject({
      ...{ way: "address", invitedBy: null, email, signsInAs: email },
    });
  });

  test("a page that two began without the workspace is known there to the two, and to nobody else", async () => {
    const { ana, ben, cleo, olga, mineFor, base } = await openOffice();
    const pair = await beginPair(ana.visitor);
    expect((await mineFor(ana.visitor)).outside).toEqual([]); // nobody else is on it yet
    await acceptAs(ben.visitor, await inviteTo(ana.visitor, pair));
    const known = { pair: pair.id, frozenAt: null };
    expect((await mineFor(ana.visitor)).outside).toEqual([{ ...known, person: ben.person.id }]);
    expect((await mineFor(ben.visitor)).outside).toEqual([{ ...known, person: ana.person.id }]);
    for (const visitor of [cleo.visitor, olga]) expect((await mineFor(visitor)).outside).toEqual([]);
    await olga.post(`${base}/people/${ben.person.id}/leave`);
    expect((await mineFor(ana.visitor)).outside).toEqual([]);
    expect((await ben.visitor.get("/api/pairs")).body).toMatchObject([{ id: pair.id }]); // it is theirs as before
  });

  test("whoever came by my own link needs no asking", async () => {
    const { olga, add, beginPage, invite, accept, person } = await openOffice();
    const dan = await add("Dan");
    const pair = await beginPage(olga, { person: dan.id, relation: "peer", iAm: "above" });
    const visitor = await person();
    await accept(visitor, await invite(dan, olga));
    expect((await visitor.get("/api/pairs")).body).toMatchObject([{ id: pair.id }]);
  });

  test("a link to a page of the workspace still brings somebody to it who is in no workspace yet", async () => {
    const { ana, add, beginPage, person } = await openOffice();
    const dan = await add("Dan");
    const pair = await beginPage(ana.visitor, { person: dan.id, relation: "peer", iAm: "above" });
    const visitor = await person();
    expect((await acceptAs(visitor, await inviteTo(ana.visitor, pair), "Dan")).status).toBe(200);
  });

  test("a mentor's page has nothing to do with the chart", async () => {
    const { ana, ben, cleo, beginPage, setManager, accessOf } = await openOffice();
    const pair = await beginPage(ana.visitor, { person: ben.person.id, relation: "mentor", iAm: "above" });
    await setManager(ben.person.id, cleo.person.id, TODAY);
    expect((await accessOf(ana, pair.id))?.write).toBe(true);
  });
});
