import { closeMeeting } from "@candor/document/meeting/close-meeting.ts";
import { beginPage } from "@candor/document/page/begin-page.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { sync } from "@candor/document/testing/two-peers.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { setTopicState, setTopicTitle } from "@candor/document/topic/edit-topic.ts";
import { readVolume } from "@candor/document/volume/year-volume.ts";
import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";
import type { Database } from "../../database/open-database.ts";
import { describeEachEngine } from "../../database/testing/describe-each-engine.ts";
import { rebuildProjection } from "../../page/projection/rebuild-projection.ts";
import { searchPages } from "../../page/projection/search-pages.ts";
import { createPageHistory } from "./page-history.ts";
import { Quarantine } from "./quarantine.ts";
import { SnapshotKeeper } from "./snapshot-keeper.ts";
import { SnapshotWorker } from "./snapshot-worker.ts";
import { loggedPeer } from "./testing/logged-peer.ts";

const page = "9f1e2d3c-0000-4000-8000-000000000001";

describeEachEngine("sealing years", ({ open, engine }) => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function begin() {
    const database = await open();
    const clock = { now: "2026-03-03T12:00:00.000Z" };
    const quarantine = await Quarantine.open(database);
    const worker = new SnapshotWorker();
    const report = (fault: unknown) => {
      throw fault;
    };
    const keeper = new SnapshotKeeper({ database, worker, quarantine, now: () => new Date(clock.now), report });
    closing.push(() => keeper.close());
    return { database, keeper, worker, quarantine, clock, history: createPageHistory(database.log, worker) };
  }

  /** A meeting of March 2026 that discussed the budget, and a Hopper with one topic, both logged and projected. */
  async function heldMeeting(database: Database, keeper: SnapshotKeeper) {
    const ana = loggedPeer(database, page, "a", 10);
    ana.editor.now = "2026-03-03T10:30:00Z";
    beginPage(ana.doc, ana.editor, {
      settings: { everyWeeks: 1, minutes: 30, medium: null, timeZone: "UTC" },
      welcome: [],
      firstStart: "2026-03-03T10:00",
    });
    const meeting = readPage(ana.doc).meetings[0]!.id;
    const budget = addTopic(ana.doc, ana.editor, { title: "Budget", place: meeting });
    setTopicState(ana.doc, ana.editor, budget, "discussed");
    closeMeeting(ana.doc, ana.editor, meeting, "held", Temporal.Instant.from(ana.editor.now));
    const hopper = addTopic(ana.doc, ana.editor, { title: "Conference", place: "hopper" });
    await ana.save("2026-03-03T10:30:00.000Z");
    await keeper.snapshot(page);
    return { ana, meeting, budget, hopper };
  }

  async function readDoc({ log }: Database): Promise<Y.Doc> {
    const doc = new Y.Doc();
    const snapshot = await log.readSnapshot(page);
    if (snapshot) Y.applyUpdate(doc, snapshot.state);
    for (const { update } of await log.readTail(page, snapshot?.seq ?? 0)) Y.applyUpdate(doc, update);
    return doc;
  }

  async function sealed({ db }: Database) {
    const rows = await db.selectFrom("page_volume").select(["year", "state"]).where("page", "=", page).execute();
    return rows.map(({ year, state }) => ({ year, contents: readVolume(state) }));
  }

  test("what was closed more than a year ago goes into its year, and is still found", async () => {
    const { database, keeper, clock, quarantine } = await begin();
    const { meeting, budget } = await heldMeeting(database, keeper);
    expect(await keeper.seal(page)).toBe("nothing_to_seal");
    const interrupted: string[] = [];
    quarantine
      .guard({
        accessTo: async () => null,
        accessToAll: async () => [],
        changeMark: async () => 0,
        onChange: () => () => {},
      })
      .onChange((each) => interrupted.push(each));

    clock.now = "2027-09-01T00:00:00.000Z";
    expect(await keeper.seal(page)).toBe("sealed");
    expect(interrupted).toEqual([page]);
    const now = readPage(await readDoc(database));
    expect(now.meetings.map(({ id }) => id)).not.toContain(meeting);
    expect(now.topics.map(({ title }) => title)).toEqual(["Conference"]);
    expect(await sealed(database)).toMatchObject([
      { year: 2026, contents: { meetings: [{ id: meeting }], topics: [{ title: "Budget" }] } },
    ]);
    const topics = await database.db.selectFrom("topic").select(["title", "volume"]).orderBy("title").execute();
    expect(topics).toEqual([
      { title: "Budget", volume: 2026 },
      { title: "Conference", volume: null },
    ]);
    expect(await searchPages({ db: database.db, engine }, { documents: [page], text: "budget" }, 5)).toMatchObject([
      { item: budget, volume: 2026 },
    ]);
    expect(await keeper.seal(page)).toBe("nothing_to_seal");
  });

  test("what somebody wrote offline into a meeting that was sealed meanwhile is kept with it", async () => {
    const { database, keeper, clock } = await begin();
    const { ana, budget } = await heldMeeting(database, keeper);
    const ben = loggedPeer(database, page, "b", 20);
    sync(ana, ben);
    clock.now = "2027-09-01T00:00:00.000Z";
    await keeper.seal(page);
    setTopicTitle(ben.doc, budget, "Budget, and what came of it");
    addTopic(ben.doc, ben.editor, { title: "New", place: "hopper" });
    await ben.save("2027-09-01T10:00:00.000Z");
    await keeper.snapshot(page);
    const [volume] = await sealed(database);
    expect(volume?.contents.topics.map(({ title }) => title)).toEqual(["Budget, and what came of it"]);
    expect(
      readPage(await readDoc(database))
        .topics.map(({ title }) => title)
        .sort(),
    ).toEqual(["Conference", "New"]);
    expect(await searchPages({ db: database.db, engine }, { documents: [page], text: "came" }, 5)).toMatchObject([
      { item: budget, volume: 2026 },
    ]);
  });

  test("a page in which somebody writes just then is left as it is", async () => {
    const { database, keeper, clock } = await begin();
    const { ana, hopper } = await heldMeeting(database, keeper);
    clock.now = "2027-09-01T00:00:00.000Z";
    setTopicTitle(ana.doc, hopper, "Conference in May");
    await ana.save("2027-09-01T00:00:00.000Z");
    expect(await keeper.seal(page)).toBe("moved");
    expect(await sealed(database)).toEqual([]);
  });

  test("lists and search of sealed years can be made anew", async () => {
    const { database, keeper, worker, clock } = await begin();
    await heldMeeting(database, keeper);
    clock.now = "2027-09-01T00:00:00.000Z";
    await keeper.seal(page);
    const read = () => database.db.selectFrom("topic").selectAll().orderBy("id").execute();
    const before = await read();
    await database.db.deleteFrom("topic").execute();
    expect(await rebuildProjection(database, { keeper, worker })).toEqual({ rebuilt: 1, failed: [] });
    expect(await read()).toEqual(before);
  });

  test("sealing is nobody's edit: history does not list it", async () => {
    const { database, keeper, clock, history } = await begin();
    await heldMeeting(database, keeper);
    const before = await history.listVersions(page);
    clock.now = "2027-09-01T00:00:00.000Z";
    await keeper.seal(page);
    expect(await history.listVersions(page)).toEqual(before);
  });
});
