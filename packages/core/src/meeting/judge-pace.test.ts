import { expect, test } from "vitest";
import { judgePace, keptMinutes, type PaceSituation } from "./judge-pace.ts";

const at = (minutes: number) => minutes * 60;
const HALF_HOUR: PaceSituation = { elapsed: at(10), minutes: 30, topic: null, topics: 3, waiting: 2 };
const judge = (changes: Partial<PaceSituation>) => judgePace({ ...HALF_HOUR, ...changes });

test.each([
  [30, 5],
  [60, 10],
  [90, 10],
  [25, 4],
  [15, 3],
  [5, 2],
])("of %i minutes, the last %i are kept for the close", (minutes, kept) => expect(keptMinutes(minutes)).toBe(kept));

test("in the middle, with a topic within its time, all is fine", () => {
  expect(judge({ topic: { spent: at(6), minutes: null } })).toEqual({ type: "fine", reasons: [] });
});

test("five minutes before the end of thirty it is time to close, and said why", () => {
  expect(judge({ elapsed: at(25) - 1 }).type).toBe("fine");
  expect(judge({ elapsed: at(25) })).toEqual({
    type: "time_to_close",
    reasons: [{ type: "kept_for_close", minutes: 5, left: 5 }],
  });
  expect(judge({ elapsed: at(30) })).toMatchObject({ type: "time_to_close", reasons: [{ left: 0 }] });
});

test("two minutes over is said as that, and as nothing more", () => {
  expect(judge({ elapsed: at(32) + 10 })).toEqual({ type: "over", reasons: [{ type: "over", minutes: 2 }] });
});

test("a topic far over the time meant for it is pointed out", () => {
  expect(judge({ topic: { spent: at(5), minutes: 4 } }).type).toBe("fine");
  expect(judge({ topic: { spent: at(6), minutes: 4 } })).toEqual({
    type: "topic_runs_long",
    reasons: [{ type: "topic_time", minutes: 6, of: 4, meant: true, waiting: 2 }],
  });
});

test("without a time meant for it, its even share of the meeting counts", () => {
  expect(judge({ topic: { spent: at(11), minutes: null } }).type).toBe("fine");
  expect(judge({ topic: { spent: at(12), minutes: null } })).toMatchObject({
    type: "topic_runs_long",
    reasons: [{ of: 8, meant: false }],
  });
});

test("among many topics nobody is held to less than five minutes", () => {
  expect(judge({ topics: 20, topic: { spent: at(7), minutes: null } }).type).toBe("fine");
});

test("a topic behind which none waits may take all the time there is", () => {
  expect(judge({ waiting: 0, topic: { spent: at(20), minutes: 5 } }).type).toBe("fine");
});

test("when it is time to close, a topic that runs long is one more reason", () => {
  const pace = judge({ elapsed: at(26), topic: { spent: at(15), minutes: 5 } });
  expect(pace.type).toBe("time_to_close");
  expect(pace.reasons.map(({ type }) => type)).toEqual(["kept_for_close", "topic_time"]);
});
