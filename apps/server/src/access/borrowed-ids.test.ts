import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { Database } from "../database/open-database.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { shareDatabase } from "../people/testing/open-app.ts";
import { sampleBody } from "./testing/ask-route.ts";
import { EXPECTATIONS, type Expectation } from "./testing/expectations.ts";
import { listRoutes, type RouteTable } from "./testing/list-routes.ts";
import { openWorld, type Role, type World } from "./testing/open-world.ts";

// The matrix asks each route for whole things of others. Here somebody who has all of it themselves puts an id of
// somebody else's wherever a path or a body takes one beside their own: the topic of another's page, another's channel.

const ANA: Role = "the one in seat a, who manages the other";
const MALLORY: Role = "the owner of another workspace";
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const WHOLE_UUID = new RegExp(`^${UUID.source}$`);

/** Where the body that fits a route needs no id, or takes another where it names one. */
const BORROWING: Readonly<Record<string, (id: string) => object>> = {
  "POST /api/me/webhooks": (id) => ({ ...webhook, pages: [id] }),
  "POST /api/me/tokens": (id) => ({ name: "X", scopes: ["pages:read"], pages: [id] }),
  "PUT /api/artifacts/{id}": (id) => ({ kind: "mission", form: "document", title: "Why", pair: id }),
  "PUT /api/artifacts/{id}/sources": (id) => ({ kind: "topic", item: "t1", pair: id }),
  "DELETE /api/artifacts/{id}/sources": (id) => ({ kind: "topic", item: "t1", pair: id }),
  "POST /api/artifacts/{id}/people": (id) => ({ pair: id, role: "reader" }),
  "PUT /api/artifacts/{id}/announcements/{announcement}": (id) => ({ ...announcement, channels: [id] }),
  "POST /api/search": (id) => ({ words: "canarywordofthepage", page: id }),
  "PUT /api/pairs/{id}/work": (id) => ({ links: [], account: id }),
  "POST /api/workspaces/{workspace}/people": (id) => ({ name: "Spy", manager: id }),
  "POST /api/workspaces/{workspace}/people/{person}/manager": (id) => ({
    ...{ manager: id, from: "2026-12-01", preview: true },
  }),
  "PUT /api/workspaces/{workspace}/pairs/{pair}": (id) => ({ person: id, relation: "peer", iAm: "above" }),
};
const webhook = { name: "X", address: "https://a.example.org/", subjects: ["topic"], pages: null, withContent: false };
const announcement = { title: "Read this", text: "", onBoard: true };

/** These make something new under an id that whoever asks has chosen; one that is taken can only be refused. */
const CHOSEN_BY_WHOEVER_ASKS =
  /^PUT \/api\/(?:pairs\/\{id\}|artifacts\/\{id\}(?:\/(?:suggestions|announcements)\/\{\w+\})?|workspaces\/\{workspace\}\/(?:pairs|all-hands|agenda-items)\/\{\w+\}|notebook\/vaults\/\{vault\})$/;
const OF_ONES_OWN_ACCOUNT = /sign-out|erasure|account\/sessions/;

