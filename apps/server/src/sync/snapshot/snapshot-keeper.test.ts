import { plainText } from "@candor/core/notes/note-node.ts";
import { addAction } from "@candor/document/action/add-action.ts";
import { readNotes } from "@candor/document/notes/read-notes.ts";
import { beginPage } from "@candor/document/page/begin-page.ts";
import { FIRST_START, sync } from "@candor/document/testing/two-peers.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { setTopicState, setTopicTitle, topicNotes } from "@candor/document/topic/edit-topic.ts";
import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";
import type { Database } from "../../database/open-database.ts";
import { describeEachEngine } from "../../database/testing/describe-each-engine.ts";
import { rebuildProjection } from "../../page/projection/rebuild-projection.ts";
import { searchPages } from "../../page/projection/search-pages.ts";
import { pruneLog } from "../log/prune-log.ts";
import { createPageHistory } from "./page-history.ts";
import { Quarantine } from "./quarantine.ts";
import { serverEntry } from "./server-entry.ts";
import { SnapshotKeeper } from "./snapshot-keeper.ts";
import { SnapshotWorker } from "./snapshot-worker.ts";
import { type LoggedPeer, loggedPeer } from "./testing/logged-peer.ts";

const page = "9f1e2d3c-0000-4000-8000-000000000001";

