// @vitest-environment happy-dom
import type { LinkTitle } from "@candor/protocol/http/link.ts";
import { type Signal, signal } from "@preact/signals";
import { expect, test } from "vitest";
import { findAddresses } from "./find-addresses.ts";
import { markLinks } from "./mark-links.ts";

function world(html: string) {
  document.body.innerHTML = `<div class="page">${html}</div>`;
  const known = new Map<string, Signal<LinkTitle | null>>();
  const titles = {
    titleOf(_path: string, href: string) {
      const found = known.get(href) ?? signal(null);
      known.set(href, found);
      return found;
    },
    goOn: () => {},
  };
  const root = document.querySelector<HTMLElement>(".page");
  if (!root) throw new Error("no page");
  const stop = markLinks(root, "/p", titles);
  const say = (href: string, title: string) => {
    const found = known.get(href);
    if (found) found.value = { address: href, title, state: "open", said: null };
  };
  return { asked: () => [...known.keys()], say, stop };
}

const notes = (inner: string) =>
  `<main><div class="notes"><div class="notes-still"><div class="notes-text">${inner}</div></div></div></main>`;

test("links in shared notes are marked, and neither those in private notes nor those in an editor are asked for", () => {
  const { asked, say, stop } = world(
    `${notes('<p><a href="https://a.example/1">here</a></p>')}<main><div class="private">${notes('<a href="https://private.example/">x</a>')}</div><div class="notes-editor"><div class="notes-text"><a href="https://open.example/">x</a></div></div></main>`,
  );
  expect(asked()).toEqual(["https://a.example/1"]);
  const link = document.querySelector("a");
  const before = link?.innerHTML;
  say("https://a.example/1", "<b>Title</b>");
  expect(link?.dataset.linkTitle).toBe("<b>Title</b>");
  expect(link?.dataset.linkState).toBe("open");
  expect(link?.innerHTML).toBe(before);
  stop();
  expect(link?.hasAttribute("data-link-title")).toBe(false);
});

test("addresses in a title are found, without what ends a sentence", () => {
  expect(findAddresses("See https://a.example/1, (https://b.example/x?y=1) and https://a.example/1.")).toEqual([
    "https://a.example/1",
    "https://b.example/x?y=1",
  ]);
  expect(findAddresses("javascript:alert(1) a.example")).toEqual([]);
});
