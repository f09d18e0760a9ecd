import type { NewInvitation, Pair } from "@candor/protocol/http/people.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { acceptAs, beginPair, inviteTo, openApp, shareDatabase, type Visitor } from "./testing/open-app.ts";

// That nobody else can do anything is proved for every route in access/access-matrix.test.ts.

type World = {
  ana: Visitor;
  ben: Visitor;
  ex: Visitor;
  eve: Visitor;
  nobody: Visitor;
  pair: Pair;
  used: NewInvitation;
};

const ROLES = { myName: "M", theirName: "N", myRole: "peer", theirRole: "peer" };

describeEachEngine("who may do what to a pair", (engine) => {
  const shared = shareDatabase(engine);

  async function openWorld(): Promise<World> {
    const { person, stranger } = openApp(shared());
    const [ana, ben, ex, eve] = [await person(), await person(), await person(), await person()];
    const pair = await beginPair(ana);
    const first = await inviteTo(ana, pair);
    await acceptAs(ex, first, "Ex");
    await ana.delete(`/api/invitations/${first.id}`);
    const used = await inviteTo(ana, pair);
    await acceptAs(ben, used, "Ben");
    await beginPair(eve); // she has pages of her own
    return { ana, ben, ex, eve, nobody: stranger(), pair, used };
  }

  test("whoever lost their seat sees no answers, not even those they gave", async () => {
    const { ana, ex, ben, pair } = await openWorld();
    await ana.put(`/api/pairs/${pair.id}/meetings/m1/worth`, { worth: "yes" });
    expect((await ex.get(`/api/pairs/${pair.id}/worth`)).status).toBe(404);
    expect((await ben.get(`/api/pairs/${pair.id}/worth`)).body).toEqual([]);
  });

  test("both members can do what concerns both", async () => {
    const { ana, ben, pair } = await openWorld();
    for (const who of [ana, ben]) {
      expect((await who.get(`/api/pairs/${pair.id}`)).status).toBe(200);
      expect((await who.get(`/api/pairs/${pair.id}/invitations`)).status).toBe(200);
      expect((await who.patch(`/api/pairs/${pair.id}`, {})).status).toBe(200);
      expect((await who.put(`/api/pairs/${pair.id}`, ROLES)).status).toBe(200);
    }
  });
});
