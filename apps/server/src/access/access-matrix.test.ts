import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { openApp, shareDatabase } from "../people/testing/open-app.ts";
import { askRoute } from "./testing/ask-route.ts";
import { type Audience, EXPECTATIONS, type Expectation, NETS } from "./testing/expectations.ts";
import { listRoutes, type RouteTable } from "./testing/list-routes.ts";
import { CANARY, digestOf, openWorld, type RawAnswer, ROLES, type Role, type World } from "./testing/open-world.ts";

const OUTSIDERS: Readonly<Record<Audience, readonly Role[]>> = {
  everybody: [],
  signed_in: ["nobody signed in", "whoever holds a SCIM token"],
  seat: but("the one in seat a, who manages the other", "the one in seat b"),
  co_writer: but("the one in seat a, who manages the other", "the one in seat b"),
  announcer: but("the one in seat a, who manages the other", "the one in seat b"),
  co_writer_with_image: but("the one in seat a, who manages the other", "the one in seat b"),
  calendar_owner: but("the one in seat a, who manages the other"),
  account_owner: but("the one in seat a, who manages the other"),
  vault_owner: but("the one in seat a, who manages the other"), // seat b has none
  archived_seat: but("the one in seat a, who manages the other", "the one in seat b"),
  handoff_three: but("the one in seat a, who manages the other", "the one in seat b", "the next manager by the chart"),
  direct: but("the one in seat b"),
  handoff_direct: but("the one in seat b"),
  inviting_seat: but("the one in seat a, who manages the other"),
  setup_link: [],
  signed_in_with_setup_link: ["nobody signed in", "whoever holds a SCIM token"],
  waiting_seat: but("the one in seat a, who manages the other", "the one in seat b"),
  secret_holder: but("the one in seat a, who manages the other", "the one in seat b"), // who need no secret
  sign_in_holder: ROLES,
  consent_holder: ROLES,
  plan_holder: ROLES,
  nobody_here: ROLES,
  fresh_account: ROLES,
  workspace_member: [
    "nobody signed in",
    "an anonymous person",
    "somebody who left the company",
    "the owner of another workspace",
    "whoever holds a SCIM token",
  ],
  workspace_lead: but(
    "the one in seat a, who manages the other",
    "the manager's manager",
    "an admin of the workspace",
    "the owner of the workspace",
  ),
  workspace_admin: but("an admin of the workspace", "the owner of the workspace"),
  workspace_owner: but("the owner of the workspace"),
  scim_token: but("whoever holds a SCIM token"),
};

const SIGNED_OUT: readonly Role[] = ["nobody signed in", "whoever holds a SCIM token"];

/** The two who may read what stands on the page. */
const READERS: readonly Role[] = ["the one in seat a, who manages the other", "the one in seat b"];

function but(...insiders: Role[]): Role[] {
  return ROLES.filter((role) => !insiders.includes(role));
}

