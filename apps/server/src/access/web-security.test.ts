import { beforeAll, describe, expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { createPageAccess } from "../people/page-access.ts";
import { openApp, shareDatabase } from "../people/testing/open-app.ts";
import { addressOf, askRoute, sampleBody } from "./testing/ask-route.ts";
import { EXPECTATIONS } from "./testing/expectations.ts";
import { type JsonSchema, listRoutes, type RouteTable } from "./testing/list-routes.ts";
import { CANARY, digestOf, openWorld, type RawAnswer, ROLES, type Role, type World } from "./testing/open-world.ts";
import { bodySchema, resolve } from "./testing/sample-body.ts";

// What must hold at every route, read from the running application: a new route is tested with the others.

const ANA: Role = "the one in seat a, who manages the other";
const ROUTES = Object.keys(EXPECTATIONS);
const CHANGING = ROUTES.filter((route) => !/^(GET|HEAD) /.test(route));
/** Asked by machines, with a token of their own and no browser to be tricked. */
const ASKED_BY_BROWSERS = ROUTES.filter((route) => EXPECTATIONS[route]?.for !== "scim_token");

const pathOf = (world: World, route: string) => addressOf(world, route);
const headerOf = ({ headers }: RawAnswer, name: string) =>
  headers.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));

const SLOW = 120_000; // milliseconds: every route, four times over, for every role

