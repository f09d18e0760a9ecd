import type { NoteRecordsPage } from "@candor/protocol/http/notebook.ts";
import { expect, test } from "vitest";
import type { Database } from "../database/open-database.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { ORIGIN, openApp, problemOf, shareDatabase, type Visitor } from "../people/testing/open-app.ts";
import { appendRecords } from "./append-records.ts";
import { readRecords } from "./read-records.ts";
import { makeVault, NoteDevice, newNoteId, sealedBytes } from "./testing/sealed-notes.ts";

const MEBIBYTE = 1024 * 1024;

describeEachEngine("the records of a notebook", (engine) => {
  const shared = shareDatabase(engine);
  const kim = async () => {
    const app = openApp(shared());
    const visitor = await app.person("Kim");
    const { vault } = await makeVault(visitor);
    return { app, visitor, vault, path: `/api/notebook/vaults/${vault}` };
  };

  test("come back as they were sent, in the order in which they were stored", async () => {
    const { visitor, vault } = await kim();
    const laptop = new NoteDevice(visitor, vault);
    const phone = new NoteDevice(visitor, vault, laptop.doc);
    const sent = [...(await laptop.write(3)), ...(await phone.write(2)), ...(await laptop.write())];
    const read = await laptop.read();
    expect(read.map(({ seq, at, ...record }) => record)).toEqual(sent);
    const seqs = read.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.toSorted((one, other) => one - other));
    expect((await visitor.get(`${laptop.path}/heads`)).body).toEqual({
      head: seqs.at(-1),
      heads: expect.arrayContaining([
        { doc: laptop.doc, device: laptop.device, dseq: 4 },
        { doc: laptop.doc, device: phone.device, dseq: 2 },
      ]),
    });
  });

  test("a number that does not follow is refused with how far the server is, and nothing of its batch is stored", async () => {
    const { visitor, vault } = await kim();
    const laptop = new NoteDevice(visitor, vault);
    const [one, two, three] = [laptop.next(), laptop.next(), laptop.next()];
    const answer = await laptop.send(one, three);
    expect([answer.status, problemOf(answer), (answer.body as { head: unknown }).head]).toEqual([
      409,
      "record_gap",
      { doc: laptop.doc, device: laptop.device, dseq: 1, snapshot: null },
    ]);
    expect(await laptop.read()).toEqual([]);
    expect(await laptop.append(one, two, three)).toHaveLength(3);
  });

  test("the same again, whole or in part, is answered with the same numbers and stored once", async () => {
    const { visitor, vault } = await kim();
    const laptop = new NoteDevice(visitor, vault);
    const [one, two, three] = [laptop.next(), laptop.next(), laptop.next()];
    const seqs = await laptop.append(one, two);
    expect(await laptop.append(one, two)).toEqual(seqs);
    const [again, last] = await laptop.append(two, three);
    expect([again, last]).toEqual([seqs[1], (seqs[1] ?? 0) + 1]);
    expect(await laptop.append(three, three)).toEqual([last, last]);
    expect(await laptop.read()).toHaveLength(3);
  });

  test("other bytes under a number that is taken are a conflict, and the first stay", async () => {
    const { visitor, vault } = await kim();
    const laptop = new NoteDevice(visitor, vault);
    const [first] = await laptop.write();
    for (const changed of [
      { ...first, bytes: sealedBytes() },
      { ...first, kind: "snapshot", snapshot: { covers: {}, parent: null } },
    ]) {
      const answer = await laptop.send(changed as never);
      expect([answer.status, problemOf(answer)]).toEqual([409, "record_differs"]);
    }
    expect((await laptop.read())[0]?.bytes).toBe(first?.bytes);
  });

  test("twenty tabs that append at once each get numbers of their own, and a reader misses none", async () => {
    const { visitor, vault } = await kim();
    const tabs = Array.from({ length: 20 }, () => new NoteDevice(visitor, vault));
    const { userId } = (await visitor.get("/api/me")).body as { userId: string };
    const seen: number[] = [];
    let isWriting = true;
    const reading = (async () => {
      for (let round = 0; isWriting || round < 2; round += isWriting ? 0 : 1) {
        const asked = { after: seen.at(-1) ?? 0, doc: null, skipsCovered: false };
        const page = await readRecords(shared().db, { vault, userId }, asked); // as often as it likes
        seen.push(...(page?.records ?? []).map(({ seq }) => seq));
      }
    })();
    await Promise.all(
      tabs.map(async (tab) => {
        for (let round = 0; round < 3; round += 1) await tab.write(2);
      }),
    );
    isWriting = false;
    await reading;
    expect(seen).toHaveLength(120);
    expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => (seen[0] ?? 0) + index));
  });

  test("whoever commits late holds up whoever comes after, so that no reader ever passes a record by", async () => {
    if (engine.engine === "sqlite") return; // which has one writer
    const config = await engine.fresh();
    const [here, there] = [await engine.open(config), await engine.open(config)];
    const visitor = await openApp(here).person("Kim");
    const { vault } = await makeVault(visitor);
    const { userId } = (await visitor.get("/api/me")).body as { userId: string };
    const [laptop, phone] = [new NoteDevice(visitor, vault), new NoteDevice(visitor, vault)];
    const limits = { restoreEpoch: 1, mostBytes: MEBIBYTE };
    const append = (database: Database, device: NoteDevice) => {
      const record = { ...device.next(), digest: "d", snapshot: null, bytes: Buffer.from("sealed") };
      return appendRecords(database.db, { vault, userId }, [record], limits, new Date());
    };
    const [held, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const slow = here.db.transaction().execute(async (tx) => {
      await tx.updateTable("vault").set({ rank: 0 }).where("id", "=", vault).execute();
      held.resolve();
      await gate.promise;
    });
    await held.promise;
    const appending = [append(here, laptop), append(there, phone)];
    const meanwhile = await laptop.read();
    gate.resolve();
    await Promise.all([slow, ...appending]);
    expect(meanwhile).toEqual([]);
    expect((await laptop.read()).map(({ seq }) => seq)).toEqual([1_000_001, 1_000_002]);
  });

  test("of one number sent by two at once one is stored", async () => {
    const { visitor, vault } = await kim();
    const laptop = new NoteDevice(visitor, vault);
    const record = laptop.next();
    const answers = await Promise.all([
      laptop.send(record),
      laptop.send({ ...record, bytes: sealedBytes() }),
      laptop.send(record),
    ]);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1);
    expect(await laptop.read()).toHaveLength(1);
  });

  test("pages hold at most 500 records and about two mebibytes, and follow one another without a gap", async () => {
    const { visitor, vault } = await kim();
    const laptop = new NoteDevice(visitor, vault);
    for (let batch = 0; batch < 3; batch += 1) await laptop.append(...Array.from({ length: 200 }, () => laptop.next()));
    const large = sealedBytes(250 * 1024);
    await laptop.append(...Array.from({ length: 12 }, () => laptop.next(large)));
    const pages: NoteRecordsPage[] = [];
    for (let after = 0; pages.at(-1)?.more !== false; after = pages.at(-1)?.records.at(-1)?.seq ?? 0)
      pages.push((await visitor.get(`${laptop.path}/records?after=${after}`)).body as NoteRecordsPage);
    expect(pages.map(({ records }) => records.length)).toEqual([500, 108, 4]);
    expect(pages.flatMap(({ records }) => records.map(({ dseq }) => dseq))).toEqual(
      Array.from({ length: 612 }, (_, index) => index + 1),
    );
    expect(await laptop.read(`&doc=${newNoteId()}`)).toEqual([]);
    expect(await laptop.read(`&doc=${laptop.doc}`)).toHaveLength(612);
  });

  test("numbers go on above all that were ever given when the server was restored from a backup", async () => {
    const { visitor, vault } = await kim();
    const laptop = new NoteDevice(visitor, vault);
    const [before = 0] = await laptop.append(laptop.next());
    const { db } = shared();
    const { userId } = (await visitor.get("/api/me")).body as { userId: string };
    const record = { ...laptop.next(), digest: "d", snapshot: null, bytes: Buffer.from("sealed") };
    const outcome = await appendRecords(
      db,
      { vault, userId },
      [record],
      { restoreEpoch: 1_790_000_000, mostBytes: MEBIBYTE },
      new Date(),
    );
    expect(before).toBe(1_000_001);
    expect(outcome).toEqual({ type: "appended", seqs: [1_790_000_000_000_001], stored: 1 });
    expect((await laptop.read()).map(({ seq }) => seq)).toEqual([before, 1_790_000_000_000_001]);
  });

  test("what is no sealed record is refused with a sentence, and nothing of its batch is stored", async () => {
    const { visitor, vault } = await kim();
    const laptop = new NoteDevice(visitor, vault);
    const good = laptop.next();
    for (const bad of [
      { ...good, doc: "short" },
      { ...good, device: `${"x".repeat(15)}/` },
      { ...good, dseq: 0 },
      { ...good, dseq: 1.5 },
      { ...good, bytes: "" },
      { ...good, bytes: "AB==" },
      { ...good, bytes: "A+B/" },
      { ...good, bytes: "AB CD" },
      { ...good, bytes: "AAAB9" }, // a character more than whole bytes
      { ...good, bytes: "AB" }, // bits that no byte has
      { ...good, bytes: sealedBytes(264 * 1024 + 1) },
      { ...good, kind: "snapshot" },
      { ...good, snapshot: { covers: {}, parent: null } },
      { ...good, title: "in the clear" },
    ]) {
      const answer = await visitor.post(`${laptop.path}/records`, { records: [good, bad] });
      expect([JSON.stringify(bad).slice(0, 200), answer.status, problemOf(answer)]).toEqual([
        expect.any(String),
        400,
        "invalid",
      ]);
    }
    expect(await laptop.read()).toEqual([]);
    const largest = { ...good, bytes: sealedBytes(264 * 1024) };
    expect(await laptop.append(largest)).toHaveLength(1);
  });

  test("much at once is taken, and then only so much a minute, from one person and nobody else", async () => {
    const app = openApp(shared());
    const [kim, lea] = [await app.person("Kim"), await app.person("Lea")];
    const large = Array.from({ length: 5 }, () => sealedBytes(250 * 1024));
    const sender = async (visitor: Visitor) => {
      const device = new NoteDevice(visitor, (await makeVault(visitor)).vault);
      return async (said: (length: number) => Record<string, string>) => {
        const body = JSON.stringify({ records: large.map((bytes) => device.next(bytes)) });
        const headers = { origin: ORIGIN, cookie: visitor.cookie(), "content-type": "application/json" };
        const sent = { method: "POST", headers: { ...headers, ...said(body.length) }, body };
        return (await app.app.request(`${ORIGIN}${device.path}/records`, sent)).status;
      };
    };
    const [send, sendTheirs] = [await sender(kim), await sender(lea)];
    const whole = (length: number) => ({ "content-length": String(length) });
    const statuses: number[] = [];
    for (let times = 0; times < 21; times += 1) statuses.push(await send(whole));
    expect(statuses).toEqual([...Array(20).fill(200), 429]);
    expect(await send(() => ({ "transfer-encoding": "chunked" }))).toBe(429);
    expect(await sendTheirs(whole)).toBe(200);
    app.passMinutes(1);
    expect(await send(whole)).toBe(409); // heard again, with a gap where the others would have been
  });

  test("what a snapshot says that it stands for takes up room like all else", async () => {
    const { visitor, vault, path } = await kim();
    const laptop = new NoteDevice(visitor, vault);
    const covers = Object.fromEntries(Array.from({ length: 900 }, () => [newNoteId(), 1]));
    await laptop.append(laptop.nextSnapshot(covers, null));
    const { usedBytes } = (await visitor.get(path)).body as { usedBytes: number };
    expect(usedBytes).toBeGreaterThan(JSON.stringify(covers).length);
  });

  test("a full notebook says so, keeps what it has, and can still be tidied up", async () => {
    const app = openApp(shared());
    const { limits } = app.parts.notebook;
    limits.mostBytes = MEBIBYTE;
    const visitor = await app.person("Kim");
    const { vault } = await makeVault(visitor);
    const laptop = new NoteDevice(visitor, vault);
    const large = sealedBytes(250 * 1024);
    await laptop.append(laptop.next(large), laptop.next(large), laptop.next(large), laptop.next(large));
    const more = laptop.next(large);
    const refused = await laptop.send(more);
    expect([refused.status, problemOf(refused)]).toEqual([409, "notebook_full"]);
    expect(await laptop.read()).toHaveLength(4);
    const covers = { [laptop.device]: 4 };
    const tidied = { ...more, kind: "snapshot" as const, snapshot: { covers, parent: null } };
    await laptop.append({ ...tidied, bytes: sealedBytes(100 * 1024) });
    const { body } = await visitor.get(laptop.path);
    const usedBytes = 1_100 * 1024 + 5 * 256 + JSON.stringify(covers).length;
    expect(body).toMatchObject({ usedBytes, mostBytes: MEBIBYTE });
  });
});
