import { expect, test } from "vitest";
import { READERS, siteNameOf, siteOf } from "./link-site.ts";
import { mayBeSecret } from "./may-be-secret.ts";
import { readPageTitle } from "./read-page-title.ts";

const ask = (address: string) => {
  const url = new URL(address);
  const site = siteOf(url, []);
  return site && { ...site, asks: READERS[site.provider].question(url)?.address ?? null };
};

test("an address says whose it is and what is asked for it", () => {
  expect(ask("https://github.com/acme/app/issues/12#issuecomment-1")).toEqual({
    ...{ provider: "github", origin: "https://github.com" },
    asks: "https://api.github.com/repos/acme/app/issues/12",
  });
  expect(ask("https://gitlab.gnome.org/a/b/c/-/merge_requests/3")?.asks).toBe(
    "https://gitlab.gnome.org/api/v4/projects/a%2Fb%2Fc/merge_requests/3",
  );
  expect(ask("https://acme.atlassian.net/browse/AB-1")?.asks).toBe(
    "https://acme.atlassian.net/rest/api/2/issue/AB-1?fields=summary,status",
  );
  expect(ask("https://issues.example.org/jira/browse/AB-1")?.asks).toBe(
    "https://issues.example.org/jira/rest/api/2/issue/AB-1?fields=summary,status",
  );
  expect(ask("https://linear.app/acme/issue/ENG-5/slow")?.asks).toBe("https://api.linear.app/graphql");
  expect(ask("https://www.notion.so/acme/Plan-0123456789abcdef0123456789abcdef?pvs=4")?.asks).toBe(
    "https://api.notion.com/v1/pages/0123456789abcdef0123456789abcdef",
  );
  expect(ask("https://github.com/acme/app")).toMatchObject({ provider: "github", asks: null });
  expect(ask("https://example.org/docs")).toBeNull();
});

test("what only looks like a provider's is none of its", () => {
  for (const address of [
    "https://github.com.evil.example/a/b/issues/1",
    "https://evil.example/github.com/a/b/issues/1",
    "https://notgithub.com/a/b/issues/1",
    "https://github.com:8443/a/b/issues/1",
    "https://atlassian.net.evil.example/x",
    "https://xatlassian.net/x",
  ])
    expect(ask(address)).toBeNull();
  expect(siteNameOf({ provider: "notion", origin: "https://notion.so" })).toBe("https://www.notion.so");
  expect(siteNameOf({ provider: "github", origin: "https://notion.so" })).toBe("https://notion.so");
});

test("no address, however it is written, leads a question past its provider's API", () => {
  const pieces = [
    "..",
    ".",
    "%2e%2e",
    "%2F",
    "issues",
    "pull",
    "-",
    "merge_requests",
    "browse",
    "AB-1",
    "1",
    "a",
    "?",
    "#",
    "@",
    "\\",
    ";",
    "%00",
    "é",
    " ",
    "//",
    "issue",
    "rest",
    "api",
  ];
  let seed = 20261126;
  const next = (most: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return (seed >>> 8) % most;
  };
  const hosts = ["github.com", "gitlab.com", "acme.atlassian.net", "linear.app", "www.notion.so", "git.example.org"];
  const good = ["a/b/issues/1", "a/b/-/issues/1", "a/b/c/-/merge_requests/2", "browse/AB-1", "jira/browse/AB-1"].concat(
    ["acme/issue/AB-1/slug", "acme/Plan-0123456789abcdef0123456789abcdef", "a/b/pull/3"],
  );
  let asked = 0;
  for (let round = 0; round < 20_000; round++) {
    const parts = (good[next(good.length)] ?? "").split("/");
    for (let change = next(4); change > 0; change--)
      parts.splice(next(parts.length + 1), next(2), pieces[next(pieces.length)] ?? "");
    const path = parts.join("/");
    const url = URL.parse(`https://${hosts[next(hosts.length)]}/${path}`);
    const site = url && siteOf(url, []);
    const question = url && site && READERS[site.provider].question(url);
    if (!question) continue;
    asked += 1;
    const to = new URL(question.address);
    expect(to.href.replaceAll("%2f", "%2F")).toBe(question.address);
    expect(["api.github.com", "api.linear.app", "api.notion.com", url.hostname]).toContain(to.hostname);
    expect(to.pathname).toMatch(
      /^\/(repos\/[^/]+\/[^/]+\/issues\/\d+|api\/v4\/projects\/[^/]+\/(issues|merge_requests)\/\d+|([^/]+\/)?rest\/api\/2\/issue\/[A-Z\d_]+-\d+|graphql|v1\/pages\/[\da-f]{32})$/,
    );
  }
  expect(asked).toBeGreaterThan(1_000);
});

test("an address that people read is no secret, and one that is drawn by lot is", () => {
  for (const address of [
    "https://example.org/",
    "https://example.org/blog/2026/11/26/what-we-learned-about-one-on-ones",
    "https://example.org/wiki/Internationalization_and_localization",
    "https://docs.example.org/v2/guide?tab=install&lang=en",
    "https://example.org/a/123456789",
  ])
    expect(mayBeSecret(new URL(address)), address).toBe(false);
  for (const address of [
    "https://example.org/i/0b8f9f3e-3c51-4a6e-9d6b-5b6ad9ad4d5c",
    "https://example.org/f?X-Amz-Signature=1",
    "https://example.org/f?sig=abc",
    "https://example.org/login/callback?x=1",
    "https://hooks.example.org/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXX1",
    "https://example.org/%41b12Cd34Ef56Gh78Ij90Kl",
    "https://example.org/verify/me",
  ])
    expect(mayBeSecret(new URL(address)), address).toBe(true);
});

test("a title is read out of whatever calls itself HTML", () => {
  for (const [html, title] of [
    ["<TITLE\n>A</TITLE>", "A"],
    ["<!-- <title>No</title> --><title>Yes</title>", "Yes"],
    ["<script>'<title>No</title>'</script><title>Yes</title>", "Yes"],
    ["<meta name=og:title content=Bare>", "Bare"],
    ["<meta property='og:title' content='a > b'>", "a > b"],
    ["<title>unended", "unended"],
    ["<body><title>too late</title>", null],
    ["<svg><title>Picture</title></svg>", "Picture"],
    ["<", null],
    ["<meta", null],
  ] as const)
    expect(readPageTitle(html), html).toBe(title);
  const heavy = ["<", "<!--", "<title", "<meta ", "<meta a=", '<meta a="', "</", "&#", "<script>", "=", "a "];
  // None of these takes time that grows faster than its length, or this would not end.
  for (const piece of heavy) {
    readPageTitle(piece.repeat(1_000_000));
    readPageTitle(`<meta ${piece.repeat(2_000)}>`.repeat(100));
  }
});
