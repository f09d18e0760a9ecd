import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import type { NightlyExport } from "@candor/protocol/http/nightly.ts";
import { afterAll, expect, test } from "vitest";
import * as Y from "yjs";
import type { Database } from "../database/open-database.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { acceptAs, beginPair, inviteTo, openApp, type Visitor } from "../people/testing/open-app.ts";
import { forgetFolder, writeFolder } from "./nightly-files.ts";
import { writeNightly } from "./write-nightly.ts";

const root = mkdtempSync(join(tmpdir(), "candor-nightly-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const filesIn = (folder: string) => readdirSync(join(root, folder)).filter((name) => name.includes("."));

describeEachEngine("pages written each night", ({ open, engine }) => {
  async function openWorld() {
    const database = await open();
    const app = openApp(database);
    const faults: unknown[] = [];
    const night = async (day: number, folder = root) => {
      const now = () => new Date(Date.parse("2026-11-25T02:00:00Z") + day * 86_400_000);
      return writeNightly(database, { root: folder, now, report: (fault) => faults.push(fault) });
    };
    return { ...app, database, night, faults };
  }

  test("are those of whoever wants it, for a person a folder and for a pair a file, and nobody else's", async () => {
    const world = await openWorld();
    const [ana, ben, cleo] = [await world.person("Ana"), await world.person("Ben"), await world.person("Cleo")];
    const shared = await beginPair(ana);
    await acceptAs(ben, await inviteTo(ana, shared));
    const others = await beginPair(cleo);
    await writePage(world.database, shared.id, await idOf(ana), "wordofthepair");
    await writePage(world.database, others.id, await idOf(cleo), "wordofanother");
    const on = (await ana.put("/api/me/nightly-export", { on: true })).body as NightlyExport;
    expect(on).toMatchObject({ available: true, on: true, writtenAt: null, failed: false });
    expect([await world.night(0), world.faults]).toEqual([1, []]);
    const files = filesIn(on.folder);
    expect(files).toHaveLength(2);
    const texts = files.map((name) => readFileSync(join(root, on.folder, name), "utf8"));
    expect(texts.every((text) => text.includes("wordofthepair"))).toBe(true);
    expect(readdirSync(root)).not.toContain(await idOf(cleo));
    expect(statSync(join(root, on.folder, files[0]!)).mode & 0o077).toBe(0);
    expect(((await ana.get("/api/me/nightly-export")).body as NightlyExport).writtenAt).toBe(
      "2026-11-25T02:00:00.000Z",
    );
    expect(await world.night(0.1)).toBe(0);
    expect(world.faults).toEqual([]);
    const told = (await ben.get(`/api/pairs/${shared.id}/access-log`)).body;
    expect(JSON.stringify(told)).toContain("exported");
  });

  test("stay as they are where nothing changed, and what was before stays beside what did", async () => {
    const world = await openWorld();
    const ana = await world.person("Ana");
    const pair = await beginPair(ana);
    await writePage(world.database, pair.id, await idOf(ana), "firstword");
    const { folder } = (await ana.put("/api/me/nightly-export", { on: true })).body as NightlyExport;
    await world.night(0);
    const [name] = filesIn(folder);
    const before = statSync(join(root, folder, name!)).mtimeMs;
    await world.night(1);
    expect(statSync(join(root, folder, name!)).mtimeMs).toBe(before);
    writeFileSync(join(root, folder, name!), "what somebody changed");
    await world.night(2);
    expect(readFileSync(join(root, folder, name!), "utf8")).toContain("firstword");
    expect(readFileSync(join(root, folder, "before", name!), "utf8")).toBe("what somebody changed");
  });

  test("a folder that cannot be written is told, and the files of before stay", async () => {
    const world = await openWorld();
    const ana = await world.person("Ana");
    const pair = await beginPair(ana);
    await writePage(world.database, pair.id, await idOf(ana), "word");
    await ana.put("/api/me/nightly-export", { on: true });
    const blocked = join(root, `blocked-${engine}`);
    writeFileSync(blocked, "a file where the folder should be");
    expect(await world.night(0, blocked)).toBe(0);
    expect(world.faults).toHaveLength(1);
    expect((await ana.get("/api/me/nightly-export")).body).toMatchObject({ on: true, failed: true });
    expect((await ana.put("/api/me/nightly-export", { on: false })).body).toMatchObject({ on: false, failed: false });
    expect(await world.night(5)).toBe(0);
  });
});

test("a page keeps its one file when the other is called otherwise, and being erased takes the folder", async () => {
  const folder = join(root, "named");
  await writeFolder(folder, [{ name: "Ben 0198.md", key: "0198", text: "one" }]);
  expect(await writeFolder(folder, [{ name: "Ben Birch 0198.md", key: "0198", text: "two" }])).toEqual(["0198"]);
  expect(filesIn("named")).toEqual(["Ben Birch 0198.md"]);
  expect(readFileSync(join(folder, "before", "Ben Birch 0198.md"), "utf8")).toBe("one");
  await forgetFolder(root, "named");
  expect(readdirSync(root)).not.toContain("named");
});

async function idOf(visitor: Visitor): Promise<string> {
  return ((await visitor.get("/api/me")).body as { userId: string }).userId;
}

/** A page with one topic, as a device would send it. */
async function writePage({ log }: Database, page: string, userId: string, title: string): Promise<void> {
  const doc = new Y.Doc();
  const at = "2026-11-24T09:00:00.000Z";
  addTopic(doc, { member: "a", now: at, newId: () => "t1" }, { title, place: "hopper" });
  const update = Y.encodeStateAsUpdate(doc);
  const sent = { page, session: randomUUID(), cseq: 1, clientId: doc.clientID, userId };
  await log.append([{ ...sent, member: "a", at, update }]);
}
