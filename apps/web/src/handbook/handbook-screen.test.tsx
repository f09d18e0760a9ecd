// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test } from "vitest";
import { HandbookScreen } from "./handbook-screen.tsx";
import { handbook, texts } from "./handbook-texts.ts";

afterEach(() => {
  render(null, document.body);
  history.replaceState(null, "", "/");
});

function opened(address: string): HTMLElement {
  history.replaceState(null, "", address);
  act(() => render(<HandbookScreen />, document.body));
  return document.body;
}

const titles = (elements: Iterable<Element>) => [...elements].map((element) => element.textContent);

test("the handbook has one title, and a heading for each part in the order of its contents", () => {
  const body = opened("/handbook");
  expect(document.title).toBe("Handbook · Candor");
  expect(titles(body.querySelectorAll("h1"))).toEqual([texts.title]);
  expect(titles(body.querySelectorAll("h2"))).toEqual(handbook.map((part) => part.title));
  expect(titles(body.querySelectorAll("nav a"))).toEqual(handbook.map((part) => part.title));
});

test("every line of the contents leads to its part", () => {
  const body = opened("/handbook");
  for (const link of body.querySelectorAll("nav a")) {
    expect(body.querySelector(link.getAttribute("href") ?? "")?.textContent).toBe(link.textContent);
  }
});

test("an address with a part opens the handbook there, for the eye and the keyboard", () => {
  opened("/handbook#feedback");
  expect(document.activeElement?.textContent).toBe("Feedback");
});

test("an address with a part that is not there opens the handbook at its top", () => {
  opened("/handbook#no(such");
  expect(document.activeElement).toBe(document.body);
});

test("what is found on a page is named and not linked", () => {
  const body = opened("/handbook");
  const linked = [...body.querySelectorAll("section a")].map((link) => link.getAttribute("href"));
  expect(linked).toEqual(handbook.flatMap((part) => part.helps.flatMap(({ to }) => (to === "page" ? [] : [to]))));
});
