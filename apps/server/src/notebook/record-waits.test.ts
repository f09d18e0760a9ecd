import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NoteRecordsPage } from "@candor/protocol/http/notebook.ts";
import { expect, test } from "vitest";
import { loadConfig } from "../config.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { createLog } from "../http/log.ts";
import { openApp, problemOf } from "../people/testing/open-app.ts";
import { startServer } from "../start-server.ts";
import { makeVault, NoteDevice } from "./testing/sealed-notes.ts";

describeEachEngine("waiting for new notes", (engine) => {
  test("a second device has a record as soon as it is stored, over another node too", async () => {
    const config = await engine.fresh();
    const [here, there] = [await engine.open(config), engine.engine === "postgres" ? await engine.open(config) : null];
    const app = openApp(here);
    const visitor = await app.person("Kim");
    const { vault } = await makeVault(visitor);
    const laptop = new NoteDevice(visitor, vault);
    const [first = 0] = await laptop.append(laptop.next());
    const elsewhere = there ? openApp(there, { auth: app.parts.auth }) : app;
    const headers = { cookie: visitor.cookie() };
    const url = `http://localhost:4321${laptop.path}/records?after=${first}&wait=25`;
    const waiting = Array.from({ length: 3 }, () => elsewhere.app.request(url, { headers }));
    await elsewhere.app.request(url.replace("wait=25", "wait=0"), { headers }); // by now the others have begun
    const sent = await laptop.write();
    for (const answer of await Promise.all(waiting)) {
      const { records } = (await answer.json()) as NoteRecordsPage;
      expect(records.map(({ bytes }) => bytes)).toEqual(sent.map(({ bytes }) => bytes));
    }
  });

  test("nobody waits for what is there already, and whoever finds nothing is told so after the time", async () => {
    const app = openApp(await engine.open());
    const visitor = await app.person("Kim");
    const { vault } = await makeVault(visitor);
    const laptop = new NoteDevice(visitor, vault);
    const [first = 0] = await laptop.append(laptop.next());
    expect(((await visitor.get(`${laptop.path}/records?wait=25`)).body as NoteRecordsPage).records).toHaveLength(1);
    const { waits } = app.parts.notebook;
    const waiting = visitor.get(`${laptop.path}/records?after=${first}&wait=25`);
    await visitor.get(`${laptop.path}/heads`);
    waits.close(); // as at the end of the time, or of the server
    expect((await waiting).body).toEqual({ records: [], more: false });
  });

  test("whoever signs out meanwhile is told nothing more", async () => {
    const database = await engine.open();
    const app = openApp(database, {
      sessionEnded: (session) => database.nodes.tell({ kind: "session_ended", subject: session }),
    });
    const visitor = await app.person("Kim");
    const { vault } = await makeVault(visitor);
    const laptop = new NoteDevice(visitor, vault);
    const [first = 0] = await laptop.append(laptop.next());
    const waiting = visitor.get(`${laptop.path}/records?after=${first}&wait=25`);
    await visitor.get(`${laptop.path}/heads`);
    await visitor.post("/api/auth/sign-out");
    expect(problemOf(await waiting)).toBe("signed_out");
  });
});

test("a server that is stopped lets nobody wait, and nothing goes wrong with it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "candor-waits-"));
  const told: string[] = [];
  const log = createLog(
    "debug",
    (line) => told.push(line),
    () => new Date(),
  );
  const { address, stop } = await startServer(loadConfig({ CANDOR_DATA: folder, PORT: "0" }), log);
  const headers = { origin: address, cookie: "" };
  const signIn = await fetch(`${address}/api/auth/sign-in/anonymous`, { method: "POST", headers });
  headers.cookie = signIn.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  const path = `${address}/api/notebook/vaults/${"v".repeat(22)}`;
  const body = JSON.stringify({ follows: 0, manifest: "c2VhbGVk" });
  await fetch(path, { method: "PUT", headers: { ...headers, "content-type": "application/json" }, body });
  const leaving = new AbortController();
  const waiting = [undefined, undefined, leaving.signal].map((signal) =>
    fetch(`${path}/records?wait=25`, { headers, ...(signal && { signal }) }).then(
      () => "answered",
      () => "cut off",
    ),
  );
  await fetch(`${path}/heads`, { headers });
  leaving.abort();
  await stop();
  for (const outcome of await Promise.all(waiting)) expect(["answered", "cut off"]).toContain(outcome);
  expect(told.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  rmSync(folder, { recursive: true });
});
