import { randomUUID } from "node:crypto";
import type { Pair } from "@candor/protocol/http/people.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { claimAccount } from "../people/claim-account.ts";
import {
  acceptAs,
  beginPair,
  inviteTo,
  ORIGIN,
  openApp,
  problemOf,
  shareDatabase,
  type Visitor,
} from "../people/testing/open-app.ts";
import { MAX_ANSWERS_EACH } from "./worth.ts";

describeEachEngine("whether a meeting was worth the time", (engine) => {
  const shared = shareDatabase(engine);

  async function openWorld() {
    const app = openApp(shared());
    const [ana, ben] = [await app.person("Ana"), await app.person("Ben")];
    const pair = await beginPair(ana);
    const invitation = await inviteTo(ana, pair);
    await acceptAs(ben, invitation);
    return { ...app, ana, ben, pair, invitation };
  }

  test("each sees the other's answer only after giving their own", async () => {
    const { ana, ben, pair } = await openWorld();
    expect(await say(ana, pair, "m1", "yes")).toMatchObject({
      status: 200,
      body: { meeting: "m1", mine: "yes", theirs: null },
    });
    expect(await answers(ben, pair)).toEqual([]);
    expect((await say(ben, pair, "m1", "no")).body).toEqual({ meeting: "m1", mine: "no", theirs: "yes" });
    expect(await answers(ana, pair)).toEqual([{ meeting: "m1", mine: "yes", theirs: "no" }]);
    expect(await answers(ben, pair)).toEqual([{ meeting: "m1", mine: "no", theirs: "yes" }]);
  });

  test("of a meeting that only the other has answered for nothing is told, whatever is asked", async () => {
    const { ana, ben, pair } = await openWorld();
    const quiet = [await ben.get(`/api/pairs/${pair.id}/worth`), await ben.get(`/api/pairs/${pair.id}`)];
    await say(ana, pair, "m1", "no");
    const after = [await ben.get(`/api/pairs/${pair.id}/worth`), await ben.get(`/api/pairs/${pair.id}`)];
    expect(after.map(({ body }) => body)).toEqual(quiet.map(({ body }) => body));
    expect(after.map(({ headers }) => [...headers])).toEqual(quiet.map(({ headers }) => [...headers]));
  });

  test("having answered for one meeting opens no other", async () => {
    const { ana, ben, pair } = await openWorld();
    for (const meeting of ["m1", "m2", "m3"]) await say(ana, pair, meeting, "yes");
    await say(ben, pair, "m2", "yes");
    expect(await answers(ben, pair)).toEqual([{ meeting: "m2", mine: "yes", theirs: "yes" }]);
  });

  test("an answer may be changed, also after seeing the other's, and the same again changes nothing", async () => {
    const { ana, ben, pair } = await openWorld();
    await say(ana, pair, "m1", "yes");
    await say(ben, pair, "m1", "yes");
    await say(ben, pair, "m1", "no");
    expect((await say(ben, pair, "m1", "no")).body).toEqual({ meeting: "m1", mine: "no", theirs: "yes" });
    expect(await answers(ana, pair)).toEqual([{ meeting: "m1", mine: "yes", theirs: "no" }]);
  });

  test("one tap sent many times at once is one answer", async () => {
    const { ana, pair } = await openWorld();
    const sent = await Promise.all([1, 2, 3, 4].map(() => say(ana, pair, "m1", "yes")));
    expect(sent.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await answers(ana, pair)).toHaveLength(1);
  });

  test("answers of one pair are none of another", async () => {
    const { ana, ben, pair } = await openWorld();
    const other = await beginPair(ana);
    await say(ana, other, "m1", "no");
    await say(ben, pair, "m1", "yes");
    expect(await answers(ben, pair)).toEqual([{ meeting: "m1", mine: "yes", theirs: null }]);
  });

  test("an answer stays with its seat: whoever claims an account keeps it, and a taken-back seat shows nothing", async () => {
    const { ana, ben, pair, invitation, person } = await openWorld();
    await say(ana, pair, "m1", "yes");
    await say(ben, pair, "m1", "no");
    const benSignedIn = await person();
    await claimAccount(shared().db, await idOf(ben), await idOf(benSignedIn));
    expect(await answers(benSignedIn, pair)).toEqual([{ meeting: "m1", mine: "no", theirs: "yes" }]);
    expect((await ben.get(`/api/pairs/${pair.id}/worth`)).status).toBe(404);

    await ana.delete(`/api/invitations/${invitation.id}`);
    expect((await benSignedIn.get(`/api/pairs/${pair.id}/worth`)).status).toBe(404);
    expect(problemOf(await say(benSignedIn, pair, "m1", "yes"))).toBe("not_found");
    expect(await answers(ana, pair)).toEqual([{ meeting: "m1", mine: "yes", theirs: "no" }]);
  });

  test.each([
    ["another word", { worth: "maybe" }],
    ["a truth", { worth: true }],
    ["a list of words", { worth: ["yes"] }],
    ["nothing", {}],
    ["null", { worth: null }],
    ["somebody else's seat", { worth: "yes", member: "b" }],
    ["a time", { worth: "yes", said_at: "2020-01-01T00:00:00Z" }],
    ["no object", "yes"],
    ["a name of objects", { worth: "constructor" }],
  ])("an answer with %s is refused", async (_what, body) => {
    const { ana, pair } = await openWorld();
    const answer = await ana.put(`/api/pairs/${pair.id}/meetings/m1/worth`, body);
    expect([answer.status, problemOf(answer)]).toEqual([400, "invalid"]);
    expect(await answers(ana, pair)).toEqual([]);
  });

  test.each(["__proto__", "m".repeat(41), "-m", "m%20n", "m%00", "%F0%9F%98%80", "m'--"])(
    "a meeting called %s is refused",
    async (meeting) => {
      const { ana, pair } = await openWorld();
      expect((await say(ana, pair, meeting, "yes")).status).toBe(400);
      expect(await answers(ana, pair)).toEqual([]);
    },
  );

  test("a meeting called like a name of JavaScript objects is a meeting", async () => {
    const { ana, pair } = await openWorld();
    for (const meeting of ["constructor", "toString", "hasOwnProperty"]) await say(ana, pair, meeting, "yes");
    expect(await answers(ana, pair)).toHaveLength(3);
  });

  test("whoever sends a prototype along gets nothing by it", async () => {
    const { app, ana, pair } = await openWorld();
    const headers = { cookie: ana.cookie(), origin: ORIGIN, "content-type": "application/json" };
    const body = '{"worth":"yes","__proto__":{"polluted":true}}';
    await app.request(`${ORIGIN}/api/pairs/${pair.id}/meetings/m1/worth`, { method: "PUT", headers, body });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test("a pair has a last answer of each, and what the other has said does not count towards it", async () => {
    const { ana, ben, pair } = await openWorld();
    const said_at = "2026-11-24T09:00:00.000Z";
    const rows = Array.from({ length: MAX_ANSWERS_EACH }, (_, at) => `m${at}`);
    for (let from = 0; from < rows.length; from += 1000) {
      const part = rows.slice(from, from + 1000);
      await shared()
        .db.insertInto("meeting_worth")
        .values(part.map((meeting) => ({ pair_id: pair.id, meeting, member: "a", worth: "yes", said_at })))
        .execute();
    }
    expect(problemOf(await say(ana, pair, "one-more", "yes"))).toBe("too_many_answers");
    expect((await say(ana, pair, "m7", "no")).status).toBe(200);
    expect((await say(ben, pair, "one-more", "yes")).status).toBe(200);
  });

  test("whoever asks without end is asked to wait, and the other is not", async () => {
    const { ana, ben, pair } = await openWorld();
    let refused = 0;
    for (let time = 0; time < 620; time += 1)
      if ((await ana.get(`/api/pairs/${pair.id}/worth`)).status === 429) refused += 1;
    expect(refused).toBe(20);
    expect((await ben.get(`/api/pairs/${pair.id}/worth`)).status).toBe(200);
  });

  test("an unknown pair is not found, whoever asks", async () => {
    const { ana } = await openWorld();
    expect((await ana.get(`/api/pairs/${randomUUID()}/worth`)).status).toBe(404);
    expect((await ana.get("/api/pairs/nothing/worth")).status).toBe(404);
  });
});

function say(who: Visitor, pair: Pair, meeting: string, worth: string) {
  return who.put(`/api/pairs/${pair.id}/meetings/${meeting}/worth`, { worth });
}

async function answers(who: Visitor, pair: Pair): Promise<unknown> {
  return (await who.get(`/api/pairs/${pair.id}/worth`)).body;
}

async function idOf(visitor: Visitor): Promise<string> {
  return ((await visitor.get("/api/me")).body as { userId: string }).userId;
}
