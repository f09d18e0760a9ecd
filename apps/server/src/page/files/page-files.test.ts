import { randomUUID } from "node:crypto";
import { addAction } from "@candor/document/action/add-action.ts";
import { beginPage } from "@candor/document/page/begin-page.ts";
import { readSource } from "@candor/document/source/read-source.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { previewBlocks } from "@candor/document/transfer/preview-markdown.ts";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { describeEachEngine } from "../../database/testing/describe-each-engine.ts";
import { acceptAs, beginPair, inviteTo, ORIGIN, openApp, type Visitor } from "../../people/testing/open-app.ts";

describeEachEngine("a page to be taken along", ({ open }) => {
  test("is a Word document that reads as the page again, a PDF, and a calendar without a topic", async () => {
    const database = await open();
    const world = openApp(database);
    const [ana, ben, cleo] = [await world.person("Ana"), await world.person("Ben"), await world.person("Cleo")];
    const pair = await beginPair(ana);
    await acceptAs(ben, await inviteTo(ana, pair));
    const doc = new Y.Doc();
    let ids = 0;
    const editor = { member: "a", now: "2026-11-24T09:00:00.000Z", newId: () => `x${++ids}` } as const;
    const settings = { everyWeeks: 1, minutes: 30, medium: null, timeZone: "Europe/Berlin" };
    beginPage(doc, editor, { settings, welcome: [], firstStart: "2026-12-01T10:00" });
    addTopic(doc, editor, { title: "Growth", place: "x1" });
    addTopic(doc, editor, { title: "Conference", place: "hopper" });
    addAction(doc, editor, { text: "Ask Lee", owner: "a", due: "2026-12-04" });
    const sent = { page: pair.id, session: randomUUID(), cseq: 1, clientId: doc.clientID, userId: "ana" };
    await database.log.append([{ ...sent, member: "a", at: editor.now, update: Y.encodeStateAsUpdate(doc) }]);
    const take = async (visitor: Visitor, format: string) => {
      const path = `${ORIGIN}/api/pairs/${pair.id}/files/${format}`;
      const answer = await world.app.request(path, { headers: { cookie: visitor.cookie() } });
      return { status: answer.status, bytes: new Uint8Array(await answer.arrayBuffer()) };
    };

    const source = readSource("page.docx", (await take(ben, "docx")).bytes);
    if (source.type !== "text") throw new Error(source.type);
    const members = [
      { id: "a", name: "Ana" },
      { id: "b", name: "Ben" },
    ] as const;
    const today = Temporal.PlainDate.from("2026-11-24");
    const read = previewBlocks(source.blocks, { today, order: "day_month", members });
    expect(read.meetings.map(({ day, topics }) => [day, topics.map(({ title }) => title)])).toEqual([
      ["2026-12-01", ["Growth"]],
    ]);
    expect(read.hopper.map(({ title }) => title)).toEqual(["Conference"]);
    expect(read.actions).toEqual([{ text: "Ask Lee", owner: "a", due: "2026-12-04", done: false }]);
    expect(new TextDecoder("latin1").decode((await take(ana, "pdf")).bytes.subarray(0, 5))).toBe("%PDF-");
    const calendar = new TextDecoder().decode((await take(ana, "ics")).bytes);
    expect(calendar).toContain("DTSTART;TZID=Europe/Berlin:20261201T100000");
    expect(calendar).not.toContain("Growth");
    expect((await take(cleo, "pdf")).status).toBe(404);
  });
});
