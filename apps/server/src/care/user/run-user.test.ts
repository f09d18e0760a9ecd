import { mkdtempSync, rmSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoWorld } from "@candor/fixtures/demo-world.ts";
import type { UserCommand } from "@candor/protocol/care/care-command.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { databaseConfig } from "../../database/database-config.ts";
import { describeEachEngine } from "../../database/testing/describe-each-engine.ts";
import { openApp } from "../../people/testing/open-app.ts";
import { fillDemo } from "../../seed/fill-demo.ts";
import { runCare } from "../run-care.ts";
import type { ShownUser } from "./list-users.ts";

const NOW = new Date("2026-11-24T09:00:00Z");

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "candor-user-"));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

describeEachEngine("candor user", ({ engine, fresh, open }) => {
  const place = async () => {
    const config = engine === "sqlite" ? databaseConfig({}, data) : await fresh();
    const env = { CANDOR_DATA: data, DATABASE_URL: config.engine === "postgres" ? config.url : undefined };
    const run = async <T>(command: Parameters<typeof runCare>[0]): Promise<T> => {
      const said: string[] = [];
      await runCare({ ...command, json: true }, { env, now: () => NOW, say: (line) => said.push(line) });
      return JSON.parse(said.join("")) as T;
    };
    const user = <T>(command: UserCommand) => run<T>({ command: "user", json: true, ...command });
    return { database: await open(config), user, run };
  };

  test("ends somebody's sign-ins beside the server that runs, which hears of it", async () => {
    const { database, user } = await place();
    const app = openApp(database);
    const heard: string[] = [];
    database.nodes.onEvent(({ kind, subject }) => heard.push(`${kind} ${subject}`));
    const [ana, ben] = [await app.person("Ana"), await app.person("Ben")];
    const users = await user<ShownUser[]>({ action: "list" });
    expect(users.map(({ name, email, signIns }) => [name, email, signIns.length])).toEqual([
      ["Ana", null, 1],
      ["Ben", null, 1],
    ]);
    const id = users[0]?.id ?? "";
    expect(await user({ action: "sign-out", who: id })).toEqual({ ended: 1 });
    await database.nodes.catchUp();
    expect(heard).toEqual([`signed_out ${id}`]);
    expect((await ana.get("/api/pairs")).status).toBe(401);
    expect((await ben.get("/api/pairs")).status).toBe(200);
    await expect(user({ action: "show", who: "nobody@example.org" })).rejects.toThrow(/There is nobody/);
  });

  test("makes an owner of somebody who is in the workspace, and of nobody else", async () => {
    const { database, user } = await place();
    const app = openApp(database);
    await app.person("Ana");
    const [ana] = await user<ShownUser[]>({ action: "list" });
    const who = ana?.id ?? "";
    await expect(user({ action: "make-owner", who, workspace: null })).rejects.toThrow(/not in any workspace/);
    const { address } = await user<{ address: string }>({ action: "setup-link" });
    expect(address).toMatch(/^http:\/\/localhost:4321\/setup#.{43}$/);
  });

  test("every page can be taken out as files, with the server running", async () => {
    const { database, run } = await place();
    const world = demoWorld(Temporal.Instant.from("2026-11-24T09:00:00Z"));
    await fillDemo(database, world, NOW);
    const to = join(data, "out");
    const { pages } = await run<{ pages: number }>({ command: "export", to, json: true });
    expect(pages).toBe(world.pairs.length);
    const [first = ""] = await readdir(join(to, "pages"));
    expect(await readdir(to)).toEqual(["pages"]);
    const file = JSON.parse(await readFile(join(to, "pages", first, "page.json"), "utf8"));
    expect(file.topics.length + file.meetings.length).toBeGreaterThan(0);
    expect(await readFile(join(to, "pages", first, "page.md"), "utf8")).toMatch(/^# /);
    await expect(run({ command: "export", to, json: true })).rejects.toThrow(/there already/);
  });
});
