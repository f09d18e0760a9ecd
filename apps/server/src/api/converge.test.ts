import { nextMeeting } from "@candor/core/meeting/next-meeting.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { anySteps, take } from "@candor/document/testing/any-edits.ts";
import { peer, sync } from "@candor/document/testing/two-peers.ts";
import type { ApiContents } from "@candor/protocol/http/api.ts";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { type Database, openDatabase } from "../database/open-database.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { openApp } from "../people/testing/open-app.ts";
import { loggedPeer } from "../sync/snapshot/testing/logged-peer.ts";
import { makeToken, openApiWorld, programOf } from "./testing/api-world.ts";

const AT = "2026-11-24T09:00:00.000Z";

/** What a program may do at any moment; which thing it is about is decided by what it reads then. */
const anyCall = fc.record({
  kind: fc.constantFrom("add topic", "change topic", "agree", "add action", "change action"),
  at: fc.nat(50),
  text: fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }).filter((text) => text.trim() !== ""),
});

describeEachEngine("programs and people on one page", (engine) => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase(await engine.fresh());
  });
  afterAll(() => database.close());

  test("whatever a program and two people do at once, all of them end with the same page", async () => {
    const app = openApp(database, { ticks: tickingMinutes() });
    const { TOKEN_SCOPES } = await import("@candor/core/access/may-by-token.ts");
    const plan = fc.array(fc.record({ steps: anySteps(4), calls: fc.array(anyCall, { maxLength: 3 }) }), {
      minLength: 2,
      maxLength: 4,
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(plan, async (rounds) => {
        run += 1;
        const { ana: visitor, page, peer: ana } = await openApiWorld(database, app);
        const program = programOf(app, (await makeToken(visitor, TOKEN_SCOPES)).secret);
        const ben = loggedPeer(database, page, "b", 500_000 + run);
        ben.editor.newId = (
          (next) => () =>
            `${next()}r${run}`
        )(peer("b", 1).editor.newId);
        for (const { steps, calls } of rounds) {
          await bothRead(database, page, [ana.doc, ben.doc]);
          for (const step of steps) take(step, step.who === "ana" ? ana : ben); // at home, nobody has seen it yet
          for (const call of calls) await perform(program, page, call);
          await ana.save(AT);
          await ben.save(AT);
        }
        await bothRead(database, page, [ana.doc, ben.doc]);
        sync(ana, ben);
        const stored = await storedDoc(database, page);
        expect(readPage(ana.doc)).toEqual(readPage(ben.doc));
        expect(readPage(stored)).toEqual(readPage(ana.doc));
        const told = (await program.get(`/api/v1/pages/${page}/topics?limit=200`)).body as { items: { id: string }[] };
        const open = readPage(stored).topics.filter(({ state }) => state !== "binned");
        expect(told.items.map(({ id }) => id).sort()).toEqual(open.map(({ id }) => id).sort());
        expect(nextMeeting(readPage(stored))?.id).toBe(nextMeeting(readPage(ana.doc))?.id);
      }),
      { seed: 20_261_126, numRuns: 8 },
    );
  });
});

type Program = ReturnType<typeof programOf>;

async function perform(program: Program, page: string, { kind, at, text }: { kind: string; at: number; text: string }) {
  const root = `/api/v1/pages/${page}`;
  const pick = async (what: "topics" | "actions") => {
    const { items } = (await program.get(`${root}/${what}`)).body as { items: ApiContents["topics"] };
    return items[at % Math.max(1, items.length)]?.id;
  };
  const topic = kind === "change topic" || kind === "agree" ? await pick("topics") : undefined;
  const action = kind === "change action" ? await pick("actions") : undefined;
  const answer =
    kind === "add topic"
      ? await program.send("POST", `${root}/topics`, { title: text, place: at % 2 ? "agenda" : "hopper", notes: text })
      : kind === "add action"
        ? await program.send("POST", `${root}/actions`, { text, owner: at % 2 ? "a" : "b" })
        : topic !== undefined && kind === "agree"
          ? await program.send("PUT", `${root}/topics/${topic}/agreement`, { line: text })
          : topic !== undefined
            ? await program.send("PATCH", `${root}/topics/${topic}`, {
                ...(at % 3 ? { title: text } : { appendNotes: text }),
                place: at % 2 ? "agenda" : "hopper",
              })
            : action !== undefined
              ? await program.send("PATCH", `${root}/actions/${action}`, { text, state: at % 2 ? "done" : "open" })
              : null;
  if (answer)
    expect([kind, answer.status < 300 || answer.status === 409 || answer.status === 404]).toEqual([kind, true]);
}

async function storedDoc({ log }: Database, page: string): Promise<Y.Doc> {
  const doc = new Y.Doc();
  for (const { update } of await log.readTail(page, 0)) Y.applyUpdate(doc, update);
  expect(doc.store.pendingStructs).toBeNull();
  return doc;
}

async function bothRead(database: Database, page: string, docs: readonly Y.Doc[]): Promise<void> {
  const state = Y.encodeStateAsUpdate(await storedDoc(database, page));
  for (const doc of docs) Y.applyUpdate(doc, state);
}

function tickingMinutes(): () => number {
  let ticks = 0;
  return () => {
    ticks += 60_000;
    return ticks;
  };
}
