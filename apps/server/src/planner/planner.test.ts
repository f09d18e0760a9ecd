import { randomBytes, randomUUID } from "node:crypto";
import type { Plan } from "@candor/core/planner/plan.ts";
import { moveMeeting } from "@candor/document/meeting/plan-meeting.ts";
import { readMeetings } from "@candor/document/meeting/read-meeting.ts";
import { beginPage } from "@candor/document/page/begin-page.ts";
import type { AppliedPlan, PlannerView, PricedPlan, SolveView } from "@candor/protocol/http/planner.ts";
import { afterAll, expect, test } from "vitest";
import * as Y from "yjs";
import { createAddressSeal } from "../calendar/address-seal.ts";
import { createReadBeside } from "../calendar/read-beside.ts";
import { emptyAccount } from "../calendar/testing/empty-account.ts";
import type { Database } from "../database/open-database.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import {
  acceptAs,
  beginPair,
  inviteTo,
  openApp,
  problemOf,
  shareDatabase,
  type Visitor,
} from "../people/testing/open-app.ts";
import type { EditOutcome, SeriesEdit } from "../sync/snapshot/edit-series.ts";
import { Quarantine } from "../sync/snapshot/quarantine.ts";
import { SnapshotKeeper } from "../sync/snapshot/snapshot-keeper.ts";
import { SnapshotWorker } from "../sync/snapshot/snapshot-worker.ts";
import { loggedPeer } from "../sync/snapshot/testing/logged-peer.ts";
import { carryOut, unfinishedPlans } from "./apply-plan.ts";
import { createPlanSolves } from "./plan-solves.ts";
import { quickPlan } from "./testing/quick-plan.ts";

const ZONE = "Europe/Berlin";
const MONDAY = "2026-11-30T10:00"; // a Monday, which costs; the clock stands at Tuesday 24 November