describeEachEngine("every role at every route", (engine) => {
  const shared = shareDatabase(engine);
  let world: World;
  let table: RouteTable;
  beforeAll(async () => {
    world = await openWorld(shared());
    table = await listRoutes(world.app.parts);
  });

  test("every route says who may use it, and no other is listed", () => {
    expect(table.served.filter((route) => !(route in EXPECTATIONS))).toEqual([]);
    expect(Object.keys(EXPECTATIONS).filter((route) => !table.served.includes(route))).toEqual([]);
  });

  test("what is kept is not the same once anything was written", async () => {
    const before = await digestOf(world.database);
    expect(await digestOf(world.database)).toEqual(before);
    const { db } = world.database;
    const name = (as: string) =>
      db.updateTable("workspace").set({ name: as }).where("id", "=", world.ids.workspace.known);
    await name("Acme & Co").execute();
    expect(await digestOf(world.database)).not.toEqual(before);
    await name("Acme").execute();
    expect(await digestOf(world.database)).toEqual(before);
  });

  test("what answers a whole folder is known by name", () => {
    expect(table.nets).toEqual([...NETS].sort());
  });

  test("every route under /api is in the description of the API, and nothing else is", () => {
    const undescribed = table.served.filter((route) => route.includes(" /api/") && !table.described.has(route));
    expect(undescribed).toEqual(["GET /api/openapi.json"]);
    expect([...table.described.keys()].filter((route) => !table.served.includes(route))).toEqual([]);
  });

  describe.each(Object.entries(EXPECTATIONS))("%s", (route, expectation) => {
    const ask = (role: Role, id: string) => askRoute(world, table, { route, role, id });

    test.each(OUTSIDERS[expectation.for])(
      "%s is refused alike, whether the id is known, another's or nobody's",
      async (role) => {
        const before = await digestOf(world.database);
        const { known, other } = expectation.id
          ? world.ids[expectation.id]
          : { known: randomUUID(), other: randomUUID() };
        const answers = [await ask(role, known)];
        // To its own people the other's is known, and what they may do with it is none of this test's.
        if (role !== "the owner of another workspace") answers.push(await ask(role, other));
        if (!expectation.creates || SIGNED_OUT.includes(role)) answers.push(await ask(role, randomUUID()));
        const [first] = answers as [RawAnswer];
        const refusal = refusalOf(route, expectation, role);
        expect([first.status, JSON.parse(first.text)]).toEqual([
          REFUSALS[refusal],
          { type: `/problems/${refusal}`, status: REFUSALS[refusal], title: expect.any(String) },
        ]);
        for (const answer of answers) expect(answer).toEqual(first);
        expect(first.headers.filter((line) => line.startsWith("set-cookie"))).toEqual([]);
        expect(await digestOf(world.database)).toEqual(before);
      },
    );

    test("nobody but the two of the page is told a word of it", async () => {
      for (const role of ROLES.filter((each) => !READERS.includes(each))) {
        if (route === "POST /api/auth/sign-out") continue; // which ends what is asked as
        const { known, other } = expectation.id ? world.ids[expectation.id] : { known: randomUUID(), other: "" };
        for (const id of [known, other].filter((each) => each !== "")) {
          const answer = await ask(role, id);
          expect([role, answer.text.includes(CANARY), answer.headers.join().includes(CANARY)]).toEqual([
            role,
            false,
            false,
          ]);
        }
      }
    });
  });

  test("an id in another notation is no way in", async () => {
    const pair = world.ids.pair.known;
    for (const notation of [
      pair.toUpperCase(),
      `{${pair}}`,
      `urn:uuid:${pair}`,
      pair.replaceAll("-", ""),
      `${pair}%00`,
    ])
      for (const role of ROLES) {
        if (SIGNED_OUT.includes(role)) continue;
        for (const path of ["", "/versions", "/worth", "/invitations"]) {
          const { status, text } = await world.ask(role, "GET", `/api/pairs/${encodeURI(notation)}${path}`);
          expect([role, notation, status, text.includes(CANARY)]).toEqual([role, notation, 404, false]);
        }
      }
    for (const path of [`//api/pairs/${pair}`, `/api//pairs/${pair}`, `/api/pairs/${pair}/`, `/api/x/../pairs/${pair}`])
      for (const role of but(...READERS, ...SIGNED_OUT))
        expect([role, path, (await world.ask(role, "GET", path)).status]).toEqual([role, path, 404]);
  });

  test("no other method reaches what a route does", async () => {
    const before = await digestOf(world.database);
    for (const route of table.served) {
      const [, path = ""] = route.split(" ");
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND", "TRACE"]) {
        if (table.served.includes(`${method} ${path}`) || method === "TRACE") continue;
        const filled = path.replace("{id}", world.ids.pair.known).replace(/\{\w+\}/g, "1");
        const { status } = await world.ask(
          "the one in seat a, who manages the other",
          method,
          filled,
          method === "GET" ? undefined : {},
        );
        // Some folders ask for a fresh sign-in before anything in them is looked at.
        expect([method, path, [403, 404].includes(status)]).toEqual([method, path, true]);
      }
    }
    expect(await digestOf(world.database)).toEqual(before);
  });

  // Last, for these change the world; without them a server that refuses everything would pass.
  test("the two of the page are let in wherever the table says so", async () => {
    for (const [route, expectation] of Object.entries(EXPECTATIONS)) {
      if (route === "POST /api/auth/sign-out" || expectation.for === "secret_holder") continue;
      if (route === "POST /api/me/link-accounts") continue; // which its provider alone can let in; see links.test.ts
      if ((expectation.body as { secret?: string } | undefined)?.secret === "guessed") continue;
      if (
        ![
          "everybody",
          "signed_in",
          "seat",
          "co_writer",
          "vault_owner",
          "calendar_owner",
          "account_owner",
          "inviting_seat",
        ].includes(expectation.for)
      )
        continue;
      const own = expectation.id ? world.ids[expectation.id].known : randomUUID();
      const answer = await askRoute(world, table, { route, role: READERS[0] as Role, id: own });
      expect([route, answer.status, answer.status < 300 ? "" : answer.text]).toEqual([route, answer.status, ""]);
    }
    for (const route of [
      "POST /api/search",
      "GET /api/pairs/{id}/versions/{seq}",
      "GET /api/pairs/{id}/volumes/{year}",
    ]) {
      const answer = await askRoute(world, table, { route, role: READERS[0] as Role, id: world.ids.pair.known });
      expect([route, answer.text.includes(CANARY)]).toEqual([route, true]); // else the search for it would be blind
    }
  });

  test("on an archived page the one who has a seat is refused an invitation, and everybody else as before", async () => {
    const route = "POST /api/pairs/{id}/invitations";
    const { openPair } = world.ids;
    const pair = world.database.db.updateTable("pair").where("id", "=", openPair.known);
    await pair.set({ frozen_at: "2026-01-06T09:00:00.000Z", frozen_why: "manager_changed" }).execute();
    const before = await digestOf(world.database);
    const own = await askRoute(world, table, { route, role: READERS[0] as Role, id: openPair.known });
    expect([own.status, JSON.parse(own.text).type]).toEqual([409, "/problems/page_frozen"]);
    for (const role of OUTSIDERS.seat) {
      const known = await askRoute(world, table, { route, role, id: openPair.known });
      expect(known).toEqual(await askRoute(world, table, { route, role, id: randomUUID() }));
    }
    expect(await digestOf(world.database)).toEqual(before);
  });
});

