import type { Pair } from "@candor/protocol/http/people.ts";
import type { PutAwayPage } from "@candor/protocol/http/rights.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import {
  acceptAs,
  beginPair,
  inviteTo,
  openApp,
  problemOf,
  shareDatabase,
  type Visitor,
} from "../people/testing/open-app.ts";
import { enforceRights } from "./enforce-rights.ts";
import { testMail } from "./testing/test-mail.ts";

describeEachEngine("putting a page away", (engine) => {
  const shared = shareDatabase(engine);

  function openWorld() {
    const database = shared();
    const app = openApp(database);
    const edge = { accessChanged: () => undefined, signedOut: () => undefined, mail: testMail };
    let day = 0;
    return {
      ...app,
      database,
      async passDays(days: number) {
        day += days;
        app.passDays(days);
        return enforceRights(database, edge, new Date(Date.parse("2026-11-24T09:00:00Z") + day * 86_400_000));
      },
    };
  }

  async function twoOnAPage({ person }: ReturnType<typeof openWorld>) {
    const [ana, ben] = [await person("Ana"), await person("Ben")];
    const pair = await beginPair(ana);
    await acceptAs(ben, await inviteTo(ana, pair));
    return { ana, ben, pair };
  }

  const leave = (who: Visitor, { id }: Pair) => who.post(`/api/pairs/${id}/put-away`);
  const back = (who: Visitor, { id }: Pair) => who.post(`/api/pairs/${id}/take-back`);
  const binOf = async (who: Visitor) => (await who.get("/api/me/put-away")).body as PutAwayPage[];
  const idOf = async (who: Visitor) => ((await who.get("/api/me")).body as { userId: string }).userId;

  test("whoever leaves is out at once, and the other goes on reading what nobody changes any more", async () => {
    const world = openWorld();
    const { ana, ben, pair } = await twoOnAPage(world);
    const { status, body } = await leave(ana, pair);
    expect([status, body]).toEqual([
      200,
      { pairId: pair.id, name: "Ben", how: "left", at: "2026-11-24T09:00:00.000Z", until: "2026-12-24T09:00:00Z" },
    ]);
    expect(world.changed).toContain(pair.id);
    for (const path of ["", "/versions", "/volumes", "/worth", "/invitations"])
      expect((await ana.get(`/api/pairs/${pair.id}${path}`)).status).toBe(404);
    expect((await ana.get("/api/pairs")).body).toEqual([]);
    expect(await world.access.accessTo(pair.id, await idOf(ana))).toBeNull();
    expect(await world.access.accessTo(pair.id, await idOf(ben))).toMatchObject({ member: "b", write: false });
    expect((await ben.get(`/api/pairs/${pair.id}`)).body).toMatchObject({
      members: [{ name: "Ana", joined: false, left: true }, { name: "Ben" }],
    });
    // Nobody comes into the place of somebody who left.
    expect(problemOf(await ben.post(`/api/pairs/${pair.id}/invitations`))).toBe("seat_taken");
  });

  test("it can be taken back for thirty days, and then the page is in use again", async () => {
    const world = openWorld();
    const { ana, ben, pair } = await twoOnAPage(world);
    await leave(ana, pair);
    await world.passDays(29);
    expect(await binOf(ana)).toMatchObject([{ pairId: pair.id }]);
    expect((await back(ana, pair)).body).toMatchObject({ id: pair.id, me: "a" });
    expect(await world.access.accessTo(pair.id, await idOf(ben))).toMatchObject({ write: true });
    expect(await binOf(ana)).toEqual([]);
    expect((await back(ana, pair)).status).toBe(404);
  });

  test("after thirty days there is no way back, and the other keeps the page", async () => {
    const world = openWorld();
    const { ana, ben, pair } = await twoOnAPage(world);
    await leave(ana, pair);
    expect(await world.passDays(30)).toMatchObject({ pages: 0 });
    expect([await binOf(ana), (await back(ana, pair)).status]).toEqual([[], 404]);
    expect((await ben.get(`/api/pairs/${pair.id}`)).status).toBe(200);
    await leave(ben, pair);
    expect(await binOf(ben)).toMatchObject([{ how: "binned", name: "Ana" }]);
    expect(await world.passDays(30)).toMatchObject({ pages: 1 });
    expect((await ben.get("/api/me/put-away")).body).toEqual([]);
  });

  test("a page that nobody else joined lies in the bin for thirty days, and its invitations open nothing", async () => {
    const world = openWorld();
    const [ana, ben] = [await world.person("Ana"), await world.person("Ben")];
    const pair = await beginPair(ana);
    const invitation = await inviteTo(ana, pair);
    expect((await leave(ana, pair)).body).toMatchObject({ how: "binned" });
    for (const answer of [
      await ben.post(`/api/invitations/${invitation.id}/look`, { secret: invitation.secret }),
      await acceptAs(ben, invitation),
    ])
      expect([answer.status, problemOf(answer)]).toEqual([410, "invitation_revoked"]);
    expect((await back(ana, pair)).status).toBe(200);
    expect((await acceptAs(ben, invitation)).status).toBe(200);
    expect(await world.access.accessTo(pair.id, await idOf(ben))).toMatchObject({ write: true });
  });

  test("both leave, and whoever comes back first reads alone until the other is back", async () => {
    const world = openWorld();
    const { ana, ben, pair } = await twoOnAPage(world);
    await leave(ana, pair);
    await world.passDays(1);
    await leave(ben, pair);
    expect(await binOf(ana)).toMatchObject([{ how: "left" }]);
    await back(ana, pair);
    expect(await world.access.accessTo(pair.id, await idOf(ana))).toMatchObject({ write: false });
    await back(ben, pair);
    expect(await world.access.accessTo(pair.id, await idOf(ana))).toMatchObject({ write: true });
    expect(await world.access.accessTo(pair.id, await idOf(ben))).toMatchObject({ write: true });
  });

  test("a page that was archived for another reason stays so when somebody comes back", async () => {
    const world = openWorld();
    const { ana, pair } = await twoOnAPage(world);
    const before = { frozen_at: "2026-11-01T00:00:00.000Z" };
    await world.database.db.updateTable("pair").set(before).where("id", "=", pair.id).execute();
    await leave(ana, pair);
    await back(ana, pair);
    expect(await world.access.accessTo(pair.id, await idOf(ana))).toMatchObject({ write: false });
  });

  test("leaving twice changes nothing, nor does it for whoever has no seat", async () => {
    const world = openWorld();
    const { ana, ben, pair } = await twoOnAPage(world);
    const eve = await world.person("Eve");
    const first = await leave(ana, pair);
    await world.passDays(1);
    expect((await leave(ana, pair)).body).toEqual(first.body);
    expect([(await leave(eve, pair)).status, (await back(eve, pair)).status]).toEqual([404, 404]);
    expect((await back(ben, pair)).status).toBe(404);
  });

  test("what somebody put away without an account, they find again in the one they claim", async () => {
    const world = openWorld();
    const { ana, pair } = await twoOnAPage(world);
    await leave(ana, pair);
    const { claimAccount } = await import("../people/claim-account.ts");
    const other = await world.person("Ana");
    await claimAccount(world.database.db, await idOf(ana), await idOf(other));
    expect(await binOf(other)).toMatchObject([{ pairId: pair.id }]);
    expect((await back(other, pair)).body).toMatchObject({ me: "a" });
  });
});
