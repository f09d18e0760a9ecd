import { ArrivedUpdate } from "@candor/document/edit.ts";
import { beginPage } from "@candor/document/page/begin-page.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { setTopicState } from "@candor/document/topic/edit-topic.ts";
import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";
import { describeEachEngine } from "../../database/testing/describe-each-engine.ts";
import { pruneLog } from "../log/prune-log.ts";
import { findOverdue } from "./find-overdue.ts";
import { Quarantine } from "./quarantine.ts";
import { SnapshotKeeper } from "./snapshot-keeper.ts";
import { SnapshotWorker } from "./snapshot-worker.ts";
import { loggedPeer } from "./testing/logged-peer.ts";

const page = "9f1e2d3c-0000-4000-8000-000000000001";
const SECRET = "thrown away for good";

describeEachEngine("cutting out what lies in the bin", ({ open }) => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function begin() {
    const database = await open();
    const clock = { now: "2026-03-03T12:00:00.000Z" };
    const quarantine = await Quarantine.open(database);
    const report = (fault: unknown) => {
      throw fault;
    };
    const worker = new SnapshotWorker();
    const keeper = new SnapshotKeeper({ database, worker, quarantine, now: () => new Date(clock.now), report });
    closing.push(() => keeper.close());
    const ana = loggedPeer(database, page, "a", 10);
    beginPage(ana.doc, ana.editor, {
      settings: { everyWeeks: 1, minutes: 30, medium: null, timeZone: "UTC" },
      welcome: [],
      firstStart: "2026-03-03T10:00",
    });
    const thrown = addTopic(ana.doc, ana.editor, { title: SECRET, place: "hopper" });
    const kept = addTopic(ana.doc, ana.editor, { title: "Kept", place: "hopper" });
    setTopicState(ana.doc, ana.editor, thrown, "binned");
    await ana.save(clock.now);
    await keeper.snapshot(page);
    const on = async (day: string) => {
      clock.now = `${day}T12:00:00.000Z`;
      const overdue = await findOverdue(database.db, new Date(clock.now));
      const outcomes = [];
      for (const [of, ids] of overdue) outcomes.push(await keeper.cut(of, ids));
      return outcomes;
    };
    /** Whether what is stored of the page holds the words, in the snapshots and in the log. */
    const stored = async () => {
      const snapshots = await database.db
        .selectFrom("page_snapshot")
        .select("state")
        .where("page", "=", page)
        .execute();
      const tail = await database.log.readTail(page, 0).catch(() => []);
      return [...snapshots.map(({ state }) => state), ...tail.map(({ update }) => update)].some((bytes) =>
        Buffer.from(bytes).includes(SECRET),
      );
    };
    return { database, keeper, clock, ana, thrown, kept, on, stored };
  }

  test("after thirty days it is out of the page, and once the versions have gone out of all that is stored", async () => {
    const { database, ana, kept, on, stored, keeper, clock } = await begin();
    expect(await on("2026-03-03")).toEqual([]);
    expect(await on("2026-04-01")).toEqual([]);
    expect(await on("2026-04-03")).toEqual(["cut"]);
    expect(await on("2026-04-03")).toEqual([]);
    for (const { update } of await database.log.readTail(page, 0))
      Y.applyUpdate(ana.doc, update, new ArrivedUpdate("server"));
    expect(readPage(ana.doc).topics.map(({ id }) => id)).toEqual([kept]);
    const rows = await database.db.selectFrom("topic").select("id").where("page", "=", page).execute();
    expect(rows.map(({ id }) => id)).toEqual([kept]);
    expect(await stored()).toBe(true); // a version of before can be restored
    // Versions go, and the next snapshot takes the old ones with it.
    clock.now = "2026-08-01T12:00:00.000Z";
    await pruneLog(database.log.sql, "2026-07-01T00:00:00.000Z");
    addTopic(ana.doc, ana.editor, { title: "Later", place: "hopper" });
    await ana.save(clock.now);
    await keeper.snapshot(page);
    clock.now = "2026-12-01T12:00:00.000Z";
    addTopic(ana.doc, ana.editor, { title: "Much later", place: "hopper" });
    await ana.save(clock.now);
    await keeper.snapshot(page);
    await pruneLog(database.log.sql, "2026-11-01T00:00:00.000Z");
    expect(await stored()).toBe(false);
  });

  test("what says that it was binned long ago counts from when the server saw it, and anew after it was put back", async () => {
    const { ana, thrown, kept, on, keeper, database } = await begin();
    expect(await on("2026-03-03")).toEqual([]);
    // Somebody who would have the other's topic gone at once says that it has been binned for years.
    ana.editor.now = "2020-01-01T00:00:00Z";
    setTopicState(ana.doc, ana.editor, kept, "binned");
    ana.editor.now = "2026-03-20T12:00:00Z";
    setTopicState(ana.doc, ana.editor, thrown, "open");
    ana.editor.now = "2026-03-20T12:00:30Z";
    setTopicState(ana.doc, ana.editor, thrown, "binned");
    await ana.save("2026-03-20T12:01:00.000Z");
    await keeper.snapshot(page);
    expect(await on("2026-03-20")).toEqual([]);
    expect(await on("2026-04-10")).toEqual([]);
    expect(await on("2026-04-20")).toEqual(["cut"]);
    expect(await database.db.selectFrom("topic").select("id").where("page", "=", page).execute()).toEqual([]);
  });

  test("what was put back at the last moment stays", async () => {
    const { ana, thrown, on, keeper } = await begin();
    await on("2026-03-03");
    setTopicState(ana.doc, ana.editor, thrown, "open");
    await ana.save("2026-04-02T11:00:00.000Z"); // not in the tables yet
    const outcomes = await on("2026-04-03");
    expect(outcomes.filter((outcome) => outcome === "cut")).toEqual([]);
    await keeper.snapshot(page);
    expect(readPage(ana.doc).topics).toHaveLength(2);
    expect(await on("2026-04-04")).toEqual([]);
  });
});
