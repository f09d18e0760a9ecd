import fc from "fast-check";
import { parse } from "scim2-parse-filter";
import { describe, expect, test } from "vitest";
import type { Resource } from "./admit-value.ts";
import { USER } from "./attributes.ts";
import { matchFilter } from "./match-filter.ts";
import { type Filter, parseFilter } from "./parse-filter.ts";

const ANA: Resource = {
  id: "7f1c",
  externalId: "E-1",
  userName: "Ana@Example.org",
  name: { givenName: "Ana", familyName: "Ruiz" },
  emails: [
    { value: "ana@example.org", type: "work", primary: true },
    { value: "ana@home.example", type: "home" },
  ],
  active: true,
  department: "Sales",
  manager: { value: "9a2b" },
};

describe("a filter", () => {
  test.each([
    ['userName eq "ana@example.ORG"', true],
    ['externalId eq "E-1"', true],
    ['externalId eq "e-1"', false],
    ['emails.value eq "ANA@home.example"', true],
    ['emails eq "ana@example.org"', true],
    ['emails[type eq "work" and value co "home"]', false],
    ['emails[type eq "home" and value co "home"]', true],
    ["active eq true", true],
    ['active eq "True"', true],
    ["active eq false", false],
    ["title pr", false],
    ["not (title pr)", true],
    ["emails pr", true],
    ["name pr", true],
    ['name.familyName sw "ru"', true],
    ['userName ew ".org" and name.givenName co "n"', true],
    ['userName eq "x" or userName eq "y" or active eq true', true],
    ['userName eq "x" or active eq true and title pr', false],
    ['(userName eq "x" or active eq true) and not (title pr)', true],
    ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "sales"', true],
    ["urn:ietf:params:scim:schemas:core:2.0:User:USERNAME pr", true],
    ['manager.value eq "9a2b"', true],
    ['title ne "boss"', true],
    ["title eq null", true],
    ["department ne null", true],
    ['nickName eq "an"', false],
    ['USERNAME EQ "ana@example.org" AND Active PR', true],
  ])("%s is %s of Ana", (filter, is) => {
    expect(matchFilter(USER, ANA, parseFilter(filter))).toBe(is);
  });

  test.each([
    ['meta.lastModified gt "2026-01-01T00:00:00Z"', true],
    ['meta.lastModified lt "2026-01-01T01:00:00+01:00"', false],
  ])("%s is %s of who changed at the turn of the year", (filter, is) => {
    const meta = { created: "2026-01-01T00:00:00.000Z", lastModified: "2026-01-01T00:00:01.000Z" };
    expect(matchFilter(USER, { ...ANA, meta }, parseFilter(filter))).toBe(is);
  });

  test.each([
    "",
    "userName",
    "userName eq",
    'userName eq "open',
    "userName eq ana",
    "userName is 1",
    "(active eq true",
    "active eq true)",
    "active eq true active pr",
    "emails[type eq",
    "active gt true",
    "userName gt null",
    "secretName pr",
    "userName.first pr",
    'emails.colour eq "red"',
    'active[value eq "x"]',
    "__proto__ pr",
    "constructor.prototype pr",
    `${"(".repeat(5000)}active pr${")".repeat(5000)}`,
    `${"(".repeat(100)}active pr${")".repeat(100)}`,
    `userName eq "${"x".repeat(5000)}"`,
    Array(51).fill("title pr").join(" or "),
  ])("that is none is refused as one", (filter) => {
    expect(() => matchFilter(USER, ANA, parseFilter(filter))).toThrow(
      expect.objectContaining({ status: 400, scimType: "invalidFilter" }),
    );
  });

  test("text is read as JSON reads it, backslashes and quotation marks included", () => {
    expect(parseFilter('userName eq "ACME\\\\ana"')).toMatchObject({ value: "ACME\\ana" });
    expect(parseFilter('userName eq "a \\"b\\" ] and \\u00e9"')).toMatchObject({ value: 'a "b" ] and é' });
  });

  test("is read as an independent reader reads it", () => {
    const path = fc.constantFrom("userName", "active", "emails.value", "name.givenName", "urn:a:2.0:User:title");
    const value = fc.oneof(fc.boolean(), fc.stringMatching(/^[a-z0-9 .@()[\]]{0,8}$/), fc.nat(99));
    const op = fc.constantFrom("eq" as const, "ne" as const, "co" as const, "sw" as const, "gt" as const);
    const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
      filter: fc.oneof(
        { maxDepth: 3, depthSize: "small" },
        fc.record({ op, path, value }),
        fc.record({ op: fc.constant("pr" as const), path }),
        fc.record({
          op: fc.constantFrom("and" as const, "or" as const),
          filters: fc.array(tie("filter"), { minLength: 2, maxLength: 3 }),
        }),
        fc.record({ op: fc.constant("not" as const), filter: tie("filter") }),
      ),
    }));
    fc.assert(
      fc.property(filter, (wanted) => {
        expect(parseFilter(write(wanted))).toEqual(renamed(parse(write(wanted))));
      }),
      { seed: 7644, numRuns: 500 },
    );
  });
});

/** With brackets round everything that has parts, so that nothing hangs on which binds closer. */
function write(filter: Filter): string {
  switch (filter.op) {
    case "and":
    case "or":
      return filter.filters.map((each) => `(${write(each)})`).join(` ${filter.op} `);
    case "not":
      return `not (${write(filter.filter)})`;
    case "pr":
      return `${filter.path} pr`;
    case "[]":
      return `${filter.path}[${write(filter.filter)}]`;
    default:
      return `${filter.path} ${filter.op} ${JSON.stringify(filter.value)}`;
  }
}

function renamed(read: ReturnType<typeof parse>): unknown {
  switch (read.op) {
    case "and":
    case "or":
      return { op: read.op, filters: read.filters.map(renamed) };
    case "not":
      return { op: "not", filter: renamed(read.filter) };
    case "pr":
      return { op: "pr", path: read.attrPath };
    case "[]":
      return { op: "[]", path: read.attrPath, filter: renamed(read.valFilter) };
    default:
      return { op: read.op, path: read.attrPath, value: read.compValue };
  }
}
