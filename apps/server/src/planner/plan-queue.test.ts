import { expect, test } from "vitest";
import { createPlanQueue, type QueueAnswer } from "./plan-queue.ts";

function open() {
  const queue = createPlanQueue();
  const heard: string[] = [];
  const come = (userId: string, isAnonymous = false, signal?: AbortSignal) =>
    void queue
      .wait({ userId, isAnonymous }, signal)
      .then((answer: QueueAnswer) => heard.push(answer === "turn" ? userId : `${userId} ${answer}`));
  const said = async () => {
    await new Promise(setImmediate);
    return heard.splice(0);
  };
  return { queue, come, said };
}

test("throwaway accounts hold half of the places for a plan at most", async () => {
  const { queue, come, said } = open();
  for (let at = 1; at <= 6; at++) come(`x${at}`, true);
  expect(await said()).toEqual(["x5 full", "x6 full"]);
  for (let at = 1; at <= 4; at++) come(`p${at}`);
  expect(await said()).toEqual([]);
  expect(queue.size()).toBe(8);
});

test("whoever is signed up finds a place while throwaway accounts wait, and among their like the ninth has none", async () => {
  const { come, said } = open();
  for (let at = 1; at <= 4; at++) come(`x${at}`, true);
  for (let at = 1; at <= 9; at++) come(`p${at}`);
  expect((await said()).sort()).toEqual(["p9 full", "x1 full", "x2 full", "x3 full", "x4 full"]);
});

test("who is signed up comes first, then one of each kind in turn", async () => {
  const { queue, come, said } = open();
  for (const at of [1, 2, 3]) come(`x${at}`, true);
  for (const at of [1, 2]) come(`p${at}`);
  while (queue.next());
  expect(await said()).toEqual(["p1", "x1", "p2", "x2", "x3"]);
});

test("one person has one place, that of what they asked last", async () => {
  const { queue, come, said } = open();
  come("ana");
  come("ben");
  come("ana");
  while (queue.next());
  expect(await said()).toEqual(["ana left", "ben", "ana"]);
});

test("whoever no longer wants a plan leaves their place to the next", async () => {
  const { queue, come, said } = open();
  const stop = new AbortController();
  come("ana", false, stop.signal);
  come("ben");
  stop.abort();
  queue.next();
  expect(await said()).toEqual(["ana left", "ben"]);
});
