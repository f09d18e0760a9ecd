import { randomUUID } from "node:crypto";
import type { AgendaItem, AllHandsAnswer } from "@candor/protocol/http/all-hands.ts";
import { beforeEach, expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { openApp, shareDatabase, type Visitor } from "../people/testing/open-app.ts";
import { openWorkspace } from "../workspace/testing/open-workspace.ts";

describeEachEngine("the all-hands", (engine) => {
  const current = shareDatabase(engine);
  let base: string;
  let olga: Visitor;
  let mia: Visitor; // who manages Ben
  let ben: Visitor;

  beforeEach(async () => {
    const world = await openWorkspace(current(), openApp(current()));
    olga = world.olga;
    base = `/api/workspaces/${world.workspace.id}`;
    const manager = await world.join("Mia");
    const report = await world.join("Ben");
    [mia, ben] = [manager.visitor, report.visitor];
    await world.setManager(report.person.id, manager.person.id, "2026-11-24");
  });

  const read = async (by: Visitor) => (await by.get(`${base}/all-hands`)).body as AllHandsAnswer;
  const put = async (by: Visitor, title: string, more: object = {}) => {
    const id = randomUUID();
    const wanted = { kind: "question", title, text: "", named: true, ...more };
    const { status } = await by.put(`${base}/agenda-items/${id}`, wanted);
    expect(status).toBe(200);
    return id;
  };
  const plan = async (by: Visitor, day: string, id: string = randomUUID()) => {
    expect((await by.put(`${base}/all-hands/${id}`, { day })).status).toBe(200);
    return id;
  };
  const change = (by: Visitor, id: string, how: object) => by.patch(`${base}/agenda-items/${id}`, how);
  const titles = (items: readonly AgendaItem[] | undefined) => items?.map(({ title }) => title);

  test("gathers what waits, and what was not spoken of waits for the next", async () => {
    await put(ben, "Why do we meet on Fridays?");
    await put(mia, "Too many tools", { kind: "theme", text: "We drown in tools.", people: 4 });
    const first = await plan(olga, "2026-12-01");
    const [planned] = (await read(ben)).planned;
    expect(titles(planned?.items)).toEqual(["Too many tools", "Why do we meet on Fridays?"]);
    expect(planned?.items[0]).toMatchObject({ people: 4, minutes: 10, presenter: "Mia" });
    await put(ben, "And who decides?");
    expect(titles((await read(ben)).board)).toEqual(["And who decides?"]);
    const [tools] = planned?.items ?? [];
    await change(mia, tools?.id ?? "", { done: true });
    await olga.post(`${base}/all-hands/${first}/hold`);
    await olga.post(`${base}/all-hands/${first}/hold`); // sent again
    const after = await read(ben);
    expect(titles(after.held[0]?.items)).toEqual(["Too many tools"]);
    expect(after.board.map(({ title, carried }) => [title, carried])).toEqual([
      ["Why do we meet on Fridays?", 1],
      ["And who decides?", 0],
    ]);
    await plan(mia, "2026-12-08");
    expect(titles((await read(ben)).planned[0]?.items)).toEqual(["Why do we meet on Fridays?", "And who decides?"]);
    expect((await change(mia, tools?.id ?? "", { done: false })).status).toBe(409);
  });

  test("is led by admins and whoever manages somebody; everybody else reads it and asks", async () => {
    const item = await put(ben, "Why?");
    const meeting = await plan(mia, "2026-12-01");
    expect((await read(ben)).mayLead).toBe(false);
    expect((await ben.put(`${base}/all-hands/${randomUUID()}`, { day: "2026-12-01" })).status).toBe(404);
    expect((await ben.post(`${base}/all-hands/${meeting}/hold`)).status).toBe(404);
    expect((await change(ben, item, { minutes: 60 })).status).toBe(404);
    expect((await ben.delete(`${base}/agenda-items/${item}`)).status).toBe(200);
    const others = await put(mia, "Mine");
    expect((await ben.delete(`${base}/agenda-items/${others}`)).status).toBe(404);
  });

  test("of who asked without a name nothing is kept", async () => {
    const id = await put(ben, "Why so secretive?", { named: false });
    const [item] = (await read(olga)).board;
    expect(item).toMatchObject({ presenter: "" });
    const kept = current().db.selectFrom("all_hands_item").selectAll().where("id", "=", id);
    expect(await kept.executeTakeFirst()).toMatchObject({ added_by: null, presenter: "" });
  });

  test("when somebody asked without a name is told and kept to the day, and no order tells more", async () => {
    const ids: string[] = [];
    for (const named of [true, false, true, false, false, true])
      ids.push(await put(ben, `Asked ${ids.length}`, { named }));
    const seen = (await read(olga)).board;
    expect(seen.map(({ id }) => id)).toEqual([...ids].sort());
    for (const item of seen) expect(item.addedOn).toBe("2026-11-24");
    expect(JSON.stringify(seen)).not.toMatch(/T\d\d:/);
    const kept = current().db.selectFrom("all_hands_item").select("added_at").where("added_by", "is", null);
    for (const { added_at } of await kept.execute()) expect(added_at).toBe("2026-11-24T00:00:00.000Z");
    await plan(olga, "2026-12-01");
    expect((await read(olga)).planned[0]?.items.map(({ id }) => id)).toEqual([...ids].sort());
  });

  test("takes no theme that fewer than three people raised, nor one of which nobody says how many did", async () => {
    const theme = { kind: "theme", title: "Somebody is unhappy", text: "", named: true };
    for (const people of [1, 2, undefined]) {
      const { status, body } = await mia.put(`${base}/agenda-items/${randomUUID()}`, { ...theme, people });
      expect({ status, body }).toMatchObject({ status: 409, body: { type: "/problems/few_people" } });
    }
    expect((await read(mia)).board).toEqual([]);
    await put(mia, "Too many tools", { kind: "theme", people: 3 });
    expect((await read(ben)).board).toMatchObject([{ people: 3 }]);
  });

  test("tells no count of one or two that was put up before that rule", async () => {
    const id = await put(mia, "Old", { kind: "theme", people: 3 });
    await current().db.updateTable("all_hands_item").set({ people: 2 }).where("id", "=", id).execute();
    expect((await read(ben)).board).toMatchObject([{ id, people: null }]);
  });

  test("two who order it at once lose nothing and see one order", async () => {
    const ids: string[] = [];
    const meeting = await plan(olga, "2026-12-01");
    for (const title of ["A", "B", "C", "D", "E"]) {
      const id = await put(ben, title);
      await change(olga, id, { on: meeting });
      ids.push(id);
    }
    const [a, , , d, e] = ids;
    await Promise.all([
      change(olga, e ?? "", { after: null }),
      change(mia, a ?? "", { after: d ?? "" }),
      change(olga, d ?? "", { minutes: 20 }),
      change(mia, d ?? "", { presenter: "Cleo" }),
    ]);
    const [one] = (await read(olga)).planned;
    expect(titles(one?.items)).toEqual(["E", "B", "C", "D", "A"]);
    expect(one).toEqual((await read(mia)).planned[0]);
    expect(one?.items.find(({ title }) => title === "D")).toMatchObject({ minutes: 20, presenter: "Cleo" });
  });

  test("what is put off waits on the board, and comes back where it is put", async () => {
    const id = await put(ben, "A");
    const other = await put(ben, "B");
    const meeting = await plan(olga, "2026-12-01");
    await change(olga, other, { after: id });
    await change(olga, id, { on: null });
    expect((await read(ben)).board).toMatchObject([{ id, carried: 1 }]);
    await change(olga, id, { on: meeting, after: null });
    expect(titles((await read(ben)).planned[0]?.items)).toEqual(["A", "B"]);
    expect((await change(olga, id, { on: randomUUID() })).status).toBe(404);
    expect((await change(olga, id, { after: randomUUID() })).status).toBe(200); // what it was to follow is gone
    expect(titles((await read(ben)).planned[0]?.items)).toEqual(["B", "A"]);
  });
});
