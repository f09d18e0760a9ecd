import type { LinkTitle, LinkTitles } from "@candor/protocol/http/link.ts";
import { expect, test } from "vitest";
import type { ApiResult } from "../people/api-client.ts";
import { createLinkTitles } from "./link-titles.ts";

function world() {
  const asked: string[][] = [];
  const answers: ((result: ApiResult<LinkTitles>) => void)[] = [];
  let planned: (() => void)[] = [];
  let now = 1_000;
  const titles = createLinkTitles(
    (_path, addresses) => {
      asked.push(addresses);
      return new Promise((resolve) => answers.push(resolve));
    },
    (run) => planned.push(run),
    () => now,
  );
  return {
    ...{ asked, titles },
    soon() {
      for (const run of planned.splice(0)) run();
    },
    async answer(result: ApiResult<LinkTitles> | LinkTitle[]) {
      answers.shift()?.(Array.isArray(result) ? { type: "ok", value: { links: result } } : result);
      await Promise.resolve();
      await Promise.resolve();
    },
    pass: (milliseconds: number) => {
      now += milliseconds;
      planned = [];
    },
  };
}

const look = (address: string): LinkTitle => ({ address, title: "A title", state: "open", said: null });

test("links that are drawn together are asked for together, each host by itself, and each once", async () => {
  const { titles, asked, soon, answer } = world();
  const one = titles.titleOf("/p", "https://a.example/1");
  titles.titleOf("/p", "https://a.example/2");
  titles.titleOf("/p", "https://b.example/1");
  titles.titleOf("/p", "https://a.example/1");
  soon();
  expect(asked).toEqual([["https://a.example/1", "https://a.example/2"], ["https://b.example/1"]]);
  await answer([look("https://a.example/1")]);
  expect(one.value?.title).toBe("A title");
  titles.titleOf("/p", "https://a.example/1");
  soon();
  expect(asked).toHaveLength(2);
});

test("what got no answer stays a plain link, and is asked for again once there is a network", async () => {
  const { titles, asked, soon, answer } = world();
  const shown = titles.titleOf("/p", "https://a.example/1");
  soon();
  await answer({ type: "unreachable" });
  expect(shown.value).toBeNull();
  titles.goOn();
  soon();
  await answer([look("https://a.example/1")]);
  expect(asked).toHaveLength(2);
  expect(shown.value).not.toBeNull();
});

test("a state is looked at again after a while, and stays shown meanwhile", async () => {
  const { titles, asked, soon, answer, pass } = world();
  titles.titleOf("/p", "https://a.example/1");
  soon();
  await answer([look("https://a.example/1")]);
  pass(11 * 60_000);
  expect(titles.titleOf("/p", "https://a.example/1").value).not.toBeNull();
  soon();
  expect(asked).toHaveLength(2);
});

test("what is no address of the web is not asked for", () => {
  const { titles, asked, soon } = world();
  for (const href of [
    "mailto:a@b.example",
    "javascript:alert(1)",
    "/p/1",
    "https://",
    "https://a b",
    `https://a.example/${"x".repeat(3_000)}`,
  ])
    expect(titles.titleOf("/p", href).value).toBeNull();
  soon();
  expect(asked).toEqual([]);
});

test("many links are asked for by twenties", () => {
  const { titles, asked, soon } = world();
  for (let index = 0; index < 45; index++) titles.titleOf("/p", `https://a.example/${index}`);
  soon();
  expect(asked.map(({ length }) => length)).toEqual([20, 20, 5]);
});
