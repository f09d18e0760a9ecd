import { randomBytes } from "node:crypto";
import { type LinkServer, providerServers, TOKEN } from "@candor/integrations/link/testing/provider-servers.ts";
import type { LinkAccounts } from "@candor/protocol/http/link.ts";
import type { PairWork, SetWork } from "@candor/protocol/http/work.ts";
import { afterEach, expect, test } from "vitest";
import { createAddressSeal } from "../calendar/address-seal.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { acceptAs, beginPair, inviteTo, openApp, problemOf, shareDatabase } from "../people/testing/open-app.ts";

const open: LinkServer[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

describeEachEngine("what a direct shows of their work", (engine) => {
  const shared = shareDatabase(engine);

  async function begin() {
    const github = await providerServers.github();
    open.push(github);
    const seal = createAddressSeal("s".repeat(32), randomBytes, "candor link tokens 1");
    const app = openApp(shared(), {
      links: {
        ...{ seal, documents: null, readTitles: async () => [] },
        config: { asks: "all", sites: [], allowed: [github.origin] },
      },
    });
    const [ana, ben] = [await app.person("Ana"), await app.person("Ben")];
    const pair = await beginPair(ana);
    await acceptAs(ben, await inviteTo(ana, pair));
    const path = `/api/pairs/${pair.id}/work`;
    const asked = { provider: "github", origin: github.origin, token: TOKEN };
    const account = async (visitor: typeof ben) =>
      ((await visitor.post("/api/me/link-accounts", asked)).body as LinkAccounts).accounts[0]?.id ?? null;
    const set = (visitor: typeof ben, wanted: SetWork) => visitor.put(path, wanted);
    const see = async (visitor: typeof ben) => (await visitor.get(path)).body as PairWork;
    return { app, ana, ben, pair, github, account, set, see };
  }

  test("the manager reads what the direct chose, and nothing before that", async () => {
    const { app, ana, ben, github, account, set, see } = await begin();
    expect(await see(ana)).toEqual({ isMine: false, links: [], listed: null, account: null });
    const mine = await account(ben);
    await set(ben, { links: ["https://example.org/plan"], account: mine });
    const items = [
      { address: `${github.origin}/acme/app/pull/7`, title: "Ship invoices sooner", state: "open", said: null },
      { address: `${github.origin}/acme/app/pull/9`, title: "Tidy up", state: "draft", said: null },
    ];
    const shown = {
      links: ["https://example.org/plan"],
      listed: { provider: "github", items, at: expect.any(String) },
    };
    expect(await see(ben)).toEqual({ isMine: true, ...shown, account: mine });
    expect(await see(ana)).toEqual({ isMine: false, ...shown, account: null });

    const asked = github.heard.length;
    await see(ana);
    expect(github.heard).toHaveLength(asked);
    app.passMinutes(6);
    await see(ana);
    expect(github.heard).toHaveLength(asked + 1);
    expect((await set(ben, { links: [], account: null })).body).toMatchObject({ links: [], listed: null });
    expect(await see(ana)).toEqual({ isMine: false, links: [], listed: null, account: null });
  });

  test("nobody but the direct says what stands there, and by no token but their own", async () => {
    const { ana, ben, app, account, set, see } = await begin();
    const refused = await set(ana, { links: ["https://example.org/"], account: null });
    expect([refused.status, problemOf(refused)]).toEqual([404, "not_found"]);
    const another = await set(ben, { links: [], account: await account(ana) });
    expect([another.status, problemOf(another)]).toEqual([404, "not_found"]);
    expect((await (await app.person("Eve")).get(`/api/pairs/${crypto.randomUUID()}/work`)).status).toBe(404);
    for (const link of ["javascript:alert(1)", "mailto:a@b.example", "https://a b", "not one"])
      expect((await set(ben, { links: [link], account: null })).status).toBe(400);
    const many = Array.from({ length: 11 }, (_, index) => `https://example.org/${index}`);
    expect((await set(ben, { links: many, account: null })).status).toBe(400);
    expect((await see(ana)).links).toEqual([]);
  });

  test("a page that is archived shows nothing of it any more, asks no tracker, and takes nothing new", async () => {
    const { app, ana, ben, pair, github, account, set, see } = await begin();
    await set(ben, { links: ["https://example.org/plan"], account: await account(ben) });
    await shared()
      .db.updateTable("pair")
      .set({ frozen_at: app.now().toISOString() })
      .where("id", "=", pair.id)
      .execute();
    const asked = github.heard.length;
    expect(await see(ana)).toEqual({ isMine: false, links: [], listed: null, account: null });
    expect(await see(ben)).toEqual({ isMine: true, links: [], listed: null, account: null });
    expect(github.heard).toHaveLength(asked);
    const refused = await set(ben, { links: ["https://example.org/new"], account: null });
    expect([refused.status, problemOf(refused)]).toEqual([409, "page_frozen"]);
    expect(problemOf(await set(ana, { links: [], account: null }))).toBe("not_found");
  });

  test("what was listed stays while the provider is out of reach, and goes with the token", async () => {
    const { app, ana, ben, github, account, set, see } = await begin();
    const mine = await account(ben);
    await set(ben, { links: [], account: mine });
    github.close();
    app.passMinutes(6);
    expect((await see(ana)).listed?.items).toHaveLength(2);
    await ben.delete(`/api/me/link-accounts/${mine}`);
    expect((await see(ana)).listed).toBeNull();
  });
});
