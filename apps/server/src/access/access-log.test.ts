import type { AccessLog } from "@candor/protocol/http/access.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { claimAccount } from "../people/claim-account.ts";
import { acceptAs, beginPair, inviteTo, openApp, shareDatabase, type Visitor } from "../people/testing/open-app.ts";
import { noteAccess, noteNewAccount, noteServerEvent } from "./note-access.ts";
import { createOpeningNotes } from "./note-openings.ts";
import { MOST_EVENTS } from "./read-access-log.ts";

const TODAY = "2026-11-24";
const day = (iso: string) => new Date(`${iso}T10:00:00.000Z`);

describeEachEngine("the access log of a page", (engine) => {
  const shared = shareDatabase(engine);

  async function logOf(who: Visitor, pairId: string, query = ""): Promise<AccessLog> {
    const { status, body } = await who.get(`/api/pairs/${pairId}/access-log${query}`);
    expect(status).toBe(200);
    return body as AccessLog;
  }

  const lines = ({ events }: AccessLog) =>
    events.map(({ kind, member, name, actor }) => [kind, member, name, actor].join(" "));

  test("says from where a seat came to whom, and who took it back, to both alike", async () => {
    const { person, passDays } = openApp(shared());
    const [ana, ex, ben] = [await person("Ana"), await person("Ex"), await person("Ben")];
    const pair = await beginPair(ana);
    const first = await inviteTo(ana, pair);
    passDays(1);
    await acceptAs(ex, first, "Ex");
    passDays(1);
    await ana.delete(`/api/invitations/${first.id}`);
    await ana.delete(`/api/invitations/${first.id}`);
    passDays(1);
    const unused = await inviteTo(ana, pair);
    passDays(1);
    await ana.delete(`/api/invitations/${unused.id}`);
    passDays(1);
    await acceptAs(ben, await inviteTo(ana, pair), "Ben");
    const told = await logOf(ana, pair.id);
    expect(lines(told).toReversed()).toEqual([
      "invited b  a",
      "joined b Ex b",
      "seat_freed b Ex a",
      "invited b  a",
      "link_revoked b  a",
      expect.stringMatching(/^(invited b {2}a|joined b Ben b)$/),
      expect.stringMatching(/^(invited b {2}a|joined b Ben b)$/),
    ]);
    expect(told.events.at(-1)?.day).toBe(TODAY);
    expect(await logOf(ben, pair.id)).toEqual(told);
    expect((await ex.get(`/api/pairs/${pair.id}/access-log`)).status).toBe(404);
  });

  test("keeps one opening a person and day, and tells the other's only when the day is over", async () => {
    const database = shared();
    const { person } = openApp(database);
    const [ana, ben] = [await person("Ana"), await person("Ben")];
    const pair = await beginPair(ana);
    await acceptAs(ben, await inviteTo(ana, pair), "Ben");
    let today = day("2026-11-23");
    const faults: unknown[] = [];
    const opened = createOpeningNotes({ db: database.db, now: () => today, report: (fault) => faults.push(fault) });
    for (let times = 0; times < 3; times += 1) {
      opened({ page: pair.id, member: "a", name: "Ana" });
      opened({ page: pair.id, member: "b", name: "Ben" });
    }
    today = day(TODAY);
    opened({ page: pair.id, member: "b", name: "Ben" });
    await expect
      .poll(async () => (await logOf(ben, pair.id)).events.filter(({ kind }) => kind === "opened"))
      .toHaveLength(3);
    const seenByAna = (await logOf(ana, pair.id)).events.filter(({ kind }) => kind === "opened");
    expect(seenByAna.map(({ day, name }) => `${day} ${name}`).sort()).toEqual(["2026-11-23 Ana", "2026-11-23 Ben"]);
    expect(faults).toEqual([]);
  });

  test("says that a seat went to another account of its person", async () => {
    const database = shared();
    const { person } = openApp(database);
    const [ana, anaSignedIn] = [await person("Ana"), await person("Ana")];
    const pair = await beginPair(ana);
    const idOf = async (who: Visitor) => ((await who.get("/api/me")).body as { userId: string }).userId;
    const userId = await idOf(anaSignedIn);
    const pages = await claimAccount(database.db, await idOf(ana), userId);
    await noteNewAccount(database.db, { pages, userId }, day(TODAY));
    expect(lines(await logOf(anaSignedIn, pair.id))).toEqual(["account_changed a Ana a"]);
  });

  test("holds what a member's own device did, once for the same instant", async () => {
    const { person } = openApp(shared());
    const ana = await person("Ana");
    const pair = await beginPair(ana);
    expect((await ana.post(`/api/pairs/${pair.id}/access-log`, { kind: "exported" })).status).toBe(204);
    expect((await ana.post(`/api/pairs/${pair.id}/access-log`, { kind: "exported" })).status).toBe(204);
    expect((await ana.post(`/api/pairs/${pair.id}/access-log`, { kind: "opened" })).status).toBe(400);
    expect(lines(await logOf(ana, pair.id))).toEqual(["exported a Ana a"]);
  });

  test("tells both what the operator did with all pages since theirs began, without a name", async () => {
    const database = shared();
    const { person } = openApp(database);
    const ana = await person("Ana");
    const pair = await beginPair(ana);
    await noteServerEvent(database.db, { id: `early ${engine.engine}`, kind: "backup_restored" }, day("2026-01-05"));
    await noteServerEvent(database.db, { id: `late ${engine.engine}`, kind: "operator_export" }, day("2026-11-25"));
    expect(lines(await logOf(ana, pair.id))).toEqual(["operator_export   "]);
  });

  test("goes back in parts that meet without a gap", async () => {
    const database = shared();
    const { person } = openApp(database);
    const ana = await person("Ana");
    const pair = await beginPair(ana);
    const days = Array.from({ length: MOST_EVENTS + 30 }, (_, back) => new Date(Date.parse(TODAY) - back * 86_400_000));
    for (const at of days)
      await noteAccess(database.db, { pairId: pair.id, kind: "exported", member: "a", actor: "a" }, at);
    const first = await logOf(ana, pair.id);
    const second = await logOf(ana, pair.id, `?before=${first.events.at(-1)?.day}`);
    const told = [...first.events, ...second.events].filter(({ kind }) => kind === "exported").map(({ day }) => day);
    expect(told).toEqual(days.map((at) => at.toISOString().slice(0, 10)));
    expect([first.more, second.more]).toEqual([true, false]);
  });

  test("nobody pushes away what else there is by doing something over and over", async () => {
    const database = shared();
    const { person } = openApp(database);
    const ana = await person("Ana");
    const pair = await beginPair(ana);
    const note = (name: string, kind: "account_changed" | "exported", at: number) =>
      noteAccess(database.db, { pairId: pair.id, kind, member: "a", name, actor: "a" }, new Date(at));
    const morning = day(TODAY).getTime();
    await note("Ana", "account_changed", morning - 2 * 86_400_000);
    await note("Ana", "account_changed", morning);
    for (let times = 1; times <= MOST_EVENTS + 5; times += 1) await note("Ana", "exported", morning + times);
    const ofAna = (log: AccessLog) => lines(log).filter((line) => line.endsWith(" a"));
    expect(ofAna(await logOf(ana, pair.id))).toEqual(["exported a Ana a", ...Array(2).fill("account_changed a Ana a")]);
    for (let times = 1; times <= MOST_EVENTS + 5; times += 1) await note(`Ana ${times}`, "exported", morning + times);
    const told: string[] = [];
    for (let part = await logOf(ana, pair.id); ; ) {
      told.push(...part.events.map(({ day, kind }) => `${day} ${kind}`));
      if (!part.more) break;
      part = await logOf(ana, pair.id, `?before=${part.events.at(-1)?.day}`);
    }
    expect(told.at(-1)).toBe("2026-11-22 account_changed");
  });
});
