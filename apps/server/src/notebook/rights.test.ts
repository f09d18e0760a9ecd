import type { MyData } from "@candor/protocol/http/rights.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { beginPair, openApp, shareDatabase } from "../people/testing/open-app.ts";
import { enforceRights } from "../rights/enforce-rights.ts";
import { testMail } from "../rights/testing/test-mail.ts";
import { openWorkspace } from "../workspace/testing/open-workspace.ts";
import { makeVault, NoteDevice } from "./testing/sealed-notes.ts";

describeEachEngine("the rights of whoever keeps a notebook", (engine) => {
  const shared = shareDatabase(engine);

  test("everything of mine says that there is one and how much, and holds nothing of it", async () => {
    const app = openApp(shared());
    const kim = await app.person("Kim");
    expect(((await kim.get("/api/me/data")).body as MyData).notebooks).toEqual([]);
    const { vault } = await makeVault(kim);
    const laptop = new NoteDevice(kim, vault);
    const [one] = await laptop.write(3);
    const { body } = await kim.get("/api/me/data");
    const at = app.now().toISOString();
    expect((body as MyData).notebooks).toEqual([{ since: at, changedAt: at, records: 3, bytes: 3 * 256 }]);
    for (const sealed of [vault, laptop.doc, laptop.device, one?.bytes ?? ""])
      expect(JSON.stringify(body)).not.toContain(sealed);
  });

  test("being erased takes it; leaving a page does not", async () => {
    const database = shared();
    const app = openApp(database);
    const kim = await app.person("Kim");
    const { vault } = await makeVault(kim);
    const laptop = new NoteDevice(kim, vault);
    await laptop.write();
    const pair = await beginPair(kim);
    await kim.post(`/api/pairs/${pair.id}/put-away`);
    const edge = { accessChanged: () => undefined, signedOut: () => undefined, mail: testMail };
    const enforce = (days: number) => enforceRights(database, edge, new Date(app.now().getTime() + days * 86_400_000));
    await enforce(40);
    expect(await laptop.read()).toHaveLength(1);
    await kim.put("/api/me/erasure", { keepName: false });
    await enforce(29);
    expect(await laptop.read()).toHaveLength(1);
    expect(await enforce(31)).toMatchObject({ accounts: 1 });
    for (const table of ["vault_manifest", "note_head", "note_record"] as const)
      expect(await database.db.selectFrom(table).selectAll().where("vault_id", "=", vault).execute()).toEqual([]);
  });

  test("whoever is taken out of a workspace keeps theirs", async () => {
    const { join, olga, base } = await openWorkspace(shared());
    const { person, visitor } = await join("Ben");
    const { vault } = await makeVault(visitor);
    const laptop = new NoteDevice(visitor, vault);
    await laptop.write();
    expect((await olga.post(`${base}/people/${person.id}/leave`)).status).toBe(200);
    expect(await laptop.read()).toHaveLength(1);
    await laptop.write();
  });
});
