import type { Beginning, MyPortrait, PortraitOfOther } from "@candor/protocol/http/portrait.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { claimAccount } from "../people/claim-account.ts";
import { openWorkspace } from "../workspace/testing/open-workspace.ts";

describeEachEngine("a portrait", ({ open }) => {
  const openPair = async () => {
    const world = await openWorkspace(await open());
    const [ana, ben] = [await world.join("Ana"), await world.join("Ben")];
    await world.setManager(ben.person.id, ana.person.id, "2026-11-20");
    const pair = await world.beginPage(ana.visitor, { person: ben.person.id, relation: "report", iAm: "above" });
    const say = (text: string, was: string | null = null, visitor = ben.visitor) =>
      visitor.put("/api/me/portrait/learn", { text, was });
    const seen = async (visitor = ana.visitor) =>
      (await visitor.get(`/api/pairs/${pair.id}/portrait`)).body as PortraitOfOther;
    const show = (shares: boolean, visitor = ben.visitor) =>
      visitor.put(`/api/pairs/${pair.id}/portrait-share`, { shares });
    return { ...world, ana, ben, pair, say, seen, show };
  };

  test("it is seen by nobody until its person shows it, and then by the manager of that page alone", async () => {
    const { ana, olga, say, seen, show, pair } = await openPair();
    await say("SQL");
    expect(await seen()).toEqual({ pair: pair.id, shown: false, entries: [] });
    await show(true);
    expect((await seen()).entries.map(({ text }) => text)).toEqual(["SQL"]);
    expect((await ana.visitor.get("/api/me/portraits")).body).toHaveLength(1);
    expect((await olga.get("/api/me/portraits")).body).toEqual([]);
    expect((await olga.get(`/api/pairs/${pair.id}/portrait`)).status).toBe(404);
    await show(false);
    expect((await seen()).shown).toBe(false);
  });

  test("a direct reads no portrait of their manager, whatever the manager says", async () => {
    const { ana, ben, say, seen, show } = await openPair();
    await say("Golf", null, ana.visitor);
    await show(true, ana.visitor);
    expect(await seen(ben.visitor)).toMatchObject({ shown: false, entries: [] });
  });

  test("what was said before stays as its history, and saying it again is no new text", async () => {
    const { ben, say, passMinutes } = await openPair();
    await say("Rust");
    passMinutes(1);
    await say("SQL", "Rust");
    passMinutes(1);
    const { body } = await say("SQL", "SQL");
    expect((body as MyPortrait).entries.map(({ text, until }) => [text, until === null])).toEqual([
      ["SQL", true],
      ["Rust", false],
    ]);
    expect(((await ben.visitor.get("/api/me/portrait")).body as MyPortrait).readers).toHaveLength(1);
  });

  test("two devices overwrite nothing that they have not seen", async () => {
    const { say } = await openPair();
    await say("Rust");
    expect((await say("Go")).status).toBe(409);
    expect((await say("Go", "Rust")).status).toBe(200);
  });

  test("when the manager changes, the former one reads it no longer and the new one not before it is shown", async () => {
    const { ana, ben, say, seen, show, join, setManager, beginPage } = await openPair();
    await say("SQL");
    await show(true);
    const dan = await join("Dan");
    await setManager(ben.person.id, dan.person.id, "2026-11-24");
    expect(await seen()).toMatchObject({ shown: false, entries: [] });
    expect((await ana.visitor.get("/api/me/portraits")).body).toEqual([]);
    await beginPage(dan.visitor, { person: ben.person.id, relation: "report", iAm: "above" });
    expect((await dan.visitor.get("/api/me/portraits")).body).toEqual([]);
  });

  test("it goes along when somebody signs in to an account of theirs", async () => {
    const { db, ben, say, person } = await openPair();
    const idOf = async (visitor: typeof ben.visitor) =>
      ((await visitor.get("/api/me")).body as { userId: string }).userId;
    await say("SQL");
    const account = await person();
    await account.put("/api/me/portrait/learn", { text: "Rust", was: null });
    await claimAccount(db, await idOf(ben.visitor), await idOf(account));
    const { entries } = (await account.get("/api/me/portrait")).body as MyPortrait;
    expect(entries.filter(({ until }) => until === null).map(({ text }) => text)).toEqual(["Rust"]);
    expect(entries.map(({ text }) => text)).toContain("SQL");
  });

  test.each([
    ["learn", { text: "x".repeat(4001), was: null }],
    ["learn", { text: "a\0b", was: null }],
    ["salary", { text: "more", was: null }],
    ["learn", { text: "SQL" }],
  ])("what is no part of a portrait is refused: %s %o", async (part, body) => {
    const { ben } = await openPair();
    expect((await ben.visitor.put(`/api/me/portrait/${part}`, body)).status).toBe(400);
  });
});

describeEachEngine("beginnings", ({ open }) => {
  const beginningsOf = async (visitor: { get: (path: string) => Promise<{ body: unknown }> }) =>
    (await visitor.get("/api/me/beginnings")).body as Beginning[];

  test("a new direct is a beginning for both, before the day and for a month after it", async () => {
    const world = await openWorkspace(await open());
    const [ana, ben] = [await world.join("Ana"), await world.join("Ben")];
    await world.setManager(ben.person.id, ana.person.id, "2026-12-01");
    expect(await beginningsOf(ana.visitor)).toMatchObject([
      { name: "Ben", iLead: true, since: "2026-12-01", today: "2026-11-24", pair: null },
    ]);
    expect(await beginningsOf(ben.visitor)).toMatchObject([{ name: "Ana", iLead: false }]);
    const pair = await world.beginPage(ana.visitor, { person: ben.person.id, relation: "report", iAm: "above" });
    expect((await beginningsOf(ben.visitor))[0]?.pair).toBe(pair.id);
  });

  test("nobody hears of another's beginning, and one of long ago is none", async () => {
    const world = await openWorkspace(await open());
    const [ana, ben, cleo] = [await world.join("Ana"), await world.join("Ben"), await world.join("Cleo")];
    await world.setManager(ben.person.id, ana.person.id, "2026-11-20");
    await world.setManager(cleo.person.id, ana.person.id, "2020-01-01");
    expect(await beginningsOf(cleo.visitor)).toEqual([]);
    expect((await beginningsOf(ana.visitor)).map(({ name }) => name)).toEqual(["Ben"]);
  });
});
