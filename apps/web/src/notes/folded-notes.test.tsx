// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FoldedNotes } from "./folded-notes.tsx";
import { texts } from "./texts.ts";

const LINE = 20; // pixels; a paragraph is a line
let root: HTMLElement;
let lines = 0;
let measure: () => void = () => {};

beforeEach(() => {
  root = document.body.appendChild(document.createElement("div"));
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(onResize: () => void) {
        measure = () => act(onResize);
      }
      observe() {}
      disconnect() {}
    },
  );
  vi.spyOn(globalThis, "getComputedStyle").mockReturnValue({ lineHeight: `${LINE}px` } as CSSStyleDeclaration);
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockImplementation(function (this: HTMLElement) {
    return this.tagName === "P" ? LINE : lines * LINE;
  });
  vi.spyOn(HTMLElement.prototype, "offsetTop", "get").mockImplementation(function (this: HTMLElement) {
    return [...(this.parentElement?.children ?? [])].indexOf(this) * LINE;
  });
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(30 * LINE);
});

afterEach(() => {
  act(() => render(null, root));
  root.remove();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function draw(count: number, caretIn?: number): void {
  lines = count;
  act(() =>
    render(
      <FoldedNotes labelledBy="title" caretIn={caretIn}>
        <div>
          {Array.from({ length: count }, (_, line) => (
            <p key={line}>line {line + 1}</p>
          ))}
        </div>
      </FoldedNotes>,
      root,
    ),
  );
  measure();
}

const button = () => root.querySelector("button");
const said = () => [button()?.textContent, button()?.getAttribute("aria-expanded")];
const folded = () => root.querySelector<HTMLElement>(".notes-folded");

test("a text of a few lines more than are shown is shown whole, with no button", () => {
  draw(36);
  expect(button()).toBeNull();
  expect(folded()).toBeNull();
});

test("a far longer one shows its first lines, and the rest when somebody asks for it, and no longer than that", () => {
  draw(400);
  expect(said()).toEqual([texts.showAll, "false"]);
  expect(folded()?.textContent).toContain("line 400"); // to find, to copy, to print, to hear
  act(() => button()?.click());
  expect(said()).toEqual([texts.showLess, "true"]);
  expect(folded()).toBeNull();
  act(() => button()?.click());
  expect(said()).toEqual([texts.showAll, "false"]);
});

test("a word that the browser finds below, and scrolls to, unfolds it", () => {
  draw(400);
  const scrolled = vi.spyOn(globalThis, "scrollBy").mockImplementation(() => {});
  Object.assign(folded() ?? {}, { scrollTop: 2000 });
  act(() => void folded()?.dispatchEvent(new Event("scroll")));
  expect(said()).toEqual([texts.showLess, "true"]);
  expect(scrolled).toHaveBeenCalledWith({ top: 2000, behavior: "instant" });
});

test("the other’s caret unfolds it where it stands below, and not where it shows", () => {
  draw(400, 29);
  expect(said()).toEqual([texts.showAll, "false"]);
  draw(400, 30);
  expect(said()).toEqual([texts.showLess, "true"]);
});

test("whoever folds it while the other writes below is not contradicted, until the other comes again", () => {
  draw(400, 300);
  act(() => button()?.click());
  draw(400, 301);
  expect(said()).toEqual([texts.showAll, "false"]);
  draw(400);
  draw(400, 301);
  expect(said()).toEqual([texts.showLess, "true"]);
});

test("while it is edited nothing of it shows, and it is as long as before", () => {
  draw(400);
  lines = 0;
  measure();
  expect(button()).not.toBeNull();
});
