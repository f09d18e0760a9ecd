import { addAction } from "@candor/document/action/add-action.ts";
import { setActionState } from "@candor/document/action/edit-action.ts";
import { readAction } from "@candor/document/action/read-action.ts";
import { beginPage } from "@candor/document/page/begin-page.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import type { HandOver, HandoffChoices, HandoffView, ThreeTimesAnswer } from "@candor/protocol/http/handoff.ts";
import type { Pair } from "@candor/protocol/http/people.ts";
import type { MyData } from "@candor/protocol/http/rights.ts";
import { afterAll, expect, test } from "vitest";
import * as Y from "yjs";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { makeVault, NoteDevice } from "../notebook/testing/sealed-notes.ts";
import { openApp, problemOf, shareDatabase, type Visitor } from "../people/testing/open-app.ts";
import { eraseAccount } from "../rights/erase-account.ts";
import { signInByMail } from "../sign-in/testing/read-mail.ts";
import { Quarantine } from "../sync/snapshot/quarantine.ts";
import { SnapshotKeeper } from "../sync/snapshot/snapshot-keeper.ts";
import { SnapshotWorker } from "../sync/snapshot/snapshot-worker.ts";
import { loggedPeer } from "../sync/snapshot/testing/logged-peer.ts";
import { openWorkspace } from "../workspace/testing/open-workspace.ts";
import { openLetters, type WritePage } from "./open-letter.ts";

const TODAY = "2026-11-24"; // in the world of the tests
const ZONE = "Europe/Berlin";
const SECRET = "what Ana wrote";

let clients = 1000;