describeEachEngine("snapshots", ({ open, engine }) => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function begin(database?: Database) {
    const opened = database ?? (await open());
    const clock = { now: "2026-03-02T10:00:00.000Z" };
    const reports: string[] = [];
    const quarantine = await Quarantine.open(opened);
    const worker = new SnapshotWorker();
    const keeper = new SnapshotKeeper({
      database: opened,
      worker,
      quarantine,
      now: () => new Date(clock.now),
      report: (fault, doing) => reports.push(`${doing}: ${fault}`),
    });
    closing.push(() => keeper.close());
    const history = createPageHistory(opened.log, worker);
    return { database: opened, keeper, worker, quarantine, history, clock, reports };
  }

  async function begunPage(database: Database): Promise<LoggedPeer> {
    const ana = loggedPeer(database, page, "a", 10);
    beginPage(ana.doc, ana.editor, {
      settings: { everyWeeks: 1, minutes: 30, medium: null, timeZone: "Europe/Berlin" },
      welcome: [{ type: "paragraph", content: [{ type: "text", text: "We meet every week" }] }],
      firstStart: FIRST_START,
    });
    return ana;
  }

  async function readDoc({ log }: Database): Promise<Y.Doc> {
    const doc = emptyPage();
    const snapshot = await log.readSnapshot(page);
    if (snapshot) Y.applyUpdate(doc, snapshot.state);
    for (const { update } of await log.readTail(page, snapshot?.seq ?? 0)) Y.applyUpdate(doc, update);
    return doc;
  }

  test("a page opened from its snapshot is the page its updates make", async () => {
    const { database, keeper } = await begin();
    const ana = await begunPage(database);
    for (let index = 0; index < 50; index += 1) {
      addTopic(ana.doc, ana.editor, { title: `Topic ${index}`, place: "hopper" });
    }
    const seq = await ana.save("2026-03-02T09:00:00.000Z");
    expect(await keeper.snapshot(page)).toBe("made");
    const snapshot = await database.log.readSnapshot(page);
    expect(snapshot).toMatchObject({ seq, schemaVersion: 1, stateVector: Y.encodeStateVector(ana.doc) });
    expect(await database.log.readTail(page, seq)).toEqual([]);
    expect(pageJson(await readDoc(database))).toEqual(pageJson(ana.doc));
    expect(await keeper.snapshot(page)).toBe("nothing_new");
  });

  test("lists show a page's topics, meetings and actions as they are now", async () => {
    const { database, keeper } = await begin();
    const ana = await begunPage(database);
    const budget = addTopic(ana.doc, ana.editor, { title: "Budget", place: "hopper" });
    const hiring = addTopic(ana.doc, ana.editor, { title: "Hiring", place: "hopper" });
    addAction(ana.doc, ana.editor, { text: "Write it down", owner: "b", due: "2026-04-01" });
    await ana.save("2026-03-02T09:00:00.000Z");
    await keeper.snapshot(page);
    setTopicTitle(ana.doc, budget, "Budget for 2027");
    setTopicState(ana.doc, ana.editor, hiring, "binned");
    await ana.save("2026-03-02T09:10:00.000Z");
    await keeper.snapshot(page);

    const topics = await database.db.selectFrom("topic").select(["title", "state"]).orderBy("rank").execute();
    expect(topics).toEqual([
      { title: "Budget for 2027", state: "open" },
      { title: "Hiring", state: "binned" },
    ]);
    expect(await database.db.selectFrom("meeting").select(["start", "minutes"]).execute()).toEqual([
      { start: FIRST_START, minutes: 30 },
    ]);
    expect(await database.db.selectFrom("action").select(["text", "owner", "due"]).execute()).toEqual([
      { text: "Write it down", owner: "b", due: "2026-04-01" },
    ]);
  });

  test("search finds words in titles, notes, actions and the welcome, only in pages it is given", async () => {
    const { database, keeper } = await begin();
    const ana = await begunPage(database);
    const notes = [
      { type: "paragraph" as const, content: [{ type: "text" as const, text: "the quarterly numbers slip" }] },
    ];
    const budget = addTopic(ana.doc, ana.editor, { title: "Budget", place: "hopper", notes });
    const binned = addTopic(ana.doc, ana.editor, { title: "Quarterly secret", place: "hopper" });
    setTopicState(ana.doc, ana.editor, binned, "binned");
    const action = addAction(ana.doc, ana.editor, { text: "Check Budget numbers", owner: "b", due: null });
    await ana.save("2026-03-02T09:00:00.000Z");
    await keeper.snapshot(page);
    const find = async (text: string, pages = [page]) =>
      (await searchPages({ db: database.db, engine }, { documents: pages, text }, 10)).map(({ item }) => item);

    expect(await find("quart num")).toEqual([budget]);
    expect(await find("budget")).toEqual(expect.arrayContaining([budget, action]));
    expect(await find("EVERY week")).toEqual(["welcome"]);
    expect(await find("budget", ["another"])).toEqual([]);
    expect(await find("nothing such")).toEqual([]);
    expect(await find('"; drop table topic; --')).toEqual([]);
    expect(
      (await searchPages({ db: database.db, engine }, { documents: [page], text: "slip" }, 10))[0]?.excerpt,
    ).toContain("numbers slip");
  });

  test("text a database cannot hold does not keep a page from being listed", async () => {
    const { database, keeper } = await begin();
    const ana = await begunPage(database);
    addTopic(ana.doc, ana.editor, { title: "odd \0 and \ud83d half", place: "hopper" });
    await ana.save("2026-03-02T09:00:00.000Z");
    expect(await keeper.snapshot(page)).toBe("made");
    const topic = await database.db.selectFrom("topic").select("title").executeTakeFirstOrThrow();
    expect(topic.title.startsWith("odd ")).toBe(true);
  });

  test("a page nobody has written in for a while gets its snapshot by itself", async () => {
    const { database, keeper, clock } = await begin();
    const ana = await begunPage(database);
    await ana.save(clock.now);
    keeper.sweep();
    clock.now = "2026-03-02T10:01:00.000Z";
    keeper.sweep();
    expect(await keeper.snapshot(page)).toBe("made"); // it stood in the queue already
    expect(await database.log.readSnapshot(page)).not.toBeNull();
  });

  test("what an earlier process left without a snapshot gets one after a start", async () => {
    const { database, keeper } = await begin();
    const ana = await begunPage(database);
    await ana.save("2026-03-02T09:00:00.000Z");
    await keeper.close();
    await database.db
      .insertInto("page_state")
      .values({ page, head_seq: 1 })
      .onConflict((conflict) => conflict.column("page").doUpdateSet({ head_seq: 1 }))
      .execute();
    const next = await begin(database);
    await next.keeper.catchUp();
    await next.keeper.snapshot(page);
    expect(await database.log.readSnapshot(page)).not.toBeNull();
  });

  test("a page whose log is no sound page becomes read-only, and the server goes on", async () => {
    const { database, keeper, quarantine, reports, history } = await begin();
    const ana = await begunPage(database);
    const sound = await ana.save("2026-03-02T09:00:00.000Z");
    await keeper.snapshot(page);
    const members = new Map([["user-a", { member: "a" as const, name: "Ana", write: true }]]);
    const guarded = quarantine.guard({
      accessTo: async (_, user) => members.get(user) ?? null,
      accessToAll: async () => [],
      changeMark: async () => 0,
      onChange: () => () => {},
    });
    const changed: string[] = [];
    guarded.onChange((each) => changed.push(each));

    ana.doc.getMap("page").set("everyWeeks", 3);
    ana.loseUnsaved();
    ana.doc.getMap("page").set("everyWeeks", 4);
    await ana.save("2026-03-02T09:10:00.000Z");
    expect(await keeper.snapshot(page)).toBe("quarantined");
    expect(reports).toEqual(["putting a page into quarantine: Error: page: something it builds on is missing"]);
    expect(changed).toEqual([page]);
    expect(await guarded.accessTo(page, "user-a")).toEqual({ member: "a", name: "Ana", write: false });
    expect(await guarded.accessTo("another", "user-a")).toEqual({ member: "a", name: "Ana", write: true });
    expect(await history.readVersion(page, sound)).not.toBeNull();
    expect((await Quarantine.open(database)).reasonOf(page)).toBe("page: something it builds on is missing");
    expect(await database.log.readTail(page, sound)).toHaveLength(1);
  });

  test("what is no part of a page is taken out, and both go on writing", async () => {
    const { database, keeper, quarantine, reports } = await begin();
    const ana = await begunPage(database);
    ana.doc.getMap("topics").set("junk1", 1);
    const spoiled = await ana.save("2026-03-02T09:10:00.000Z");
    expect(await keeper.snapshot(page)).toBe("mended");
    expect(reports).toEqual(["taking out of a page what is no part of one: Error: topics: not a map"]);
    expect(quarantine.reasonOf(page)).toBeNull();
    expect(await database.log.readTail(page, spoiled)).toHaveLength(1);
    expect(await keeper.snapshot(page)).toBe("made");
  });

  test("a root that no page has is taken out like anything else", async () => {
    const { database, keeper, quarantine } = await begin();
    const ana = await begunPage(database);
    ana.doc.getMap("somewhere else").set("x", 1);
    await ana.save("2026-03-02T09:10:00.000Z");
    expect(await keeper.snapshot(page)).toBe("mended");
    expect(quarantine.reasonOf(page)).toBeNull();
    expect(await keeper.snapshot(page)).toBe("made");
  });

  test.each([60, 200, 3000])("notes nested %i deep leave the page writable, and its words on it", async (depth) => {
    const { database, keeper, quarantine } = await begin();
    const ana = await begunPage(database);
    const topic = addTopic(ana.doc, ana.editor, { title: "Deep", place: "hopper" });
    const notes = topicNotes(ana.doc, topic) as Y.XmlFragment;
    ana.doc.transact(() => {
      let inner: Y.XmlFragment = notes;
      for (let at = 0; at < depth; at += 1) {
        inner.insert(0, [new Y.XmlElement("blockquote")]);
        inner = inner.get(0) as Y.XmlElement;
      }
      inner.insert(0, [new Y.XmlText("deep words")]);
    });
    await ana.save("2026-03-02T09:10:00.000Z");
    expect(await keeper.snapshot(page)).toBe("mended");
    expect(quarantine.reasonOf(page)).toBeNull();
    expect(await keeper.snapshot(page)).toBe("made");
    expect(plainText(readNotes(topicNotes(await readDoc(database), topic) as Y.XmlFragment))).toBe("deep words");
  });

  test("a start looks once more at what is in quarantine, and lifts it where the page is sound by now", async () => {
    const { database, keeper, quarantine } = await begin();
    const ana = await begunPage(database);
    for (const found of ["sound", "to be mended"]) {
      if (found === "to be mended") ana.doc.getMap("topics").set("junk1", 1);
      await ana.save("2026-03-02T09:00:00.000Z");
      if (found === "sound") await keeper.snapshot(page);
      await quarantine.add(page, "topics: nested too deep", "2026-03-02T09:00:00.000Z");
      const next = await begin(database);
      expect(next.quarantine.reasonOf(page)).not.toBeNull();
      await next.keeper.catchUp();
      await next.keeper.snapshot(page);
      expect(next.quarantine.reasonOf(page)).toBeNull();
    }
  });

  test("bytes that are no update put their page into quarantine", async () => {
    const { database, keeper, quarantine } = await begin();
    await database.log.append([
      {
        page,
        session: "s",
        cseq: 1,
        clientId: 3,
        userId: "ana",
        member: "a",
        at: "2026-03-02T09:00:00.000Z",
        update: Uint8Array.of(1, 2, 3, 4, 5),
      },
    ]);
    expect(await keeper.snapshot(page)).toBe("quarantined");
    expect(quarantine.reasonOf(page)).not.toBeNull();
  });

  test("the tables can be made anew from the pages", async () => {
    const { database, keeper, worker } = await begin();
    const ana = await begunPage(database);
    addTopic(ana.doc, ana.editor, { title: "Budget", place: "hopper" });
    await ana.save("2026-03-02T09:00:00.000Z");
    await keeper.snapshot(page);
    await database.db.updateTable("topic").set({ title: "spoilt" }).execute();
    expect(await rebuildProjection(database, { keeper, worker })).toEqual({ rebuilt: 1, failed: [] });
    expect(await database.db.selectFrom("topic").select("title").execute()).toEqual([{ title: "Budget" }]);
    expect((await searchPages({ db: database.db, engine }, { documents: [page], text: "budget" }, 10)).length).toBe(1);
  });

  test("history lists who wrote when, what was written together as one, and pages back without gaps", async () => {
    const { database, history } = await begin();
    const ana = await begunPage(database);
    const ben = loggedPeer(database, page, "b", 20);
    await ana.save("2026-03-02T09:01:00.000Z");
    sync(ana, ben);
    addTopic(ben.doc, ben.editor, { title: "From Ben", place: "hopper" });
    const together = await ben.save("2026-03-02T09:01:50.000Z");
    addTopic(ben.doc, ben.editor, { title: "Later", place: "hopper" });
    const later = await ben.save("2026-03-02T11:00:00.000Z");

    const versions = await history.listVersions(page);
    expect(versions).toEqual([
      { seq: later, at: "2026-03-02T11:00:00.000Z", by: ["b"], updates: expect.any(Number) },
      { seq: together, at: "2026-03-02T09:01:50.000Z", by: ["a", "b"], updates: expect.any(Number) },
    ]);
    expect(await history.listVersions(page, later)).toEqual([versions[1]]);
    expect(await history.listVersions(page, together)).toEqual([]);
    const rows = await database.log.readTail(page, 0);
    expect(versions.reduce((sum, { updates }) => sum + updates, 0)).toBe(rows.length);
  });

  test("who wrote after a moment is told to the row, and not at all where a part of it is not known", async () => {
    const { database, keeper, history, clock } = await begin();
    const ana = await begunPage(database);
    const ben = loggedPeer(database, page, "b", 20);
    const begun = await ana.save("2026-03-02T09:01:00.000Z");
    sync(ana, ben);
    addTopic(ben.doc, ben.editor, { title: "A minute later", place: "hopper" });
    const later = await ben.save("2026-03-02T09:01:20.000Z");
    expect(await history.writersAfter(page, begun)).toEqual(["b"]);
    expect(await history.writersAfter(page, later)).toEqual([]);
    sync(ben, ana);
    addTopic(ana.doc, ana.editor, { title: "Mine", place: "hopper" });
    const mine = await ana.save("2026-03-02T09:30:00.000Z");
    expect(await history.writersAfter(page, begun)).toEqual(["a", "b"]);
    expect(await history.writersAfter(page, later)).toEqual(["a"]);

    clock.now = "2026-03-02T10:00:00.000Z";
    await keeper.snapshot(page);
    const other = loggedPeer(database, "9f1e2d3c-0000-4000-8000-000000000002", "a", 30);
    addTopic(other.doc, other.editor, { title: "On another page", place: "hopper" });
    await other.save("2026-03-02T10:01:00.000Z"); // the newest row of all is never cleared away
    await pruneLog(database.log.sql, "2026-03-03T00:00:00.000Z");
    expect(await history.writersAfter(page, later)).toBeNull();
    expect(await history.writersAfter(page, mine)).toEqual([]);
  });

  test("what the server wrote for somebody is nobody's whom the log could name", async () => {
    const { database, history } = await begin();
    const ana = await begunPage(database);
    const begun = await ana.save("2026-03-02T09:01:00.000Z");
    const known = Y.encodeStateVector(ana.doc);
    addTopic(ana.doc, ana.editor, { title: "By e-mail", place: "hopper" });
    const update = Y.encodeStateAsUpdate(ana.doc, known);
    await database.log.append([serverEntry({ page, clientId: 77, at: "2026-03-02T09:02:00.000Z", update })]);
    expect(await history.writersAfter(page, begun)).toBeNull();
  });

  test("what stood there before somebody deleted much can be gone back to, however short the time between", async () => {
    const { database, history } = await begin();
    const ana = await begunPage(database);
    const id = addTopic(ana.doc, ana.editor, { title: "A long thought about the year to come", place: "hopper" });
    const written = await ana.save("2026-03-02T09:01:00.000Z");
    const state = pageJson(ana.doc);
    setTopicTitle(ana.doc, id, "x");
    await ana.save("2026-03-02T09:01:02.000Z");
    const versions = await history.listVersions(page);
    expect(versions.map(({ seq }) => seq)).toContain(written);
    expect(await jsonAt(history, written)).toEqual(state);
  });

  test("any version can be read again, after the log's old rows are cleared away those a day apart", async () => {
    const { database, keeper, history, clock } = await begin();
    const ana = await begunPage(database);
    const states: { seq: number; json: unknown }[] = [];
    for (const day of ["01", "02", "03"]) {
      for (const hour of ["09", "15"]) {
        clock.now = `2026-03-${day}T${hour}:30:00.000Z`;
        addTopic(ana.doc, ana.editor, { title: `${day} ${hour}`, place: "hopper" });
        states.push({ seq: await ana.save(clock.now), json: pageJson(ana.doc) });
        await keeper.snapshot(page);
      }
    }
    for (const { seq, json } of states) expect(await jsonAt(history, seq)).toEqual(json);

    await pruneLog(database.log.sql, "2026-03-03T00:00:00.000Z");
    expect(await history.readVersion(page, states[2]!.seq)).toBeNull();
    for (const kept of [1, 3, 4, 5]) expect(await jsonAt(history, states[kept]!.seq)).toEqual(states[kept]!.json);
    expect((await history.listVersions(page)).map(({ seq }) => seq)).toEqual([5, 4, 3, 1].map((at) => states[at]!.seq));
    expect(pageJson(await readDoc(database))).toEqual(pageJson(ana.doc));
  });

  test("versions stay readable where the page was written down only later, and so do those of the first day that is kept", async () => {
    const { database, keeper, history, clock } = await begin();
    const ana = await begunPage(database);
    const states: { seq: number; json: unknown }[] = [];
    for (const at of ["2026-03-01T09:30:00.000Z", "2026-03-02T09:30:00.000Z", "2026-03-02T15:30:00.000Z"]) {
      addTopic(ana.doc, ana.editor, { title: at, place: "hopper" });
      states.push({ seq: await ana.save(at), json: pageJson(ana.doc) });
    }
    clock.now = "2026-03-02T18:00:00.000Z";
    await keeper.snapshot(page);

    const cutoff = "2026-03-02T12:00:00.000Z";
    expect(await pruneLog(database.log.sql, cutoff)).toBe(0);
    expect(await pruneLog(database.log.sql, "2026-03-01T00:00:00.000Z", new Map([["shorter", cutoff]]))).toBe(0);
    for (const { seq, json } of states) expect(await jsonAt(history, seq)).toEqual(json);
    expect(await pruneLog(database.log.sql, "2026-03-03T00:00:00.000Z")).toBeGreaterThan(0);
  });

  test("nobody reads another page's version through its sequence number", async () => {
    const { database, history } = await begin();
    const ana = await begunPage(database);
    const seq = await ana.save("2026-03-02T09:00:00.000Z");
    expect(await history.readVersion("another", seq)).toBeNull();
    expect(await history.listVersions("another", seq)).toEqual([]);
    expect(await history.readVersion(page, seq + 1)).toBeNull();
  });

  test("rows that no snapshot holds are never cleared away", async () => {
    const { database } = await begin();
    const ana = await begunPage(database);
    await ana.save("2020-03-02T09:00:00.000Z");
    expect(await pruneLog(database.log.sql, "2026-01-01T00:00:00.000Z")).toBe(0);
    expect((await database.log.readTail(page, 0)).length).toBeGreaterThan(0);
  });
});

async function jsonAt(history: ReturnType<typeof createPageHistory>, seq: number): Promise<unknown> {
  const state = await history.readVersion(page, seq);
  if (state === null) return null;
  const doc = emptyPage();
  Y.applyUpdate(doc, state);
  return pageJson(doc);
}

/** Yjs shows a root only to who has asked for it. */
function emptyPage(): Y.Doc {
  const doc = new Y.Doc();
  for (const root of ["page", "topics", "meetings", "actions"]) doc.getMap(root);
  doc.getXmlFragment("welcome");
  return doc;
}

function pageJson(doc: Y.Doc): unknown {
  for (const root of ["page", "topics", "meetings", "actions"]) doc.getMap(root);
  return doc.toJSON();
}
