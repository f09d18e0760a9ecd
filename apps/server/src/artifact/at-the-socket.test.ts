import { randomUUID } from "node:crypto";
import { REFUSAL_CODES } from "@candor/protocol/sync/codes.ts";
import type { ClientMessage, ServerMessage } from "@candor/protocol/sync/messages.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { openSockets, type Sockets } from "../access/testing/open-sockets.ts";
import { openWorld, ROLES, type Role, type World } from "../access/testing/open-world.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { shareDatabase } from "../people/testing/open-app.ts";

const OWNER: Role = "the one in seat a, who manages the other";
const WRITER: Role = "the one in seat b";
const FOREIGN: Role = "the owner of another workspace";
const COLLEAGUE: Role = "a colleague of the workspace";
const OUTSIDERS = ROLES.filter(
  (role) => ![OWNER, WRITER, "nobody signed in", "whoever holds a SCIM token"].includes(role),
);

describeEachEngine("an artifact at the socket", (engine) => {
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

  const artifact = () => world.ids.artifact.known;
  const rows = () => world.database.db.selectFrom("page_log").select("seq").execute();
  const as = (role: Role) => {
    const visitor = world.visitors.get(role);
    if (!visitor) throw new Error(`nobody is ${role}`);
    return visitor;
  };
  const opened = async (role: Role) => {
    const socket = await sockets.open(role);
    const open = openOf(1, artifact());
    socket.send(open);
    return { socket, open, told: await socket.settled() };
  };

  test.each(OUTSIDERS)("%s is refused it as if it had never been", async (role) => {
    const socket = await sockets.open(role);
    const answers = [];
    for (const [index, page] of [artifact(), randomUUID()].entries()) {
      socket.send(openOf(index + 1, page));
      answers.push((await socket.settled()).map((message) => ({ ...message, channel: 0, session: "" })));
    }
    expect(answers[0]).toMatchObject([{ code: REFUSAL_CODES.unknown_page.code }]);
    expect(answers[1]).toEqual(answers[0]);
    const before = await rows();
    socket.send({ type: "push", channel: 1, session: randomUUID(), cseq: 1, update: somethingTyped(77) });
    await socket.settled();
    expect(await rows()).toEqual(before);
    expect(socket.sawCanary()).toBe(false);
    socket.end();
  });

  test("a reader reads it and can write nothing", async () => {
    await as(OWNER).patch(`/api/artifacts/${artifact()}`, { audience: "workspace" });
    const { socket, open, told } = await opened(COLLEAGUE);
    expect(told).toMatchObject([{ type: "opened", access: "read" }]);
    const before = await rows();
    socket.send({ type: "push", channel: 1, session: open.session, cseq: 1, update: somethingTyped(open.clientId) });
    expect((await socket.settled()).map(codeOf)).toEqual([REFUSAL_CODES.read_only.code]);
    expect(await rows()).toEqual(before);

    // and what was for all is theirs no longer at once when it is for a few again
    await as(OWNER).patch(`/api/artifacts/${artifact()}`, { audience: "people" });
    await expect.poll(async () => (await socket.settled()).map(codeOf)).toEqual([REFUSAL_CODES.access_ended.code]);
    socket.end();
  });

  test("whoever is taken out while they have it open hears no word more, and writes none", async () => {
    const owner = await opened(OWNER);
    const writer = await opened(WRITER);
    expect(writer.told).toMatchObject([{ type: "opened", access: "write" }]);
    expect(writer.socket.sawCanary()).toBe(true); // else the search for it would be blind
    await owner.socket.settled();

    expect((await as(OWNER).delete(`/api/artifacts/${artifact()}/people/p2`)).status).toBe(200);
    await expect
      .poll(async () => (await writer.socket.settled()).map(codeOf))
      .toEqual([REFUSAL_CODES.access_ended.code]);
    const again = openOf(2, artifact()); // everybody's channel is closed, and whose may comes back
    owner.socket.send(again);
    expect((await owner.socket.settled()).map(codeOf)).toContain("opened");
    const { session, clientId } = again;
    owner.socket.send({ type: "push", channel: 2, session, cseq: 1, update: somethingTyped(clientId) });
    await expect.poll(async () => (await owner.socket.settled()).map(codeOf)).toContain("ack");
    const before = await rows();
    const hers = { session: writer.open.session, update: somethingTyped(writer.open.clientId) };
    writer.socket.send({ type: "push", channel: 1, cseq: 1, ...hers }, openOf(2, artifact()));
    const told = await writer.socket.settled();
    expect(told.filter(({ type }) => type === "update" || type === "ack" || type === "opened")).toEqual([]);
    expect(await rows()).toEqual(before);
    for (const { socket } of [owner, writer]) socket.end();
  });

  test("a page is opened by no artifact's number, nor an artifact by a page's", async () => {
    const socket = await sockets.open(FOREIGN);
    expect((await as(FOREIGN).put(`/api/artifacts/${world.ids.pair.known}`, DOCUMENT)).status).toBe(404);
    socket.send(openOf(1, world.ids.pair.known));
    expect((await socket.settled()).map(codeOf)).toEqual([REFUSAL_CODES.unknown_page.code]);
    expect(socket.sawCanary()).toBe(false);
    socket.end();
  });
});

const DOCUMENT = { kind: "other", form: "document", title: "Mine" };

let lives = 0;

function openOf(channel: number, page: string): Extract<ClientMessage, { type: "open" }> {
  lives += 1;
  return { type: "open", channel, page, session: randomUUID(), clientId: 6_000_000 + lives, epoch: 0, haveSeq: 0 };
}

function somethingTyped(clientId: number): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  doc.getXmlFragment("body").push([new Y.XmlElement("paragraph")]);
  return Y.encodeStateAsUpdate(doc);
}

function codeOf(message: ServerMessage): number | string {
  return message.type === "refused" ? message.code : message.type;
}
