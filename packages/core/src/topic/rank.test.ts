import fc from "fast-check";
import { expect, test } from "vitest";
import { type Anchor, byRank, isRank, ranksFor } from "./rank.ts";

test("wherever things are put, in any number, each lands where it was put", () => {
  const put = fc.record({ at: fc.nat(30), kind: fc.constantFrom("before", "after", "first", "last") });
  fc.assert(
    fc.property(fc.array(put, { maxLength: 60 }), (puts) => {
      let things: { id: string; rank: string }[] = [];
      const wanted: string[] = [];
      for (const [count, { at, kind }] of puts.entries()) {
        const id = `t${count}`;
        const other = wanted[at % Math.max(1, wanted.length)];
        const anchor: Anchor = kind === "first" || kind === "last" || !other ? "first" : ({ [kind]: other } as Anchor);
        const index = anchor === "first" ? 0 : wanted.indexOf(other!) + (kind === "after" ? 1 : 0);
        wanted.splice(index, 0, id);
        const ranks = ranksFor(id, anchor, things);
        things = [...things, { id, rank: "" }]
          .map((each) => ({ ...each, rank: ranks.get(each.id) ?? each.rank }))
          .sort(byRank);
      }
      expect(things.map(({ id }) => id)).toEqual(wanted);
      expect(things.every(({ rank }) => isRank(rank))).toBe(true);
    }),
    { seed: 31, numRuns: 200 },
  );
});

test("a thousand insertions at one spot keep their keys short", () => {
  let things = [
    { id: "top", rank: "a0" },
    { id: "end", rank: "a1" },
  ];
  for (let count = 0; count < 1000; count += 1) {
    const ranks = ranksFor(`t${count}`, { after: "top" }, things);
    things = [...things, { id: `t${count}`, rank: "" }]
      .map((each) => ({ ...each, rank: ranks.get(each.id) ?? each.rank }))
      .sort(byRank);
  }
  expect(things.slice(0, 2).map(({ id }) => id)).toEqual(["top", "t999"]);
  expect(Math.max(...things.map(({ rank }) => rank.length))).toBeLessThan(50);
});

test.each(["", "!!", "a", "a00", "b1", "A00000000000000000000000000", 7, null, `a0${"1".repeat(300)}`])(
  "%j is no rank to calculate with",
  (value) => expect(isRank(value)).toBe(false),
);

test("whatever a peer writes as a rank, none that passes makes the arithmetic throw", () => {
  const rank = fc.stringMatching(/^[0-9A-Za-z]{1,30}$/).filter(isRank);
  fc.assert(
    fc.property(fc.uniqueArray(rank, { maxLength: 6 }), fc.nat(6), (ranks, at) => {
      const things = ranks.map((each, index) => ({ id: `t${index}`, rank: each })).sort(byRank);
      const other = things[at];
      expect(() => ranksFor("new", other ? { before: other.id } : "last", things)).not.toThrow();
    }),
    { seed: 32, numRuns: 500 },
  );
});
