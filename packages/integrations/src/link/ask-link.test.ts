import type { TokenProvider } from "@candor/core/link/link-look.ts";
import { afterEach, describe, expect, test } from "vitest";
import { askPage, askProvider, askWho, askWork } from "./ask-link.ts";
import { type LinkSite, siteOf } from "./link-site.ts";
import { type LinkServer, openLinkServer, providerServers, TOKEN } from "./testing/provider-servers.ts";

const open: LinkServer[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function serve(answer: Parameters<typeof openLinkServer>[0]): Promise<LinkServer> {
  const server = await openLinkServer(answer);
  open.push(server);
  return server;
}

const page = (html: string, type = "text/html; charset=utf-8") =>
  serve((_, response) => response.writeHead(200, { "content-type": type }).end(html));

/** What somebody pastes, what anybody is shown of it, and what Sam is. */
const PASTED: Readonly<Record<TokenProvider, [path: string, anybody: unknown, sam: unknown][]>> = {
  github: [
    ["/acme/app/pull/7", { title: "Ship invoices sooner", state: "open" }, { state: "open" }],
    ["/acme/app/pull/8/files?w=1", { title: "Count twice", state: "merged" }, { state: "merged" }],
    ["/acme/secret/issues/3", null, { title: "Sell the company", state: "dropped" }],
  ],
  gitlab: [
    ["/acme/web/shop/-/issues/4", { title: "The basket forgets", state: "closed" }, { state: "closed" }],
    ["/acme/secret/-/merge_requests/12/diffs", null, { title: "Draft: Rename the thing", state: "draft" }],
  ],
  jira: [
    ["/browse/PUB-2", { title: "PUB-2 Say hello", state: "done", said: "Done" }, { state: "done" }],
    ["/browse/OPS-1", null, { title: "OPS-1 Rotate keys", state: "in_progress", said: "In Review" }],
    ["/boards/1?selectedIssue=OPS-1", null, { state: "in_progress" }],
  ],
  linear: [["/acme/issue/ENG-5/faster-search", null, { title: "ENG-5 Faster search", state: "in_progress" }]],
  notion: [["/Plan-of-the-year-0123456789abcdef0123456789abcdef", null, { title: "Plan of the year", state: null }]],
};

describe.each(Object.keys(PASTED) as TokenProvider[])("%s", (provider) => {
  async function begin() {
    const server = await providerServers[provider]();
    open.push(server);
    const site: LinkSite = { provider, origin: server.origin };
    return { server, site, ports: { allowed: [server.origin] }, sam: { token: TOKEN, account: null } };
  }

  test("a link shows its title and state to whoever may see it, and to nobody else", async () => {
    const { server, site, ports, sam } = await begin();
    for (const [path, anybody, mine] of PASTED[provider]) {
      const url = new URL(server.origin + path);
      expect(siteOf(url, [site])).toEqual(site);
      const unknown = await askProvider({ url, site, token: null }, ports);
      expect(unknown, path).toEqual(
        anybody === null ? { type: "nothing" } : { type: "found", found: expect.objectContaining(anybody) },
      );
      expect(await askProvider({ url, site, token: sam }, ports), path).toEqual({
        type: "found",
        found: expect.objectContaining(mine as object),
      });
    }
    for (const { cookie } of server.heard) expect(cookie).toBeNull();
  });

  test("a token is tried where it is from, and one that is not taken is told as such", async () => {
    const { site, ports, sam } = await begin();
    expect(await askWho({ site, token: sam }, ports)).toEqual({ type: "found", found: expect.stringContaining("am") });
    const wrong = { token: "another", account: null };
    expect(await askWho({ site, token: wrong }, ports)).toEqual({ type: "token_refused" });
    const work = await askWork({ site, token: sam }, ports);
    if (provider === "notion") expect(work).toEqual({ type: "nothing" });
    else
      expect(work).toEqual({
        type: "found",
        found: expect.arrayContaining(
          [
            {
              title: expect.any(String),
              state: expect.any(String),
              said: null,
              address: expect.stringMatching(/^http/),
            },
          ].map((each) => expect.objectContaining({ ...each, said: expect.toBeOneOf([null, expect.any(String)]) })),
        ),
      });
  });

  test("whatever it answers is no fault of ours", async () => {
    const odd = [
      "null",
      "[]",
      "{}",
      '{"title":{},"state":["open"]}',
      '{"items":[null,1]}',
      '{"data":{"issue":7}}',
      "<",
      "",
    ];
    let body = "";
    const server = await serve((_, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end(body),
    );
    const site = { provider, origin: server.origin };
    const [path = ""] = PASTED[provider][0] ?? [];
    for (body of [...odd, '{"properties":{"a":{"type":"title","title":[{"plain_text":4}]}}}', "[".repeat(50_000)]) {
      const asked = { url: new URL(server.origin + path), site, token: { token: TOKEN, account: null } };
      expect(await askProvider(asked, { allowed: [server.origin] })).toEqual({ type: "nothing" });
      const work = await askWork(asked, { allowed: [server.origin] });
      expect(work.type === "nothing" || (work.type === "found" && work.found.length === 0)).toBe(true);
    }
  });
});

test("a token goes to its provider's own host, and along no redirect to another", async () => {
  const elsewhere = await page("<title>Caught</title>");
  const moved = await serve((_, response) => response.writeHead(301, { location: `${elsewhere.origin}/x` }).end());
  const ports = { allowed: [moved.origin, elsewhere.origin] };
  const site: LinkSite = { provider: "github", origin: moved.origin };
  const url = new URL(`${moved.origin}/acme/app/pull/7`);
  await askProvider({ url, site, token: { token: TOKEN, account: null } }, ports);
  expect(moved.heard[0]?.authorization).toBe(`Bearer ${TOKEN}`);
  expect(elsewhere.heard.map(({ authorization }) => authorization)).toEqual([null]);
});

describe("a page that anybody may see", () => {
  const titleAt = async (server: LinkServer, path = "/guide") =>
    askPage(new URL(server.origin + path), { allowed: [server.origin] });
  const found = (title: string) => ({ type: "found", found: { title, state: null, said: null } });

  test("is called what it says to whoever shows a link to it, or by its title", async () => {
    expect(await titleAt(await page("<title>How we &amp; they work</title>"))).toEqual(found("How we & they work"));
    const both = `<html><head><title>No</title><meta content='The "guide"' property="og:title"></head>`;
    expect(await titleAt(await page(both))).toEqual(found('The "guide"'));
    expect(await titleAt(await page("<p>none</p>"))).toEqual({ type: "nothing" });
    expect(await titleAt(await page("<title>x</title>", "application/pdf"))).toEqual({ type: "nothing" });
  });

  test("shows its title as text, however hostile, and cut", async () => {
    const hostile = `<title>\u202e<b onmouseover=alert(1)>&lt;script&gt;${"x".repeat(300_000)}</title>`;
    const answer = await titleAt(await page(hostile));
    expect(answer).toEqual(found(`<b onmouseover=alert(1)><script>${"x".repeat(87)}…`));
  });

  test("is read no further than its beginning, however long it is", async () => {
    const long = await serve((_, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      response.write(`<title>Endless</title>${"<p>".repeat(200_000)}`); // and never ends
    });
    expect(await titleAt(long)).toEqual(found("Endless"));
  });

  test("is none where it is one to sign in at", async () => {
    const gate = await serve(({ path }, response) => {
      if (path === "/doc") response.writeHead(302, { location: "/users/sign_in" }).end();
      else response.writeHead(200, { "content-type": "text/html" }).end("<title>Welcome</title>");
    });
    expect(await titleAt(gate, "/doc")).toEqual({ type: "nothing" });
    expect(await titleAt(await page("<title>Sign in · GitLab</title>"))).toEqual({ type: "nothing" });
  });

  test("is not asked where having its address may allow something", async () => {
    const server = await page("<title>Used up</title>");
    for (const path of [
      "/reset-password/Ab12Cd34Ef56Gh78Ij90",
      "/x?token=1",
      "/unsubscribe?u=7",
      "/s/8f14e45fceea167a5a36dedd4bea2543",
      "/a?b=eyJhbGciOiJIUzI1NiJ9",
    ])
      expect(await titleAt(server, path)).toEqual({ type: "nothing" });
    expect(server.heard).toEqual([]);
    expect(await titleAt(server, "/handbook/how-we-write-things-down-together?page=2")).toEqual(found("Used up"));
  });

  test("is not asked within this machine's own network, at first or by a redirect", async () => {
    const inside = await page("<title>Inside</title>");
    expect(await askPage(new URL(`${inside.origin}/guide`), { allowed: [] })).toEqual({ type: "nothing" });
    const lures = await serve((_, response) => response.writeHead(302, { location: `${inside.origin}/guide` }).end());
    expect(await titleAt(lures)).toEqual({ type: "nothing" });
    const rebound = { allowed: [], resolve: async () => [{ address: "127.0.0.1", family: 4 }] };
    expect(await askPage(new URL("https://looks-public.example.org/"), rebound)).toEqual({ type: "nothing" });
    expect(inside.heard).toEqual([]);
  });
});
