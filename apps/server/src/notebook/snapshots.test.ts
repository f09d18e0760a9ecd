import type { NewNoteRecord } from "@candor/protocol/http/notebook.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { openApp, problemOf, shareDatabase } from "../people/testing/open-app.ts";
import { clearCovered } from "./clear-covered.ts";
import { makeVault, NoteDevice, sealedBytes } from "./testing/sealed-notes.ts";

describeEachEngine("the snapshots of a notebook", (engine) => {
  const shared = shareDatabase(engine);
  const kim = async () => {
    const app = openApp(shared());
    const visitor = await app.person("Kim");
    const { vault } = await makeVault(visitor);
    const laptop = new NoteDevice(visitor, vault);
    const phone = new NoteDevice(visitor, vault, laptop.doc);
    const clear = async () => (await clearCovered(shared().db, app.now())).records;
    const confirm = (seq: number) => visitor.post(`${laptop.path}/snapshots/${seq}/confirm`);
    const numbers = async (query = "") => (await laptop.read(query)).map(({ device, dseq }) => [device, dseq]);
    return { app, visitor, laptop, phone, clear, confirm, numbers };
  };

  test("two tabs that tidy up at once make one snapshot, and the other is told of it", async () => {
    const { laptop, phone } = await kim();
    await laptop.write(5);
    const answers = await Promise.all([
      laptop.send(laptop.nextSnapshot({ [laptop.device]: 5 }, null)),
      phone.send(phone.nextSnapshot({ [laptop.device]: 5 }, null)),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const [made, refused] = answers.toSorted((one, other) => one.status - other.status) as [never, never];
    expect(problemOf(refused)).toBe("snapshot_overtaken");
    const { seqs } = (made as { body: { seqs: number[] } }).body;
    expect((refused as { body: unknown }).body).toMatchObject({
      head: { doc: laptop.doc, snapshot: seqs[0] },
    });
  });

  test("each follows the newest of its document", async () => {
    const { visitor, laptop } = await kim();
    const [first = 0] = await laptop.append(laptop.nextSnapshot({}, null));
    const second = laptop.nextSnapshot({ [laptop.device]: 1 }, null);
    expect(problemOf(await laptop.send(second))).toBe("snapshot_overtaken");
    await laptop.append({ ...second, snapshot: { covers: { [laptop.device]: 1 }, parent: first } });
    const other = new NoteDevice(visitor, laptop.path.split("/").at(-1) ?? "");
    await other.append(other.nextSnapshot({}, null));
    expect((await laptop.read())[1]?.snapshot).toEqual({ covers: { [laptop.device]: 1 }, parent: first });
  });

  test("what it stands for goes after thirty days, if a later session has read it back, and never before", async () => {
    const { app, laptop, phone, clear, confirm, numbers } = await kim();
    await laptop.write(3);
    await phone.write(2);
    const [snapshot = 0] = await laptop.append(laptop.nextSnapshot({ [laptop.device]: 3, [phone.device]: 1 }, null));
    await laptop.write();
    app.passDays(31);
    expect(await clear()).toBe(0); // nobody has read it back
    expect((await confirm(snapshot)).status).toBe(204);
    expect((await confirm(snapshot)).status).toBe(204);
    expect(await numbers("&covered=skip")).toEqual([
      [phone.device, 2],
      [laptop.device, 4],
      [laptop.device, 5],
    ]);
    expect(await numbers()).toHaveLength(7);
    const { body } = { body: await laptop.read() };
    expect(body.find(({ seq }) => seq === snapshot)?.confirmedAt).toBe(app.now().toISOString());
    expect(await clear()).toBe(4);
    expect(await clear()).toBe(0);
    expect(await numbers()).toEqual(await numbers("&covered=skip"));
  });

  test("a snapshot that is confirmed at once stands beside what it stands for until the thirtieth day", async () => {
    const { app, laptop, clear, confirm, numbers } = await kim();
    await laptop.write(3);
    const [snapshot = 0] = await laptop.append(laptop.nextSnapshot({ [laptop.device]: 3 }, null));
    await confirm(snapshot);
    app.passDays(29);
    expect(await clear()).toBe(0);
    expect(await numbers()).toHaveLength(4);
    app.passDays(1);
    expect(await clear()).toBe(3);
    expect(await numbers()).toEqual([[laptop.device, 4]]);
  });

  test("what has gone is known again when it comes again, frees its room, and numbers go on after it", async () => {
    const { app, visitor, laptop, phone, clear, confirm, numbers } = await kim();
    const sent = await phone.write(2);
    const used = async () => ((await visitor.get(laptop.path)).body as { usedBytes: number }).usedBytes;
    const before = await used();
    const [snapshot = 0] = await laptop.append(laptop.nextSnapshot({ [phone.device]: 2 }, null));
    await confirm(snapshot);
    app.passDays(30);
    const full = await used();
    await clear();
    expect([before, full - (await used())]).toEqual([2 * (256 + 256), 2 * 256]);
    expect((await phone.send(...sent)).status).toBe(200);
    expect(problemOf(await phone.send({ ...(sent[0] as NewNoteRecord), bytes: sealedBytes() }))).toBe("record_differs");
    await phone.write();
    expect(await numbers()).toEqual([
      [laptop.device, 1],
      [phone.device, 3],
    ]);
  });

  test("one that stands for less than the one before it does not take that with it", async () => {
    const { app, laptop, phone, clear, confirm, numbers } = await kim();
    await phone.write(4);
    const [first = 0] = await laptop.append(laptop.nextSnapshot({ [phone.device]: 4 }, null));
    const [second = 0] = await laptop.append(laptop.nextSnapshot({ [laptop.device]: 1, [phone.device]: 2 }, first));
    for (const seq of [first, second]) await confirm(seq);
    app.passDays(30);
    await clear();
    expect(await numbers()).toEqual([
      [laptop.device, 1],
      [laptop.device, 2],
    ]);
  });

  test("what is no snapshot cannot be confirmed, nor what is another's", async () => {
    const { app, laptop, confirm } = await kim();
    const [update = 0, snapshot = 0] = await laptop.append(laptop.next(), laptop.nextSnapshot({}, null));
    expect((await confirm(update)).status).toBe(404);
    expect((await confirm(snapshot + 1)).status).toBe(404);
    const mallory = await app.person("Mallory");
    expect((await mallory.post(`${laptop.path}/snapshots/${snapshot}/confirm`)).status).toBe(404);
    expect((await laptop.read()).at(-1)?.confirmedAt).toBeNull();
  });
});
