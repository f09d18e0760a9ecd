import { randomUUID } from "node:crypto";
import { openSmtp } from "@candor/integrations/mail/smtp/open-smtp.ts";
import { openSmtpInbox } from "@candor/integrations/mail/testing/smtp-inbox.ts";
import type { SkipLevels, SkipNoticeForMe } from "@candor/protocol/http/skip.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { deliverMail } from "../mail/deliver-mail.ts";
import { problemOf, shareDatabase, type Visitor } from "../people/testing/open-app.ts";
import { openWorkspace } from "../workspace/testing/open-workspace.ts";

const ROUND = { meetings: 4, minutes: 30, firstMonth: "2026-11" }; // it is the 24th of November in the world of the tests

describeEachEngine("skip-levels", (engine) => {
  const shared = shareDatabase(engine);

  /** Ana leads Ben and Eve; Cleo and Dan report to Ben, Fay to Eve. */
  async function openOffice() {
    const world = await openWorkspace(shared());
    const emailOf = (name: string) => `${name}-${randomUUID()}@example.org`;
    const bens = emailOf("ben");
    const ana = await world.join("Ana");
    const ben = await world.join("Ben", { email: bens, manager: ana.person.id });
    const eve = await world.join("Eve", { manager: ana.person.id });
    const cleo = await world.join("Cleo", { manager: ben.person.id, department: "Support" });
    const dan = await world.join("Dan", { manager: ben.person.id, department: "Support" });
    const fay = await world.join("Fay", { manager: eve.person.id, department: "Design" });
    const path = `${world.base}/skip-levels`;
    const levelsOf = async (visitor: Visitor) => (await visitor.get(path)).body as SkipLevels;
    const beginRound = (visitor: Visitor, changes: Partial<typeof ROUND> = {}) =>
      visitor.post(`${path}/rounds`, { ...ROUND, ...changes });
    const noticesOf = async (visitor: Visitor) => (await visitor.get("/api/me/skip-notices")).body as SkipNoticeForMe[];
    const withCleo = { person: cleo.person.id, relation: "skip_level", iAm: "above" } as const;
    const mails = () =>
      world.db.selectFrom("mail_outbox").selectAll().where("to_address", "=", bens).orderBy("created_at").execute();
    const held = (page: string, day: string) =>
      world.db
        .insertInto("meeting")
        .values({
          ...{ page, volume: null, id: randomUUID(), start: `${day}T10:00`, time_zone: "Europe/Berlin", minutes: 30 },
          ...{ medium: null, closed_at: null, state: "held" },
        })
        .execute();
    return {
      ...world,
      ana,
      ben,
      eve,
      cleo,
      dan,
      fay,
      bens,
      path,
      levelsOf,
      beginRound,
      noticesOf,
      withCleo,
      mails,
      held,
    };
  }

  test("somebody is told whom they are two levels above, who is between, and when they last met", async () => {
    const { ana, ben, cleo, levelsOf, beginPage, withCleo, held } = await openOffice();
    const page = await beginPage(ana.visitor, withCleo);
    await held(page.id, "2026-10-12");
    await held(page.id, "2026-09-14");
    const { people, round } = await levelsOf(ana.visitor);
    expect(people.map(({ name }) => name)).toEqual(["Cleo", "Dan", "Fay"]);
    expect(people[0]).toEqual({
      ...{ person: cleo.person.id, name: "Cleo", department: "Support", pair: page.id, leaves: [] },
      ...{ between: [{ person: ben.person.id, name: "Ben" }], since: "2026-11-24", until: null },
      lastMet: "2026-10-12",
    });
    expect(round).toBeNull();
    expect((await levelsOf(ben.visitor)).people).toEqual([]);
  });

  test("a re-org that takes them out of the line takes them off the list, and one that only changes who is between does not", async () => {
    const { ana, eve, cleo, dan, levelsOf, setManager, olga, peopleFor } = await openOffice();
    await setManager(cleo.person.id, eve.person.id, "2026-11-24");
    const olgas = (await peopleFor(olga)).people.find(({ name }) => name === "Olga");
    await setManager(dan.person.id, olgas?.id ?? "", "2026-11-24");
    const { people } = await levelsOf(ana.visitor);
    expect(people.map(({ name, between }) => [name, between[0]?.name])).toEqual([
      ["Cleo", "Eve"],
      ["Fay", "Eve"],
    ]);
  });

  test("a round tells each manager between once, by mail and in the product, of whom and when and of no topic", async () => {
    const { ana, ben, eve, beginRound, noticesOf, mails, beginPage, withCleo, bens, db } = await openOffice();
    await beginPage(ana.visitor, withCleo);
    expect((await beginRound(ana.visitor)).status).toBe(200);
    const { body } = await beginRound(ana.visitor); // pressed twice
    const { round } = body as SkipLevels;
    expect(round?.turns.length).toBeGreaterThanOrEqual(3);
    expect(round?.told.map(({ way }) => way).sort()).toEqual(["here", "mail", "mail"]);
    const inbox = await openSmtpInbox();
    const sender = await openSmtp({ url: inbox.url, from: "Candor <candor@example.org>" });
    try {
      await db.deleteFrom("mail_outbox").where("to_address", "<>", bens).execute();
      expect(await mails()).toHaveLength(1);
      const report = (fault: unknown) => expect(fault).toBeUndefined();
      const clock = () => new Date("2026-11-24T09:00:01Z");
      await deliverMail({ db, sender, domain: "example.org", report }, clock);
      expect(inbox.recipients).toEqual([[bens]]);
      expect(inbox.mails[0]?.subject).toBe("Ana meets people of your team");
      const text = inbox.mails[0]?.text ?? "";
      expect(text).toMatch(/- Cleo: \w+ 202[67]/);
      expect(text).toMatch(/- Dan: \w+ 202[67]/);
      expect(text).not.toContain("Fay");
      expect(text).toContain("they are no review of you");
      expect(text).toContain("/settings/skip-levels");
    } finally {
      await sender.close();
      await inbox.close();
    }
    const [notice] = await noticesOf(ben.visitor);
    expect(notice).toMatchObject({ subject: "Ana meets people of your team", read: false });
    expect(notice?.paragraphs.join("\n")).toContain("- Cleo: ");
    expect((await noticesOf(eve.visitor))[0]?.paragraphs.join("\n")).toContain("- Fay: ");
    expect(await noticesOf(ana.visitor)).toEqual([]);
    const read = await ben.visitor.post(`/api/me/skip-notices/${notice?.notice}/read`);
    expect(read.body).toMatchObject([{ read: true }]);
    await eve.visitor.post(`/api/me/skip-notices/${randomUUID()}/read`);
    expect((await noticesOf(eve.visitor))[0]?.read).toBe(false);
  });

  test("somebody who comes into the line while a round goes on is planned, and their manager told of them alone", async () => {
    const { ana, ben, join, beginRound, mails, noticesOf, levelsOf, passMinutes } = await openOffice();
    const before = (await beginRound(ana.visitor)).body as SkipLevels;
    await join("Gil", { manager: ben.person.id });
    passMinutes(1);
    const after = (await beginRound(ana.visitor)).body as SkipLevels;
    const gil = (await levelsOf(ana.visitor)).people.find(({ name }) => name === "Gil")?.person;
    expect(after.round?.id).toBe(before.round?.id);
    expect(after.round?.turns.map(({ person }) => person)).toContain(gil);
    expect(after.round?.told).toHaveLength(4);
    const texts = (await mails()).map(({ text }) => text);
    expect(texts).toHaveLength(2);
    expect(texts[1]).toContain("- Gil: ");
    expect(texts[1]).not.toContain("- Cleo: ");
    expect((await noticesOf(ben.visitor))[0]?.paragraphs.join("\n")).toMatch(/Cleo.*Dan.*Gil/s);
  });

  test("a month that was promised stays when the rest is planned anew, and what was held is not planned again", async () => {
    const { ana, cleo, beginRound, beginPage, withCleo, held } = await openOffice();
    const page = await beginPage(ana.visitor, withCleo);
    const first = ((await beginRound(ana.visitor, { meetings: 1 })).body as SkipLevels).round;
    expect(first?.turns).toHaveLength(3);
    await held(page.id, "2026-11-24");
    const next = ((await beginRound(ana.visitor, { meetings: 1 })).body as SkipLevels).round;
    const monthsOf = (turns: typeof first, person: string) =>
      turns?.turns.filter((turn) => turn.person === person).map(({ month }) => month);
    for (const { person, month } of first?.turns ?? [])
      if (person !== cleo.person.id && month !== "2026-11") expect(monthsOf(next, person)).toContain(month);
    expect(monthsOf(next, cleo.person.id)?.filter((month) => month > "2026-11")).toEqual([]);
  });

  test("a plan that was changed to meet nobody says nothing to the managers between, and tells nobody twice", async () => {
    const { ana, ben, beginRound, noticesOf, mails } = await openOffice();
    await beginRound(ana.visitor);
    await beginRound(ana.visitor, { meetings: 0 });
    expect(await noticesOf(ben.visitor)).toEqual([]);
    await beginRound(ana.visitor);
    expect((await noticesOf(ben.visitor))[0]?.paragraphs.join("\n")).toContain("- Cleo: ");
    expect(await mails()).toHaveLength(1);
  });

  test("a round may begin next month, and begins in no other", async () => {
    const { ana, ben, beginRound } = await openOffice();
    expect(problemOf(await beginRound(ana.visitor, { firstMonth: "2027-01" }))).toBe("not_that_month");
    expect(problemOf(await beginRound(ana.visitor, { firstMonth: "2026-10" }))).toBe("not_that_month");
    expect(problemOf(await beginRound(ben.visitor))).toBe("nobody_to_meet");
    const { round } = (await beginRound(ana.visitor, { firstMonth: "2026-12" })).body as SkipLevels;
    expect(round?.turns.every(({ month }) => month >= "2026-12" && month <= "2027-02")).toBe(true);
  });

  test.each([{ meetings: -1 }, { meetings: 1.5 }, { minutes: 5 }, { firstMonth: "2026-13" }, { firstMonth: "soon" }])(
    "what is no round is refused: %o",
    async (changes) => {
      const { ana, beginRound } = await openOffice();
      expect((await beginRound(ana.visitor, changes)).status).toBe(400);
    },
  );

  test("a page begun outside a round tells the manager between as a round does, and the same again tells nobody", async () => {
    const { ana, ben, eve, dan, beginPage, withCleo, noticesOf, levelsOf, mails, db } = await openOffice();
    const page = await beginPage(ana.visitor, withCleo);
    await beginPage(ana.visitor, withCleo); // they have one
    await beginPage(ana.visitor, { ...withCleo, person: dan.person.id });
    const [notice, ...others] = await noticesOf(ben.visitor);
    expect(others).toEqual([]);
    const text = notice?.paragraphs.join("\n") ?? "";
    expect(text).toContain("- Cleo: from November 2026 on\n- Dan: from November 2026 on");
    expect(text).toContain("they are no review of you");
    expect(JSON.stringify(notice)).not.toContain(page.id);
    expect(await noticesOf(eve.visitor)).toEqual([]);
    const waiting = await mails();
    expect(waiting.map((mail) => mail.text.split("\n").filter((line) => line.startsWith("- ")))).toEqual([
      ["- Cleo: from November 2026 on", "- Dan: from November 2026 on"],
    ]);
    expect(waiting[0]?.next_try_at).toBe("2026-11-24T09:05:00.000Z"); // pages that are begun together are one mail
    expect((await levelsOf(ana.visitor)).told.map(({ way }) => way)).toEqual(["mail", "mail"]);
    await db.updateTable("mail_outbox").set({ tries: 1 }).execute(); // on its way
    const read = await ben.visitor.post(`/api/me/skip-notices/${notice?.notice}/read`);
    expect(read.body).toMatchObject([{ read: true }]);
  });

  test("a round that begins before the mail about a page has gone takes its place", async () => {
    const { ana, beginPage, beginRound, withCleo, mails } = await openOffice();
    await beginPage(ana.visitor, withCleo);
    await beginRound(ana.visitor);
    expect((await mails()).map(({ text }) => text.match(/^- \w+: \w+/gm))).toMatchObject([{ length: 2 }]);
  });

  test("what is on its way is not taken back, and a page that is begun later is told by itself", async () => {
    const { ana, ben, dan, beginPage, withCleo, noticesOf, mails, db } = await openOffice();
    await beginPage(ana.visitor, withCleo);
    await db.updateTable("mail_outbox").set({ tries: 1 }).execute();
    await beginPage(ana.visitor, { ...withCleo, person: dan.person.id });
    const texts = (await mails()).map(({ text }) => text);
    expect(texts).toHaveLength(2);
    expect(texts.filter((text) => text.includes("- Cleo"))).toHaveLength(1);
    expect(texts.filter((text) => text.includes("- Dan"))).toHaveLength(1);
    expect((await noticesOf(ben.visitor))[0]?.paragraphs.join("\n")).toMatch(/Cleo.*Dan/s);
  });

  test("a page that is begun while a round goes on tells nobody of whom the round told them", async () => {
    const { ana, ben, join, beginPage, beginRound, withCleo, noticesOf, mails, passMinutes } = await openOffice();
    await beginRound(ana.visitor);
    await beginPage(ana.visitor, withCleo);
    expect(await mails()).toHaveLength(1);
    expect(await noticesOf(ben.visitor)).toHaveLength(1);
    const gil = await join("Gil", { manager: ben.person.id });
    passMinutes(1);
    await beginPage(ana.visitor, { ...withCleo, person: gil.person.id }); // whom the round does not have
    expect((await mails()).map(({ text }) => text.includes("- Gil: from"))).toEqual([false, true]);
  });

  test("what somebody turns to their manager's manager with is theirs: nobody is told until whoever is above says so", async () => {
    const { ana, ben, cleo, dan, beginPage, levelsOf, noticesOf, mails, path } = await openOffice();
    await beginPage(cleo.visitor, { person: ana.person.id, relation: "skip_level", iAm: "below" });
    expect(await mails()).toEqual([]);
    expect(await noticesOf(ben.visitor)).toEqual([]);
    expect((await levelsOf(ana.visitor)).told).toEqual([]);
    const { body } = await ana.visitor.post(`${path}/notices`);
    expect((body as SkipLevels).told).toMatchObject([{ manager: ben.person.id, person: cleo.person.id }]);
    await ana.visitor.post(`${path}/notices`);
    expect((await mails()).map(({ text }) => [text.includes("- Cleo"), text.includes("- Dan")])).toEqual([
      [true, false],
    ]);
    expect((await dan.visitor.post(`${path}/notices`)).body).toMatchObject({ people: [], told: [] });
  });

  test("whoever comes between later is told once it is asked for, and pages with others tell nobody", async () => {
    const { ana, ben, eve, cleo, fay, beginPage, withCleo, setManager, noticesOf, path, mails } = await openOffice();
    await beginPage(ana.visitor, withCleo);
    await beginPage(ana.visitor, { person: fay.person.id, relation: "mentor", iAm: "above" });
    await beginPage(ben.visitor, { ...withCleo, person: fay.person.id }); // by the chart he is not above Fay
    expect(await noticesOf(eve.visitor)).toEqual([]);
    await setManager(cleo.person.id, eve.person.id, "2026-11-24");
    await ana.visitor.post(`${path}/notices`);
    expect((await noticesOf(eve.visitor)).map(({ paragraphs }) => paragraphs.join("\n").includes("- Cleo"))).toEqual([
      true,
    ]);
    expect(await mails()).toHaveLength(1);
  });

  test("whoever is on leave is not planned while they are away", async () => {
    const { ana, cleo, beginRound, beginPage, withCleo } = await openOffice();
    const page = await beginPage(ana.visitor, withCleo);
    const away = { everyWeeks: null, isFirstRole: false, awayFrom: "2026-11-24", backSince: "2027-01-04" };
    expect((await cleo.visitor.put(`/api/pairs/${page.id}/cadence/stated`, away)).status).toBe(200);
    const { round } = (await beginRound(ana.visitor)).body as SkipLevels;
    expect(round?.turns.filter(({ person }) => person === cleo.person.id)).toEqual([
      { person: cleo.person.id, month: "2027-01" },
    ]);
  });

  test("the manager between finds nothing of the page, whatever they ask, and neither does the owner", async () => {
    const { ana, ben, olga, cleo, beginPage, withCleo, beginRound, access, base, held } = await openOffice();
    const page = await beginPage(ana.visitor, withCleo);
    await held(page.id, "2026-11-20");
    await beginRound(ana.visitor);
    const missing = randomUUID();
    const userOf = async (visitor: Visitor) => ((await visitor.get("/api/me")).body as { userId: string }).userId;
    for (const visitor of [ben.visitor, olga]) {
      for (const route of ["", "/cadence", "/worth", "/versions", "/volumes", "/access-log", "/portrait", "/busy"]) {
        const { status, body } = await visitor.get(`/api/pairs/${page.id}${route}`);
        expect([route, status]).toEqual([route, 404]);
        expect(body).toEqual((await visitor.get(`/api/pairs/${missing}${route}`)).body);
      }
      expect(await access.accessTo(page.id, await userOf(visitor))).toBeNull();
      for (const list of ["/api/pairs", "/api/me/overview", "/api/me/cadence", `${base}/mine`, `${base}/skip-levels`])
        expect(JSON.stringify((await visitor.get(list)).body)).not.toContain(page.id);
      expect(JSON.stringify((await visitor.get("/api/me/skip-notices")).body)).not.toMatch(/2026-11-20|topic/);
    }
    for (const { visitor } of [ana, cleo])
      expect(await access.accessTo(page.id, await userOf(visitor))).toMatchObject({ write: true });
  });
});
