import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { acceptAs, beginPair, inviteTo, openApp, shareDatabase } from "../people/testing/open-app.ts";
import { readAgain } from "./read-again.ts";

const LONG_AGO = "2026-11-24T08:00:00.000Z";

describeEachEngine("before a plan goes onto the pages", (engine) => {
  const shared = shareDatabase(engine);

  async function open() {
    const { db } = shared();
    const app = openApp(shared());
    const [ana, ben, eve] = [await app.person("Ana"), await app.person("Ben"), await app.person("Eve")];
    const pair = await beginPair(ana);
    await acceptAs(ben, await inviteTo(ana, pair), "Ben");
    const idOf = async (of: typeof ana) => ((await of.get("/api/me")).body as { userId: string }).userId;
    const [anaId, benId, eveId] = [await idOf(ana), await idOf(ben), await idOf(eve)];
    const connect = async (userId: string, readAt: string, state: "read" | "failing" = "read") => {
      const id = crypto.randomUUID();
      await db
        .insertInto("calendar_source")
        .values({
          ...{ id, user_id: userId, kind: "address", name: "work", sealed_address: "sealed", time_zone: "UTC" },
          ...{ all_day_counts: 1, added_at: LONG_AGO, state, fault: null, problems: "[]", events: 1, spans: "[]" },
          ...{ read_at: readAt, reads_until: null, next_at: "2026-12-24T08:00:00.000Z", failures: 0, etag: null },
          ...{ last_modified: null, account_id: null, remote_id: null, memory: null },
        })
        .execute();
      return id;
    };
    const waiting = async () =>
      (await db.selectFrom("calendar_source").select("id").where("state", "=", "waiting").execute()).map(
        ({ id }) => id,
      );
    const answer = () =>
      db.updateTable("calendar_source").set({ state: "read" }).where("state", "=", "waiting").execute();
    return { db, app, pair, anaId, benId, eveId, connect, waiting, answer };
  }

  test("the calendars it rests on are read once more: one's own and those that others share, and no other", async () => {
    const { db, app, pair, anaId, benId, eveId, connect, waiting, answer } = await open();
    const [mine, theirs] = [await connect(anaId, LONG_AGO), await connect(benId, LONG_AGO)];
    await connect(eveId, LONG_AGO);
    await connect(anaId, app.now().toISOString()); // a moment ago
    await connect(anaId, LONG_AGO, "failing"); // it would only hold everybody up
    await db.insertInto("calendar_share").values({ pair_id: pair.id, user_id: benId, since: LONG_AGO }).execute();
    const seen: string[][] = [];
    let woken = 0;
    const wake = () => {
      woken += 1;
    };
    const pause = async () => {
      seen.push((await waiting()).toSorted());
      await answer();
    };
    await readAgain({ db, wake, now: app.now, pause }, anaId);
    expect([woken, seen]).toEqual([1, [[mine, theirs].toSorted()]]);
  });

  test("a calendar that does not answer holds nothing up for long, and without one nothing is waited for", async () => {
    const { db, app, anaId, connect } = await open();
    let pauses = 0;
    const pause = async () => {
      pauses += 1;
    };
    const ports = { db, wake: () => {}, now: app.now, pause };
    await readAgain(ports, anaId);
    expect(pauses).toBe(0);
    await connect(anaId, LONG_AGO);
    await readAgain(ports, anaId);
    expect(pauses).toBe(50);
  });
});
