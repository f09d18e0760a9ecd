import { edit } from "@candor/document/edit.ts";
import { beginPage } from "@candor/document/page/begin-page.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { encodeKept, MAX_KEPT_BYTES } from "@candor/protocol/sync/kept-parts.ts";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import {
  acceptAs,
  beginPair,
  inviteTo,
  ORIGIN,
  openApp,
  shareDatabase,
  type Visitor,
} from "../people/testing/open-app.ts";
import { Quarantine } from "../sync/snapshot/quarantine.ts";
import { SnapshotKeeper } from "../sync/snapshot/snapshot-keeper.ts";
import { SnapshotWorker } from "../sync/snapshot/snapshot-worker.ts";
import { createVouch } from "../sync/vouch/create-vouch.ts";

const NOW = "2026-11-24T09:00:00.000Z";

describeEachEngine("a server restored from a backup", (under) => {
  const shared = shareDatabase(under);

  /** The server with its keeper, and somebody's page of which it has forgotten all but its beginning. */
  async function restored() {
    const database = shared();
    const faults: unknown[] = [];
    const quarantine = await Quarantine.open(database);
    const keeper = new SnapshotKeeper({
      database,
      quarantine,
      worker: new SnapshotWorker(),
      now: () => new Date(NOW),
      report: (fault) => faults.push(fault),
    });
    const vouch = createVouch("a secret that has outlived the database");
    const app = openApp(database, {
      bringBack: (page, kept) => keeper.bringBack(page, kept),
      isVouched: vouch.isVouched,
    });
    const ana = await app.person("Ana");
    const pair = await beginPair(ana);
    const ben = await app.person("Ben");
    await acceptAs(ben, await inviteTo(ana, pair));

    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => updates.push(update));
    let ids = 0;
    const editor = { member: "a" as const, now: NOW, newId: () => `id-${++ids}` };
    const settings = { everyWeeks: 1, minutes: 30, medium: null, timeZone: "UTC" } as const;
    beginPage(doc, editor, { settings, welcome: [], firstStart: null });
    const [begun = new Uint8Array()] = updates.splice(0);
    const session = { page: pair.id, session: "s", clientId: doc.clientID, userId: "ana", member: "a" as const };
    await database.log.append([{ ...session, cseq: 1, at: NOW, update: begun }]);
    addTopic(doc, editor, { title: "What Ana typed", place: "hopper" });
    edit(doc, "type", () => doc.getMap<Y.Map<Y.Text>>("topics").values().next().value?.get("title")?.insert(0, "All "));
    const post = (visitor: Visitor, body: Uint8Array, page = pair.id) =>
      app.app.request(`${ORIGIN}/api/pairs/${page}/kept`, {
        method: "POST",
        headers: { origin: ORIGIN, cookie: visitor.cookie(), "content-type": "application/octet-stream" },
        body: body as Uint8Array<ArrayBuffer>,
      });
    const titles = async () => {
      const now = new Y.Doc();
      for (const { update } of await database.log.readTail(pair.id, 0)) Y.applyUpdate(now, update);
      return [...now.getMap<Y.Map<Y.Text>>("topics").values()].map((topic) => topic.get("title")?.toJSON());
    };
    const kept = (page = pair.id) =>
      updates.map((update) => ({ updates: [update], voucher: vouch.vouch(page, [update]) }));
    return { app, ana, ben, pair, post, titles, kept, updates, faults, close: () => keeper.close() };
  }

  test("takes one's words back from the other, whose device has the server's word for them, and once", async () => {
    const { ben, post, titles, kept, close } = await restored();
    expect(await (await post(ben, encodeKept(kept()))).json()).toEqual({ brought: true });
    expect(await titles()).toEqual(["All What Ana typed"]);
    expect(await (await post(ben, encodeKept(kept()))).json()).toEqual({ brought: false });
    await close();
  });

  test("takes nothing that it has not vouched for, of this page, in these bytes", async () => {
    const { ben, post, titles, kept, updates, close } = await restored();
    const forged = updates.map((update) => ({ updates: [update], voucher: new Uint8Array(16) }));
    const ofAnother = kept("22222222-2222-4222-8222-222222222222");
    const changed = kept().map(({ voucher, updates: [update = new Uint8Array()] }) => {
      const bytes = update.slice();
      bytes[bytes.length - 3]! ^= 1;
      return { updates: [bytes], voucher };
    });
    const cutElsewhere = [
      { updates: [updates[0]!.subarray(0, 5), updates[0]!.subarray(5)], voucher: kept()[0]!.voucher },
    ];
    const short = kept().map(({ updates, voucher }) => ({ updates, voucher: voucher.subarray(0, 4) }));
    for (const parts of [forged, ofAnother, changed, cutElsewhere, short]) {
      expect(await (await post(ben, encodeKept(parts))).json()).toEqual({ brought: false });
    }
    expect(await titles()).toEqual([]);
    await close();
  });

  test("takes what stands on what nobody brings only as far as it is whole", async () => {
    const { ben, post, titles, kept, faults, close } = await restored();
    expect(await (await post(ben, encodeKept(kept().slice(1)))).json()).toEqual({ brought: false });
    expect(await titles()).toEqual([]);
    expect(await (await post(ben, encodeKept(kept()))).json()).toEqual({ brought: true });
    expect(await titles()).toEqual(["All What Ana typed"]);
    expect(faults).toEqual([]);
    await close();
  });

  test("takes nothing from strangers, and answers them as if there were no such page", async () => {
    const { app, post, titles, kept, close } = await restored();
    const stranger = await app.person("Eve");
    const answers = [
      await post(stranger, encodeKept(kept())),
      await post(stranger, encodeKept(kept()), "22222222-2222-4222-8222-222222222222"),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    expect(await answers[0]!.text()).toBe(await answers[1]!.text());
    expect((await post(app.stranger(), encodeKept(kept()))).status).toBe(401);
    expect(await titles()).toEqual([]);
    await close();
  });

  test("refuses what is no such thing, and too much of it", async () => {
    const { ben, post, close } = await restored();
    expect((await post(ben, Uint8Array.of(0, 9, 9, 9))).status).toBe(400);
    expect((await post(ben, new Uint8Array(MAX_KEPT_BYTES + 1))).status).toBe(413);
    await close();
  });
});
