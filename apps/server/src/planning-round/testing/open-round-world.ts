import { randomUUID } from "node:crypto";
import type { Plan } from "@candor/core/planner/plan.ts";
import { moveMeeting, setMeetingFields } from "@candor/document/meeting/plan-meeting.ts";
import { readMeetings } from "@candor/document/meeting/read-meeting.ts";
import { beginPage } from "@candor/document/page/begin-page.ts";
import type { PlannerView, SolveView } from "@candor/protocol/http/planner.ts";
import type { NewestPlanningRound } from "@candor/protocol/http/planning-round.ts";
import * as Y from "yjs";
import type { Database } from "../../database/open-database.ts";
import { soleLease } from "../../nodes/job-lease.ts";
import { openApp, type Visitor } from "../../people/testing/open-app.ts";
import type { Planner } from "../../planner/open-planner.ts";
import { createPlanSolves } from "../../planner/plan-solves.ts";
import { quickPlan } from "../../planner/testing/quick-plan.ts";
import type { EditOutcome, SeriesEdit } from "../../sync/snapshot/edit-series.ts";
import { Quarantine } from "../../sync/snapshot/quarantine.ts";
import { SnapshotKeeper } from "../../sync/snapshot/snapshot-keeper.ts";
import { SnapshotWorker } from "../../sync/snapshot/snapshot-worker.ts";
import { loggedPeer } from "../../sync/snapshot/testing/logged-peer.ts";
import { openWorkspace } from "../../workspace/testing/open-workspace.ts";
import { openRounds } from "../open-rounds.ts";

const LAST_WEEK = "2026-11-17T10:00";
export const MONDAY = "2026-11-30T10:00"; // the clock stands at Tuesday 24 November
let clients = 1000;

/**
 * A workspace in which Olga manages Ana, and Ana Ben. Pages are really written, and plans are made without the solver.
 *
 * @param solve in the place of the planner's.
 */
export async function openRoundWorld(database: Database, solve: Planner["solve"] = quickPlan) {
  const quarantine = await Quarantine.open(database);
  const faults: unknown[] = [];
  const report = (fault: unknown) => void faults.push(fault);
  const now = () => app.now();
  const keeper = new SnapshotKeeper({ database, worker: new SnapshotWorker(), quarantine, now, report });
  let edits = Number.POSITIVE_INFINITY;
  const editSeries = async (page: string, edit: SeriesEdit): Promise<EditOutcome> => {
    if (edits <= 0) throw new Error("killed");
    edits -= 1;
    return keeper.editSeries(page, edit);
  };
  const refresh = async (page: string) => void (await keeper.snapshot(page));
  const begun: ReturnType<typeof openRounds>[] = [];
  const openThem = () => {
    const ports = { db: database.db, now, newId: randomUUID, editSeries, refresh, solve, report };
    const rounds = openRounds(ports, soleLease(database.batch));
    begun.push(rounds);
    return rounds;
  };
  let rounds = openThem();
  const port = { wake: () => rounds.wake(), idle: () => rounds.idle() };
  const solves = createPlanSolves(quickPlan, { now, report });
  const app = openApp(database, { planner: { solves, editSeries, refresh, readAgain: async () => {}, rounds: port } });
  const world = await openWorkspace(database, app);
  const me = world.workspace.me.person;
  const ana = await world.join("Ana", { manager: me });
  const ben = await world.join("Ben", { manager: ana.person.id });

  /** A page that somebody begins with somebody, meeting weekly on Mondays at ten; null: no time yet; "over": once, a week ago. */
  async function page(
    by: Visitor,
    person: string,
    firstStart: string | "over" | null = MONDAY,
    relation: "report" | "skip_level" = "report",
  ): Promise<string> {
    const { id } = await world.beginPage(by, { person, relation, iAm: "above" });
    clients += 1;
    const peer = loggedPeer(database, id, "a", clients);
    beginPage(peer.doc, peer.editor, {
      settings: { everyWeeks: relation === "report" ? 1 : 4, minutes: 30, medium: null, timeZone: "Europe/Berlin" },
      ...{ welcome: [], firstStart: firstStart === "over" ? LAST_WEEK : firstStart },
    });
    const [first] = readMeetings(peer.doc);
    if (first && firstStart === "over") setMeetingFields(peer.doc, first.id, { state: "held" });
    await peer.save("2026-11-24T08:00:00.000Z");
    return id;
  }

  const view = async (who: Visitor) => (await who.get("/api/me/planner")).body as PlannerView;
  async function planByHand(who: Visitor): Promise<Plan> {
    let solve = (await who.post("/api/me/planner/solves")).body as SolveView;
    while (solve.isRunning)
      solve = (await who.get(`/api/me/planner/solves/${solve.id}?after=${solve.revision}`)).body as SolveView;
    if (solve.outcome?.type !== "planned") throw new Error(`not planned: ${JSON.stringify(solve.outcome)}`);
    const { plan } = solve.outcome.best;
    const answer = await who.post("/api/me/planner/plans", { id: randomUUID(), mark: solve.mark, plan });
    if (answer.status !== 201) throw new Error(`not applied: ${JSON.stringify(answer.body)}`);
    return plan;
  }
  const path = `${world.base}/planning-round`;
  return {
    ...world,
    ...{ me, ana, ben, page, view, planByHand, faults, editSeries, path },
    begin: (by: Visitor = world.olga, withSkips = false, id: string = randomUUID()) => by.post(path, { id, withSkips }),
    round: async (by: Visitor = world.olga) => ((await by.get(path)).body as NewestPlanningRound).round,
    choose: (who: Visitor, round: string, choice: "with_round" | "by_hand" | "as_it_is") =>
      who.put(`/api/me/planner/rounds/${round}`, { choice }),
    idle: () => rounds.idle(),
    wake: () => rounds.wake(),
    /** the server was killed and starts again */
    restart(): void {
      rounds = openThem();
    },
    /** two servers look for whose turn it is at the same moment */
    async bothLook(): Promise<void> {
      openThem();
      const both = begun.slice(-2);
      for (const each of both) each.wake();
      await Promise.all(both.map((each) => each.idle()));
    },
    /** the first meeting of a page, by somebody who has it open */
    async moveByHand(id: string, start: string): Promise<void> {
      clients += 1;
      const peer = loggedPeer(database, id, "a", clients);
      const snapshot = await database.log.readSnapshot(id);
      if (snapshot) Y.applyUpdate(peer.doc, snapshot.state, "server");
      for (const { update } of await database.log.readTail(id, snapshot?.seq ?? 0))
        Y.applyUpdate(peer.doc, update, "server");
      const [first] = readMeetings(peer.doc);
      if (first) moveMeeting(peer.doc, first.id, start, true);
      await peer.save("2026-11-24T09:00:00.000Z");
    },
    killAfter(count: number): void {
      edits = count;
    },
    async startsOn(id: string): Promise<(string | null)[]> {
      const doc = new Y.Doc();
      const snapshot = await database.log.readSnapshot(id);
      if (snapshot) Y.applyUpdate(doc, snapshot.state);
      for (const { update } of await database.log.readTail(id, snapshot?.seq ?? 0)) Y.applyUpdate(doc, update);
      return readMeetings(doc).map(({ start }) => start);
    },
    async close(): Promise<void> {
      for (const each of begun) await each.close();
      await keeper.close();
    },
  };
}
