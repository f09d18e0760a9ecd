import { randomUUID } from "node:crypto";
import { SOCKET_PROTOCOL } from "@candor/protocol/http/access.ts";
import { REFUSAL_CODES } from "@candor/protocol/sync/codes.ts";
import type { ClientMessage, ServerMessage } from "@candor/protocol/sync/messages.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { ORIGIN, shareDatabase } from "../people/testing/open-app.ts";
import { awareness } from "../sync/testing/awareness-bytes.ts";
import { openSockets, type Sockets } from "./testing/open-sockets.ts";
import { openWorld, ROLES, type Role, type World } from "./testing/open-world.ts";

const READERS: readonly Role[] = ["the one in seat a, who manages the other", "the one in seat b"];
const NOBODY: readonly Role[] = ["nobody signed in", "whoever holds a SCIM token"];
const OUTSIDERS = ROLES.filter((role) => !READERS.includes(role) && !NOBODY.includes(role));
const FOREIGN: Role = "the owner of another workspace";

describeEachEngine("every role at the socket", (engine) => {
  const shared = shareDatabase(engine);
  let world: World;
  let sockets: Sockets;
  beforeAll(async () => {
    world = await openWorld(shared());
    sockets = await openSockets(world);
  });
  afterAll(async () => {
    await sockets.stop();
    expect(sockets.faults).toEqual([]);
  });

  const rows = () => world.database.db.selectFrom("page_log").selectAll().execute();

  describe.each(ROLES)("%s", (role) => {
    test("gets a socket by their own session, ticket and page alone", async () => {
      const cookie = world.visitors.get(role)?.cookie() ?? "";
      const ticket = () => sockets.ticketOf(role);
      const with_ = (given: string | null) =>
        given === null ? [SOCKET_PROTOCOL] : [SOCKET_PROTOCOL, `ticket.${given}`];
      const statusOf = async (headers: Record<string, string>, protocols: string[]) =>
        (await sockets.upgrade(headers, protocols)).status;
      const own = { cookie, origin: ORIGIN };
      expect(await statusOf(own, with_(await ticket()))).toBe(NOBODY.includes(role) ? 401 : 101);
      expect(await statusOf({ cookie, origin: "https://evil.example" }, with_(await ticket()))).toBe(403);
      expect(await statusOf({ origin: ORIGIN }, with_(await ticket()))).toBe(401);
      expect(await statusOf(own, [])).toBe(401);
      expect(await statusOf(own, with_("made.up.ticket"))).toBe(401);
      if (role !== FOREIGN) expect(await statusOf(own, with_(await sockets.ticketOf(FOREIGN)))).toBe(401);
    });
  });

  test("a refused upgrade says nothing but its status", async () => {
    const answers = [];
    for (const role of [...NOBODY, ...OUTSIDERS])
      answers.push(await sockets.upgrade({ cookie: world.visitors.get(role)?.cookie() ?? "", origin: ORIGIN }));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.headers).toEqual(["Connection", "close", "Content-Length", "0"]);
  });

  test.each(OUTSIDERS)("%s is refused a page alike, whether it is known, another's or nobody's", async (role) => {
    const socket = await sockets.open(role);
    const pages = [world.ids.pair.known, randomUUID(), ...notationsOf(world.ids.pair.known)];
    if (role !== FOREIGN) pages.push(world.ids.pair.other);
    const before = await rows();
    const answers = [];
    for (const [index, page] of pages.entries()) {
      socket.send(openOf(index + 1, page));
      const told = await socket.settled();
      expect([page, told.map(({ type }) => type)]).toEqual([page, ["refused"]]);
      answers.push(told.map((message) => ({ ...message, channel: 0, session: "" })));
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject([{ code: REFUSAL_CODES.unknown_page.code }]);
    // And whatever is sent on the channel all the same goes nowhere.
    socket.send(...messagesOn(1), openOf(91, world.ids.pair.known));
    expect((await socket.settled()).map(({ type }) => type)).toEqual(["refused"]);
    expect(socket.sawCanary()).toBe(false);
    expect(await rows()).toEqual(before);
    socket.end();
  });

  test.each(READERS)("%s opens the page by its name and in no other notation", async (role) => {
    const socket = await sockets.open(role);
    for (const [index, page] of notationsOf(world.ids.pair.known).entries()) {
      socket.send(openOf(index + 10, page));
      expect(await socket.settled()).toMatchObject([{ type: "refused", code: REFUSAL_CODES.unknown_page.code }]);
    }
    expect(socket.sawCanary()).toBe(false);
    socket.send(openOf(1, world.ids.pair.known));
    expect(await socket.settled()).toMatchObject([{ type: "opened", access: "write" }]);
    expect(socket.sawCanary()).toBe(true); // else the search for it would be blind
    socket.end();
  });

  test("whoever has a page of their own reaches no other from it: by push, presence or adoption", async () => {
    const ana = await sockets.open(READERS[0] as Role);
    const mine = openOf(1, world.ids.pair.known);
    ana.send(mine);
    await ana.settled();
    const foreign = await sockets.open(FOREIGN);
    foreign.send(openOf(1, world.ids.pair.other), openOf(2, world.ids.pair.known));
    expect((await foreign.settled()).map(({ type }) => type).sort()).toEqual(["opened", "refused"]);
    const before = await rows();
    foreign.send(
      ...messagesOn(2),
      { type: "push", channel: 1, session: mine.session, cseq: 1, update: somethingTyped(mine.clientId) },
      { type: "adopt", channel: 2, session: mine.session, clientId: mine.clientId },
    );
    const told = await foreign.settled();
    expect(told.map(codeOf)).toEqual([REFUSAL_CODES.session_taken.code]);
    expect(await rows()).toEqual(before);
    expect(await ana.settled()).toEqual([]);
    expect(foreign.sawCanary()).toBe(false);
    ana.end();
    foreign.end();
  });

  test("the session of the other of the pair cannot be adopted, nor written under", async () => {
    const [ana, ben] = [await sockets.open(READERS[0] as Role), await sockets.open(READERS[1] as Role)];
    const hers = openOf(1, world.ids.pair.known);
    ana.send(hers);
    ben.send(openOf(1, world.ids.pair.known));
    await Promise.all([ana.settled(), ben.settled()]);
    const before = await rows();
    ben.send({ type: "adopt", channel: 1, session: hers.session, clientId: hers.clientId });
    await expect.poll(async () => (await ben.settled()).map(codeOf)).toEqual([REFUSAL_CODES.session_taken.code]);
    ben.send({ ...openOf(2, world.ids.pair.known), session: hers.session, clientId: hers.clientId });
    expect((await ben.settled()).map(codeOf)).toEqual([REFUSAL_CODES.session_taken.code]);
    expect(await rows()).toEqual(before);
    ana.end();
    ben.end();
  });
});

