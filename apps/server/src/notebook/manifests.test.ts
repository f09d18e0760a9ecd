import type { VaultState } from "@candor/protocol/http/notebook.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { openApp, problemOf, shareDatabase } from "../people/testing/open-app.ts";
import { clearCovered } from "./clear-covered.ts";
import { makeVault, newNoteId, sealedBytes } from "./testing/sealed-notes.ts";

const MEBIBYTE = 1024 * 1024;

describeEachEngine("the manifest of a notebook", (engine) => {
  const shared = shareDatabase(engine);
  const kim = async () => {
    const app = openApp(shared());
    const visitor = await app.person("Kim");
    const { vault } = await makeVault(visitor);
    return { app, visitor, vault, path: `/api/notebook/vaults/${vault}` };
  };

  test("whoever has none is told an empty list, and makes one without an account", async () => {
    const visitor = await openApp(shared()).person();
    expect((await visitor.get("/api/notebook/vaults")).body).toEqual([]);
    const state = await makeVault(visitor);
    expect(state).toMatchObject({ seq: 1, restoreEpoch: 1, head: 0, usedBytes: 0, mostBytes: 64 * MEBIBYTE });
    expect((await visitor.get("/api/notebook/vaults")).body).toEqual([state]);
    expect((await visitor.get(`/api/notebook/vaults/${state.vault}`)).body).toEqual(state);
  });

  test("it is replaced by whoever knows the newest; whoever does not is told it and changes nothing", async () => {
    const { visitor, path } = await kim();
    const [second, late] = [sealedBytes(), sealedBytes()];
    expect(await visitor.put(path, { follows: 1, manifest: second })).toMatchObject({
      status: 200,
      body: { seq: 2, manifest: second },
    });
    const refused = await visitor.put(path, { follows: 1, manifest: late });
    expect([refused.status, problemOf(refused)]).toEqual([409, "manifest_changed"]);
    expect((refused.body as { newest: VaultState }).newest).toMatchObject({ seq: 2, manifest: second });
    expect((await visitor.get(path)).body).toMatchObject({ seq: 2, manifest: second });
  });

  test("sent again, because the answer was lost, it is put once and answered the same", async () => {
    const { visitor, path } = await kim();
    const put = { follows: 1, manifest: sealedBytes() };
    const [first, again] = [await visitor.put(path, put), await visitor.put(path, put)];
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect((await visitor.get(`${path}/manifests`)).body).toHaveLength(2);
  });

  test("two devices that replace it at once: one does, the other is told the newest", async () => {
    const { visitor, path } = await kim();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => visitor.put(path, { follows: 1, manifest: sealedBytes() })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
  });

  test("two devices that make the first vault at once have one, and the other is told it", async () => {
    const visitor = await openApp(shared()).person();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        visitor.put(`/api/notebook/vaults/${newNoteId()}`, { follows: 0, manifest: sealedBytes() }),
      ),
    );
    const made = answers.filter(({ status }) => status === 200).map(({ body }) => body as VaultState);
    expect(made).toHaveLength(1);
    const others = answers.filter(({ status }) => status !== 200);
    expect(others.map(problemOf)).toEqual(others.map(() => "vault_exists"));
    expect(others.map(({ body }) => (body as { newest: VaultState }).newest)).toEqual(others.map(() => made[0]));
  });

  test("the last five are kept, should a device write nonsense, and earlier ones go thirty days after", async () => {
    const { app, visitor, path } = await kim();
    for (let follows = 1; follows < 9; follows += 1) await visitor.put(path, { follows, manifest: sealedBytes() });
    const kept = async () => ((await visitor.get(`${path}/manifests`)).body as { seq: number }[]).map(({ seq }) => seq);
    expect(await kept()).toEqual([9, 8, 7, 6, 5]);
    app.passDays(29);
    await clearCovered(shared().db, app.now());
    expect(await kept()).toHaveLength(5);
    app.passDays(1);
    await clearCovered(shared().db, app.now());
    expect(await kept()).toEqual([9]);
  });

  test("a device that has seen more than a restored server knows goes on above it", async () => {
    const { visitor, path } = await kim();
    expect((await visitor.put(path, { follows: 1, seq: 9, manifest: sealedBytes() })).body).toMatchObject({ seq: 9 });
    expect((await visitor.put(path, { follows: 9, seq: 9, manifest: sealedBytes() })).status).toBe(400);
  });
});
