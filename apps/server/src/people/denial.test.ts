import { randomUUID } from "node:crypto";
import type { NewInvitation, Pair } from "@candor/protocol/http/people.ts";
import { describe, expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { acceptAs, beginPair, inviteTo, openApp, shareDatabase, type Visitor } from "./testing/open-app.ts";

type World = {
  ana: Visitor;
  ben: Visitor;
  ex: Visitor;
  eve: Visitor;
  nobody: Visitor;
  pair: Pair;
  used: NewInvitation;
};

/** Every request about one pair. */
const REQUESTS: [name: string, ask: (who: Visitor, pair: string, invitation: string) => ReturnType<Visitor["get"]>][] =
  [
    ["read the pair", (who, pair) => who.get(`/api/pairs/${pair}`)],
    [
      "change the pair",
      (who, pair) => who.patch(`/api/pairs/${pair}`, { members: [{ member: "a", name: "Mallory" }] }),
    ],
    ["begin the pair anew", (who, pair) => who.put(`/api/pairs/${pair}`, ROLES)],
    ["invite", (who, pair) => who.post(`/api/pairs/${pair}/invitations`)],
    ["list invitations", (who, pair) => who.get(`/api/pairs/${pair}/invitations`)],
    ["see answers", (who, pair) => who.get(`/api/pairs/${pair}/worth`)],
    ["answer", (who, pair) => who.put(`/api/pairs/${pair}/meetings/m1/worth`, { worth: "no" })],
    ["list versions", (who, pair) => who.get(`/api/pairs/${pair}/versions`)],
    ["read a version", (who, pair) => who.get(`/api/pairs/${pair}/versions/1`)],
    ["list volumes", (who, pair) => who.get(`/api/pairs/${pair}/volumes`)],
    ["read a volume", (who, pair) => who.get(`/api/pairs/${pair}/volumes/2024`)],
    ["take an invitation back", (who, _pair, invitation) => who.delete(`/api/invitations/${invitation}`)],
  ];
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

  describe.each(REQUESTS)("to %s", (name, ask) => {
    test("a stranger and an ex-member get the answer that an unknown id gets", async () => {
      const { eve, ex, pair, used } = await openWorld();
      const unknown = await ask(eve, pair.id, randomUUID());
      if (name !== "begin the pair anew") {
        expect(await ask(eve, randomUUID(), randomUUID())).toMatchObject({ status: 404, body: unknown.body });
      }
      for (const who of [eve, ex]) {
        const { status, body, headers } = await ask(who, pair.id, used.id);
        expect([status, body]).toEqual([404, { type: "/problems/not_found", status: 404, title: expect.any(String) }]);
        expect([...headers.keys()].sort()).toEqual([...unknown.headers.keys()].sort());
      }
    });

    test("whoever is signed out is asked to sign in, whatever the id", async () => {
      const { nobody, pair, used } = await openWorld();
      const known = await ask(nobody, pair.id, used.id);
      expect(known.status).toBe(401);
      expect((await ask(nobody, randomUUID(), randomUUID())).body).toEqual(known.body);
    });

    test("nothing of it happened", async () => {
      const { ana, ben, ex, eve, nobody, pair, used } = await openWorld();
      const before = [await ana.get(`/api/pairs/${pair.id}`), await ana.get(`/api/pairs/${pair.id}/invitations`)];
      for (const who of [eve, ex, nobody]) await ask(who, pair.id, used.id);
      const after = [await ana.get(`/api/pairs/${pair.id}`), await ana.get(`/api/pairs/${pair.id}/invitations`)];
      expect(after.map(({ body }) => body)).toEqual(before.map(({ body }) => body));
      expect((await ben.get(`/api/pairs/${pair.id}`)).status).toBe(200);
    });
  });

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
