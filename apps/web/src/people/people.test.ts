import type { CreatePair, Me, Pair } from "@candor/protocol/http/people.ts";
import { expect, test } from "vitest";
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

/** Takes every pair at once; its list of pairs is empty, and waits for `answerLists`. */
function openServer() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const fetch = async (path: string, { method, body }: RequestInit): Promise<Response> => {
    if (path === "/api/pairs") {
      await promise;
      return Response.json([]);
    }
    if (method !== "PUT") return Response.json(ME);
    const wanted = JSON.parse(String(body)) as CreatePair;
    const pair: Pair = {
      id: path.replace("/api/pairs/", ""),
      me: "a",
      createdAt: "2026-11-24T09:00:00.000Z",
      members: [
        { member: "a", name: wanted.myName, role: wanted.myRole, joined: true },
        { member: "b", name: wanted.theirName, role: wanted.theirRole, joined: false },
      ],
    };
    return Response.json(pair);
  };
  return { fetch, answerLists: resolve };
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
