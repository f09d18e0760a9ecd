import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { addAction } from "@candor/document/action/add-action.ts";
import { setActionState } from "@candor/document/action/edit-action.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { setTopicState } from "@candor/document/topic/edit-topic.ts";
import type { NewWebhook, Webhook, WebhookDelivery } from "@candor/protocol/http/webhook.ts";
import { Webhook as Reference } from "standardwebhooks";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openApiWorld } from "../api/testing/api-world.ts";
import { createAddressSeal } from "../calendar/address-seal.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { openApp, problemOf, shareDatabase } from "../people/testing/open-app.ts";
import { Quarantine } from "../sync/snapshot/quarantine.ts";
import { SnapshotKeeper } from "../sync/snapshot/snapshot-keeper.ts";
import { SnapshotWorker } from "../sync/snapshot/snapshot-worker.ts";
import { deliverMessages } from "./deliver-messages.ts";
import { awaitedOf } from "./listeners-of.ts";

const SECOND = 1 / 60; // of a minute

type Received = { headers: IncomingHttpHeaders; body: string };

let receiver: Server;
let received: Received[] = [];
let answers: number[] = [];
beforeEach(async () => {
  received = [];
  answers = [];
  receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      received.push({ headers: request.headers, body });
      response.writeHead(answers.shift() ?? 204).end();
    });
  });
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
});
afterEach(() => {
  receiver.closeAllConnections();
  receiver.close();
});

