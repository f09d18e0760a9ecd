import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { openMemoryMail } from "@candor/integrations/mail/memory/open-memory-mail.ts";
import type { ArtifactAnnouncements, Channels } from "@candor/protocol/http/announcement.ts";
import type { ArtifactAnswer } from "@candor/protocol/http/artifact.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createAddressSeal } from "../calendar/address-seal.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { openApp, shareDatabase, type Visitor } from "../people/testing/open-app.ts";
import { openWorkspace } from "../workspace/testing/open-workspace.ts";
import { type DeliveryParts, deliverDue } from "./deliver-announcements.ts";
import { CHANNEL_SEAL } from "./open-announcing.ts";

const SECRET = "T000/B000/SECRETOFTHEHOOK";
const IMPATIENT = { firstByteMilliseconds: 250, milliseconds: 500, bytes: 0 };

describeEachEngine("announcing", (engine) => {
  const current = shareDatabase(engine);
  const open: Server[] = [];
  const seal = createAddressSeal("s".repeat(32), randomBytes, CHANNEL_SEAL);
  let allowed: string[];
  let app: ReturnType<typeof openApp>;
  let olga: Visitor;
  let ben: Visitor;
  let workspace: string;
  let mail: ReturnType<typeof openMemoryMail>;
  let later: number;
  let parts: DeliveryParts;

  beforeEach(async () => {
    allowed = [];
    app = openApp(current(), { announcing: { seal, allowed, wake: () => {} } });
    const world = await openWorkspace(current(), app);
    olga = world.olga;
    workspace = world.workspace.id;
    ben = (await world.join("Ben")).visitor;
    mail = openMemoryMail();
    later = 0;
    const sender = { sender: async () => mail, domain: "candor.example.org" };
    const edge = {
      newId: randomUUID,
      now: () => new Date(app.now().getTime() + later),
      report: () => {},
    };
    parts = { db: current().db, seal, allowed, mail: sender, ...edge };
  });
  afterEach(() => {
    for (const server of open.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  async function receive(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    open.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    allowed.push(origin);
    return `${origin}/services/${SECRET}`;
  }

  const artifactOf = async (by: Visitor, audience = "workspace") => {
    const id = randomUUID();
    const wanted = { kind: "mission", form: "link", title: "Why we are here", address: "https://wiki.example.org/m" };
    await by.put(`/api/artifacts/${id}`, wanted);
    const { body } = await by.patch(`/api/artifacts/${id}`, { audience });
    return (body as ArtifactAnswer).id;
  };

  const idsFor = async (by: Visitor) =>
    ((await by.get("/api/me/channels")).body as Channels).channels.map(({ id }) => id);

  const addChannel = async (by: Visitor, more: object) => {
    const before = await idsFor(by);
    expect(await by.post("/api/me/channels", { name: "General", ...more })).toMatchObject({ status: 200 });
    return (await idsFor(by)).find((id) => !before.includes(id)) ?? "";
  };

  const announce = async (by: Visitor, artifact: string, channels: string[], id: string = randomUUID(), more = {}) => {
    const wanted = { title: "Our mission", text: "Read why we are here.", channels, onBoard: false, ...more };
    return by.put(`/api/artifacts/${artifact}/announcements/${id}`, wanted);
  };

  const recordOf = async (by: Visitor, artifact: string) =>
    ((await by.get(`/api/artifacts/${artifact}/announcements`)).body as ArtifactAnnouncements).announcements.flatMap(
      ({ deliveries }) => deliveries,
    );

  /** Lets time go on until nothing waits any more. */
  const deliverAll = async () => {
    for (let rounds = 0; rounds < 60; rounds += 1) {
      while (await deliverDue(parts));
      const { db } = current();
      const left = db.selectFrom("announcement_delivery").select("id").where("state", "in", ["waiting", "sending"]);
      if ((await left.execute()).length === 0) return;
      later += 3_600_000;
    }
  };

  test("goes to each channel once, with the words of the preview, and is on record with where and when", async () => {
    const heard: { path: string; id: string; body: string }[] = [];
    const hook = await receive(async (request, response) => {
      let body = "";
      for await (const chunk of request.setEncoding("utf8")) body += chunk;
      heard.push({ path: request.url ?? "", id: String(request.headers["idempotency-key"]), body });
      response.end("ok");
    });
    const slack = await addChannel(olga, { kind: "slack", workspace, address: hook });
    const mine = await addChannel(ben, { kind: "discord", name: "Mine", address: hook });
    const list = await addChannel(olga, {
      ...{ kind: "mail", name: "All", workspace, addresses: ["ana@example.org", "Cleo@example.org"] },
    });
    const artifact = await artifactOf(ben);
    const id = randomUUID();
    expect((await announce(ben, artifact, [slack, mine, list], id)).status).toBe(200);
    expect((await announce(ben, artifact, [slack, mine, list], id)).status).toBe(200); // its answer was lost
    await deliverAll();
    await deliverAll();
    expect(heard).toHaveLength(2);
    expect(heard.every(({ path, body }) => path.endsWith(SECRET) && body.includes("Read why we are here."))).toBe(true);
    expect(mail.mails.map(({ to, subject }) => [to, subject]).sort()).toEqual([
      ["ana@example.org", "Our mission"],
      ["cleo@example.org", "Our mission"],
    ]);
    const record = await recordOf(ben, artifact);
    expect(record.map(({ state, channel, to }) => [channel, to, state])).toEqual([
      ["All", "a…@example.org", "sent"],
      ["All", "c…@example.org", "sent"],
      ["General", null, "sent"],
      ["Mine", null, "sent"],
    ]);
    expect(heard.map(({ id: key }) => key).sort()).toEqual(
      record
        .filter(({ to }) => to === null)
        .map(({ id: key }) => key)
        .sort(),
    );
  });

  test("waits until the whole workspace may read it, and is done by those who write it alone", async () => {
    const mine = await addChannel(ben, { kind: "webhook", address: "https://hooks.example.org/x" });
    const artifact = await artifactOf(ben, "people");
    expect((await announce(ben, artifact, [mine])).body).toMatchObject({ type: "/problems/not_published" });
    expect((await announce(olga, artifact, [mine])).status).toBe(404);
    await ben.patch(`/api/artifacts/${artifact}`, { audience: "workspace" });
    expect((await olga.get(`/api/artifacts/${artifact}/announcements`)).body).toMatchObject({
      type: "/problems/not_allowed",
    });
    expect((await announce(ben, artifact, [mine])).status).toBe(200);
    // what was for everybody and is so no longer goes nowhere
    await ben.patch(`/api/artifacts/${artifact}`, { audience: "people" });
    await deliverAll();
    expect(await recordOf(ben, artifact)).toMatchObject([{ state: "failed", why: "no_way" }]);
  });

  describe("a channel", () => {
    test("of a workspace is set up by its admins, and its secret is told to nobody and stands nowhere", async () => {
      const hook = `https://hooks.slack.com/services/${SECRET}`;
      const wanted = { kind: "slack", name: "General", address: hook };
      expect((await ben.post("/api/me/channels", { ...wanted, workspace })).status).toBe(404);
      const id = await addChannel(olga, { ...wanted, workspace });
      const seen = (await ben.get("/api/me/channels")).body as Channels;
      expect(seen.channels).toMatchObject([{ id, host: "hooks.slack.com", mayManage: false }]);
      expect(JSON.stringify([seen, (await olga.get("/api/me/channels")).body])).not.toContain("SECRET");
      expect((await ben.patch(`/api/me/channels/${id}`, { name: "Ours" })).status).toBe(404);
      expect((await ben.delete(`/api/me/channels/${id}`)).status).toBe(404);
      const kept = await current().db.selectFrom("announce_channel").selectAll().execute();
      expect(JSON.stringify(kept)).not.toContain("SECRET");
      expect((await olga.delete(`/api/me/channels/${id}`)).body).toMatchObject({ channels: [] });
    });

    test("of one person is seen by nobody else", async () => {
      const id = await addChannel(ben, { kind: "webhook", address: "https://hooks.example.org/x" });
      expect((await olga.get("/api/me/channels")).body).toMatchObject({ channels: [] });
      expect((await olga.delete(`/api/me/channels/${id}`)).status).toBe(404);
      const artifact = await artifactOf(olga);
      expect((await announce(olga, artifact, [id])).body).toMatchObject({ type: "/problems/no_receiver" });
    });

    test.each([
      ["slack", "https://evil.example.org/services/x"],
      ["slack", "http://hooks.slack.com/services/x"],
      ["discord", "https://discord.com.evil.example.org/x"],
      ["teams", "https://office.com/x"],
      ["webhook", "https://user:word@hooks.example.org/x"],
      ["webhook", "javascript:alert(1)"],
    ])("of %s does not lead to %s", async (kind, address) => {
      const { status, body } = await ben.post("/api/me/channels", { kind, name: "x", address });
      expect([status, (body as { type: string }).type]).toEqual([400, "/problems/no_webhook"]);
    });

    test.each(["127.0.0.1", "[::1]", "localhost", "10.0.0.1"])("does not lead inside, to %s", async (host) => {
      const wanted = { kind: "webhook", name: "x", address: `https://${host}/x` };
      const { status, body } = await ben.post("/api/me/channels", wanted);
      expect([status, (body as { type: string }).type]).toEqual([400, "/problems/inner_webhook_address"]);
    });

    test("that is a list of addresses is a workspace's, and only who manages it sees whom it reaches", async () => {
      const wanted = { kind: "mail", name: "All", addresses: ["ana@example.org"] };
      expect((await ben.post("/api/me/channels", wanted)).status).toBe(404);
      await addChannel(olga, { ...wanted, workspace });
      const seen = (await ben.get("/api/me/channels")).body as Channels;
      expect(seen.channels).toMatchObject([{ addresses: null, addressCount: 1 }]);
      expect((await olga.post("/api/me/channels", { ...wanted, workspace, addresses: ["a@b, c@d"] })).status).toBe(400);
    });
  });

  describe("a receiver that", () => {
    const tell = async (listener: RequestListener, kind = "slack") => {
      const channel = await addChannel(olga, { kind, workspace, address: await receive(listener) });
      const artifact = await artifactOf(olga);
      await announce(olga, artifact, [channel]);
      return artifact;
    };

    test("asks for quiet is left alone until then, and gets it once", async () => {
      let asked = 0;
      let taken = 0;
      const artifact = await tell((_request, response) => {
        asked += 1;
        if (asked === 1) response.writeHead(429, { "retry-after": "600" }).end();
        else {
          taken += 1;
          response.end();
        }
      });
      await deliverDue(parts);
      later = 599_000;
      await deliverDue(parts);
      expect(asked).toBe(1);
      later = 601_000;
      await deliverDue(parts);
      expect([asked, taken]).toEqual([2, 1]);
      expect(await recordOf(olga, artifact)).toMatchObject([{ state: "sent", tries: 2 }]);
    });

    test("hangs, dies midway or fails oddly may have it: it is asked about, and not sent again unasked", async () => {
      for (const listener of [
        () => undefined,
        (request) => request.socket.destroy(),
        (_request, response) => response.writeHead(502).end(),
      ] satisfies RequestListener[]) {
        let asked = 0;
        const artifact = await tell((request, response) => {
          asked += 1;
          if (asked === 1) listener(request, response);
          else response.end();
        });
        const { limits: _, ...patient } = parts;
        parts = { ...patient, limits: IMPATIENT };
        await deliverAll();
        parts = patient;
        const [delivery] = await recordOf(olga, artifact);
        expect([asked, delivery?.state]).toEqual([1, "unsure"]);
        const [announcement] = (
          (await olga.get(`/api/artifacts/${artifact}/announcements`)).body as ArtifactAnnouncements
        ).announcements;
        const path = `/api/artifacts/${artifact}/announcements/${announcement?.id}/deliveries/${delivery?.id}`;
        await olga.post(path, { do: "try_again" });
        await deliverAll();
        expect([asked, (await recordOf(olga, artifact))[0]?.state]).toEqual([2, "sent"]);
        // what is there is there
        await olga.post(path, { do: "give_up" });
        expect((await recordOf(olga, artifact))[0]?.state).toBe("sent");
      }
    });

    test("sends us elsewhere is followed nowhere", async () => {
      let reached = 0;
      const inner = await receive(() => {
        reached += 1;
      });
      const artifact = await tell((_request, response) => response.writeHead(307, { location: inner }).end());
      await deliverAll();
      expect([reached, (await recordOf(olga, artifact))[0]]).toMatchObject([0, { state: "failed", why: "redirected" }]);
    });

    test("is gone is said, and what it answered is told to nobody", async () => {
      const artifact = await tell((_request, response) => response.writeHead(404).end("words of an inner page"));
      await deliverAll();
      const { body } = await olga.get(`/api/artifacts/${artifact}/announcements`);
      expect(body).toMatchObject({ announcements: [{ deliveries: [{ state: "failed", why: "gone" }] }] });
      expect(JSON.stringify(body)).not.toContain("inner page");
    });
  });

  test("a mail server that is away gets the same mail, by the same id, once it is back", async () => {
    const list = await addChannel(olga, { kind: "mail", workspace, addresses: ["ana@example.org"] });
    const artifact = await artifactOf(olga);
    await announce(olga, artifact, [list]);
    mail.isAway = true;
    await deliverDue(parts);
    mail.isAway = false;
    await deliverAll();
    const [delivery] = await recordOf(olga, artifact);
    expect(mail.mails.map(({ messageId }) => messageId)).toEqual([`${delivery?.id}@candor.example.org`]);
    expect(delivery).toMatchObject({ state: "sent", tries: 2 });
  });

  test("an address that is put off by its mail server holds up nobody else of its list", async () => {
    const addresses = Array.from({ length: 12 }, (_, at) => `person${at}@example.org`);
    const list = await addChannel(olga, { kind: "mail", workspace, addresses });
    const artifact = await artifactOf(olga);
    await announce(olga, artifact, [list]);
    const first = (await recordOf(olga, artifact)).toSorted((left, right) => (left.id < right.id ? -1 : 1))[0];
    const { db } = current();
    const row = db
      .selectFrom("announcement_delivery")
      .select("to_address")
      .where("id", "=", first?.id ?? "");
    const { to_address: full } = await row.executeTakeFirstOrThrow();
    const { send } = mail;
    mail.send = async (each) => {
      if (each.to === full) throw new Error("452 the mailbox is full just now");
      return send(each);
    };
    await deliverDue(parts);
    later = 6_000;
    await deliverDue(parts);
    expect(mail.mails.map(({ to }) => to).sort()).toEqual(addresses.filter((each) => each !== full).sort());
    expect(await recordOf(olga, artifact)).toContainEqual(expect.objectContaining({ state: "waiting", tries: 2 }));
  });

  test("two nodes that look at once send it once, and of a node that ended midway a person decides", async () => {
    let taken = 0;
    const hook = await receive((_request, response) => {
      taken += 1;
      response.end();
    });
    const channel = await addChannel(olga, { kind: "slack", workspace, address: hook });
    const artifact = await artifactOf(olga);
    for (let each = 0; each < 10; each += 1) await announce(olga, artifact, [channel]);
    await Promise.all([deliverDue(parts), deliverDue(parts), deliverDue(parts)]);
    expect(taken).toBe(10);

    await announce(olga, artifact, [channel]);
    const { db } = current();
    const until = new Date(app.now().getTime() + 90_000).toISOString();
    await db
      .updateTable("announcement_delivery")
      .set({ state: "sending", lease: "of a node that is no more", lease_until: until, tries: 1 })
      .where("state", "=", "waiting")
      .execute();
    await deliverDue(parts);
    expect((await recordOf(olga, artifact)).filter(({ state }) => state === "sending")).toHaveLength(1);
    later = 91_000;
    await deliverDue(parts);
    expect((await recordOf(olga, artifact)).filter(({ state }) => state === "unsure")).toHaveLength(1);
    expect(taken).toBe(10);
  });
});
