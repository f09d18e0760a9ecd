import { expect, test } from "vitest";
import { followIdle } from "./follow-idle.ts";

test("a machine that slept for long shows nothing when it wakes, though its rising clock and its timers slept too", () => {
  const machine = sleepingMachine();
  machine.awake(10);
  expect(machine.locks).toBe(0);
  machine.asleep(8 * 60);
  machine.wake();
  expect(machine.locks).toBe(1);
});

test("a machine that is only looked at again, within the time, stays open, and locks when the time is over", () => {
  const machine = sleepingMachine();
  machine.awake(10);
  machine.wake();
  expect(machine.locks).toBe(0);
  machine.awake(6);
  expect(machine.locks).toBe(1);
});

test("whoever sets the clock back does not keep notes open by that", () => {
  const machine = sleepingMachine();
  machine.asleep(-600);
  machine.awake(15);
  expect(machine.locks).toBe(1);
});

/** Locks after fifteen minutes; all durations in minutes. */
function sleepingMachine() {
  let [risen, wall] = [0, Date.parse("2026-01-05T09:00:00Z")];
  let due: { at: number; run: () => void } | null = null;
  let wake: () => void = () => undefined;
  const machine = {
    locks: 0,
    wake: () => wake(),
    awake(minutes: number) {
      risen += minutes * 60_000;
      wall += minutes * 60_000;
      if (due && due.at <= risen) due.run();
    },
    asleep(minutes: number) {
      wall += minutes * 60_000;
    },
  };
  const stop = followIdle(() => 15, {
    environment: {
      clock: () => risen,
      instant: () => new Date(wall).toISOString(),
      later: (milliseconds, run) => {
        due = { at: risen + milliseconds, run };
        return () => {
          due = null;
        };
      },
      onWake: (run) => {
        wake = run;
        return () => undefined;
      },
    },
    onActivity: () => () => undefined,
    onUsedElsewhere: () => () => undefined,
    used: () => undefined,
    lock: () => {
      machine.locks += 1;
      stop();
    },
  });
  return machine;
}