describeEachEngine("webhooks", (engine) => {
  const shared = shareDatabase(engine);

  async function open(changes: { withContent?: boolean; subjects?: string[] } = {}) {
    const origin = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
    const seal = createAddressSeal("s".repeat(32), randomBytes, "candor webhooks 1");
    const webhooks = { seal, allowed: [origin], random: randomBytes, wake: () => {} };
    const app = openApp(shared(), { webhooks });
    const world = await openApiWorld(shared(), app);
    const database = shared();
    const report = (fault: unknown) => {
      throw fault;
    };
    const keeper = new SnapshotKeeper({
      ...{ database, worker: new SnapshotWorker(), now: app.now, report },
      awaitedOf: (ids) => awaitedOf(database.db, ids),
      quarantine: await Quarantine.open(database),
    });
    const make = async () => {
      const { status, body } = await world.ana.post("/api/me/webhooks", {
        ...{ name: "Board", address: `${origin}/in`, subjects: ["topic", "action", "meeting"], pages: null },
        ...{ withContent: false, ...changes },
      });
      if (status !== 201) throw new Error(JSON.stringify(body));
      return body as NewWebhook;
    };
    const deliver = () => deliverMessages({ db: database.db, seal, allowed: [origin], now: app.now, report });
    const writeDown = async () => {
      await world.peer.save(app.now().toISOString());
      await keeper.snapshot(world.page);
    };
    const log = async ({ id }: { id: string }) =>
      (await world.ana.get(`/api/me/webhooks/${id}/deliveries`)).body as WebhookDelivery[];
    /** as the server does by itself, once a second while something was written */
    const hurry = () => keeper.hurry();
    await writeDown(); // the page as it was before anybody wanted to know
    const sweep = () => keeper.sweep();
    const keep = (id: string) => keeper.snapshot(id);
    return { app, ...world, origin, keep, make, deliver, writeDown, hurry, sweep, log, close: () => keeper.close() };
  }

  test("what happens on a page is told, signed so that the reference takes it, and without a word of it", async () => {
    const { app, page, peer, make, deliver, writeDown, log, ana, ben, close } = await open();
    const webhook = await make();
    expect(webhook.secret).toMatch(/^whsec_/);
    const topic = addTopic(peer.doc, peer.editor, { title: "Canary of a topic", place: "hopper" });
    const action = addAction(peer.doc, peer.editor, { text: "Canary of an action", owner: "a", due: null });
    await writeDown();
    await deliver();
    setActionState(peer.doc, peer.editor, action, "done");
    setTopicState(peer.doc, peer.editor, topic, "binned");
    await writeDown();
    await deliver();
    vi.useFakeTimers({ toFake: ["Date"], now: app.now() }); // the reference asks the clock how old a message is
    const told = received.map(({ headers, body }) => {
      const message = new Reference(webhook.secret).verify(body, headers as Record<string, string>);
      return message as { type: string; timestamp: string; data: Record<string, unknown> };
    });
    vi.useRealTimers();
    expect(told.map(({ type, data }) => [type, data])).toEqual([
      ["topic.added", { page, id: topic, state: "open" }],
      ["action.added", { page, id: action, state: "open" }],
      ["topic.removed", { page, id: topic, state: "binned" }],
      ["action.changed", { page, id: action, state: "done" }],
    ]);
    expect(JSON.stringify(received)).not.toContain("Canary");
    expect((await log(webhook)).map(({ state, status, tries }) => [state, status, tries])).toEqual(
      Array(4).fill(["sent", 204, 1]),
    );
    for (const visitor of [ana, ben]) {
      const { events } = (await visitor.get(`/api/pairs/${page}/access-log`)).body as { events: object[] };
      expect(events).toContainEqual(expect.objectContaining({ kind: "webhook_told", name: "Board" }));
    }
    await close();
  });

  test("whoever takes part in an artifact is told of it without a word of it, and nobody else is", async () => {
    const { page, ana, ben, make, deliver, keep, log, close } = await open({ subjects: ["artifact"] });
    const webhook = await make();
    const [shared, own] = [randomUUID(), randomUUID()];
    const wanted = { kind: "mission", form: "document", title: "Canary of a title" };
    expect((await ana.put(`/api/artifacts/${shared}`, { ...wanted, pair: page })).status).toBe(200);
    expect((await ben.put(`/api/artifacts/${own}`, wanted)).status).toBe(200);
    for (const id of [shared, own]) await keep(id);
    await deliver();
    expect(received.map(({ body }) => JSON.parse(body))).toMatchObject([
      { type: "artifact.added", data: { id: shared } },
    ]);
    expect(JSON.stringify(received)).not.toContain("Canary");
    expect(await log(webhook)).toMatchObject([{ type: "artifact.added", state: "sent" }]);
    await close();
  });

  test("who listens hears of an edit two seconds after the last, and after ten at the latest while it goes on", async () => {
    const { app, peer, make, deliver, hurry, log, close } = await open();
    const webhook = await make();
    const write = async (title: string) => {
      addTopic(peer.doc, peer.editor, { title, place: "hopper" });
      await peer.save(app.now().toISOString());
    };
    const told = async () => {
      await hurry();
      await deliver();
      return (await log(webhook)).length;
    };
    await write("One");
    app.passMinutes(SECOND);
    expect(await told()).toBe(0);
    app.passMinutes(SECOND);
    expect(await told()).toBe(1);
    for (let second = 0; second < 10; second += 1) {
      await write(`Letter ${second}`);
      expect(await told()).toBe(1);
      app.passMinutes(SECOND);
    }
    expect(await told()).toBe(11);
    await close();
  });

  test("where nobody listens, nothing is written down sooner", async () => {
    const { app, page, peer, make, hurry, sweep, close } = await open();
    addTopic(peer.doc, peer.editor, { title: "One", place: "hopper" });
    await peer.save(app.now().toISOString());
    app.passMinutes(12 * SECOND);
    const written = () => shared().db.selectFrom("topic").select("id").where("page", "=", page).execute();
    const before = await written();
    await hurry();
    expect(await written()).toEqual(before);
    await make(); // and now somebody does
    sweep();
    await hurry();
    expect(await written()).toHaveLength(before.length + 1);
    await close();
  });

  test("what is written is told where that was chosen, and only of what was chosen", async () => {
    const { peer, make, deliver, writeDown, close } = await open({ withContent: true, subjects: ["topic"] });
    await make();
    addTopic(peer.doc, peer.editor, { title: "Growth", place: "hopper" });
    addAction(peer.doc, peer.editor, { text: "Ask Lee", owner: "a", due: null });
    await writeDown();
    await deliver();
    expect(received.map(({ body }) => JSON.parse(body).data.title)).toEqual(["Growth"]);
    await close();
  });

  test("a receiver that fails is tried again under the same id, later each time, and holds nobody else up", async () => {
    const { app, peer, make, deliver, writeDown, log, close } = await open();
    const webhook = await make();
    answers = [500, 503, 204, 204];
    addTopic(peer.doc, peer.editor, { title: "One", place: "hopper" });
    await writeDown();
    addTopic(peer.doc, peer.editor, { title: "Two", place: "hopper" });
    await writeDown();
    await deliver();
    expect(received).toHaveLength(1); // the second waits with the first
    app.passMinutes(1);
    await deliver();
    expect(received).toHaveLength(2);
    app.passMinutes(6);
    await deliver();
    await deliver();
    const ids = received.map(({ headers }) => headers["webhook-id"]);
    expect([new Set(ids.slice(0, 3)).size, new Set(ids).size]).toEqual([1, 2]);
    expect((await log(webhook)).map(({ state }) => state)).toEqual(["sent", "sent"]);
    await close();
  });

  test("what was sent is sent once more on demand, the same under the same id, by its owner alone", async () => {
    const { ana, ben, peer, make, deliver, writeDown, log, close } = await open();
    const webhook = await make();
    addTopic(peer.doc, peer.editor, { title: "One", place: "hopper" });
    await writeDown();
    await deliver();
    const [sent] = await log(webhook);
    const address = `/api/me/webhooks/${webhook.id}/deliveries/${sent?.id}/replay`;
    expect((await ben.post(address)).status).toBe(404);
    expect((await ana.post(address)).status).toBe(204);
    await deliver();
    expect(received.map(({ headers, body }) => [headers["webhook-id"], body])).toEqual(
      Array(2).fill([sent?.id, received[0]?.body]),
    );
    await close();
  });

  test("a webhook says what its receiver answered last and when, and since when it takes nothing", async () => {
    const { app, ana, peer, make, deliver, writeDown, close } = await open();
    const webhook = await make();
    const state = async () => {
      const [{ last, failingSince, off }] = (await ana.get("/api/me/webhooks")).body as [Webhook];
      return { last, failingSince, off };
    };
    expect(await state()).toEqual({ last: null, failingSince: null, off: null });
    answers = [500, 503, 204];
    addTopic(peer.doc, peer.editor, { title: "One", place: "hopper" });
    await writeDown();
    await deliver();
    const failingSince = app.now().toISOString();
    expect(await state()).toEqual({ last: { at: failingSince, status: 500, fault: null }, failingSince, off: null });
    app.passMinutes(1);
    await deliver();
    expect(await state()).toMatchObject({ last: { at: app.now().toISOString(), status: 503 }, failingSince });
    app.passMinutes(6);
    await deliver();
    expect(await state()).toMatchObject({ last: { status: 204 }, failingSince: null });
    expect(webhook).toMatchObject({ last: null, failingSince: null });
    await close();
  });

  test("whoever owns a webhook tries it at once, which turns it on and sends what waits; a test carries nothing", async () => {
    const { ana, ben, peer, make, deliver, writeDown, close } = await open();
    const webhook = await make();
    const address = `/api/me/webhooks/${webhook.id}/try`;
    expect((await ben.post(address)).status).toBe(404);
    for (let time = 0; time < 3; time += 1) expect((await ana.post(address)).status).toBe(200);
    answers = [410];
    await deliver();
    expect(received.map(({ body }) => JSON.parse(body))).toMatchObject([{ type: "webhook.test", data: {} }]);
    expect((await ana.get("/api/me/webhooks")).body).toMatchObject([{ off: "gone", last: { status: 410 } }]);
    addTopic(peer.doc, peer.editor, { title: "One", place: "hopper" });
    await writeDown();
    expect((await ana.post(address)).body).toMatchObject({ off: null });
    await deliver();
    expect(received).toHaveLength(2);
    expect((await ana.get("/api/me/webhooks")).body).toMatchObject([{ off: null, failingSince: null }]);
    await close();
  });

  test("a receiver that is gone is told nothing more until its owner turns it on", async () => {
    const { ana, peer, make, deliver, writeDown, close } = await open();
    const webhook = await make();
    answers = [410];
    addTopic(peer.doc, peer.editor, { title: "One", place: "hopper" });
    await writeDown();
    await deliver();
    expect((await ana.get("/api/me/webhooks")).body).toMatchObject([{ id: webhook.id, off: "gone" }]);
    addTopic(peer.doc, peer.editor, { title: "Two", place: "hopper" });
    await writeDown();
    await deliver();
    expect(received).toHaveLength(1);
    expect((await ana.patch(`/api/me/webhooks/${webhook.id}`, { on: true })).body).toMatchObject({ off: null });
    addTopic(peer.doc, peer.editor, { title: "Three", place: "hopper" });
    await writeDown();
    await deliver();
    expect(received).toHaveLength(2);
    await close();
  });

  test("whoever loses the page is told nothing of it any more, what still waited among it", async () => {
    const { page, peer, make, deliver, writeDown, log, close } = await open();
    const webhook = await make();
    addTopic(peer.doc, peer.editor, { title: "One", place: "hopper" });
    await writeDown();
    const seat = shared().db.updateTable("pair_member").where("pair_id", "=", page).where("member", "=", "a");
    await seat.set({ user_id: null }).execute();
    await deliver();
    expect([received, (await log(webhook)).map(({ state }) => state)]).toEqual([[], ["dropped"]]);
    await close();
  });

  test("a secret is changed without a gap: for a day both sign, then the new one alone", async () => {
    const { app, ana, peer, make, deliver, writeDown, close } = await open();
    const webhook = await make();
    const changed = (await ana.post(`/api/me/webhooks/${webhook.id}/secret`)).body as NewWebhook;
    addTopic(peer.doc, peer.editor, { title: "One", place: "hopper" });
    await writeDown();
    await deliver();
    const [first] = received.map(({ headers }) => headers["webhook-signature"]);
    app.passDays(2);
    addTopic(peer.doc, peer.editor, { title: "Two", place: "hopper" });
    await writeDown();
    await deliver();
    expect([
      first?.toString().split(" ").length,
      received[1]?.headers["webhook-signature"]?.toString().split(" ").length,
    ]).toEqual([2, 1]);
    expect(changed.secret).not.toBe(webhook.secret);
    await close();
  });

  test("no address inside is taken but what the server’s settings allow, and none is kept in the open", async () => {
    const { app, ana, make, close } = await open();
    const wanted = { name: "X", subjects: ["topic"], pages: null, withContent: false };
    for (const address of ["http://example.org/", "https://example.org:8443/", "https://me:word@example.org/", "x"])
      expect(problemOf(await ana.post("/api/me/webhooks", { ...wanted, address }))).toBe("no_webhook_address");
    for (const host of ["127.0.0.1", "[::1]", "10.0.0.1", "2130706433", "localhost", "[::ffff:192.168.1.1]"])
      expect([
        host,
        problemOf(await ana.post("/api/me/webhooks", { ...wanted, address: `https://${host}/in` })),
      ]).toEqual([host, "inner_webhook_address"]);
    expect((await ana.get("/api/me/webhooks")).body).toEqual([]);
    const webhook = await make(); // inside as well, but whoever runs the server allows it
    const row = await shared().db.selectFrom("webhook").selectAll().where("id", "=", webhook.id).executeTakeFirst();
    expect(JSON.stringify(row)).not.toMatch(/127\.0\.0\.1:\d+\/in|whsec_/);
    app.passMinutes(11);
    expect(problemOf(await ana.post("/api/me/webhooks", { ...wanted, address: "https://a.example.org/" }))).toBe(
      "not_fresh",
    );
    expect((await ana.delete(`/api/me/webhooks/${webhook.id}`)).status).toBe(204);
    expect((await ana.get(`/api/me/webhooks/${randomUUID()}/deliveries`)).status).toBe(404);
    await close();
  });
});
