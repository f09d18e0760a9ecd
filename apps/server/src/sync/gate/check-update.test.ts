import { MAX_UPDATE_BYTES } from "@candor/protocol/sync/limits.ts";
import fc from "fast-check";
import * as encoding from "lib0/encoding";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { PagePeer } from "../testing/page-peer.ts";
import { advanceClocks, clocksOf } from "./advance-clocks.ts";
import { type Clocks, checkUpdate } from "./check-update.ts";

describe("what an honest client writes is accepted", () => {
  test("whatever two people do, together or offline, undone and redone, merged or not", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(1), fc.nat(9), fc.nat(100_000)), { maxLength: 80 }), (steps) => {
        const peers = [new PagePeer(7), new PagePeer(4_000_000_000)] as const;
        const known: Clocks = new Map();
        const log: Uint8Array[] = [];
        const seen = [0, 0];
        const exchange = (who: 0 | 1, merged: boolean) => {
          const pushes = peers[who].takeOutbox();
          for (const update of merged && pushes.length > 0 ? [Y.mergeUpdates(pushes)] : pushes) {
            const verdict = checkUpdate(update, known, peers[who].doc.clientID);
            expect(verdict).toMatchObject({ type: "accepted" });
            if (verdict.type !== "accepted") return;
            const before = known.get(peers[who].doc.clientID) ?? 0;
            if (verdict.advance > 0) known.set(peers[who].doc.clientID, before + verdict.advance);
            log.push(update);
          }
          for (const update of log.slice(seen[who])) peers[who].receive(update);
          seen[who] = log.length;
        };
        for (const [who, what, choice] of steps) {
          if (what === 0) exchange(who as 0 | 1, false);
          else if (what === 1) exchange(who as 0 | 1, true);
          else if (what === 2) peers[who as 0 | 1].undoLast();
          else if (what === 3) peers[who as 0 | 1].redoLast();
          else peers[who as 0 | 1].act(choice);
        }
        for (const who of [0, 1, 0] as const) exchange(who, false);
        expect(peers[0].json()).toEqual(peers[1].json());
        expect(sorted(known)).toEqual(sorted(Y.decodeStateVector(Y.encodeStateVector(peers[0].doc))));
        expect(sorted(clocksOfLog(log))).toEqual(sorted(known));
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  test("a keystroke into a page with a snapshot moves its own clock by one", () => {
    const [ana, ben] = [new PagePeer(1), new PagePeer(2)];
    ana.act(0);
    const snapshot = Y.encodeStateAsUpdate(ana.doc);
    ben.receive(snapshot);
    ben.doc.getXmlFragment("welcome").insert(0, [new Y.XmlText("a")]);
    const known = clocksOf(Y.encodeStateVectorFromUpdate(snapshot));
    expect(checkUpdate(ben.takeOutbox()[0]!, known, 2)).toEqual({ type: "accepted", advance: 2 });
  });
});