let lives = 0;

function openOf(channel: number, page: string): Extract<ClientMessage, { type: "open" }> {
  lives += 1;
  return { type: "open", channel, page, session: randomUUID(), clientId: 5_000_000 + lives, epoch: 0, haveSeq: 0 };
}

/** Everything that can be said on a channel. */
function messagesOn(channel: number): ClientMessage[] {
  const session = randomUUID();
  const clientId = 77;
  return [
    { type: "push", channel, session, cseq: 1, update: somethingTyped(clientId) },
    { type: "awareness", channel, update: awareness([[clientId, 1, { caret: 1 }]]) },
    { type: "adopt", channel, session, clientId },
    { type: "close", channel },
  ];
}

function somethingTyped(clientId: number): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  doc.getXmlFragment("welcome").push([new Y.XmlElement("paragraph")]);
  return Y.encodeStateAsUpdate(doc);
}

/** Names under which a careless look-up would find the same page. */
function notationsOf(page: string): string[] {
  const compact = page.replaceAll("-", "");
  return [
    page.toUpperCase(),
    compact,
    `{${page}}`,
    `urn:uuid:${page}`,
    ` ${page}`,
    `${page}/`,
    `../${page}`,
    `${page}%`,
    "%",
    "",
  ];
}

function codeOf(message: ServerMessage): number | string {
  return message.type === "refused" ? message.code : message.type;
}
