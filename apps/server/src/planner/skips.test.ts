import { afterAll, expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { shareDatabase, type Visitor } from "../people/testing/open-app.ts";
import { openRoundWorld } from "../planning-round/testing/open-round-world.ts";

describeEachEngine("planning skip-levels", (engine) => {
  const shared = shareDatabase(engine);
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing) await close();
  });

  /** Olga manages Ana, and Ana Ben. */
  async function open() {
    const world = await openRoundWorld(shared());
    closing.push(world.close);
    const include = async (who: Visitor, skips: boolean) => {
      const { settings } = await world.view(who);
      expect((await who.put("/api/me/planner/settings", { ...settings, skips })).status).toBe(204);
    };
    return { ...world, include };
  }

  test("the reports of one's reports are offered, and one with a page but without a time is given one", async () => {
    const { olga, ana, ben, me, page, view, include, planByHand, startsOn, workspace } = await open();
    await include(olga, true);
    const offered = { person: ben.person.id, name: "Ben", page: null, month: "2026-12", isDue: true };
    expect((await view(olga)).skips).toEqual({
      ...{ isIncluded: true, isAskedFor: false },
      groups: [{ workspace: workspace.id, everyWeeks: 4, people: [offered] }],
    });
    expect((await view(ana.visitor)).skips.groups).toEqual([]);
    const withBen = await page(olga, ben.person.id, null, "skip_level");
    const seen = await view(olga);
    expect(seen.skips.groups[0]?.people[0]?.page).toBe(withBen);
    expect(seen.series.map(({ id, kind, current }) => [id, kind, current])).toEqual([[withBen, "skip_level", null]]);
    await planByHand(olga);
    expect(await startsOn(withBen)).toEqual([expect.stringMatching(/^2026-12-\d\dT\d\d:\d\d$/)]);
    // Ben sees it on the page that is his; Ana, who stands between, learns nothing of it.
    expect((await view(ben.visitor)).leftOut.map(({ id, why }) => [id, why])).toEqual([[withBen, "theirs_to_plan"]]);
    expect(JSON.stringify(await view(ana.visitor))).not.toContain(withBen);
    expect(me).not.toBe(ben.person.id);
  });

  test("a page whose meetings are all over is planned like any other, and taken back as it was", async () => {
    const { olga, ana, page, view, planByHand, startsOn } = await open();
    const withAna = await page(olga, ana.person.id, "over");
    expect((await view(olga)).series.map(({ id, current }) => [id, current])).toEqual([[withAna, null]]);
    await planByHand(olga);
    expect(await startsOn(withAna)).toEqual(["2026-11-17T10:00", expect.stringMatching(/^2026-(11-30|12-\d\d)T/)]);
    const { applied } = await view(olga);
    expect(applied?.series.map(({ state }) => state)).toEqual(["applied"]);
    await olga.post(`/api/me/planner/plans/${applied?.id}/undo`);
    expect(await startsOn(withAna)).toEqual(["2026-11-17T10:00"]);
  });

  test("more than about eight take turns: whose turn comes later is not planned now", async () => {
    const { olga, ana, add, page, view, include } = await open();
    const more = [];
    for (let count = 0; count < 9; count += 1) more.push(await add(`Kim ${count}`, { manager: ana.person.id }));
    await include(olga, true);
    const [group] = (await view(olga)).skips.groups;
    expect([group?.everyWeeks, group?.people.length]).toEqual([8, 10]);
    const [due, later] = [group?.people.filter(({ isDue }) => isDue), group?.people.filter(({ isDue }) => !isDue)];
    expect([due?.length, later?.length]).toEqual([5, 5]);
    const now = await page(olga, due?.[0]?.person ?? "", null, "skip_level");
    const then = await page(olga, later?.[0]?.person ?? "", null, "skip_level");
    const seen = await view(olga);
    expect(seen.series.map(({ id }) => id)).toEqual([now]);
    expect(seen.leftOut).toEqual([expect.objectContaining({ id: then, why: "another_month" })]);
    await include(olga, false);
    expect((await view(olga)).series).toHaveLength(2); // as one who does not plan by turns
    expect(more).toHaveLength(9);
  });

  test("a round may ask for skip-levels, and once it is over it asks for nothing", async () => {
    const { olga, view, begin, choose, round } = await open();
    expect((await view(olga)).skips).toMatchObject({ isIncluded: false, isAskedFor: false });
    await begin(olga, true);
    expect((await view(olga)).skips).toMatchObject({ isIncluded: true, isAskedFor: true });
    const id = (await round())?.id ?? "";
    await olga.delete(`/api/workspaces/${(await view(olga)).skips.groups[0]?.workspace}/planning-round/${id}`);
    expect((await view(olga)).skips).toMatchObject({ isIncluded: false, isAskedFor: false });
    expect((await choose(olga, id, "by_hand")).status).toBe(404);
  });

  test("only the people of the first planned day count: who has left, or has another manager by then, is not offered", async () => {
    const { olga, ana, ben, add, base, setManager, view } = await open();
    const cem = await add("Cem", { manager: ana.person.id });
    const names = async () => (await view(olga)).skips.groups.flatMap(({ people }) => people.map(({ name }) => name));
    expect(await names()).toEqual(["Ben", "Cem"]);
    await olga.post(`${base}/people/${cem.id}/leave`);
    await setManager(ben.person.id, null, "2026-11-30");
    expect(await names()).toEqual([]);
  });
});
