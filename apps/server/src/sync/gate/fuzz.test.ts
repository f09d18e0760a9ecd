import { decodeClientMessage, encodeClientMessage } from "@candor/protocol/sync/messages.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { PagePeer } from "../testing/page-peer.ts";
import { checkUpdate } from "./check-update.ts";

// A hundred thousand inputs by seed: none may throw out of the gate or hang it, and what it lets pass every peer can
// apply whole.

test("70,000 damaged updates are refused, or can be applied without an error and without anything left waiting", () => {
  const corpus = honestUpdates();
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...corpus),
      fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.boolean()), { minLength: 1, maxLength: 4 }),
      ({ base, known, clientId, update }, changes) => {
        const damaged = update.slice();
        for (const [at, byte, flips] of changes) {
          const index = at % damaged.length;
          damaged[index] = flips ? (damaged[index] ?? 0) ^ (1 << (byte % 8)) : byte;
        }
        if (checkUpdate(damaged, known, clientId).type === "refused") return;
        accepted += 1;
        const doc = new Y.Doc();
        Y.applyUpdate(doc, base);
        Y.applyUpdate(doc, damaged);
        expect(doc.store.pendingStructs).toBeNull();
        expect(doc.store.pendingDs).toBeNull();
        doc.getMap("topics").toJSON();
        doc.getXmlFragment("welcome").toString();
      },
    ),
    { seed: 41, numRuns: 70_000 },
  );
  expect(accepted).toBeGreaterThan(1000); // else the test would show nothing
});

test("20,000 strings of bytes that never were an update get an answer", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
      expect(["accepted", "refused"]).toContain(checkUpdate(bytes, new Map([[1, 5]]), 1).type);
    }),
    { seed: 42, numRuns: 20_000 },
  );
});

test("10,000 frames around damaged updates reach the gate or fail before it", () => {
  const [{ update, known, clientId }] = honestUpdates() as [HonestUpdate];
  const frame = encodeClientMessage({ type: "push", channel: 1, session: "s", cseq: 1, update });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 5 }), (changes) => {
      const damaged = frame.slice();
      for (const [at, byte] of changes) damaged[at % damaged.length] = byte;
      const message = attempt(() => decodeClientMessage(damaged));
      if (message?.type === "push")
        expect(["accepted", "refused"]).toContain(checkUpdate(message.update, known, clientId).type);
    }),
    { seed: 43, numRuns: 10_000 },
  );
});

type HonestUpdate = { base: Uint8Array; known: Map<number, number>; clientId: number; update: Uint8Array };

/** Real edits of a second person on small pages, with the state they were made upon. */
function honestUpdates(): HonestUpdate[] {
  const corpus: HonestUpdate[] = [];
  for (let page = 0; page < 40; page += 1) {
    const [ana, ben] = [new PagePeer(100 + page), new PagePeer(9000 + page)];
    for (let act = 0; act < 12; act += 1) ana.act(page * 7919 + act * 104_729);
    ben.receive(Y.encodeStateAsUpdate(ana.doc));
    for (let act = 0; act < 8; act += 1) {
      const base = Y.encodeStateAsUpdate(ben.doc);
      const known = Y.decodeStateVector(Y.encodeStateVector(ben.doc));
      ben.act(page * 15_485_863 + act * 32_452_843);
      const [update] = ben.takeOutbox();
      if (update) corpus.push({ base, known, clientId: ben.doc.clientID, update });
    }
  }
  return corpus;
}

function attempt<T>(run: () => T): T | null {
  try {
    return run();
  } catch {
    return null;
  }
}
