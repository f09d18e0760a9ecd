import { randomUUID } from "node:crypto";
import type { AppliedPlan } from "@candor/protocol/http/planner.ts";
import { afterAll, expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { problemOf, shareDatabase } from "../people/testing/open-app.ts";
import type { Planner } from "../planner/open-planner.ts";
import { quickPlan } from "../planner/testing/quick-plan.ts";
import { MONDAY, openRoundWorld } from "./testing/open-round-world.ts";

describeEachEngine("a round of planning", (engine) => {
  const shared = shareDatabase(engine);
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing) await close();
  });

  async function open(solve?: Planner["solve"]) {
    const world = await openRoundWorld(shared(), solve);
    closing.push(world.close);
    const withAna = await world.page(world.olga, world.ana.person.id);
    const withBen = await world.page(world.ana.visitor, world.ben.person.id);
    const said = async (by = world.olga) =>
      (await world.round(by))?.turns.map(({ person, state }) => `${person === world.me ? "Olga" : "Ana"} ${state}`);
    const begun = async (withSkips = false): Promise<string> => {
      const { status, body } = await world.begin(world.olga, withSkips);
      if (status !== 201) throw new Error(JSON.stringify(body));
      return (body as { round: { id: string } }).round.id;
    };
    return { ...world, withAna, withBen, said, begun };
  }

  test("who is above plans first, and whoever agreed is planned by themselves as soon as it is their turn", async () => {
    const { olga, ana, begun, choose, said, idle, view, planByHand, round, startsOn, withAna, withBen, faults } =
      await open();
    const id = await begun();
    expect(await said()).toEqual(["Olga turn", "Ana waits"]);
    expect((await view(ana.visitor)).turns).toEqual([
      expect.objectContaining({ round: id, state: "waits", waitsFor: ["Olga"], isAgreed: false }),
    ]);
    expect((await choose(ana.visitor, id, "with_round")).status).toBe(200);
    await idle();
    expect(await startsOn(withBen)).toEqual([MONDAY]);
    await planByHand(olga);
    await idle();
    const [above, below] = [await startsOn(withAna), await startsOn(withBen)];
    expect([above.length, below.length]).toEqual([1, 1]);
    expect(above).not.toEqual([MONDAY]);
    expect(below).not.toEqual([MONDAY]);
    expect(below).not.toEqual(above); // Ana's hour with Olga was taken as given
    const hers = await view(ana.visitor);
    expect([hers.applied?.state, hers.today.evaluation.violations, hers.turns]).toEqual(["applied", [], []]);
    expect(await round()).toMatchObject({ state: "done", turns: [{ state: "settled" }, { state: "settled" }] });
    const undone = await ana.visitor.post(`/api/me/planner/plans/${hers.applied?.id}/undo`);
    expect((undone.body as AppliedPlan).series.map(({ state }) => state)).toEqual(["undone"]);
    expect(await startsOn(withBen)).toEqual([MONDAY]);
    expect(faults).toEqual([]);
  });

  test("with one click of each manager and one of whoever runs it, all levels are planned", async () => {
    const { olga, ana, begun, choose, idle, round, startsOn, withAna, withBen } = await open();
    const id = await begun();
    await choose(ana.visitor, id, "with_round");
    await choose(olga, id, "with_round");
    await idle();
    expect((await round())?.state).toBe("done");
    for (const page of [withAna, withBen]) expect(await startsOn(page)).not.toEqual([MONDAY]);
  });

  test("a plan made with the round keeps clear of what was planned above, also for people who share no calendar", async () => {
    const { olga, ana, ben, page, begun, choose, idle, startsOn, withBen, view } = await open();
    const skip = await page(olga, ben.person.id, null, "skip_level");
    const id = await begun(true);
    await choose(olga, id, "with_round");
    await choose(ana.visitor, id, "with_round");
    await idle();
    const [withOlga, withAna] = [await startsOn(skip), await startsOn(withBen)];
    expect([withOlga.length, withAna.length]).toEqual([1, 1]);
    expect(withAna).not.toEqual(withOlga);
    // What she is shown says nothing of when Ben is met by others.
    expect((await view(ana.visitor)).series.map(({ calendar }) => calendar)).toEqual(["not_shared"]);
  });

  test("a round that was cut off goes on after a restart, and nothing is done twice", async () => {
    const world = await open();
    const { olga, ana, begun, choose, idle, round, startsOn, withAna, withBen, db } = world;
    const id = await begun();
    await choose(ana.visitor, id, "with_round");
    await idle(); // or what this woke would come to Olga's choice as well, and be killed before the other
    world.killAfter(0);
    await choose(olga, id, "with_round");
    await idle();
    expect(world.faults).toHaveLength(1);
    expect([await startsOn(withAna), await startsOn(withBen)]).toEqual([[MONDAY], [MONDAY]]);
    world.killAfter(100);
    world.restart();
    world.wake();
    await idle();
    expect((await round())?.state).toBe("done");
    for (const page of [withAna, withBen]) {
      expect(await startsOn(page)).toHaveLength(1);
      expect(await startsOn(page)).not.toEqual([MONDAY]);
    }
    const plans = await db.selectFrom("planning_turn").innerJoin("series_plan", "series_plan.id", "plan_id");
    expect(await plans.select("series_plan.id").where("round_id", "=", id).execute()).toHaveLength(2);
  });

  test("a plan that waits while a meeting is moved by hand puts no other where that one is now", async () => {
    const world = await open();
    const { olga, ana, join, begun, choose, idle, startsOn, withBen, view, db, moveByHand } = world;
    const cem = await join("Cem", { manager: ana.person.id });
    const withCem = await world.page(ana.visitor, cem.person.id, "2026-12-01T10:00");
    const id = await begun();
    await choose(olga, id, "as_it_is");
    world.killAfter(0); // noted, and not yet put onto the pages
    await choose(ana.visitor, id, "with_round");
    await idle();
    const step = await db
      .selectFrom("series_plan_step")
      .select("times")
      .where("pair_id", "=", withBen)
      .executeTakeFirst();
    const { times } = JSON.parse(step?.times ?? "") as { times: { start: string }[] };
    const hers = times[0]?.start ?? "";
    await moveByHand(withCem, hers);
    world.killAfter(100);
    world.restart();
    world.wake();
    await idle();
    expect(await startsOn(withCem)).toEqual([hers]);
    expect(await startsOn(withBen)).toEqual([MONDAY]);
    const states = (await view(ana.visitor)).applied?.series.map(({ name, state }) => [name, state]);
    expect(states).toContainEqual(["Ben", "in_the_way"]);
    expect((await world.round())?.state).toBe("done");
  });

  test("two servers that look at once put each plan onto its pages once", async () => {
    const world = await open();
    const { olga, ana, begun, choose, round, startsOn, withAna, withBen, db } = world;
    const id = await begun();
    world.killAfter(0);
    for (const who of [olga, ana.visitor]) await choose(who, id, "with_round");
    await world.idle();
    world.killAfter(100);
    await world.bothLook();
    expect((await round())?.state).toBe("done");
    for (const page of [withAna, withBen]) expect(await startsOn(page)).toHaveLength(1);
    const steps = db
      .selectFrom("planning_turn")
      .innerJoin("series_plan_step", "series_plan_step.plan_id", "planning_turn.plan_id");
    const states = await steps.select("series_plan_step.state").where("round_id", "=", id).execute();
    expect(states.map(({ state }) => state)).toEqual(["applied", "applied"]);
  });

  test("a round that is ended plans for nobody any more, and what was planned stays", async () => {
    const { olga, ana, begun, choose, idle, round, startsOn, planByHand, path, withAna, withBen } = await open();
    const id = await begun();
    await planByHand(olga);
    expect((await olga.delete(`${path}/${id}`)).status).toBe(200);
    expect((await choose(ana.visitor, id, "with_round")).status).toBe(404);
    await idle();
    expect([(await round())?.state, await startsOn(withBen)]).toEqual(["cancelled", [MONDAY]]);
    expect(await startsOn(withAna)).not.toEqual([MONDAY]);
    expect(problemOf(await olga.delete(`${path}/${id}`))).toBe("round_over");
    expect((await olga.post(path, { id: randomUUID(), withSkips: false })).status).toBe(201);
  });

  test("whoever changes their mind before it is their turn plans by hand", async () => {
    const { olga, ana, begun, choose, idle, said, startsOn, planByHand, withBen } = await open();
    const id = await begun();
    await choose(ana.visitor, id, "with_round");
    await choose(ana.visitor, id, "by_hand");
    await planByHand(olga);
    await idle();
    expect([await said(), await startsOn(withBen)]).toEqual([["Olga settled", "Ana turn"], [MONDAY]]);
    await choose(ana.visitor, id, "as_it_is");
    expect([await said(), await startsOn(withBen)]).toEqual([["Olga settled", "Ana settled"], [MONDAY]]);
  });

  test("who runs the round goes on without somebody, and whoever leaves keeps nobody waiting", async () => {
    const { olga, ana, me, begun, said, path, base, round } = await open();
    const id = await begun();
    expect((await olga.post(`${path}/${id}/turns/${me}/pass`)).status).toBe(200);
    expect(await said()).toEqual(["Olga settled", "Ana turn"]);
    await olga.post(`${base}/people/${ana.person.id}/leave`);
    expect(await said()).toEqual(["Olga settled", "Ana settled"]);
    expect((await round())?.id).toBe(id);
  });

  test("a plan that could not be made by itself asks its manager to look, and is tried anew when they say so", async () => {
    let answers: "faulty" | "broken" | "planned" = "planned";
    const world = await open(async (problem, request) => {
      if (answers === "broken") throw new Error("out of memory");
      return answers === "faulty" ? { type: "faulty", faults: [] } : quickPlan(problem, request);
    });
    const { olga, ana, begun, choose, idle, view, said, mineFor } = world;
    const id = await begun();
    for (const failing of ["faulty", "broken"] as const) {
      answers = failing;
      await choose(olga, id, "with_round");
      await idle();
      expect((await view(olga)).turns[0]?.state).toBe("stuck");
    }
    expect(await said()).toEqual(["Olga turn", "Ana waits"]);
    expect([(await mineFor(olga)).planning, (await mineFor(ana.visitor)).planning]).toEqual(["turn", "waits"]);
    answers = "planned";
    await choose(olga, id, "with_round");
    await idle();
    expect(await said()).toEqual(["Olga settled", "Ana turn"]);
  });

  test("only owners and admins run a round, and they learn who has planned but nothing of what", async () => {
    const { olga, ana, ben, join, begin, begun, choose, idle, path, withBen, view, setRole } = await open().then(
      (world) => ({
        ...world,
        setRole: (person: string, role: string) => world.olga.patch(`${world.base}/people/${person}`, { role }),
      }),
    );
    const dan = await join("Dan");
    await setRole(dan.person.id, "admin");
    expect([(await begin(ana.visitor)).status, (await ana.visitor.get(path)).status]).toEqual([404, 404]);
    const id = await begun();
    for (const one of [ana, ben]) {
      expect((await one.visitor.get(path)).status).toBe(404);
      expect((await one.visitor.delete(`${path}/${id}`)).status).toBe(404);
      expect((await one.visitor.post(`${path}/${id}/turns/${ana.person.id}/pass`)).status).toBe(404);
    }
    expect((await choose(ben.visitor, id, "with_round")).status).toBe(404); // who manages nobody has no turn
    await choose(olga, id, "as_it_is");
    await choose(ana.visitor, id, "with_round");
    await idle();
    const seen = (await dan.visitor.get(path)).body as { round: { turns: object[] } };
    // Olga left hers as it was, and Ana was planned: it looks the same.
    const alike = { level: expect.any(Number), person: expect.any(String), state: "settled", waitsFor: [] };
    expect(seen.round.turns).toEqual([alike, alike]);
    expect(JSON.stringify(seen)).not.toContain(withBen);
    expect(JSON.stringify(seen)).not.toMatch(/T\d\d:\d\d"/);
    expect((await view(dan.visitor)).series).toEqual([]);
  });

  test("one round goes on at a time, and asked for twice it is begun once", async () => {
    const { begin, olga } = await open();
    const id = randomUUID();
    const [one, other] = await Promise.all([begin(olga, false, id), begin(olga, false, id)]);
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(problemOf(await begin())).toBe("round_open");
  });

  test("a chart that goes in a circle on the first planned day is refused, and so is one without managers", async () => {
    const { begin, db, workspace, me, ana, setManager } = await open();
    const edge = { id: randomUUID(), workspace_id: workspace.id, report_id: me, manager_id: ana.person.id };
    await db
      .insertInto("manager_edge")
      .values({ ...edge, since: "2026-11-30", until: null })
      .execute();
    const circle = await begin();
    expect(problemOf(circle)).toBe("chart_in_circle");
    expect((circle.body as { detail: string }).detail).toMatch(/^(Ana → Olga → Ana|Olga → Ana → Olga)\.$/);
    await db.updateTable("manager_edge").set({ since: "2026-12-01" }).where("id", "=", edge.id).execute();
    const refused = await begin();
    expect(refused.status).toBe(201); // it closes only a day later, which is another round's
    await setManager(ana.person.id, null, "2026-11-24");
  });

  test("the order is that of the first planned day, whoever manages whom before it", async () => {
    const { begin, ana, ben, me, setManager, round } = await open();
    await setManager(ben.person.id, me, "2026-11-27");
    await begin();
    expect((await round())?.turns.map(({ person }) => person)).toEqual([me]);
    expect((await round())?.day).toBe("2026-11-30");
    expect(ana.person.id).not.toBe(me);
  });
});
