import { randomUUID } from "node:crypto";
import type { Pair } from "@candor/protocol/http/people.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { ANA_AND_BEN, acceptAs, beginPair, inviteTo, openApp, problemOf, shareDatabase } from "./testing/open-app.ts";

describeEachEngine("pairs", (engine) => {
  const shared = shareDatabase(engine);
  test("whoever begins a pair takes its first seat; the other is free", async () => {
    const { person } = openApp(shared());
    const ana = await person();
    const id = randomUUID();
    const { status, body } = await ana.put(`/api/pairs/${id}`, ANA_AND_BEN);
    expect(status).toBe(200);
    expect(body).toEqual({
      id,
      me: "a",
      createdAt: "2026-11-24T09:00:00.000Z",
      members: [
        { member: "a", name: "Ana", role: "manager", joined: true },
        { member: "b", name: "Ben", role: "report", joined: false },
      ],
    });
    expect((await ana.get(`/api/pairs/${id}`)).body).toEqual(body);
  });

  test("beginning the same pair again changes nothing", async () => {
    const { person } = openApp(shared());
    const ana = await person();
    const pair = await beginPair(ana);
    const again = await ana.put(`/api/pairs/${pair.id}`, { ...ANA_AND_BEN, theirName: "Somebody else" });
    expect(again).toMatchObject({ status: 200, body: pair });
  });

  test("beginning the same pair twice at once begins it once", async () => {
    const { person } = openApp(shared());
    const ana = await person();
    const id = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => ana.put(`/api/pairs/${id}`, ANA_AND_BEN)));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect((await ana.get("/api/pairs")).body).toHaveLength(1);
  });

  test("somebody else's pair cannot be taken by its id", async () => {
    const { person } = openApp(shared());
    const [ana, eve] = [await person(), await person()];
    const pair = await beginPair(ana);
    expect(problemOf(await eve.put(`/api/pairs/${pair.id}`, ANA_AND_BEN))).toBe("not_found");
    expect((await eve.get("/api/pairs")).body).toEqual([]);
    expect((await ana.get(`/api/pairs/${pair.id}`)).body).toEqual(pair);
  });

  test("I see my own pairs, the newest first, each from my seat", async () => {
    const { person, passDays } = openApp(shared());
    const [ana, ben] = [await person(), await person()];
    const older = await beginPair(ana, { ...ANA_AND_BEN, theirName: "Ben" });
    passDays(1);
    const newer = await beginPair(ana, { ...ANA_AND_BEN, theirName: "Cleo" });
    await acceptAs(ben, await inviteTo(ana, older));
    expect(((await ana.get("/api/pairs")).body as Pair[]).map(({ id }) => id)).toEqual([newer.id, older.id]);
    expect((await ben.get("/api/pairs")).body).toMatchObject([{ id: older.id, me: "b" }]);
  });

  test("one person on three of my pages is known for one, and a seat that nobody took says nothing", async () => {
    const database = shared();
    const { person } = openApp(database);
    const [ana, ben, cleo] = [await person(), await person(), await person()];
    for (let count = 0; count < 3; count++) await acceptAs(ben, await inviteTo(ana, await beginPair(ana)));
    await acceptAs(cleo, await inviteTo(ana, await beginPair(ana)));
    await beginPair(ana);
    const people = ((await ana.get("/api/pairs")).body as Pair[]).map((pair) => pair.person);
    const taken = people.filter((each) => each !== undefined);
    expect([taken.length, new Set(taken).size]).toEqual([4, 2]);
    const mine = ((await ben.get("/api/pairs")).body as Pair[]).map((pair) => pair.person);
    expect(new Set(mine).size).toBe(1);
  });

  test("what tells me that two pages are with one person says nothing else of them, nor beside what others are told", async () => {
    const { person } = openApp(shared());
    const [ana, dan, ben] = [await person(), await person(), await person()];
    await acceptAs(ben, await inviteTo(ana, await beginPair(ana)));
    await acceptAs(ben, await inviteTo(dan, await beginPair(dan)));
    const told = async (of: typeof ana) => ((await of.get("/api/pairs")).body as Pair[])[0]?.person;
    const benId = ((await ben.get("/api/me")).body as { userId: string }).userId;
    expect(await told(ana)).not.toBe(await told(dan));
    expect([await told(ana), await told(dan)]).not.toContain(benId);
  });

  test("whom a chart knows on one of my pages is the same on a page outside of it", async () => {
    const database = shared();
    const { person } = openApp(database);
    const [ana, ben] = [await person(), await person()];
    const [inside, outside] = [await beginPair(ana), await beginPair(ana)];
    for (const pair of [inside, outside]) await acceptAs(ben, await inviteTo(ana, pair));
    await database.db
      .updateTable("pair_member")
      .set({ person_id: "ben-in-the-chart" })
      .where("pair_id", "=", inside.id)
      .where("member", "=", "b")
      .execute();
    const people = ((await ana.get("/api/pairs")).body as Pair[]).map((pair) => pair.person);
    expect(people).toEqual(["ben-in-the-chart", "ben-in-the-chart"]);
  });

  test("either of the two may correct names and roles", async () => {
    const { person } = openApp(shared());
    const [ana, ben] = [await person(), await person()];
    const pair = await beginPair(ana);
    await acceptAs(ben, await inviteTo(ana, pair));
    const members = [
      { member: "a", name: "Ana Maria" },
      { member: "b", role: "mentee" },
    ];
    expect((await ben.patch(`/api/pairs/${pair.id}`, { members })).body).toMatchObject({
      me: "b",
      members: [
        { member: "a", name: "Ana Maria", role: "manager" },
        { member: "b", name: "Ben", role: "mentee" },
      ],
    });
  });

  test.each([
    ["no name", { ...ANA_AND_BEN, theirName: " " }],
    ["a name of which nothing shows", { ...ANA_AND_BEN, theirName: "\u200b\u200d" }],
    ["a line break", { ...ANA_AND_BEN, theirName: "Ben\r\nX-Header: y" }],
    ["an unknown role", { ...ANA_AND_BEN, myRole: "admin" }],
    ["a missing field", { myName: "Ana" }],
    ["no object", []],
  ])("a pair with %s is refused", async (_what, wanted) => {
    const { person } = openApp(shared());
    const ana = await person();
    const answer = await ana.put(`/api/pairs/${randomUUID()}`, wanted);
    expect([answer.status, problemOf(answer)]).toEqual([400, "invalid"]);
    expect((await ana.get("/api/pairs")).body).toEqual([]);
  });

  test("quotes and placeholders in a name stay what they are", async () => {
    const { person } = openApp(shared());
    const ana = await person();
    const theirName = `Robert'); drop table pair;-- "$1" ? \\`;
    expect((await beginPair(ana, { ...ANA_AND_BEN, theirName })).members[1]).toMatchObject({ name: theirName });
  });

  test("my own name may be unknown yet", async () => {
    const { person } = openApp(shared());
    const pair = await beginPair(await person(), { ...ANA_AND_BEN, myName: "" });
    expect(pair.members[0]).toMatchObject({ name: "", joined: true });
  });

  test("a person has a last page", async () => {
    const database = shared();
    const { person } = openApp(database);
    const ana = await person();
    const { userId } = (await ana.get("/api/me")).body as { userId: string };
    const ids = Array.from({ length: 500 }, () => randomUUID());
    const at = "2026-11-24T09:00:00.000Z";
    await database.db
      .insertInto("pair")
      .values(ids.map((id) => ({ id, created_by: userId, created_at: at })))
      .execute();
    const seat = {
      member: "a" as const,
      user_id: userId,
      name: "Ana",
      role: "peer",
      joined_at: at,
      invitation_id: null,
    };
    await database.db
      .insertInto("pair_member")
      .values(ids.map((pair_id) => ({ pair_id, ...seat })))
      .execute();
    const id = randomUUID();
    expect(problemOf(await ana.put(`/api/pairs/${id}`, ANA_AND_BEN))).toBe("too_many_pairs");
    expect((await ana.get(`/api/pairs/${id}`)).status).toBe(404);
    expect((await ana.put(`/api/pairs/${ids[0]}`, ANA_AND_BEN)).status).toBe(200);
  });

  test("nobody fills the server with pages that they begin and put away", async () => {
    const { person, passMinutes } = openApp(shared());
    const [ana, ben] = [await person(), await person()];
    const pair = await beginPair(ana);
    for (let times = 0; times < 299; times += 1) {
      await ana.put(`/api/pairs/${pair.id}`, ANA_AND_BEN);
      await ana.post(`/api/pairs/${randomUUID()}/put-away`);
    }
    await ana.put(`/api/pairs/${pair.id}`, ANA_AND_BEN);
    expect(problemOf(await ana.put(`/api/pairs/${randomUUID()}`, ANA_AND_BEN))).toBe("too_many_requests");
    await beginPair(ben);
    passMinutes(1);
    await beginPair(ana);
  });
});
