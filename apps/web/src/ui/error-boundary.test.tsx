// @vitest-environment happy-dom
import { render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import { ErrorBoundary } from "./error-boundary.tsx";
import { texts } from "./texts.ts";

afterEach(() => vi.restoreAllMocks());

function Breaks(): never {
  throw new Error("it broke");
}

async function drawn(isKept: boolean, onExport?: () => Promise<void>): Promise<HTMLElement> {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const root = document.createElement("div");
  render(
    <>
      <p>before</p>
      <ErrorBoundary what="This page" isKept={() => isKept} {...(onExport && { onExport })}>
        <Breaks />
      </ErrorBoundary>
    </>,
    root,
  );
  await vi.waitFor(() => expect(root.querySelector("[role=alert]")).not.toBeNull());
  return root;
}

test("what breaks says so in its place, and the rest stands", async () => {
  const root = await drawn(true);
  expect(root.textContent).toContain("before");
  expect(root.textContent).toContain(texts.broken.kept);
  expect([...root.querySelectorAll("button")].map((button) => button.textContent)).toEqual([texts.broken.reload]);
  expect(console.error).toHaveBeenCalledWith(expect.objectContaining({ message: "it broke" }));
});

test("words are not called kept where only this tab has them", async () => {
  const root = await drawn(false);
  expect(root.textContent).toContain(texts.broken.onlyHere);
  expect(root.textContent).not.toContain(texts.broken.kept);
});

test("the page can be exported, and an export that fails is told", async () => {
  const root = await drawn(true, () => Promise.reject(new Error("no file")));
  const [, exporting] = root.querySelectorAll("button");
  exporting?.click();
  await vi.waitFor(() => expect(root.textContent).toContain(texts.broken.cannotExport));
});
