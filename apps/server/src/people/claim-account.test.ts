import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { claimAccount } from "./claim-account.ts";
import { acceptAs, beginPair, inviteTo, openApp, shareDatabase, type Visitor } from "./testing/open-app.ts";

describeEachEngine("claiming an account", (engine) => {
  const shared = shareDatabase(engine);
  test("every seat of an anonymous person goes to the account they sign in with", async () => {
    const database = shared();
    const { person, access } = openApp(database);
    const [ana, anaSignedIn, ben] = [await person("Ana"), await person("Ana Maria"), await person("Ben")];
    const first = await beginPair(ana);
    const second = await beginPair(ben, { myName: "Ben", theirName: "Ana", myRole: "peer", theirRole: "peer" });
    await acceptAs(ana, await inviteTo(ben, second), "Ana");

    const moved = await claimAccount(database.db, await idOf(ana), await idOf(anaSignedIn));

    expect([...moved].sort()).toEqual([first.id, second.id].sort());
    expect(await access.accessTo(first.id, await idOf(anaSignedIn))).toEqual({ member: "a", name: "Ana", write: true });
    expect(await access.accessTo(second.id, await idOf(anaSignedIn))).toEqual({
      member: "b",
      name: "Ana",
      write: true,
    });
    expect((await ana.get("/api/pairs")).body).toEqual([]);
    expect((await ben.get("/api/pairs")).body).toHaveLength(1);
  });

  test("an invitation that the anonymous person used can still be taken back", async () => {
    const database = shared();
    const { person, access } = openApp(database);
    const [ana, ben, benSignedIn] = [await person(), await person(), await person()];
    const pair = await beginPair(ana);
    const invitation = await inviteTo(ana, pair);
    await acceptAs(ben, invitation);
    await claimAccount(database.db, await idOf(ben), await idOf(benSignedIn));
    await ana.delete(`/api/invitations/${invitation.id}`);
    expect(await access.accessTo(pair.id, await idOf(benSignedIn))).toBeNull();
  });

  test("nobody gets both seats of a pair", async () => {
    const database = shared();
    const { person, access } = openApp(database);
    const [ana, other] = [await person(), await person()];
    const pair = await beginPair(ana);
    await acceptAs(other, await inviteTo(ana, pair));
    expect(await claimAccount(database.db, await idOf(other), await idOf(ana))).toEqual([]);
    expect(await access.accessTo(pair.id, await idOf(ana))).toMatchObject({ member: "a" });
  });

  test("claiming one's own account changes nothing", async () => {
    const database = shared();
    const { person } = openApp(database);
    const ana = await person();
    const pair = await beginPair(ana);
    expect(await claimAccount(database.db, await idOf(ana), await idOf(ana))).toEqual([]);
    expect((await ana.get("/api/pairs")).body).toEqual([pair]);
  });
});

async function idOf(visitor: Visitor): Promise<string> {
  return ((await visitor.get("/api/me")).body as { userId: string }).userId;
}
