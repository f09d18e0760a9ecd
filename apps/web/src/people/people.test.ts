import { setImmediate as turn } from "node:timers/promises";
import type { ChangePair, CreatePair, Me, Pair } from "@candor/protocol/http/people.ts";
import { expect, test } from "vitest";
import type { DeviceStore } from "../offline/device-store.ts";
import type { TabEnvironment } from "../offline/tab-environment.ts";
import { People } from "./people.ts";

const ME: Me = { userId: "ana", name: "Ana", anonymous: true };
const WANTED: CreatePair = { myName: "Ana", theirName: "Ben", myRole: "manager", theirRole: "report" };

test("a list of pages that was asked for before a page began does not end it", async () => {
  const server = openServer();
  const people = new People(environment(), { store: Promise.resolve(null), fetch: server.fetch, signedIn: () => {} });
  const refreshed = people.refresh();
  await people.begin("pair-1", WANTED);
  await people.registered("pair-1");
  server.answerLists();
  await refreshed;
  expect(people.pairs.value).toMatchObject([{ id: "pair-1", standing: "shared" }]);
});

test("a page that was archived when this device last heard of it is known as that before the server answers", async () => {
  const archived = { id: "old", me: "a", members: [], createdAt: "2026-01-05T09:00:00.000Z" };
  const at = (since: string) => ({ archive: { since, goesAt: null, why: "left" } });
  const given = [
    { ...archived, ...at("2026-01-06T09:00:00.000Z") },
    { ...archived, id: "soon", ...at("2099-01-06T09:00:00.000Z") },
  ];
  const fetch = async (path: string) => Response.json(path === "/api/pairs" ? given : ME);
  const people = new People(environment(), { store: Promise.resolve(null), fetch, signedIn: () => {} });
  await people.refresh();
  expect([await people.registered("old"), await people.registered("soon")]).toEqual([true, false]);
});

test("a page that the server gave before and gives no more has ended", async () => {
  const server = openServer();
  const people = new People(environment(), { store: Promise.resolve(null), fetch: server.fetch, signedIn: () => {} });
  await people.begin("pair-1", WANTED);
  await people.registered("pair-1");
  const refreshed = people.refresh();
  server.answerLists();
  await refreshed;
  expect(people.pairs.value).toMatchObject([{ id: "pair-1", standing: "ended" }]);
});

test("records that are none count as not kept: the server tells who I am and whom I meet", async () => {
  const kept = new Map<string, unknown>([
    ["me", null],
    ["begun/other", 42],
    ["pair/other", null],
    ["pair/pair-1", { id: 7 }],
  ]);
  const store = { readPeople: async () => kept, writePeople: async () => undefined } as unknown as DeviceStore;
  const pair: Pair = { id: "pair-1", me: "b", members: [], createdAt: "2026-11-24T09:00:00.000Z" };
  const fetch = async (path: string) => Response.json(path === "/api/pairs" ? [pair] : ME);
  const people = new People(environment(), { store: Promise.resolve(store), fetch, signedIn: () => {} });
  await people.loaded;
  expect([people.me.value, people.pairs.value]).toEqual([null, []]);
  await people.refresh();
  expect(people.me.value).toEqual(ME);
  expect(people.pairs.value).toMatchObject([{ id: "pair-1", standing: "shared" }]);
});

test("a name that is given while a page is on its way to the server comes after it", async () => {
  const server = openServer();
  const people = new People(environment(), { store: Promise.resolve(null), fetch: server.fetch, signedIn: () => {} });
  const answer = server.keepWaiting();
  await people.begin("pair-1", { ...WANTED, myName: "" });
  await server.stored("pair-1");
  await people.change("pair-1", { members: [{ member: "a", name: "Ana" }] });
  const registered = people.ensureRegistered("pair-1");
  answer();
  expect(await registered).toBeNull(); // whoever invites in this moment is not told that the server is away
  expect(server.pairs.get("pair-1")?.members).toMatchObject([{ name: "Ana" }, { name: "Ben" }]);
  expect(people.pairs.value).toMatchObject([{ members: [{ name: "Ana" }, { name: "Ben" }] }]);
});

test.each([
  ["can store nothing", problemAnswer("unavailable", 503), "cannot_store"],
  ["failed", problemAnswer("failed", 500), "out_of_reach"],
  ["is behind a proxy that does not reach it", new Response("Bad gateway", { status: 502 }), "out_of_reach"],
])("a server that %s is told from one that took the page", async (_what, answer, hindrance) => {
  const server = openServer();
  let isWell = false;
  const fetch: typeof server.fetch = async (path, init) => (isWell ? server.fetch(path, init) : answer.clone());
  const people = new People(environment(), { store: Promise.resolve(null), fetch, signedIn: () => {} });
  await people.begin("pair-1", WANTED);
  await people.registerAll();
  expect(people.hindrance.value).toBe(hindrance);
  expect(people.standingOf("pair-1")).toBe("only_here");
  isWell = true;
  await people.registerAll();
  expect(people.hindrance.value).toBeNull();
  expect(people.standingOf("pair-1")).toBe("shared");
});

function problemAnswer(name: string, status: number): Response {
  const body = JSON.stringify({ type: `https://candor.example/problems/${name}`, title: "It failed." });
  return new Response(body, { status, headers: { "content-type": "application/problem+json" } });
}

/** Takes every pair at once, and from then on keeps its names; its list of pairs is empty, and waits for `answerLists`. */
function openServer() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const pairs = new Map<string, Pair>();
  let answers = Promise.resolve();
  const keepWaiting = () => {
    const waiting = Promise.withResolvers<void>();
    answers = waiting.promise;
    return waiting.resolve;
  };
  const stored = async (id: string) => {
    while (!pairs.has(id)) await turn();
  };
  const fetch = async (path: string, { method, body }: RequestInit): Promise<Response> => {
    if (path === "/api/pairs") {
      await promise;
      return Response.json([]);
    }
    if (!path.startsWith("/api/pairs/")) return Response.json(ME);
    const id = path.replace("/api/pairs/", "");
    const there = pairs.get(id);
    if (there) {
      const { members = [] } = method === "PATCH" ? (JSON.parse(String(body)) as ChangePair) : {};
      for (const change of members)
        Object.assign(there.members.find(({ member }) => member === change.member)!, change);
      return Response.json(there);
    }
    const wanted = JSON.parse(String(body)) as CreatePair;
    const pair: Pair = {
      id,
      me: "a",
      createdAt: "2026-11-24T09:00:00.000Z",
      members: [
        { member: "a", name: wanted.myName, role: wanted.myRole, joined: true },
        { member: "b", name: wanted.theirName, role: wanted.theirRole, joined: false },
      ],
    };
    pairs.set(id, pair);
    await answers;
    return Response.json(structuredClone(pair));
  };
  return { fetch, answerLists: resolve, pairs, keepWaiting, stored };
}

function environment(): TabEnvironment {
  const nothing = () => () => {};
  return {
    indexedDB: null,
    locks: null,
    openBroadcast: null,
    connect: () => {
      throw new Error("people need no socket");
    },
    newUuid: () => "uuid",
    random: (count) => new Uint8Array(count),
    clock: () => 0,
    instant: () => "2026-11-24T09:00:00.000Z",
    later: nothing,
    whenIdle: nothing,
    onOffline: nothing,
    onWake: nothing,
    onLeave: nothing,
    onIdleChange: nothing,
    askToKeep: () => {},
    report: (fault) => {
      throw fault;
    },
  };
}
