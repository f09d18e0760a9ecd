// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { goToSealed } from "./go-to-sealed.ts";

let shown: string[] = [];
beforeEach(() => {
  shown = [];
  vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(function (this: Element) {
    shown.push(this.getAttribute("aria-labelledby") ?? this.getAttribute("data-sealed") ?? this.className);
  });
});
afterEach(() => {
  dispatchEvent(new Event("wheel")); // ends whatever still looks
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

const draw = (html: string) => document.querySelector(".past")?.insertAdjacentHTML("beforeend", html);
const seen = (name: string) => vi.waitFor(() => expect(shown.at(-1)).toBe(name));

test("what was put away is gone to as its way is drawn: the end of the page, its year, and the topic with the focus", async () => {
  document.body.innerHTML = `<div class="past"><p class="last"></p></div>`;
  goToSealed("2025", "topic-1");
  await seen("last");
  draw(`<section aria-labelledby="year-2025"></section>`);
  await seen("year-2025");
  draw(`<p data-sealed="topic-2"></p><p data-sealed="topic-1"></p>`);
  await seen("topic-1");
  expect(document.activeElement?.getAttribute("data-sealed")).toBe("topic-1");
});

test("whoever does something else meanwhile is left where they are", async () => {
  document.body.innerHTML = `<div class="past"><p class="last"></p></div>`;
  goToSealed("2025", "topic-1");
  await seen("last");
  dispatchEvent(new KeyboardEvent("keydown", { key: "a" }));
  const before = [...shown];
  draw(`<p data-sealed="topic-1"></p>`);
  const drawn = new Promise((resolve) => new MutationObserver(resolve).observe(document.body, { childList: true }));
  document.body.append("something"); // told to all who look, in a row
  await drawn;
  expect(shown).toEqual(before);
});
