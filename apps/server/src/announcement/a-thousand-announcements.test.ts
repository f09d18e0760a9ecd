import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ChannelKind } from "@candor/core/announcement/channel.ts";
import { sql } from "kysely";
import { afterEach, expect, test } from "vitest";
import { createAddressSeal } from "../calendar/address-seal.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { deliverDue } from "./deliver-announcements.ts";

/** The same faults in the same order at every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const LANES = 25; // channels, each with its share: one that is left alone for a while holds up no other

describeEachEngine("a receiver that drops, delays and repeats", ({ engine, open }) => {
  const many = engine === "sqlite" ? 1000 : 100;
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  /** Keeps a record of what it took; now and then it takes it and says nothing, or says it late, or takes nothing. */
  async function openReceiver() {
    const chance = seeded(20_261_126);
    const taken = new Map<string, number>();
    const asked = new Map<string, number>();
    const late: ServerResponse[] = [];
    const server = createServer((request, response) => {
      const id = String(request.headers["idempotency-key"]);
      asked.set(id, (asked.get(id) ?? 0) + 1);
      const now = (asked.get(id) ?? 0) > 6 ? 1 : chance(); // nobody has bad luck for ever
      if (now < 0.12) return request.socket.destroy(); // dropped before it was taken
      if (now < 0.18) return response.writeHead(429, { "retry-after": "30" }).end();
      if (now < 0.24) return response.writeHead(503).end();
      taken.set(id, (taken.get(id) ?? 0) + 1);
      if (now < 0.36) return request.socket.destroy(); // taken, and the answer dropped
      if (now < 0.4) return response.writeHead(502).end(); // taken, and a gateway lost the answer
      if (now < 0.6) late.push(response);
      else response.end("ok");
      if (late.length > 0 && now > 0.5) for (const each of late.splice(0)) each.end("ok");
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const answerLate = () => {
      for (const each of late.splice(0)) each.end("ok");
    };
    return { origin, taken, answerLate };
  }

  async function announceMany(kind: ChannelKind) {
    const { db } = await open();
    // What is shown here is the receiver's record, not what a power cut leaves: that each commit waits for the disk is shown elsewhere.
    if (engine === "sqlite") await sql`pragma synchronous = off`.execute(db);
    const receiver = await openReceiver();
    const seal = createAddressSeal("s".repeat(32), randomBytes);
    const at = "2026-11-26T09:00:00.000Z";
    const [workspace, artifact] = [randomUUID(), randomUUID()];
    const channels = Array.from({ length: LANES }, () => randomUUID());
    await db.insertInto("workspace").values({ id: workspace, name: "Acme", settings: "{}", created_at: at }).execute();
    await db
      .insertInto("artifact")
      .values({
        ...{ id: artifact, kind: "mission", form: "link", title: "Why", address: "https://wiki.example.org" },
        ...{ workspace_id: workspace, audience: "workspace", review_on: null, reviewed_at: null },
        ...{ created_by: "ana", created_at: at, closed_before: null },
      })
      .execute();
    await db
      .insertInto("announce_channel")
      .values(
        channels.map((id) => ({
          ...{ id, workspace_id: workspace, user_id: null, kind, name: "All", host: "127.0.0.1" },
          ...{ sealed: seal.seal(id, `${receiver.origin}/hook`), created_by: "ana", created_at: at },
        })),
      )
      .execute();
    const ids = Array.from({ length: many }, () => randomUUID());
    for (let from = 0; from < many; from += 50) {
      const some = ids.slice(from, from + 50);
      await db
        .insertInto("announcement")
        .values(
          some.map((id) => ({
            ...{ id, artifact_id: artifact, workspace_id: workspace, title: "Our mission", text: "Read it." },
            ...{ link: "https://wiki.example.org", from_name: "Ana", created_by: "ana", created_at: at },
          })),
        )
        .execute();
      await db
        .insertInto("announcement_delivery")
        .values(
          some.map((id, index) => ({
            ...{
              id: randomUUID(),
              announcement_id: id,
              channel_id: channels[index % LANES] ?? "",
              kind,
              channel_name: "All",
            },
            ...{ to_address: null, state: "waiting" as const, why: null, tries: 0, next_try_at: at },
            ...{ lease: null, lease_until: null, settled_at: null },
          })),
        )
        .execute();
    }
    let now = Date.parse(at);
    const parts = {
      ...{ db, seal, allowed: [receiver.origin], mail: null, newId: randomUUID, report: () => undefined },
      now: () => new Date(now),
    };
    const open_ = () =>
      db.selectFrom("announcement_delivery").select("id").where("state", "in", ["waiting", "sending"]).limit(1);
    const answering = setInterval(receiver.answerLate, 4);
    while ((await open_().executeTakeFirst()) !== undefined) {
      await Promise.all([deliverDue(parts), deliverDue(parts)]); // as two nodes do
      now += 60_000;
    }
    clearInterval(answering);
    const rows = await db.selectFrom("announcement_delivery").select(["id", "state"]).execute();
    return { taken: receiver.taken, rows };
  }

  test("that knows repeats by their id has each once in its record, and so have we", async () => {
    const { taken, rows } = await announceMany("webhook");
    expect(rows.filter(({ state }) => state !== "sent")).toEqual([]);
    expect([...taken.keys()].sort()).toEqual(rows.map(({ id }) => id).sort());
    expect([...taken.values()].some((times) => times > 1)).toBe(true); // which it knows for the same
  }, 120_000);

  test("that does not is given nothing twice, and what it may not have is asked about", async () => {
    const { taken, rows } = await announceMany("slack");
    expect([...taken.values()].every((times) => times === 1)).toBe(true);
    const sent = rows.filter(({ state }) => state === "sent");
    const unsure = rows.filter(({ state }) => state === "unsure");
    expect(sent.length + unsure.length).toBe(many);
    expect(sent.every(({ id }) => taken.has(id))).toBe(true);
    expect(unsure.some(({ id }) => taken.has(id)) && unsure.some(({ id }) => !taken.has(id))).toBe(true);
  }, 120_000);
});
