import type { NoteRecordsPage } from "@candor/protocol/http/notebook.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { openApp, problemOf } from "../people/testing/open-app.ts";
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
