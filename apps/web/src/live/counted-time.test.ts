import { expect, test } from "vitest";
import { clockFace } from "./clock-face.ts";
import { CountedTime } from "./counted-time.ts";

test("time goes on from where it was, and from more where the other counted more, never back", () => {
  let clock = 5_000;
  const time = new CountedTime(() => clock, 60);
  clock += 10_000;
  expect(time.seconds).toBe(70);
  time.atLeast(65);
  expect(time.seconds).toBe(70);
  time.atLeast(300);
  clock += 1_000;
  expect(time.seconds).toBe(301);
});

test.each([
  [0, "0:00"],
  [59.9, "0:59"],
  [1120, "18:40"],
  [3725, "1:02:05"],
  [-5, "0:00"],
])("%d seconds show as %s", (seconds, face) => expect(clockFace(seconds)).toBe(face));