describeEachEngine("an id of somebody else's", (engine) => {
  const shared = shareDatabase(engine);
  let world: World;
  let table: RouteTable;
  let theirs: Row[];
  /** an id of somebody else's for each column that has one */
  let oneOfEach: ReadonlyMap<string, string>;
  beforeAll(async () => {
    world = await openWorld(shared());
    table = await listRoutes(world.app.parts);
    for (const role of [ANA, MALLORY]) {
      await giveAccount(shared(), world.userIds.get(role) ?? "");
      const who = world.visitors.get(role);
      await who?.post("/api/me/webhooks", webhook);
      await who?.post("/api/me/tokens", { name: "X", scopes: ["pages:read"], pages: null });
      await who?.post("/api/me/channels", { kind: "webhook", name: "X", address: "https://hooks.example.org/x" });
    }
    const mallorys = [world.userIds.get(MALLORY), ...Object.values(world.ids).map(({ other }) => other)];
    const isMallorys = (row: string) => mallorys.some((id) => id !== undefined && row.includes(id));
    const rows = await rowsOf(shared());
    const hers = new Set(rows.filter(({ row }) => isMallorys(row)).flatMap(({ row }) => row.match(UUID) ?? []));
    theirs = rows.filter(({ row }) => !(row.match(UUID) ?? []).some((id) => hers.has(id)));
    oneOfEach = new Map(theirs.flatMap(({ from, row }) => idsOf(from, row)));
    const kinds = ["webhook.id", "api_token.id", "announce_channel.id", "artifact_image.id", "pair.id", "person.id"];
    expect([...oneOfEach.keys()]).toEqual(expect.arrayContaining(kinds));
  });

  test.each(Object.entries(EXPECTATIONS).filter(([route]) => !OF_ONES_OWN_ACCOUNT.test(route)))(
    "%s is told of an id of somebody else’s, in the place of one’s own, what it is told of nobody’s",
    async (route, expectation) => {
      for (const [place, ask] of placesOf(route, expectation)) {
        const nobodys = await told(ask, randomUUID());
        for (const [from, id] of oneOfEach) expect([place, from, await told(ask, id)]).toEqual([place, from, nobodys]);
      }
    },
  );

  test("changes nothing of theirs, wherever it stood", async () => {
    const after = new Set((await rowsOf(shared())).map(({ from, row }) => from + row));
    expect(theirs.filter(({ from, row }) => !after.has(from + row))).toEqual([]);
  });

  /** What Mallory asks, with an id in one of the places where one may stand that is not theirs. */
  function placesOf(route: string, expectation: Expectation): [string, (id: string) => ReturnType<World["ask"]>][] {
    const [method = "", pattern = ""] = route.split(" ");
    const names = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
    const known = expectation.params?.(world) ?? {};
    const own = Object.fromEntries(
      names.map((name, at) => [
        name,
        at === 0 && expectation.id ? world.ids[expectation.id].other : (known[name] ?? randomUUID()),
      ]),
    );
    const body = typeof expectation.body === "function" ? expectation.body(world) : sampleBody(table, route);
    const ask = (params: Record<string, string>, sent: unknown) => {
      const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
      return world.ask(MALLORY, method, path + (expectation.query ?? ""), sent);
    };
    const beside = names.filter((_, at) => at > 0 || !expectation.id);
    const isChosen = (name: string) => name === names.at(-1) && CHOSEN_BY_WHOEVER_ASKS.test(route);
    const borrowing = BORROWING[route];
    return [
      ...beside
        .filter((name) => !isChosen(name))
        .map((name): ReturnType<typeof placesOf>[number] => [`{${name}}`, (id) => ask({ ...own, [name]: id }, body)]),
      ...(borrowing
        ? [["body", (id: string) => ask(own, borrowing(id))] satisfies ReturnType<typeof placesOf>[number]]
        : idsIn(body).map((path): ReturnType<typeof placesOf>[number] => [
            path.join("."),
            (id) => ask(own, withIdAt(body, path, id)),
          ])),
    ];
  }
});

type Row = { from: string; row: string };

async function told(ask: (id: string) => ReturnType<World["ask"]>, id: string): Promise<string> {
  const { status, text } = await ask(id);
  return `${status} ${text.replaceAll(id, "ID")}`;
}

async function giveAccount({ db, engine }: Database, userId: string): Promise<void> {
  const flag = (value: boolean) => (engine === "sqlite" ? Number(value) : value) as never;
  const email = `${userId.toLowerCase()}@example.org`;
  await db
    .updateTable("user")
    .set({ isAnonymous: flag(false), emailVerified: flag(true), email })
    .where("id", "=", userId)
    .execute();
}

// What is noted a while after it is so, or counts who asks.
const NOT_THEIRS = /^(search_words|kysely_|sqlite_|access_change$|node_event$|page_session$|page_state$|setting$)/;

async function rowsOf({ db }: Database): Promise<Row[]> {
  const all: Row[] = [];
  for (const { name } of await db.introspection.getTables()) {
    if (NOT_THEIRS.test(name)) continue;
    const rows = await db
      .selectFrom(name as "setting")
      .selectAll()
      .execute();
    all.push(...rows.map((row) => ({ from: name, row: JSON.stringify(row) })));
  }
  return all;
}

/** By table and column. */
function idsOf(from: string, row: string): [string, string][] {
  return Object.entries(JSON.parse(row) as object).flatMap(([column, value]): [string, string][] =>
    typeof value === "string" && WHOLE_UUID.test(value) ? [[`${from}.${column}`, value]] : [],
  );
}

function idsIn(body: unknown, at: string[] = []): string[][] {
  if (typeof body === "string") return WHOLE_UUID.test(body) ? [at] : [];
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([key, value]) => idsIn(value, [...at, key]));
}

function withIdAt(body: unknown, [key, ...rest]: readonly string[], id: string): unknown {
  if (key === undefined) return id;
  const copy = structuredClone(body) as Record<string, unknown>;
  copy[key] = withIdAt(copy[key], rest, id);
  return copy;
}
