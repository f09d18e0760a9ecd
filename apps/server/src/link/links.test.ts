import { randomBytes } from "node:crypto";
import {
  type LinkServer,
  openLinkServer,
  providerServers,
  TOKEN,
} from "@candor/integrations/link/testing/provider-servers.ts";
import type { LinkAccounts, LinkTitles } from "@candor/protocol/http/link.ts";
import { afterEach, expect, test } from "vitest";
import { createAddressSeal } from "../calendar/address-seal.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import type { Visitor } from "../people/testing/open-app.ts";
import { acceptAs, beginPair, inviteTo, openApp, problemOf, shareDatabase } from "../people/testing/open-app.ts";
import { createAskInTurn } from "./ask-in-turn.ts";
import { createRenewToken } from "./document-permission.ts";
import type { LinkConfig } from "./link-config.ts";
import { openLinkLooks } from "./link-looks.ts";
import { createReadTitles } from "./read-titles.ts";

const open: LinkServer[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

describeEachEngine("titles of links", (engine) => {
  const shared = shareDatabase(engine);

  async function begin({ asks = "all" }: { asks?: LinkConfig["asks"] } = {}) {
    const github = await providerServers.github();
    const wiki = await openLinkServer(({ path }, response) =>
      path === "/down"
        ? response.destroy()
        : response.writeHead(200, { "content-type": "text/html" }).end("<title>How we work</title>"),
    );
    open.push(github, wiki);
    const { db, engine: kind } = shared();
    const seal = createAddressSeal("s".repeat(32), randomBytes, "candor link tokens 1");
    const config: LinkConfig = {
      ...{ asks, allowed: [github.origin, wiki.origin], documents: false },
      sites: [{ provider: "github", origin: github.origin }],
    };
    let now = () => new Date();
    let ticks = 0;
    const readTitles = createReadTitles({
      ...{ db, seal, config, ports: { allowed: config.allowed }, now: () => now() },
      renew: createRenewToken({ db, seal, documents: null, allowed: [], now: () => now() }),
      looks: openLinkLooks({ db, engine: kind, now: () => now() }),
      inTurn: createAskInTurn(() => ticks),
      hash: (address) => `hash of ${address.length} ${address}`,
      isOwnOrigin: (origin) => origin === "https://candor.example.org",
    });
    const app = openApp(shared(), { links: { seal, config, documents: null, readTitles } });
    now = app.now;
    const [ana, ben] = [await app.person("Ana"), await app.person("Ben")];
    const pair = await beginPair(ana);
    await acceptAs(ben, await inviteTo(ana, pair));
    const titles = async (visitor: Visitor, ...addresses: string[]) => {
      const { status, body } = await visitor.post(`/api/pairs/${pair.id}/link-titles`, { addresses });
      expect(status).toBe(200);
      return (body as LinkTitles).links;
    };
    const give = (visitor: Visitor, token = TOKEN) =>
      visitor.post("/api/me/link-accounts", { provider: "github", origin: github.origin, token });
    return {
      ...{ app, ana, ben, pair, github, wiki, titles, give, db },
      rest: () => {
        ticks += 60_001;
      },
      open: `${github.origin}/acme/app/pull/7`,
      secret: `${github.origin}/acme/secret/issues/3`,
      guide: `${wiki.origin}/guide`,
    };
  }

  test("the two of a page see what anybody may see, and the other side is asked once", async () => {
    const { ana, ben, titles, open: pull, guide, github, wiki } = await begin();
    const both = [
      { address: pull, title: "Ship invoices sooner", state: "open", said: null },
      { address: guide, title: "How we work", state: null, said: null },
    ];
    expect(await titles(ana, pull, guide, pull)).toEqual(both);
    expect(await titles(ben, `${pull}#discussion`, guide)).toEqual([
      { ...both[0], address: `${pull}#discussion` },
      both[1],
    ]);
    expect([github.heard.length, wiki.heard.length]).toEqual([1, 1]);
    expect(github.heard[0]).toMatchObject({ authorization: null, cookie: null });
  });

  test("what is asked for by many at once is asked once", async () => {
    const { ana, ben, titles, guide, wiki } = await begin();
    await Promise.all([titles(ana, guide), titles(ben, guide), titles(ana, guide), titles(ben, guide)]);
    expect(wiki.heard).toHaveLength(1);
  });

  test("after a while it is looked at again, and what was not there is not asked each time", async () => {
    const { app, ana, titles, open: pull, secret, github, wiki } = await begin();
    expect(await titles(ana, pull, secret)).toHaveLength(1);
    const asked = github.heard.length;
    expect(await titles(ana, pull, secret)).toHaveLength(1);
    expect(github.heard).toHaveLength(asked);
    app.passMinutes(11);
    await titles(ana, pull, secret);
    expect(github.heard).toHaveLength(asked + 1); // the one with a state
    app.passMinutes(30);
    await titles(ana, secret);
    expect(github.heard.length).toBeGreaterThan(asked + 1);
    expect(wiki.heard).toHaveLength(0);
  });

  test("what my token shows me nobody else is shown, and it is gone with the token", async () => {
    const { ana, ben, titles, give, secret, github, db } = await begin();
    expect(await titles(ben, secret)).toEqual([]);
    const { status, body } = await give(ben);
    expect(status).toBe(200);
    const [account] = (body as LinkAccounts).accounts;
    expect(account).toMatchObject({ provider: "github", origin: github.origin, who: "sam", isRefused: false });
    expect(JSON.stringify(body)).not.toContain(TOKEN);
    const mine = [{ address: secret, title: "Sell the company", state: "dropped", said: null }];
    expect(await titles(ben, secret)).toEqual(mine);
    expect(await titles(ana, secret)).toEqual([]);
    expect(await titles(ben, secret)).toEqual(mine);
    const rows = await db.selectFrom("link_account").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(TOKEN);

    const asked = await ana.delete(`/api/me/link-accounts/${account?.id}`);
    expect([asked.status, problemOf(asked)]).toEqual([404, "not_found"]);
    expect((await ben.delete(`/api/me/link-accounts/${account?.id}`)).body).toEqual({
      accounts: [],
      asks: "all",
      documents: false,
      isGivenBack: false,
    });
    expect(await titles(ben, secret)).toEqual([]);
  });

  test("a token that is not taken is not kept; one that is no longer taken says so, and is tried no more", async () => {
    const { ana, titles, give, secret, open: pull, github, db } = await begin();
    const refused = await give(ana, "wrong");
    expect([refused.status, problemOf(refused)]).toEqual([409, "link_token_refused"]);
    expect((await ana.get("/api/me/link-accounts")).body).toEqual({ accounts: [], asks: "all", documents: false });
    const nowhere = await ana.post("/api/me/link-accounts", {
      provider: "jira",
      origin: "http://10.0.0.7",
      token: TOKEN,
    });
    expect([nowhere.status, problemOf(nowhere)]).toEqual([400, "no_link_host"]);

    const { accounts } = (await give(ana)).body as LinkAccounts;
    const seal = createAddressSeal("s".repeat(32), randomBytes, "candor link tokens 1");
    const [id = ""] = accounts.map((each) => each.id);
    const token_sealed = seal.seal(id, JSON.stringify({ token: "revoked", account: null }));
    await db.updateTable("link_account").set({ token_sealed }).where("id", "=", id).execute();
    expect(await titles(ana, secret, pull)).toHaveLength(1); // as anybody
    const after = (await ana.get("/api/me/link-accounts")).body as LinkAccounts;
    expect(after.accounts.map(({ isRefused }) => isRefused)).toEqual([true]);
    const asked = github.heard.length;
    await titles(ana, secret);
    expect(github.heard).toHaveLength(asked);
    expect(((await give(ana)).body as LinkAccounts).accounts).toMatchObject([{ isRefused: false }]);
    expect(await titles(ana, secret)).toHaveLength(1);
  });

  test("a host that does not answer is left alone for a minute, and then not asked for the same at once", async () => {
    const { ana, titles, wiki, rest, guide } = await begin();
    expect(await titles(ana, `${wiki.origin}/down`)).toEqual([]);
    const asked = wiki.heard.length;
    expect(await titles(ana, guide, `${wiki.origin}/down`)).toEqual([]);
    expect(wiki.heard).toHaveLength(asked);
    rest();
    expect(await titles(ana, guide)).toHaveLength(1);
  });

  test("where whoever runs the server wants it, nothing is asked, or by tokens alone", async () => {
    const off = await begin({ asks: "off" });
    await off.give(off.ana);
    expect(await off.titles(off.ana, off.secret, off.guide)).toEqual([]);
    expect(off.wiki.heard).toHaveLength(0);
    const tokens = await begin({ asks: "tokens" });
    await tokens.give(tokens.ana);
    expect(await tokens.titles(tokens.ana, tokens.secret, tokens.guide, tokens.open)).toHaveLength(2);
    expect(await tokens.titles(tokens.ben, tokens.secret, tokens.guide, tokens.open)).toEqual([]);
    expect(tokens.wiki.heard).toHaveLength(0);
  });

  test("whoever has no seat asks for nothing, and what is no address is not asked", async () => {
    const { app, ana, pair, titles, guide, wiki } = await begin();
    const stranger = await app.person("Eve");
    const refused = await stranger.post(`/api/pairs/${pair.id}/link-titles`, { addresses: [guide] });
    expect([refused.status, problemOf(refused)]).toEqual([404, "not_found"]);
    const odd = [
      "",
      "javascript:alert(1)",
      "https://candor.example.org/p/1",
      "http://10.0.0.1/",
      "//x",
      "https://a:b@c.d/",
    ];
    expect(await titles(ana, ...odd)).toEqual([]);
    const many = await ana.post(`/api/pairs/${pair.id}/link-titles`, { addresses: Array(21).fill(guide) });
    expect(many.status).toBe(400);
    expect(wiki.heard).toHaveLength(0);
  });
});