const REFUSALS = {
  signed_out: 401,
  not_fresh: 403,
  not_found: 404,
  sign_in_void: 410,
  consent_void: 410,
  plan_changed: 409,
};

function refusalOf(route: string, expectation: Expectation, role: Role): keyof typeof REFUSALS {
  if (expectation.for === "sign_in_holder") return "sign_in_void";
  const looksWithoutSignIn =
    route.endsWith("/look") ||
    /api\/(?:(?:auth|operator|feeds|calendar-hints|chat)\/|(?:mail-in|unsubscribe)$)/.test(route);
  if (SIGNED_OUT.includes(role) && !looksWithoutSignIn) return "signed_out";
  if (expectation.for === "consent_holder") return "consent_void";
  if (expectation.for === "plan_holder") return "plan_changed";
  return expectation.for === "fresh_account" ? "not_fresh" : "not_found";
}

test("the list of routes is read from what runs: a route more is a route more in the list", async () => {
  const { parts } = openApp({
    db: undefined,
    engine: "sqlite",
    nodes: { onEvent: () => () => {}, onWhisper: () => () => {} },
  } as never);
  const { served } = await listRoutes(parts);
  expect(served.length).toBeGreaterThan(20);
  expect(served).toContain("GET /api/pairs/{id}/volumes/{year}");
});
