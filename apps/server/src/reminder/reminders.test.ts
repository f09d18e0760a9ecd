import { randomUUID } from "node:crypto";
import type { MyReminders } from "@candor/protocol/http/reminders.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { openWorkspace } from "../workspace/testing/open-workspace.ts";
import { remindEverybody } from "./remind-everybody.ts";
import { createUnsubscribeLinks } from "./unsubscribe-link.ts";

const TUESDAY = "2026-11-24T09:00:00.000Z";
const ports = {
  links: createUnsubscribeLinks("s"),
  newId: randomUUID,
  linkOf: (path: string) => `https://candor.example.org${path}`,
};

describeEachEngine("reminders", ({ engine, open }) => {
  /** Ana leads Ben; she heard something from him a month ago and has said nothing since. */
  const openTeam = async () => {
    const world = await openWorkspace(await open());
    const { db } = world;
    const [ana, ben] = [await world.join("Ana"), await world.join("Ben")];
    await world.setManager(ben.person.id, ana.person.id, "2024-11-24");
    const page = await world.beginPage(ana.visitor, { person: ben.person.id, relation: "report", iAm: "above" });
    const idOf = async ({ visitor }: typeof ana) => ((await visitor.get("/api/me")).body as { userId: string }).userId;
    const ids = { ana: await idOf(ana), ben: await idOf(ben) };
    for (const [name, id] of Object.entries(ids)) {
      const verified = engine === "postgres" ? true : 1;
      await db
        .updateTable("user")
        .set({ email: `${name}@example.org`, emailVerified: verified as never })
        .where("id", "=", id)
        .execute();
    }
    const heard = (id: string, loop_since: string | null) =>
      db
        .insertInto("topic")
        .values({
          ...{ page: page.id, volume: null, id, title: "Canary words", place: "m1", rank: "a", altitude: "detail" },
          ...{ kind: "topic", author: "a", state: "discussed", theme: null, carried: 0, snoozed_until: null },
          ...{ kept_at: null, created_at: "2026-10-01T09:00:00.000Z", state_at: loop_since, loop_since },
        })
        .execute();
    await heard("t1", "2026-10-25T09:00:00.000Z");
    const remind = (at = TUESDAY) => remindEverybody({ db, engine }, ports, new Date(at));
    const mails = () => db.selectFrom("mail_outbox").select(["to_address", "subject", "text", "expires_at"]).execute();
    const look = async ({ visitor }: typeof ana) => (await visitor.get("/api/me/reminders")).body as MyReminders;
    return { ...world, ana, ben, ids, page, heard, remind, mails, look };
  };

  test("whoever leads is told on the screen and by mail, with a link and no word of the page; nobody else is", async () => {
    const { ana, ben, olga, page, remind, mails, look } = await openTeam();
    expect((await look(ana)).due).toEqual([{ type: "close_loop", pair: page.id, name: "Ben", loops: 1, days: 30 }]);
    for (const other of [ben.visitor, olga])
      expect((await other.get("/api/me/reminders")).body).toMatchObject({ due: [] });
    expect(await remind()).toBe(1);
    const sent = await mails();
    expect(sent).toMatchObject([{ to_address: "ana@example.org", expires_at: "2026-11-24T18:00:00.000Z" }]);
    expect(sent[0]?.text).toContain(`https://candor.example.org/settings/together?with=${page.id}`);
    expect(sent[0]?.text).toContain("from Ben 30 days ago");
    expect(JSON.stringify(sent)).not.toContain("Canary");
  });

  test("one mail a week at most, though two servers look at once, and one again while it waits still", async () => {
    const { remind, mails } = await openTeam();
    await Promise.all([remind(), remind()]);
    await remind("2026-11-26T09:00:00.000Z");
    expect(await mails()).toHaveLength(1);
    await remind("2026-12-01T09:00:00.000Z");
    expect(await mails()).toHaveLength(2);
  });

  test("none comes to whoever switched it off, and by the clock of the place they said", async () => {
    const { ana, remind, mails, look } = await openTeam();
    const set = (on: boolean, timeZone: string) => ana.visitor.put("/api/me/reminders", { on, timeZone });
    expect((await set(false, "Europe/Berlin")).body).toMatchObject({ mail: { on: false, timeZone: "Europe/Berlin" } });
    expect(await remind()).toBe(0);
    expect((await look(ana)).due).toHaveLength(1);
    await set(true, "America/Los_Angeles"); // one o'clock at night
    expect(await remind()).toBe(0);
    expect(await remind("2026-11-24T17:00:00.000Z")).toBe(1);
    expect(await mails()).toHaveLength(1);
    expect((await set(true, "Mars/Base")).status).toBe(400);
  });

  test("once it is said what came of it, or the page is archived, nothing is due any more", async () => {
    const { db, ana, remind, look } = await openTeam();
    await db.updateTable("topic").set({ loop_since: null }).execute();
    expect([(await look(ana)).due, await remind()]).toEqual([[], 0]);
    await db.updateTable("topic").set({ loop_since: "2026-10-25T09:00:00.000Z" }).execute();
    await db.updateTable("pair").set({ frozen_at: "2026-11-01T00:00:00.000Z", frozen_why: "left" }).execute();
    expect([(await look(ana)).due, await remind()]).toEqual([[], 0]);
  });

  test("a portrait of half a year ago is asked about by one mail, and not by another next week", async () => {
    const { db, ben, ids, remind, mails, look } = await openTeam();
    await db.updateTable("topic").set({ loop_since: null }).execute();
    await db
      .insertInto("portrait_entry")
      .values({
        ...{ id: randomUUID(), user_id: ids.ben, part: "learn", text: "Canary SQL" },
        ...{ written_at: "2026-04-01T09:00:00.000Z", replaced_at: null },
      })
      .execute();
    expect((await look(ben)).due).toEqual([{ type: "portrait", parts: 2, days: 237 }]);
    expect(await remind()).toBe(1);
    expect(await remind("2026-12-08T09:00:00.000Z")).toBe(0);
    const sent = await mails();
    expect(sent).toMatchObject([{ to_address: "ben@example.org", subject: "Candor: does it still hold?" }]);
    expect(JSON.stringify(sent)).not.toContain("Canary");
  });

  test("whoever has no address is told on the screen alone", async () => {
    const { db, ana, ids, remind, look } = await openTeam();
    await db
      .updateTable("user")
      .set({ emailVerified: (engine === "postgres" ? false : 0) as never })
      .where("id", "=", ids.ana)
      .execute();
    expect(await look(ana)).toMatchObject({ due: [{ type: "close_loop" }], mail: { hasAddress: false } });
    expect(await remind()).toBe(0);
  });
});