describe("what a dishonest client writes is refused by name", () => {
  const known: Clocks = new Map([
    [1, 10],
    [2, 5],
  ]);

  test("items under another's clientID, as living text or as collected space", () => {
    expect(refusal(known, 2, items(1, 10, text("forged")))).toBe("foreign_client");
    expect(refusal(known, 2, items(1, 10, [0, 100]))).toBe("foreign_client");
  });

  test("a second section, own or foreign", () => {
    const own = [1, 2, 5, ...text("mine")];
    expect(refusal(known, 2, [2, ...own, 1, 1, 10, ...text("forged"), 0])).toBe("foreign_client");
    expect(refusal(known, 2, [2, ...own, 1, 2, 9, ...text("again"), 0])).toBe("malformed_update");
  });

  test("clocks that leave a gap or begin before what is known", () => {
    expect(refusal(known, 2, items(2, 6, text("later")))).toBe("causal_gap");
    expect(refusal(known, 2, items(2, 4, text("earlier")))).toBe("causal_gap");
    expect(refusal(known, 2, items(2, 5, [10, 3]))).toBe("causal_gap"); // a Skip
  });

  test("items that hang on something nobody has", () => {
    expect(refusal(known, 2, items(2, 5, [0x84, 1, 10, 1, 0x61]))).toBe("causal_gap"); // origin
    expect(refusal(known, 2, items(2, 5, [0x44, 9, 0, 1, 0x61]))).toBe("causal_gap"); // right origin of a stranger
    expect(refusal(known, 2, items(2, 5, [0x04, 0, 2, 5, 1, 0x61]))).toBe("causal_gap"); // itself as parent
    expect(refusal(known, 2, items(2, 5, [0x84, 1, 9, 1, 0x61]))).toBe(null);
  });

  test("deletions of what nobody has", () => {
    expect(refusal(known, 2, [0, 1, 1, 1, 9, 2])).toBe("causal_gap");
    expect(refusal(known, 2, [0, 1, 8, 1, 0, 1])).toBe("causal_gap");
    expect(refusal(known, 2, [0, 1, 1, 1, 0, 0])).toBe("malformed_update");
    expect(refusal(known, 2, [0, 1, 1, 1, 9, 1])).toBe(null);
  });

  test("a root type that no page has", () => {
    expect(refusal(known, 2, items(2, 5, [0x04, 1, 4, ...ascii("evil"), 1, 0x61]))).toBe("schema_violation");
    expect(refusal(known, 2, items(2, 5, [0x04, 1, 9, ...ascii("__proto__"), 1, 0x61]))).toBe("schema_violation");
  });

  test("a key that would reach a prototype, of a map or inside a value", () => {
    const key = [0x28, 1, 4, ...ascii("page"), 9, ...ascii("__proto__"), 1, 120];
    expect(refusal(known, 2, items(2, 5, key))).toBe("schema_violation");
    const value = [0x28, 1, 4, ...ascii("page"), 1, 0x61, 1, 118, 1, 9, ...ascii("__proto__"), 118, 0];
    expect(refusal(known, 2, items(2, 5, value))).toBe("schema_violation");
    const mark = [0x06, 1, 7, ...ascii("welcome"), 1, 0x61, 16, ...ascii('{"__proto__":{}}')];
    expect(refusal(known, 2, items(2, 5, mark))).toBe("schema_violation");
  });

  test("subdocuments, binaries, embeds, hooks and values that JSON cannot hold", () => {
    const inWelcome = [1, 7, ...ascii("welcome")];
    expect(refusal(known, 2, items(2, 5, [0x09, ...inWelcome, 1, 0x61, 127]))).toBe("schema_violation");
    expect(refusal(known, 2, items(2, 5, [0x03, ...inWelcome, 1, 0]))).toBe("schema_violation");
    expect(refusal(known, 2, items(2, 5, [0x05, ...inWelcome, 2, ...ascii("{}")]))).toBe("schema_violation");
    expect(refusal(known, 2, items(2, 5, [0x07, ...inWelcome, 5, 1, 0x61]))).toBe("schema_violation");
    expect(refusal(known, 2, items(2, 5, [0x08, ...inWelcome, 1, 122, 0, 0, 0, 0, 0, 0, 0, 1]))).toBe(
      "schema_violation",
    );
  });

  test("values nested so deep that a reader would run out of stack", () => {
    const deep = Array.from({ length: 5000 }, () => [117, 1]).flat();
    expect(refusal(known, 2, items(2, 5, [0x08, 1, 7, ...ascii("welcome"), 1, ...deep, 120]))).toBe("schema_violation");
    const json = `${"[".repeat(50)}${"]".repeat(50)}`;
    const format = [0x06, 1, 7, ...ascii("welcome"), 1, 0x61, json.length, ...ascii(json)];
    expect(refusal(known, 2, items(2, 5, format))).toBe("schema_violation");
  });

  test("text that is not UTF-8 and marks that are not JSON, which would throw in the other's browser", () => {
    expect(refusal(known, 2, items(2, 5, [0x84, 1, 9, 2, 0xc3, 0x28]))).toBe("malformed_update");
    expect(refusal(known, 2, items(2, 5, [0x84, 1, 9, 3, 0xed, 0xa0, 0x80]))).toBe("malformed_update");
    expect(refusal(known, 2, items(2, 5, [0x86, 1, 9, 1, 0x61, 1, 0x7b]))).toBe("malformed_update");
  });

  test.each(["alone", "behind a text"])("types nested by the hundred in one push, each %s", (how) => {
    const nested = (levels: number) => {
      const doc = new Y.Doc();
      doc.clientID = 2;
      let inner = doc.getXmlFragment("welcome");
      doc.transact(() => {
        for (let level = 0; level < levels; level += 1) {
          if (how !== "alone") inner.insert(0, [new Y.XmlText("ab")]);
          inner.insert(inner.length, [new Y.XmlElement("blockquote")]);
          inner = inner.get(inner.length - 1) as Y.XmlElement;
        }
      });
      for (let at = 0; at < 300; at += 1) inner.insert(inner.length, [new Y.XmlElement("paragraph")]);
      return checkUpdate(Y.encodeStateAsUpdate(doc), new Map(), 2);
    };
    expect(nested(60).type).toBe("accepted");
    expect(nested(200)).toEqual({ type: "refused", name: "schema_violation" });
  });

  test("empty items, unknown kinds, cut-off bytes and a tail", () => {
    expect(refusal(known, 2, items(2, 5, [0x84, 1, 9, 0]))).toBe("malformed_update");
    expect(refusal(known, 2, items(2, 5, [0, 0]))).toBe("malformed_update");
    expect(refusal(known, 2, items(2, 5, [0x9f, 1, 9, 1]))).toBe("malformed_update");
    expect(refusal(known, 2, [1])).toBe("malformed_update");
    expect(refusal(known, 2, [])).toBe("malformed_update");
    expect(refusal(known, 2, [...items(2, 5, [0x84, 1, 9, 1, 0x61]), 0])).toBe("malformed_update");
  });

  test("more than a page may grow by at once", () => {
    const million = encoding.encode((to) => encoding.writeVarUint(to, 1_000_000));
    expect(refusal(known, 2, items(2, 5, [0x81, 1, 9, ...million]))).toBe("update_too_large");
    const verdict = checkUpdate(new Uint8Array(MAX_UPDATE_BYTES + 1), known, 2);
    expect(verdict).toEqual({ type: "refused", name: "update_too_large" });
  });
});

function refusal(known: Clocks, clientId: number, bytes: number[]): string | null {
  const verdict = checkUpdate(Uint8Array.from(bytes), known, clientId);
  return verdict.type === "refused" ? verdict.name : null;
}

function items(client: number, clock: number, item: number[]): number[] {
  return [1, 1, client, clock, ...item, 0];
}

/** An item of text at the end of client 1's fifth. */
function text(value: string): number[] {
  return [0x84, 1, 4, value.length, ...ascii(value)];
}

function ascii(value: string): number[] {
  return [...value].map((character) => character.charCodeAt(0));
}

function clocksOfLog(log: readonly Uint8Array[]): Clocks {
  const clocks: Clocks = new Map();
  for (const update of log) advanceClocks(clocks, update);
  return clocks;
}

function sorted(clocks: Clocks): [number, number][] {
  return [...clocks].sort(([left], [right]) => left - right);
}
