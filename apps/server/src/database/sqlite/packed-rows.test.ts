import fc from "fast-check";
import { expect, test } from "vitest";
import { type LogRow, packRows, readPackedRows } from "./packed-rows.ts";

test("rows come out of their buffer as they went in, numbered one after the other", () => {
  const row: fc.Arbitrary<LogRow> = fc.record({
    prev: fc.maxSafeNat(),
    sessionId: fc.maxSafeNat(),
    cseq: fc.maxSafeNat(),
    member: fc.constantFrom("a", "b"),
    time: fc.nat({ max: 8.64e15 }),
    update: fc.uint8Array({ maxLength: 300 }),
  });
  fc.assert(
    fc.property(fc.array(row), fc.nat(), (rows, first) => {
      const seqs: number[] = [];
      const read: LogRow[] = [];
      readPackedRows(packRows(first, rows), (each, seq) => {
        seqs.push(seq);
        read.push(each);
      });
      expect(read).toEqual(rows);
      expect(seqs).toEqual(rows.map((_, index) => first + index));
    }),
  );
});