describeEachEngine("at every route", (engine) => {
  const shared = shareDatabase(engine);
  let world: World;
  let table: RouteTable;
  beforeAll(async () => {
    world = await openWorld(shared());
    table = await listRoutes(world.app.parts);
  });

  test("nothing is ever allowed to another origin", async () => {
    const before = await digestOf(world.database);
    for (const route of ASKED_BY_BROWSERS)
      for (const origin of ["https://evil.example", "null", "http://localhost:4321.evil.example"]) {
        const [method = ""] = route.split(" ");
        const cookie = world.visitors.get(ANA)?.cookie() ?? "";
        const url = `http://localhost:4321${pathOf(world, route)}`;
        const preflight = { origin, "access-control-request-method": method, "access-control-request-headers": "x-a" };
        const asked = await world.app.app.request(url, { method: "OPTIONS", headers: preflight });
        expect([route, [...asked.headers.keys()].filter((name) => name.startsWith("access-control"))]).toEqual([
          route,
          [],
        ]);
        if (!CHANGING.includes(route)) continue;
        const sent = await world.app.app.request(url, { method, headers: { origin, cookie } });
        expect([route, origin, sent.status, sent.headers.getSetCookie()]).toEqual([route, origin, 403, []]);
      }
    expect(await digestOf(world.database)).toEqual(before);
  });

  test(
    "GET and HEAD have no effect: twice over everything, nothing that is kept has changed",
    async () => {
      const reading = ROUTES.filter((route) => route.startsWith("GET "));
      const before = await digestOf(world.database);
      for (let round = 0; round < 2; round += 1)
        for (const method of ["GET", "HEAD"])
          for (const route of reading) for (const role of ROLES) await askRoute(world, table, { route, role, method });
      expect(await digestOf(world.database)).toEqual(before);
    },
    SLOW,
  );

  test("HEAD says what GET says, without the body", async () => {
    for (const route of ROUTES.filter((each) => each.startsWith("GET "))) {
      const [got, head] = [
        await askRoute(world, table, { route, role: ANA }),
        await askRoute(world, table, { route, role: ANA, method: "HEAD" }),
      ];
      expect([route, head.status, head.text]).toEqual([route, got.status, ""]);
    }
  });

  test("no answer sends anybody anywhere else, whatever the address pretends", async () => {
    const corpus = [
      "//e.example",
      "/\\e.example",
      "/%09/e.example",
      "/%5Ce.example",
      "/..//e.example",
      "/%2F%2Fe.example",
    ];
    for (const path of [...corpus, ...corpus.map((each) => `/?next=${each}`), ...corpus.map((each) => `/api${each}`)]) {
      const answer = await world.ask(ANA, "GET", path);
      expect([path, headerOf(answer, "location"), headerOf(answer, "refresh")]).toEqual([path, [], []]);
      expect([path, answer.status < 300 || answer.status >= 400]).toEqual([path, true]);
    }
  });

  test("quotes, NULs, surrogates and broken bytes in every field are data, never SQL and never a fault", async () => {
    for (const route of CHANGING) {
      if (route.includes("sign-out")) continue;
      for (const nasty of NASTY) {
        const body = withEveryText(sampleBody(table, route), nasty);
        if (body === undefined) continue;
        const answer = await askRoute(world, table, { route, role: ANA, body });
        expect([route, nasty, answer.status < 500]).toEqual([route, nasty, true]);
      }
    }
    for (const nasty of NASTY) {
      const query = encodeURIComponent(nasty.toWellFormed());
      for (const path of [`/api/pairs/${query}`, `/api/pairs/${world.ids.pair.known}/access-log?before=${query}`]) {
        const { status } = await world.ask(ANA, "GET", path);
        expect([path, status < 500]).toEqual([path, true]);
      }
    }
    expect((await digestOf(world.database)).pair_member).toBeDefined();
    expect(world.app.told.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });

  test("a name with line breaks goes into no header and no line of the log", async () => {
    const evil = "Kim\r\nSet-Cookie: evil=1\r\n\r\n<script>";
    for (const route of CHANGING) {
      if (route.includes("sign-out")) continue;
      const body = withEveryText(sampleBody(table, route), evil);
      if (body === undefined) continue;
      const answer = await askRoute(world, table, { route, role: ANA, body });
      expect([route, answer.headers.filter((line) => /evil=1|<script>/.test(line))]).toEqual([route, []]);
    }
    for (const line of world.app.told) expect(line.trimEnd()).not.toMatch(/[\r\n]/);
  });

  test("fields that nobody asked for are refused or ignored, and end up nowhere", async () => {
    for (const route of CHANGING) {
      const schema = bodySchema(table.described.get(route));
      if (!schema || route.includes("sign-out")) continue;
      const known = Object.keys(resolve(schema, table.schemas).properties ?? {});
      const smuggled = SMUGGLED.filter((field) => !known.includes(field)).map((field) => [field, "smuggledvalue"]);
      const body = { ...(sampleBody(table, route) as object), ...Object.fromEntries(smuggled) };
      const answer = await askRoute(world, table, { route, role: ANA, body });
      expect([route, answer.status < 500, answer.text.includes("smuggledvalue")]).toEqual([route, true, false]);
    }
    expect(await everythingKept(world)).not.toContain("smuggledvalue");
  });

  test("keys that reach a prototype change nothing of anybody's", async () => {
    for (const route of CHANGING) {
      const sample = sampleBody(table, route);
      if (sample === undefined || route.includes("sign-out")) continue;
      const inner = JSON.stringify(sample).slice(1, -1);
      const cookie = world.visitors.get(ANA)?.cookie() ?? "";
      for (const poison of [
        '"__proto__":{"polluted":"yes"}',
        '"constructor":{"prototype":{"polluted":"yes"}}',
        '"__proto__":["polluted"]',
      ]) {
        const headers = { cookie, origin: "http://localhost:4321", "content-type": "application/json" };
        const [method = ""] = route.split(" ");
        const body = `{${poison}${inner === "" ? "" : `,${inner}`}}`;
        const answer = await world.app.app.request(`http://localhost:4321${pathOf(world, route)}`, {
          method,
          headers,
          body,
        });
        expect([route, answer.status < 500, ({} as { polluted?: string }).polluted]).toEqual([route, true, undefined]);
      }
    }
    expect(await everythingKept(world)).not.toContain("polluted");
  });

  test("a body beyond the limit is refused before it is read, wherever one is taken", async () => {
    for (const route of CHANGING) {
      if (sampleBody(table, route) === undefined || EXPECTATIONS[route]?.for === "scim_token") continue;
      const size = /\/imports|\/notebook\/|\/calendars\/files/.test(route) ? 20_000_000 : 2_000_000; // more than each takes
      const answer = await askRoute(world, table, { route, role: ANA, body: { x: "x".repeat(size) } });
      expect([route, answer.status]).toEqual([route, 413]);
    }
  });

  test(
    "every answer holds what its description says and no field more",
    async () => {
      for (const route of ROUTES) {
        if (route.includes("sign-out")) continue;
        const described = table.described.get(route)?.responses["200"]?.content?.["application/json"]?.schema;
        if (!described) continue;
        for (const role of ROLES) {
          const answer = await askRoute(world, table, { route, role });
          if (answer.status !== 200) continue;
          const extra = undescribedFields(
            JSON.parse(Buffer.from(answer.text, "latin1").toString()),
            described,
            table.schemas,
          );
          expect([route, role, extra]).toEqual([route, role, []]);
        }
      }
    },
    SLOW,
  );

  test("no secret and no word of a page is in the log, at its most talkative", async () => {
    for (const route of ROUTES)
      for (const role of ROLES) await askRoute(world, table, { route, role, method: route.split(" ")[0] ?? "" });
    const log = world.app.told.join("");
    for (const secret of [CANARY, world.invitation.secret, world.ids.pair.known, "scim-token-of-the-test"])
      expect(log).not.toContain(secret);
    for (const role of ROLES)
      for (const cookie of (world.visitors.get(role)?.cookie() ?? "").split("; "))
        if (cookie !== "") expect(log).not.toContain(cookie.split("=")[1] ?? "");
  });
});

describeEachEngine("over https", (engine) => {
  const shared = shareDatabase(engine);

  test("every answer carries what keeps a browser safe, and every cookie is host-bound, secure and strict", async () => {
    const world = await openWorld(shared(), { secure: true });
    const table = await listRoutes(world.app.parts);
    for (const route of ROUTES)
      for (const role of [ANA, "nobody signed in"] as const) {
        const answer = await askRoute(world, table, { route, role });
        const one = (name: string) => headerOf(answer, name)[0] ?? "";
        expect([route, one("x-content-type-options")]).toEqual([route, "nosniff"]);
        expect([route, one("strict-transport-security")]).toEqual([route, "max-age=31536000; includeSubDomains"]);
        expect([route, one("referrer-policy")]).toEqual([route, "no-referrer"]);
        expect([route, one("content-security-policy").includes("frame-ancestors 'none'")]).toEqual([route, true]);
        if (route.includes(" /api/")) expect([route, one("cache-control")]).toEqual([route, "no-store"]);
        if (answer.text !== "")
          expect([route, one("content-type")]).toEqual([route, expect.stringMatching(CONTENT_TYPES)]);
        for (const cookie of headerOf(answer, "set-cookie")) {
          if (/=; Max-Age=0;/i.test(cookie)) continue; // takes one away
          expect(cookie).toMatch(/^__Host-/);
          expect(cookie).toMatch(/; Secure/i);
          expect(cookie).toMatch(/; HttpOnly/i);
          expect(cookie).toMatch(/; SameSite=(Strict|Lax)/i);
          expect(cookie).toMatch(/; Path=\/(;|$)/i);
          expect(cookie).not.toMatch(/; Domain=/i);
        }
      }
  });
});

describeEachEngine("a fresh installation", (engine) => {
  test("has no account, no person and no workspace: nobody is let in by default", async () => {
    const { db } = await engine.open();
    for (const table of ["user", "session", "account", "person", "workspace", "scim_token", "invitation"] as const)
      expect([table, await db.selectFrom(table).selectAll().execute()]).toEqual([table, []]);
  });
});

describeEachEngine("while the seats cannot be read", (engine) => {
  const shared = shareDatabase(engine);

  test("nobody is let in anywhere, and the answer says nothing of the fault", async () => {
    const world = await openWorld(shared());
    const broken = world.database.db.withPlugin({
      transformQuery({ node }) {
        if (JSON.stringify(node).includes('"pair_member"')) throw new Error(`no seats at 10.1.2.3, ${CANARY}`);
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    const access = createPageAccess({ ...world.database, db: broken }, world.app.parts.now);
    const { auth } = world.app.parts;
    const { app, told } = openApp(world.database, { db: broken, access, guardedAccess: access, auth });
    const table = await listRoutes(world.app.parts);
    for (const [route, expectation] of Object.entries(EXPECTATIONS)) {
      if (expectation.for !== "seat" && expectation.for !== "inviting_seat") continue;
      const answer = await askRoute({ ...world, ask: askOn(app, world) }, table, { route, role: ANA });
      expect([route, [500, 503].includes(answer.status)]).toEqual([route, true]);
      expect(answer.text).not.toMatch(/10\.1\.2\.3|seats|select|pair_member|canary/i);
    }
    expect(told.some((line) => line.includes("10.1.2.3"))).toBe(true); // whoever runs the server is told
  });
});

const CONTENT_TYPES =
  /^(application\/(json|problem\+json|octet-stream|zip|scim\+json)|text\/plain; charset=utf-8|text\/plain;charset=UTF-8)$/i;

const NASTY = [
  "'; drop table pair; --",
  '" or ""="',
  "\\'; select pg_sleep(9); --",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "%00%27",
  "{{7*7}}",
  "🫥".repeat(30),
  "\u202Eevil\u2066",
];

const SMUGGLED = [
  ...[
    "id",
    "userId",
    "user_id",
    "role",
    "owner",
    "isAdmin",
    "admin",
    "anonymous",
    "isAnonymous",
    "member",
    "me",
    "joined",
  ],
  ...["workspace_id", "workspaceId", "pair_id", "created_by", "createdAt", "created_at", "email", "emailVerified"],
  ...[
    "frozen_at",
    "frozenAt",
    "revoked_at",
    "accepted_by",
    "secret_hash",
    "expires_at",
    "person_id",
    "access",
    "write",
  ],
];

/** The same value with every text in it replaced; undefined where there is none. */
function withEveryText(value: unknown, text: string): unknown {
  if (typeof value === "string") return text;
  if (Array.isArray(value)) return value.map((each) => withEveryText(each, text) ?? each);
  if (value === null || typeof value !== "object") return value === undefined ? undefined : value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withEveryText(each, text)]));
}

function undescribedFields(value: unknown, given: JsonSchema, schemas: RouteTable["schemas"], at = ""): string[] {
  const schema = resolve(given, schemas);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    const found = choices.map((choice) => undescribedFields(value, choice, schemas, at));
    return found.find((fields) => fields.length === 0) ?? found[0] ?? [];
  }
  if (schema.allOf) {
    const properties = Object.assign({}, ...schema.allOf.map((part) => resolve(part, schemas).properties));
    return undescribedFields(value, { type: "object", properties }, schemas, at);
  }
  if (Array.isArray(value))
    return value.flatMap((each) => undescribedFields(each, schema.items ?? {}, schemas, `${at}[]`));
  if (value === null || typeof value !== "object" || !schema.properties) return [];
  const { properties } = schema;
  return Object.entries(value).flatMap(([key, each]) =>
    properties[key] ? undescribedFields(each, properties[key], schemas, `${at}.${key}`) : [`${at}.${key}`],
  );
}

async function everythingKept({ database: { db } }: World): Promise<string> {
  const tables = (await db.introspection.getTables())
    .map(({ name }) => name)
    .filter((name) => !/^(search_words|kysely_|sqlite_)/.test(name));
  const rows = await Promise.all(
    tables.map((name) =>
      db
        .selectFrom(name as "setting")
        .selectAll()
        .execute(),
    ),
  );
  return JSON.stringify(rows);
}

function askOn(app: ReturnType<typeof openApp>["app"], world: World): World["ask"] {
  return async (role, method, path, body) => {
    const headers = new Headers({ cookie: world.visitors.get(role)?.cookie() ?? "", origin: "http://localhost:4321" });
    if (body !== undefined) headers.set("content-type", "application/json");
    const answer = await app.request(`http://localhost:4321${path}`, {
      ...{ method, headers },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return {
      status: answer.status,
      headers: [...answer.headers].map(([name, value]) => `${name}: ${value}`),
      text: await answer.text(),
    };
  };
}

describe("the list above", () => {
  test("is not empty, so that none of these tests passes for want of routes", () => {
    expect(CHANGING.length).toBeGreaterThan(10);
  });
});
