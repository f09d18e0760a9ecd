import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issueLink } from "./issue-link.ts";

const WORDS = { title: "The build takes\n14 minutes", body: "Found while pairing & waiting.\n\nTooling" };

describe("an issue is offered with its words at", () => {
  test.each([
    ["https://github.com/acme/app", "github", "https://github.com/acme/app/issues/new?title="],
    ["github.com/acme/app.git", "github", "https://github.com/acme/app/issues/new?title="],
    ["https://github.com/acme/app/pull/7#top", "github", "https://github.com/acme/app/issues/new?title="],
    ["https://gitlab.com/acme/tools/app", "gitlab", "https://gitlab.com/acme/tools/app/-/issues/new?issue%5Btitle%5D="],
    ["https://git.acme.test/a/b/-/issues", "gitlab", "https://git.acme.test/a/b/-/issues/new?issue%5Btitle%5D="],
    [
      "https://acme.atlassian.net/secure/CreateIssueDetails!init.jspa?pid=10420&issuetype=4",
      "jira",
      "https://acme.atlassian.net/secure/CreateIssueDetails!init.jspa?pid=10420&issuetype=4&summary=",
    ],
    [
      "https://acme.test/jira/secure/CreateIssue.jspa?issuetype=4&pid=7",
      "jira",
      "https://acme.test/jira/secure/CreateIssueDetails!init.jspa?pid=7&issuetype=4&summary=",
    ],
  ])("%s", (address, tracker, begins) => {
    const link = issueLink(address, WORDS);
    expect(link).toMatchObject({ type: "link", tracker, isCut: false });
    const href = link.type === "link" ? link.href : "";
    expect(href.startsWith(begins)).toBe(true);
    const values = [...new URL(href).searchParams.values()];
    expect(values).toContain("The build takes 14 minutes");
    expect(values).toContain(WORDS.body);
  });
});

test("a Jira without a project asks for one", () => {
  expect(issueLink("https://acme.atlassian.net", WORDS)).toEqual({ type: "jira_without_project" });
});

describe("no link is made of", () => {
  test.each([
    "",
    "javascript:alert(1)//github.com/a/b",
    "https://ana:pw@github.com/a/b",
    "https://example.org/a/b",
    "x y",
    "https://github.com/acme",
    "data:text/html,x",
  ])("%s", (address) => expect(issueLink(address, WORDS).type).toBe("unknown_tracker"));
});

test("whatever somebody types and writes, a link leads to an address of the web of bearable length", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom("https://github.com/a/b", "https://gitlab.com/a/b")),
      fc.record({
        title: fc.string({ unit: "binary", maxLength: 400 }),
        body: fc.string({ unit: "binary", maxLength: 9_000 }),
      }),
      (address, words) => {
        const link = issueLink(address, words);
        if (link.type !== "link") return;
        expect(new URL(link.href).protocol).toMatch(/^https?:$/);
        expect(link.href.length).toBeLessThanOrEqual(6_000);
      },
    ),
    { seed: 8, numRuns: 300 },
  );
});
