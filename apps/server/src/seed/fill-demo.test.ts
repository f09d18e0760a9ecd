import { nextMeeting } from "@candor/core/meeting/next-meeting.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { demoWorld } from "@candor/fixtures/demo-world.ts";
import type { Me, Pair } from "@candor/protocol/http/people.ts";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { openApp, shareDatabase, type Visitor } from "../people/testing/open-app.ts";
import { type DemoLink, fillDemo, hasPairs } from "./fill-demo.ts";

const NOW = Temporal.Instant.from("2026-11-24T09:00:00Z");

describeEachEngine("the demo world", (engine) => {
  const shared = shareDatabase(engine);

  test("one link makes a browser Ana's, another Sam's, and their pages are there", async () => {
    const database = shared();
    const world = demoWorld(NOW);
    expect(await hasPairs(database)).toBe(false);
    const links = await fillDemo(database, world, new Date(NOW.epochMilliseconds));
    expect(await hasPairs(database)).toBe(true);
    expect(links.map(({ name }) => name)).toEqual(["Ana", "Sam", "Mia", "Lee", "Noor", "Jonas", "Priya", "Tomás"]);

    const { person } = openApp(database);
    const [ana, sam, late] = [await person(), await person(), await person()];
    expect((await open(ana, links[0]!)).status).toBe(200);
    expect((await open(sam, links[1]!)).status).toBe(200);
    const pairs = (await ana.get("/api/pairs")).body as Pair[];
    expect(pairs.map(({ me }) => me)).toEqual(Array(7).fill("a"));
    expect((await sam.get("/api/pairs")).body).toMatchObject([{ id: world.pairs[0]?.id, me: "b" }]);
    expect(((await sam.get("/api/me")).body as Me).name).toBe("Somebody");

    const again = await open(late, links[0]!);
    expect(again).toMatchObject({ status: 410 });
    expect((await late.get("/api/pairs")).body).toEqual([]);

    const page = world.pairs[0]!.id;
    const doc = new Y.Doc();
    for (const { update } of await database.log.readTail(page, 0)) Y.applyUpdate(doc, update);
    expect(nextMeeting(readPage(doc))?.start).toBe("2026-11-24T10:00");
    expect(readPage(doc).meetings.length).toBeGreaterThan(10);
  });
});

function open(visitor: Visitor, { path }: DemoLink) {
  const [id, secret] = path.slice("/i/".length).split("#");
  return visitor.post(`/api/invitations/${id}/accept`, { secret, name: "Somebody" });
}