describeEachEngine("going from one manager to the next", (engine) => {
  const shared = shareDatabase(engine);
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing) await close();
  });

  /** Ana has led Ben, with a page; Cem leads him from `day` on. Dora has nothing to do with it. */
  async function open(day = TODAY) {
    const database = shared();
    const quarantine = await Quarantine.open(database);
    const worker = new SnapshotWorker();
    const keeper = new SnapshotKeeper({
      ...{ database, worker, quarantine, now: () => app.now() },
      report: (fault) => {
        throw fault;
      },
    });
    closing.push(() => keeper.close());
    let killed = false;
    const write: WritePage = (page, edit) =>
      keeper.editPage(page, {
        ...edit,
        isWanted: async () => {
          if (killed) throw new Error("killed");
          return edit.isWanted();
        },
      });
    const refresh = (page: string) => keeper.snapshot(page);
    const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
    const app = openApp(database, { handoffs: { write, refresh, random, mailFrom: null } });
    const world = await openWorkspace(database, app);
    const [ana, ben, cem, dora] = [
      await world.join("Ana"),
      await world.join("Ben"),
      await world.join("Cem"),
      await world.join("Dora"),
    ];
    await world.setManager(ben.person.id, ana.person.id, "2026-01-05");
    const old = await world.beginPage(ana.visitor, { person: ben.person.id, relation: "report", iAm: "above" });
    const peer = await begin(old.id, "a");
    addTopic(peer.doc, peer.editor, { title: SECRET, place: "hopper" });
    addAction(peer.doc, peer.editor, { text: "Ana owes it", owner: "a", due: null });
    const bens = { ...peer.editor, member: "b" as const };
    const topic = addTopic(peer.doc, bens, { title: "What next for me?", place: "hopper" });
    const action = addAction(peer.doc, bens, { text: "Write the guide", owner: "b", due: "2026-12-01" });
    await peer.save("2026-11-23T08:00:00.000Z");
    await world.setManager(ben.person.id, cem.person.id, day);

    async function begin(page: string, member: "a" | "b") {
      clients += 1;
      const peer = loggedPeer(database, page, member, clients);
      const settings = { everyWeeks: 1, minutes: 30, medium: null, timeZone: ZONE };
      beginPage(peer.doc, peer.editor, { settings, welcome: [], firstStart: "2026-11-26T10:00" });
      await peer.save("2026-11-23T08:00:00.000Z");
      return peer;
    }
    const handoffsOf = async ({ visitor }: { visitor: Visitor }) =>
      (await visitor.get("/api/me/handoffs")).body as HandoffView[];
    const [mine] = await handoffsOf(ben);
    const path = `/api/me/handoffs/${mine?.edge}`;
    const beginNew = async () => {
      const pair = await world.beginPage(ben.visitor, { person: cem.person.id, relation: "report", iAm: "below" });
      await begin(pair.id, "a");
      return pair;
    };
    const letter = (change: Partial<HandOver> = {}): HandOver => ({
      ...{ letter: "Dear Cem,\n\nthis is me.", topics: [topic], actions: [action], sharesPortrait: true, ...change },
    });
    const opens = (pair: Pair, seat: "a" | "b") =>
      openLetters({ db: database.db, write, now: () => app.now() }, { pairId: pair.id, member: seat });
    const kill = (now: boolean) => {
      killed = now;
    };
    async function docOf(page: string): Promise<Y.Doc> {
      const doc = new Y.Doc();
      const snapshot = await database.log.readSnapshot(page);
      if (snapshot) Y.applyUpdate(doc, snapshot.state);
      for (const { update } of await database.log.readTail(page, snapshot?.seq ?? 0)) Y.applyUpdate(doc, update);
      return doc;
    }
    const actionOn = async (page: string, id: string) => {
      const map = (await docOf(page)).getMap<Y.Map<unknown>>("actions").get(id);
      return map ? readAction(id, map) : null;
    };
    return {
      ...{ ...world, app, database, ana, ben, cem, dora, old, topic, action, path, mine, keeper },
      ...{ handoffsOf, beginNew, letter, opens, kill, docOf, actionOn, peer, bens },
    };
  }

  test("all three see the change, each with the pages that are theirs, and nobody else sees it", async () => {
    const { ana, ben, cem, dora, olga, old, handoffsOf, beginNew } = await open();
    const fresh = await beginNew();
    const pages = async (who: { visitor: Visitor }) =>
      (await handoffsOf(who)).map(({ iAm, oldPage, newPage }) => [iAm, oldPage, newPage]);
    expect(await pages(ben)).toEqual([["direct", old.id, fresh.id]]);
    expect(await pages(ana)).toEqual([["former", old.id, null]]);
    expect(await pages(cem)).toEqual([["next", null, fresh.id]]);
    expect(await pages(dora)).toEqual([]);
    expect(await pages({ visitor: olga })).toEqual([]);
  });

  test("the direct chooses from what they raised and what they owe, and the managers are shown none of it", async () => {
    const { ana, ben, cem, path, topic, action } = await open();
    expect((await ben.visitor.get(`${path}/letter`)).body).toEqual({
      topics: [{ id: topic, title: "What next for me?" }],
      actions: [{ id: action, text: "Write the guide", due: "2026-12-01" }],
      waiting: null,
    } satisfies HandoffChoices);
    for (const { visitor } of [ana, cem]) expect((await visitor.get(`${path}/letter`)).status).toBe(404);
  });

  test("what the other wrote, and what was never there, can't be handed over", async () => {
    const { ben, path, letter, beginNew, docOf, old } = await open();
    await beginNew();
    const page = readPage(await docOf(old.id));
    const theirs = page.topics.find(({ title }) => title === SECRET)?.id ?? "";
    const owed = page.actions.find(({ text }) => text === "Ana owes it")?.id ?? "";
    for (const wanted of [letter({ topics: [theirs] }), letter({ actions: [owed] }), letter({ topics: ["nothing"] })])
      expect(problemOf(await ben.visitor.post(`${path}/letter`, wanted))).toBe("handoff_changed");
  });

  test("nothing moves until the new manager opens the page, and then all of it once, whatever is killed", async () => {
    const { ana, ben, cem, database, path, letter, beginNew, opens, kill, docOf, handoffsOf, old } = await open();
    expect(problemOf(await ben.visitor.post(`${path}/letter`, letter()))).toBe("no_new_page");
    const fresh = await beginNew();
    await ben.visitor.put("/api/me/portrait/learn", { text: "SQL", was: null });
    expect((await ben.visitor.post(`${path}/letter`, letter())).status).toBe(204);
    expect((await ben.visitor.post(`${path}/letter`, letter())).status).toBe(409);
    const topicsOf = async () => readPage(await docOf(fresh.id)).topics.map(({ title }) => title);
    await opens(fresh, "a"); // Ben himself
    expect(await topicsOf()).toEqual([]);
    expect((await cem.visitor.get(`/api/pairs/${fresh.id}/portrait`)).body).toMatchObject({ shown: false });
    kill(true);
    await expect(opens(fresh, "b")).rejects.toThrow("killed");
    kill(false);
    await Promise.all([opens(fresh, "b"), opens(fresh, "b")]);
    await opens(fresh, "b");
    const page = readPage(await docOf(fresh.id));
    expect(page.topics.map(({ title, place, author }) => [title, place === "hopper", author]).sort()).toEqual([
      ["A letter from Ben", false, "a"],
      ["What next for me?", true, "a"],
    ]);
    expect(page.actions.map(({ text, owner, due, state }) => [text, owner, due, state])).toEqual([
      ["Write the guide", "a", "2026-12-01", "open"],
    ]);
    expect((await cem.visitor.get(`/api/pairs/${fresh.id}/portrait`)).body).toMatchObject({ shown: true });
    expect((await handoffsOf(ben))[0]?.letter).toBe("opened");
    for (const [who, pair] of [
      [ana, old.id],
      [cem, fresh.id],
    ] as const)
      expect((await who.visitor.get(`/api/pairs/${pair}/access-log`)).body).toMatchObject({
        events: expect.arrayContaining([expect.objectContaining({ kind: "handed_over", name: "Ben" })]),
      });
    const kept = await database.db.selectFrom("handoff").select("letter").where("new_pair_id", "=", fresh.id).execute();
    expect(kept).toEqual([{ letter: null }]);
    expect(JSON.stringify([...(await topicsOf())])).not.toContain(SECRET);
  });

  test("a letter that nobody opened is taken back also after the change has left the screens, and by its writer alone", async () => {
    const { ben, cem, ana, path, letter, beginNew, opens, docOf, handoffsOf, passMinutes } = await open();
    const fresh = await beginNew();
    await ben.visitor.post(`${path}/letter`, letter());
    passMinutes(70 * 24 * 60);
    expect(await handoffsOf(cem)).toEqual([]);
    expect(await handoffsOf(ana)).toEqual([]);
    const [old] = await handoffsOf(ben);
    expect(old).toMatchObject({ iAm: "direct", letter: "waiting", onlyLetter: true, newPage: fresh.id });
    const waiting = `/api/me/handoffs/${old?.edge}/letter`;
    expect((await ben.visitor.get(waiting)).body).toMatchObject({ waiting: letter() });
    for (const { visitor } of [ana, cem]) expect((await visitor.delete(waiting)).status).toBe(404);
    expect((await ben.visitor.post(waiting, letter())).status).toBe(409);
    expect((await ben.visitor.delete(waiting)).status).toBe(204);
    expect(await handoffsOf(ben)).toEqual([]);
    await opens(fresh, "b");
    expect(readPage(await docOf(fresh.id)).topics).toEqual([]);
  });

  test("a letter is taken back though the chart has changed its mind since", async () => {
    const { ben, dora, path, letter, beginNew, handoffsOf, setManager } = await open();
    await beginNew();
    await ben.visitor.post(`${path}/letter`, letter());
    await setManager(ben.person.id, dora.person.id, TODAY);
    const all = await handoffsOf(ben);
    expect(all.map(({ next, letter: state, onlyLetter }) => [next?.name, state, onlyLetter]).sort()).toEqual([
      ["Cem", "waiting", true],
      ["Dora", "none", false],
    ]);
    const old = all.find(({ onlyLetter }) => onlyLetter);
    expect((await ben.visitor.delete(`/api/me/handoffs/${old?.edge}/letter`)).status).toBe(204);
  });

  test("a letter is taken back until it is opened, and can be written again", async () => {
    const { ben, path, letter, beginNew, opens, docOf } = await open();
    const fresh = await beginNew();
    await ben.visitor.post(`${path}/letter`, letter());
    expect((await ben.visitor.get(`${path}/letter`)).body).toMatchObject({ waiting: letter() });
    expect((await ben.visitor.delete(`${path}/letter`)).status).toBe(204);
    await opens(fresh, "b");
    expect(readPage(await docOf(fresh.id)).topics).toEqual([]);
    await ben.visitor.post(`${path}/letter`, letter({ letter: "Another", topics: [] }));
    await opens(fresh, "b");
    expect(readPage(await docOf(fresh.id)).topics.map(({ title }) => title)).toEqual(["A letter from Ben"]);
    expect(problemOf(await ben.visitor.delete(`${path}/letter`))).toBe("handoff_changed");
  });

  test("before its day a letter waits, though the page is there and open", async () => {
    const { app, ben, path, letter, beginNew, opens, docOf } = await open("2026-11-27");
    const fresh = await beginNew();
    expect((await ben.visitor.post(`${path}/letter`, letter())).status).toBe(204);
    await opens(fresh, "b");
    expect(readPage(await docOf(fresh.id)).topics).toEqual([]);
    app.passDays(3);
    await opens(fresh, "b");
    expect(readPage(await docOf(fresh.id)).topics).toHaveLength(2);
  });

  test("where the chart changes its mind, whoever was to lead gets nothing", async () => {
    const { ben, dora, path, letter, beginNew, opens, docOf, setManager, handoffsOf } = await open("2026-11-27");
    const fresh = await beginNew();
    await ben.visitor.post(`${path}/letter`, letter());
    await setManager(ben.person.id, dora.person.id, "2026-11-27");
    await opens(fresh, "b");
    expect(readPage(await docOf(fresh.id)).topics).toEqual([]);
    expect((await handoffsOf(dora)).map(({ iAm, letter }) => [iAm, letter])).toEqual([["next", "none"]]);
  });

  test("a letter that was never opened is not opened by who leads its writer after somebody else", async () => {
    const world = await open("2026-11-27");
    const { app, ben, cem, dora, path, letter, beginNew, opens, docOf, setManager } = world;
    const fresh = await beginNew();
    await ben.visitor.post(`${path}/letter`, letter());
    await setManager(ben.person.id, dora.person.id, "2026-11-27");
    app.passDays(10);
    await setManager(ben.person.id, cem.person.id, "2026-12-03");
    await opens(fresh, "b");
    expect(readPage(await docOf(fresh.id)).topics).toEqual([]);
  });

  test("that somebody hands nothing over is told to nobody, and isn't for ever", async () => {
    const { ana, ben, cem, path, handoffsOf, letter, beginNew } = await open();
    expect((await ben.visitor.post(`${path}/declined`)).status).toBe(204);
    const states = async () => (await Promise.all([ben, ana, cem].map(handoffsOf))).map(([each]) => each?.letter);
    expect(await states()).toEqual(["declined", "none", "none"]);
    for (const { visitor } of [ana, cem]) expect((await visitor.post(`${path}/declined`)).status).toBe(404);
    await beginNew();
    expect((await ben.visitor.post(`${path}/letter`, letter())).status).toBe(204);
    expect(await states()).toEqual(["waiting", "waiting", "waiting"]);
  });

  test("a manager who leaves with nobody to follow leaves nothing to hand over, and the direct is told", async () => {
    const { ana, ben, cem, olga, base, handoffsOf, setManager } = await open();
    await setManager(ben.person.id, ana.person.id, TODAY);
    await setManager(ben.person.id, null, "2026-11-25");
    expect((await handoffsOf(ben)).map(({ next, day }) => [next, day])).toEqual([[null, "2026-11-25"]]);
    expect(await handoffsOf(cem)).toEqual([]);
    const path = `/api/me/handoffs/${(await handoffsOf(ben))[0]?.edge}`;
    expect((await ben.visitor.get(`${path}/times`)).status).toBe(404);
    expect(problemOf(await ben.visitor.post(`${path}/declined`))).toBe("handoff_changed");
    // and one who has left the company is still named, and no longer asked
    await setManager(ben.person.id, cem.person.id, "2026-11-25");
    await olga.post(`${base}/people/${ana.person.id}/leave`);
    expect((await handoffsOf(ben)).map(({ former, next }) => [former.name, next?.name])).toEqual([["Ana", "Cem"]]);
    expect((await ana.visitor.get("/api/me/handoffs")).body).toEqual([]);
  });

  test("the new manager reads nothing of the old page, by whatever way they ask", async () => {
    const { cem, ana, ben, old, action, beginNew, path, letter, opens, access, userOf } = await openWithUsers();
    const fresh = await beginNew();
    await ben.visitor.post(`${path}/letter`, letter());
    await opens(fresh, "b");
    const asks = [
      "",
      "/versions",
      "/versions/1",
      "/volumes",
      "/access-log",
      "/portrait",
      "/busy",
      "/cadence",
      "/worth",
    ];
    for (const ask of [...asks, "/finishing", "/calendar-invitation", "/invitations"]) {
      expect([ask, (await cem.visitor.get(`/api/pairs/${old.id}${ask}`)).status]).toEqual([ask, 404]);
    }
    expect(
      (await cem.visitor.post(`/api/pairs/${old.id}/finishing/${action}`, { state: "done", why: null })).status,
    ).toBe(404);
    expect(await access.accessTo(old.id, await userOf(cem))).toBeNull();
    const found = (await cem.visitor.post("/api/search", { words: "wrote" })).body;
    expect(JSON.stringify(found)).not.toContain(SECRET);
    expect(JSON.stringify((await ana.visitor.post("/api/search", { words: "wrote" })).body)).toContain(SECRET);
    expect(JSON.stringify((await cem.visitor.get("/api/pairs")).body)).not.toContain(old.id);
    expect(JSON.stringify((await cem.visitor.get("/api/me/handoffs")).body)).not.toContain(old.id);
    expect(JSON.stringify((await cem.visitor.get("/api/me/overview")).body)).not.toContain(old.id);
  });

  async function openWithUsers() {
    const world = await open();
    const userOf = async (who: { visitor: Visitor }) =>
      ((await who.visitor.get("/api/me")).body as { userId: string }).userId;
    return { ...world, userOf };
  }

  test("on the archived page both finish open actions for fourteen days, take it back, and do nothing else", async () => {
    const { app, ana, ben, dora, old, action, actionOn, access, userOf, database } = await openWithUsers();
    const path = `/api/pairs/${old.id}/finishing`;
    expect((await access.accessTo(old.id, await userOf(ben)))?.write).toBe(false);
    expect((await ben.visitor.get(path)).body).toEqual({ until: "2026-12-08T09:00:00Z" });
    const finish = (who: { visitor: Visitor }, body: unknown, id = action) => who.visitor.post(`${path}/${id}`, body);
    expect((await finish(dora, { state: "done", why: null })).status).toBe(404);
    expect((await finish(ben, { state: "done", why: null }, "nothing")).status).toBe(404);
    expect((await finish(ben, { state: "binned", why: null })).status).toBe(400);
    expect((await finish(ben, { state: "done", why: null, text: "Other words" })).status).toBe(400);
    expect((await finish(ben, { state: "done", why: null })).status).toBe(204);
    const rows = () => database.log.headOf(old.id);
    const before = await rows();
    expect((await finish(ana, { state: "done", why: null })).status).toBe(204); // at the same time
    expect(await rows()).toBe(before);
    expect(await actionOn(old.id, action)).toMatchObject({ state: "done", text: "Write the guide" });
    expect((await finish(ana, { state: "open" })).status).toBe(204);
    expect((await finish(ana, { state: "dropped", why: "Cem does it" })).status).toBe(204);
    expect(await actionOn(old.id, action)).toMatchObject({ state: "dropped", why: "Cem does it" });
    app.passDays(14);
    expect((await ben.visitor.get(path)).body).toEqual({ until: null });
    expect(problemOf(await finish(ana, { state: "open" }))).toBe("finishing_is_over");
  });

  test("what was finished before the page was archived stays, and on a page in use nothing is finished this way", async () => {
    const { ben, old, action, peer, bens, setManager, cem, ana } = await open("2026-11-27");
    const path = `/api/pairs/${old.id}/finishing/${action}`;
    expect(problemOf(await ben.visitor.post(path, { state: "done", why: null }))).toBe("page_in_use");
    setActionState(peer.doc, { ...bens, now: "2026-11-23T08:00:00.000Z" }, action, "done");
    await peer.save("2026-11-23T08:00:00.000Z");
    await setManager(ben.person.id, cem.person.id, TODAY);
    expect(problemOf(await ana.visitor.post(path, { state: "open" }))).toBe("action_not_open");
  });

  test("a talk of three is proposed within a week, told to all three by mail with the time, and answered by each", async () => {
    const { app, ana, ben, cem, dora, db, path, handoffsOf, setManager } = await open();
    for (const [who, name] of [
      [ana, "ana"],
      [ben, "ben"],
      [cem, "cem"],
    ] as const) {
      await db
        .updateTable("user")
        .set({ email: `${name}-${dora.person.id}@example.org`, emailVerified: 1 as never })
        .where("id", "=", ((await who.visitor.get("/api/me")).body as { userId: string }).userId)
        .execute();
    }
    const times = (await ben.visitor.get(`${path}/times`)).body as ThreeTimesAnswer;
    expect(times).toMatchObject({ isInTime: true, by: "2026-12-01", timeZone: ZONE, minutes: 30, known: 0 });
    const [start = ""] = times.times;
    expect((await ana.visitor.put(`${path}/meeting`, { start })).status).toBe(404);
    expect(problemOf(await ben.visitor.put(`${path}/meeting`, { start: "2026-11-23T10:00" }))).toBe("handoff_changed");
    expect((await ben.visitor.put(`${path}/meeting`, { start: "2026-13-40T10:00" })).status).toBe(400);
    expect(problemOf(await ben.visitor.put(`${path}/meeting`, { start: "9999-12-31T10:00" }))).toBe("handoff_changed");
    expect((await ben.visitor.put(`${path}/meeting`, { start })).status).toBe(204);
    const mails = async () =>
      db.selectFrom("mail_outbox").selectAll().where("to_address", "like", `%${dora.person.id}%`).execute();
    expect((await mails()).map(({ to_address }) => to_address.split("-")[0]).sort()).toEqual(["ana", "ben", "cem"]);
    for (const mail of await mails()) {
      expect(mail.calendar).toContain("METHOD:REQUEST");
      expect(mail.calendar?.match(/^ATTENDEE/gm)).toHaveLength(3);
      expect(mail.text).toContain(`/settings/handoff?with=${path.split("/").at(-1)}`);
      expect(JSON.stringify(mail)).not.toContain("What next");
    }
    for (const [who, answer] of [
      [cem, "accepted"],
      [ana, "declined"],
    ] as const)
      expect((await who.visitor.post(`${path}/meeting/answer`, { answer })).status).toBe(204);
    expect((await dora.visitor.post(`${path}/meeting/answer`, { answer: "accepted" })).status).toBe(404);
    expect((await ben.visitor.put(`${path}/meeting`, { start })).status).toBe(204); // again, and nobody is asked anew
    expect(await mails()).toHaveLength(3);
    for (const who of [ana, ben, cem])
      expect((await handoffsOf(who))[0]?.meeting).toMatchObject({
        start,
        answers: { direct: "accepted", former: "declined", next: "accepted" },
      });
    await ben.visitor.put(`${path}/meeting`, { start: times.times[1] });
    expect((await handoffsOf(ana))[0]?.meeting?.answers).toEqual({ direct: "accepted", former: null, next: null });
    expect((await mails()).filter(({ calendar }) => calendar?.includes("SEQUENCE:1"))).toHaveLength(3);
    for (let time = 0; time < 2; time += 1) expect((await ben.visitor.delete(`${path}/meeting`)).status).toBe(204);
    expect((await mails()).filter(({ calendar }) => calendar?.includes("METHOD:CANCEL"))).toHaveLength(3);
    expect((await handoffsOf(cem))[0]?.meeting?.calledOff).toBe(true);
    app.passDays(61);
    expect(await handoffsOf(ben)).toEqual([]);
    await setManager(ben.person.id, null, "2027-02-01");
  });

  test("private notes of either stay theirs, byte for byte, through all of it", async () => {
    const { ana, ben, cem, db, path, letter, beginNew, opens } = await open();
    const vaults: string[] = [];
    for (const { visitor } of [ana, ben]) {
      const { vault } = await makeVault(visitor);
      await new NoteDevice(visitor, vault).write(3);
      vaults.push(vault);
    }
    const notes = async () => {
      const ofVaults = db.selectFrom("note_record").selectAll().where("vault_id", "in", vaults);
      const records = await ofVaults.orderBy("vault_id").orderBy("seq").execute();
      const owned = db.selectFrom("vault").select(["id", "user_id"]).where("id", "in", vaults);
      const owners = await owned.orderBy("id").execute();
      return JSON.stringify([records, owners]);
    };
    const before = await notes();
    const fresh = await beginNew();
    await ben.visitor.post(`${path}/letter`, letter());
    await opens(fresh, "b");
    expect(await notes()).toBe(before);
    for (const vault of vaults) {
      expect((await cem.visitor.get(`/api/notebook/vaults/${vault}`)).status).toBe(404);
      expect((await cem.visitor.get(`/api/notebook/vaults/${vault}/records`)).status).toBe(404);
    }
    expect((await cem.visitor.get("/api/notebook/vaults")).body).toEqual([]);
  });

  test("a letter that waits is in its writer's export, and goes with their account", async () => {
    const { ben, database, db, path, letter, beginNew, app, userOf } = await openWithUsers();
    const fresh = await beginNew();
    await ben.visitor.post(`${path}/letter`, letter());
    const { handoffs } = (await ben.visitor.get("/api/me/data")).body as MyData;
    expect(handoffs).toMatchObject([{ state: "waiting", letter: letter().letter }]);
    await eraseAccount(database, { userId: await userOf(ben), keepName: false }, app.now());
    expect(await db.selectFrom("handoff").select("id").where("new_pair_id", "=", fresh.id).execute()).toEqual([]);
  });

  test("whoever signs in with an account later keeps their letter", async () => {
    const { ben, cem, path, letter, beginNew, opens, docOf, database } = await open();
    const fresh = await beginNew();
    await ben.visitor.post(`${path}/letter`, letter());
    await signInByMail(database, ben.visitor, `ben-${fresh.id}@example.org`);
    await opens(fresh, "b");
    expect(readPage(await docOf(fresh.id)).topics).toHaveLength(2);
    expect((await cem.visitor.get(`/api/pairs/${fresh.id}/portrait`)).status).toBe(200);
  });
});