describeEachEngine("planning one-on-ones", (engine) => {
  const shared = shareDatabase(engine);
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing) await close();
  });

  /** Ana, who manages Ben and Cem, both of whom she meets weekly on Mondays. */
  async function open() {
    const database = shared();
    const quarantine = await Quarantine.open(database);
    const worker = new SnapshotWorker();
    const faults: unknown[] = [];
    const report = (fault: unknown) => void faults.push(fault);
    const now = () => app.now();
    const keeper = new SnapshotKeeper({ database, worker, quarantine, now, report });
    closing.push(() => keeper.close());
    let edits = Number.POSITIVE_INFINITY;
    const editSeries = async (page: string, edit: SeriesEdit): Promise<EditOutcome> => {
      if (edits <= 0) throw new Error("killed");
      edits -= 1;
      return keeper.editSeries(page, edit);
    };
    const refresh = async (page: string) => void (await keeper.snapshot(page));
    const solves = createPlanSolves(quickPlan, { now, report });
    const beside = createReadBeside();
    closing.push(() => beside.close());
    const app = openApp(database, {
      calendars: {
        seal: createAddressSeal("k".repeat(32), randomBytes),
        ...{ read: beside.read, openAccount: emptyAccount, allowed: [], wake: () => {} },
      },
      planner: {
        solves,
        editSeries,
        refresh,
        readAgain: async () => {},
        rounds: { wake: () => {}, idle: async () => {} },
      },
    });
    const [ana, ben] = [await app.person("Ana"), await app.person("Ben")];
    const withBen = await beginPair(ana);
    await acceptAs(ben, await inviteTo(ana, withBen));
    const withCem = await beginPair(ana, { myName: "Ana", theirName: "Cem", myRole: "manager", theirRole: "report" });
    let client = 100;
    for (const { id } of [withBen, withCem]) {
      client += 1;
      const peer = loggedPeer(database, id, "a", client);
      beginPage(peer.doc, peer.editor, {
        settings: { everyWeeks: 1, minutes: 30, medium: null, timeZone: ZONE },
        ...{ welcome: [], firstStart: MONDAY },
      });
      await peer.save("2026-11-24T08:00:00.000Z");
    }
    const killAfter = (count: number) => {
      edits = count;
    };
    return { app, database, keeper, ana, ben, withBen: withBen.id, withCem: withCem.id, faults, killAfter, editSeries };
  }

  const view = async (who: Visitor) => (await who.get("/api/me/planner")).body as PlannerView;

  async function solved(who: Visitor): Promise<SolveView> {
    let solve = (await who.post("/api/me/planner/solves")).body as SolveView;
    while (solve.isRunning) {
      solve = (await who.get(`/api/me/planner/solves/${solve.id}?after=${solve.revision}`)).body as SolveView;
    }
    return solve;
  }

  async function planned(who: Visitor): Promise<{ mark: string; plan: Plan }> {
    const { outcome, mark } = await solved(who);
    if (outcome?.type !== "planned") throw new Error(`not planned: ${JSON.stringify(outcome)}`);
    return { mark, plan: outcome.best.plan };
  }

  const apply = (who: Visitor, wanted: { mark: string; plan: Plan }, id: string = randomUUID()) =>
    who.post("/api/me/planner/plans", { id, ...wanted });

  async function startsOn({ log }: Database, page: string): Promise<(string | null)[]> {
    const doc = new Y.Doc();
    const snapshot = await log.readSnapshot(page);
    if (snapshot) Y.applyUpdate(doc, snapshot.state);
    for (const { update } of await log.readTail(page, snapshot?.seq ?? 0)) Y.applyUpdate(doc, update);
    return readMeetings(doc).map(({ start }) => start);
  }

  test("a manager sees their own series alone, and the others' calendars as unknown unless they share them", async () => {
    const { ana, ben } = await open();
    const seen = await view(ana);
    expect(seen.series.map(({ name, calendar }) => [name, calendar])).toEqual([
      ["Ben", "not_shared"],
      ["Cem", "nobody"],
    ]);
    expect(seen.series[0]?.current).toEqual({ type: "weeks", every: 1, date: "2026-11-30", time: "10:00" });
    expect(seen.today.evaluation.violations.some(({ type }) => type === "overlap")).toBe(true);
    const his = await view(ben);
    expect(his.series).toEqual([]);
    expect(his.leftOut.map(({ why }) => why)).toEqual(["theirs_to_plan"]);
  });

  test("a plan is put onto each page once, however often it is asked for, and taken back", async () => {
    const { ana, database, withBen, withCem, faults } = await open();
    const wanted = await planned(ana);
    const id = randomUUID();
    const [one, other] = await Promise.all([apply(ana, wanted, id), apply(ana, wanted, id)]);
    expect([one.status, other.status]).toEqual([201, 201]);
    const again = await apply(ana, wanted, id);
    expect((again.body as AppliedPlan).state).toBe("applied");
    for (const page of [withBen, withCem]) {
      const series = wanted.plan.series.find(({ seriesId }) => seriesId === page);
      if (series?.pattern?.type !== "weeks") throw new Error("no weekly pattern");
      const starts = await startsOn(database, page);
      expect(starts).toHaveLength(1);
      expect(starts[0]?.slice(11)).toBe(series.pattern.time);
    }
    const after = await view(ana);
    expect(after.series.map(({ current }) => current?.type === "weeks" && current.time)).toEqual(
      wanted.plan.series.map(({ pattern }) => pattern?.time),
    );
    const undone = (await ana.post(`/api/me/planner/plans/${id}/undo`)).body as AppliedPlan;
    expect(undone.series.map(({ state }) => state)).toEqual(["undone", "undone"]);
    for (const page of [withBen, withCem]) expect(await startsOn(database, page)).toEqual([MONDAY]);
    expect(faults).toEqual([]);
  });

  test("a plan that was cut off half-way goes on where it was, and nothing is doubled", async () => {
    const { ana, database, withBen, withCem, killAfter, editSeries, app } = await open();
    const wanted = await planned(ana);
    killAfter(1);
    const id = randomUUID();
    expect((await apply(ana, wanted, id)).status).toBe(500);
    const half = await view(ana);
    expect(half.applied?.series.map(({ state }) => state).sort()).toEqual(["applied", "waiting"]);
    killAfter(10);
    expect(await unfinishedPlans(database.db)).toContain(id);
    await carryOut({ db: database.db, editSeries, now: app.now, newId: randomUUID }, id);
    expect((await view(ana)).applied?.state).toBe("applied");
    for (const page of [withBen, withCem]) expect(await startsOn(database, page)).toHaveLength(1);
  });

  test("a plan is refused once a series has changed, and a series that changes in the last moment stays as it is", async () => {
    const { ana, database, withBen } = await open();
    const wanted = await planned(ana);
    const peer = loggedPeer(database, withBen, "b", 900);
    for (const { update } of await database.log.readTail(withBen, 0)) Y.applyUpdate(peer.doc, update, "server");
    const snapshot = await database.log.readSnapshot(withBen);
    if (snapshot) Y.applyUpdate(peer.doc, snapshot.state, "server");
    const [meeting] = readMeetings(peer.doc);
    moveMeeting(peer.doc, meeting!.id, "2026-12-03T15:00", true);
    await peer.save("2026-11-24T09:00:00.000Z");
    const refused = await apply(ana, wanted);
    expect([refused.status, problemOf(refused)]).toEqual([409, "plan_changed"]);
    expect(await startsOn(database, withBen)).toEqual(["2026-12-03T15:00"]);
  });

  test("a plan is refused once somebody's calendar has changed, moves nothing, and the next one keeps clear of it", async () => {
    const { ana, ben, database, withBen, withCem } = await open();
    expect((await ben.put(`/api/pairs/${withBen}/busy-share`, { shares: true })).status).toBe(204);
    const wanted = await planned(ana);
    const hisTime = (plan: Plan) => {
      const pattern = plan.series.find(({ seriesId }) => seriesId === withBen)?.pattern;
      if (pattern?.type !== "weeks") throw new Error("no weekly pattern");
      return Temporal.PlainDateTime.from(`${pattern.date}T${pattern.time}`);
    };
    const taken = hisTime(wanted.plan);
    const text = [
      ...["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:new", "RRULE:FREQ=WEEKLY", "DURATION:PT30M"],
      `DTSTART;TZID=${ZONE}:${taken.toString().replace(/[-:]/g, "").slice(0, 13)}00`,
      ...["END:VEVENT", "END:VCALENDAR", ""],
    ].join("\r\n");
    const file = { name: "work.ics", text, timeZone: ZONE, allDayCounts: true };
    expect((await ben.post("/api/me/calendars/files", file)).status).toBe(201);
    const refused = await apply(ana, wanted);
    expect([refused.status, problemOf(refused)]).toEqual([409, "plan_changed"]);
    expect((await view(ana)).applied).toBeNull();
    for (const page of [withBen, withCem]) expect(await startsOn(database, page)).toEqual([MONDAY]);
    const again = await planned(ana);
    const found = hisTime(again.plan);
    expect([found.dayOfWeek, found.toPlainTime().toString()]).not.toEqual([
      taken.dayOfWeek,
      taken.toPlainTime().toString(),
    ]);
    expect((await apply(ana, again)).status).toBe(201);
  });

  test("what a plan would cost is told at once, with what of it does not hold", async () => {
    const { ana } = await open();
    const { today } = await view(ana);
    const { body } = await ana.post("/api/me/planner/prices", { plan: today.plan });
    expect((body as PricedPlan).evaluation).toEqual(today.evaluation);
    const foreign = { series: [{ seriesId: randomUUID(), pattern: null, moves: [] }] };
    expect((await ana.post("/api/me/planner/prices", { plan: foreign })).status).toBe(400);
  });

  test("a plan keeps to the hours that the other has said, and tells no more of them than that one suits", async () => {
    const { ana, ben, withBen } = await open();
    const { settings } = await view(ben);
    const afternoon = [{ from: 14 * 60, until: 15 * 60 }];
    const hours = { 3: afternoon, 4: afternoon };
    const said = await ben.put("/api/me/planner/settings", { ...settings, hours, daysOff: ["2026-12-03"] });
    expect(said.status).toBe(204);
    const { plan } = await planned(ana);
    const pattern = plan.series.find(({ seriesId }) => seriesId === withBen)?.pattern;
    expect(pattern?.time.slice(0, 2)).toBe("14");
    const { body } = await ana.get("/api/me/planner");
    expect(JSON.stringify(body)).not.toContain("day_off");
    expect((body as PlannerView).settings).toEqual(settings);
  });

  test("nobody reaches a search or a plan of somebody else", async () => {
    const { ana, ben } = await open();
    const wanted = await planned(ana);
    const solve = await solved(ana);
    const id = randomUUID();
    await apply(ana, wanted, id);
    for (const answer of [
      await ben.get(`/api/me/planner/solves/${solve.id}`),
      await ben.delete(`/api/me/planner/solves/${solve.id}`),
      await ben.post(`/api/me/planner/plans/${id}/undo`),
      await ben.post(`/api/me/planner/plans/${id}/carry-on`),
    ]) {
      expect(answer.status).toBe(404);
    }
  });
});
