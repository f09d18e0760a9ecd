// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { tellCutPaste } from "./tell-cut-paste.ts";
import { toasts } from "./toasts.ts";

tellCutPaste(document);

beforeEach(() => {
  document.body.innerHTML = "";
  toasts.value = [];
});

function paste(into: HTMLElement, text: string): void {
  document.body.append(into);
  const event = new Event("paste", { bubbles: true });
  Object.assign(event, { clipboardData: { getData: () => text } });
  into.dispatchEvent(event);
}

function field(value: string, maxLength: number): HTMLInputElement {
  const input = document.createElement("input");
  if (maxLength >= 0) input.maxLength = maxLength;
  input.value = value;
  input.setSelectionRange(value.length, value.length);
  return input;
}

test("whoever pastes more than a field holds is told that the end was left out", () => {
  paste(field("Growth", 2000), "x".repeat(1995));
  expect(toasts.value.map(({ text }) => text)).toEqual([expect.stringContaining("2,000 letters")]);
});

test("what fits, what takes the place of what was chosen, and a field without a limit say nothing", () => {
  paste(field("Growth", 2000), "x".repeat(1994));
  const chosen = field("Growth", 10);
  chosen.setSelectionRange(0, 6);
  paste(chosen, "x".repeat(10));
  paste(field("", -1), "x".repeat(100_000));
  paste(document.createElement("div"), "x".repeat(100_000));
  expect(toasts.value).toEqual([]);
});
