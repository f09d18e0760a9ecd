import { expect, test } from "vitest";
import { PLAIN_TOPIC, type Topic } from "../topic/topic.ts";
import { agendaOrder, isInAgendaOrder } from "./agenda-order.ts";

function topic(title: string, changes: Partial<Topic> = {}): Topic {
  const { createdAt, author } = { createdAt: "2026-11-20T09:00:00Z", author: "b" as const };
  return { ...PLAIN_TOPIC, id: title, title, place: "m1", rank: "a0", author, createdAt, ...changes };
}
const titles = (topics: readonly Topic[]) => agendaOrder(topics).map(({ title }) => title);

test("the manager's first comes first, then the big picture, then details, then backups", () => {
  const topics = [
    topic("Laptop"),
    topic("Reading list", { kind: "backup" }),
    topic("What is next for me", { altitude: "big_picture" }),
    topic("The re-org", { kind: "first" }),
  ];
  expect(titles(topics)).toEqual(["The re-org", "What is next for me", "Laptop", "Reading list"]);
  expect(isInAgendaOrder(topics)).toBe(false);
});

test("ties keep the direct's order", () => {
  const topics = [topic("Second thoughts"), topic("A bug"), topic("Holidays"), topic("A colleague")];
  expect(titles(topics)).toEqual(["Second thoughts", "A bug", "Holidays", "A colleague"]);
  expect(isInAgendaOrder(topics)).toBe(true);
});

test("a backup waits, however big its picture is", () => {
  const topics = [topic("The year after next", { kind: "backup", altitude: "big_picture" }), topic("A bug")];
  expect(titles(topics)).toEqual(["A bug", "The year after next"]);
});

test("an order once made is not made again", () => {
  const once = agendaOrder([topic("A"), topic("B", { kind: "first" }), topic("C", { kind: "first" })]);
  expect(isInAgendaOrder(once)).toBe(true);
  expect(titles(once)).toEqual(["B", "C", "A"]);
});
