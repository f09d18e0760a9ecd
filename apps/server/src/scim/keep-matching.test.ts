import { expect, test } from "vitest";
import { keepMatching } from "./keep-matching.ts";

test("what matches is kept in its order, and others have their turn while much is looked at", async () => {
  const rows = Array.from({ length: 40 }, (_, index) => index);
  let turns = 0;
  let isDone = false;
  const count = () => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  const spin = () => {
    const until = performance.now() + 2;
    while (performance.now() < until);
  };
  const kept = await keepMatching(
    rows,
    (row) => row * 2,
    (found) => {
      spin();
      return found % 3 === 0;
    },
  );
  isDone = true;
  expect(kept).toEqual(rows.map((row) => row * 2).filter((found) => found % 3 === 0));
  expect(turns).toBeGreaterThan(3);
});
