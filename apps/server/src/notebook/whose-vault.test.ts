import type { VaultState } from "@candor/protocol/http/notebook.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { openApp, problemOf, shareDatabase, type Visitor } from "../people/testing/open-app.ts";
import { signInByMail } from "../sign-in/testing/read-mail.ts";
import { makeVault, NoteDevice, newNoteId, sealedBytes } from "./testing/sealed-notes.ts";

describeEachEngine("whose a vault is", (engine) => {
  const shared = shareDatabase(engine);
  const vaultsOf = async (visitor: Visitor) => (await visitor.get("/api/notebook/vaults")).body as VaultState[];

  test("another's vault answers like one that never was, to everything", async () => {
    const app = openApp(shared());
    const [kim, mallory] = [await app.person("Kim"), await app.person("Mallory")];
    const { vault } = await makeVault(kim);
    await new NoteDevice(kim, vault).write();
    const mine = new NoteDevice(mallory, vault);
    const ask = async (id: string) => {
      const path = `/api/notebook/vaults/${id}`;
      const manifest = sealedBytes();
      const answers = [
        await mallory.get(path),
        await mallory.put(path, { follows: 1, manifest }),
        await mallory.get(`${path}/manifests`),
        await mallory.get(`${path}/heads`),
        await mallory.get(`${path}/records`),
        await mallory.get(`${path}/records?wait=25`),
        await mallory.post(`${path}/records`, { records: [mine.next()] }),
        await mallory.post(`${path}/snapshots/1000001/confirm`),
        await mallory.delete(path),
      ];
      return answers.map(({ status, body }) => [status, body]);
    };
    const answers = await ask(vault);
    expect(answers.map(([status]) => status)).toEqual(answers.map(() => 404));
    expect(await ask(newNoteId())).toEqual(answers);
    expect((await mallory.put(`/api/notebook/vaults/${vault}`, { follows: 0, manifest: sealedBytes() })).status).toBe(
      404,
    );
    expect(await vaultsOf(mallory)).toEqual([]);
    expect(await vaultsOf(kim)).toHaveLength(1);
  });

  test("what was begun without an account is the account's after signing in", async () => {
    const app = openApp(shared());
    const kim = await app.person("Kim");
    const { vault } = await makeVault(kim);
    const laptop = new NoteDevice(kim, vault);
    const sent = await laptop.write(2);
    expect((await signInByMail(shared(), kim, "kim@example.org")).status).toBe(200);
    expect((await vaultsOf(kim)).map((state) => state.vault)).toEqual([vault]);
    expect((await laptop.read()).map(({ bytes }) => bytes)).toEqual(sent.map(({ bytes }) => bytes));
    await laptop.write();
  });

  test("of an account that has one already both are kept, its own in use, and either can be read and emptied into it", async () => {
    const app = openApp(shared());
    const [home, away] = [await app.person("Lea"), await app.person("Lea")];
    await signInByMail(shared(), home, "lea@example.org");
    const own = (await makeVault(home)).vault;
    const begun = (await makeVault(away)).vault;
    await new NoteDevice(away, begun).write(2);
    await signInByMail(shared(), away, "lea@example.org");
    for (const visitor of [home, away])
      expect((await vaultsOf(visitor)).map(({ vault }) => vault)).toEqual([own, begun]);
    expect(await new NoteDevice(home, begun).read()).toHaveLength(2);
    expect((await home.delete(`/api/notebook/vaults/${begun}`)).status).toBe(204);
    expect((await vaultsOf(away)).map(({ vault }) => vault)).toEqual([own]);
  });

  test("destroying it takes all of it, and asks an account to sign in anew first", async () => {
    const app = openApp(shared());
    const kim = await app.person("Max");
    await signInByMail(shared(), kim, "max@example.org");
    const { vault } = await makeVault(kim);
    const laptop = new NoteDevice(kim, vault);
    await laptop.write(2);
    app.passMinutes(60);
    const refused = await kim.delete(laptop.path);
    expect([refused.status, problemOf(refused)]).toEqual([403, "not_fresh"]);
    expect(await vaultsOf(kim)).toHaveLength(1);
    await signInByMail(shared(), kim, "max@example.org");
    expect((await kim.delete(laptop.path)).status).toBe(204);
    expect(await vaultsOf(kim)).toEqual([]);
    const { db } = shared();
    for (const table of ["vault_manifest", "note_head", "note_record"] as const)
      expect(await db.selectFrom(table).selectAll().where("vault_id", "=", vault).execute()).toEqual([]);
    expect((await kim.delete(laptop.path)).status).toBe(404);
    await makeVault(kim);
  });

  test("whoever has no account can destroy theirs by the browser they are known by", async () => {
    const visitor = await openApp(shared()).person();
    const { vault } = await makeVault(visitor);
    expect((await visitor.delete(`/api/notebook/vaults/${vault}`)).status).toBe(204);
  });
});
