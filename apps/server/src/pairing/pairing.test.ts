import { beginPage } from "@candor/document/page/begin-page.ts";
import { binPairing, changeFriction, stepFriction } from "@candor/document/pairing/edit-pairing.ts";
import { addEntry, addFriction, startPairing } from "@candor/document/pairing/write-pairing.ts";
import type { MyOverview } from "@candor/protocol/http/overview.ts";
import type { MyFrictions } from "@candor/protocol/http/pairing.ts";
import type { SearchHit } from "@candor/protocol/http/search.ts";
import { afterEach, expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { findOverdue } from "../sync/snapshot/find-overdue.ts";
import { Quarantine } from "../sync/snapshot/quarantine.ts";
import { SnapshotKeeper } from "../sync/snapshot/snapshot-keeper.ts";
import { SnapshotWorker } from "../sync/snapshot/snapshot-worker.ts";
import { loggedPeer } from "../sync/snapshot/testing/logged-peer.ts";
import { openWorkspace } from "../workspace/testing/open-workspace.ts";

const NOW = "2026-11-24T09:00:00.000Z";

describeEachEngine("what two wrote down while they worked side by side", ({ open }) => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  /** Ana leads Ben since two years, has a page with him, and has paired with him on it. */
  async function openPaired() {
    const world = await openWorkspace(await open());
    const { database, db } = world;
    const [ana, ben, cleo] = [await world.join("Ana"), await world.join("Ben"), await world.join("Cleo")];
    for (const { person } of [ben, cleo]) await world.setManager(person.id, ana.person.id, "2024-11-24");
    const { id: page } = await world.beginPage(ana.visitor, {
      person: ben.person.id,
      relation: "report",
      iAm: "above",
    });
    const quarantine = await Quarantine.open(database);
    const report = (fault: unknown) => {
      throw fault;
    };
    const keeper = new SnapshotKeeper({
      ...{ database, worker: new SnapshotWorker(), quarantine, now: () => new Date(NOW), report },
    });
    closing.push(() => keeper.close());
    const peer = loggedPeer(database, page, "a", 10);
    beginPage(peer.doc, peer.editor, {
      ...{ settings: { everyWeeks: 1, minutes: 30, medium: null, timeZone: "UTC" }, welcome: [], firstStart: null },
    });
    peer.editor.now = "2026-11-10T09:00:00.000Z";
    const session = startPairing(peer.doc, peer.editor, { kind: "code", text: "Invoices", link: null });
    const slow = addFriction(peer.doc, peer.editor, { session, text: "The build takes 14 minutes", kind: "tooling" });
    const none = addFriction(peer.doc, peer.editor, {
      session,
      text: "No password for the test system",
      kind: "access",
    });
    changeFriction(peer.doc, slow, { owner: { type: "seat", seat: "a" }, severity: "an hour a day" });
    changeFriction(peer.doc, none, { owner: { type: "other", name: "Platform team" } });
    addEntry(peer.doc, peer.editor, { session, text: "A line of theirs" });
    const written = async () => {
      await peer.save(NOW);
      await keeper.snapshot(page);
    };
    await written();
    const frictions = async ({ visitor }: typeof ana) => (await visitor.get("/api/me/frictions")).body as MyFrictions;
    const glance = async ({ visitor }: typeof ana) => {
      const { needsYou, fine } = (await visitor.get("/api/me/overview")).body as MyOverview;
      return [...needsYou, ...fine][0];
    };
    return { ...world, db, ana, ben, cleo, page, peer, session, slow, none, written, frictions, glance };
  }

  test("both find it by its words until it lies in the bin, and nobody else does", async () => {
    const { ana, ben, cleo, peer, session, slow, written } = await openPaired();
    const found = async ({ visitor }: typeof ana, words: string, kind = "pairing") => {
      const hits = (await visitor.post("/api/search", { words, kind })).body as SearchHit[];
      return hits.map(({ item, title, at }) => ({ item, title, at: at?.slice(0, 10) }));
    };
    for (const who of [ana, ben]) {
      expect(await found(who, "line theirs")).toEqual([{ item: session, title: "Invoices", at: "2026-11-10" }]);
      expect(await found(who, "build")).toMatchObject([{ item: slow, title: "The build takes 14 minutes" }]);
      expect(await found(who, "hour a day")).toMatchObject([{ item: slow }]); // how bad it is, in their words
      expect(await found(who, "build", "topic")).toEqual([]);
    }
    expect(await found(cleo, "build")).toEqual([]);
    binPairing(peer.doc, peer.editor, session);
    await written();
    for (const words of ["build", "line theirs", "hour a day"]) expect(await found(ana, words)).toEqual([]);
  });

  test("the two see what got in their way, each from their own side, and nobody else sees any of it", async () => {
    const { ana, ben, cleo, olga, frictions } = await openPaired();
    const { frictions: anas, isWhole } = await frictions(ana);
    expect(isWhole).toBe(true);
    expect(anas.find(({ kind }) => kind === "tooling")).toMatchObject({
      ...{ name: "Ben", text: "The build takes 14 minutes", severity: "an hour a day", owner: { type: "me" } },
      ...{ state: "open", at: "2026-11-10T09:00:00Z", checkOn: null, cameBack: 0 },
    });
    const bens = (await frictions(ben)).frictions;
    expect(bens).toHaveLength(2);
    expect(bens).toContainEqual(
      expect.objectContaining({ name: "Ana", owner: { type: "other", name: "Platform team" } }),
    );
    expect(bens).toContainEqual(expect.objectContaining({ name: "Ana", owner: { type: "them" } }));
    expect((await frictions(cleo)).frictions).toEqual([]);
    expect((await olga.get("/api/me/frictions")).body).toEqual({ frictions: [], isWhole: true });
  });

  test("the overview says when they paired last, and on its day asks whether what was fixed stayed so", async () => {
    const { ana, ben, peer, slow, written, glance } = await openPaired();
    expect(await glance(ana)).toMatchObject({ lastPaired: "2026-11-10", checksDue: 0 });
    stepFriction(peer.doc, peer.editor, slow, "fixed", "2026-10-20");
    await written();
    for (const who of [ana, ben]) expect(await glance(who)).toMatchObject({ checksDue: 1 });
    stepFriction(peer.doc, peer.editor, slow, "stayed", "2026-11-24");
    await written();
    expect(await glance(ana)).toMatchObject({ checksDue: 0 });
  });

  test("a session that was thrown away never was, and its words go out of the bin with it", async () => {
    const { ana, db, peer, session, page, written, frictions, glance } = await openPaired();
    binPairing(peer.doc, peer.editor, session);
    await written();
    expect(await frictions(ana)).toEqual({ frictions: [], isWhole: true });
    expect(await glance(ana)).toMatchObject({ lastPaired: null });
    await findOverdue(db, new Date(NOW));
    const overdue = await findOverdue(db, new Date("2026-12-26T09:00:00.000Z"));
    expect(overdue.get(page)).toHaveLength(4);
  });

  test("an archived page tells of no friction any more", async () => {
    const { ana, db, page, frictions } = await openPaired();
    const at = "2026-11-01T00:00:00.000Z";
    await db.updateTable("pair").set({ frozen_at: at, frozen_why: "left" }).where("id", "=", page).execute();
    expect((await frictions(ana)).frictions).toEqual([]);
  });

  test("a device whose clock is a year ahead makes nobody have paired in the future", async () => {
    const { ana, peer, written, glance } = await openPaired();
    peer.editor.now = "2027-11-10T09:00:00.000Z";
    startPairing(peer.doc, peer.editor, { kind: "sql", text: "", link: null });
    await written();
    expect(await glance(ana)).toMatchObject({ lastPaired: "2026-11-10" });
  });
});
