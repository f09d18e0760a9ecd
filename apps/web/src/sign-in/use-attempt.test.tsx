// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ApiResult } from "../people/api-client.ts";
import { type Attempt, useAttempt } from "./use-attempt.tsx";

const account = vi.hoisted(() => ({ answer: {} as ApiResult<{ email: string }> }));
vi.mock("./sign-in-api.ts", () => ({ readAccount: () => Promise.resolve(account.answer) }));
vi.mock("./ways-in.tsx", () => ({
  WaysIn: ({ email, onDone }: { email: string; onDone: () => void }) => (
    <button type="button" onClick={onDone}>
      {email}
    </button>
  ),
}));

const notFresh: ApiResult<never> = { type: "problem", name: "not_fresh", status: 403, title: "Sign in again." };
let root: HTMLElement;
let attempt: Attempt;

function Place() {
  const { attempt: given, proof } = useAttempt({ why: "The program will act for you.", to: "/settings/device" });
  attempt = given;
  return proof;
}

beforeEach(() => {
  account.answer = { type: "ok", value: { email: "ana@example.org" } };
  root = document.body.appendChild(document.createElement("div"));
  act(() => render(<Place />, root));
});

afterEach(() => {
  render(null, root);
  root.remove();
});

/** What the server answers until they have shown who they are, and after it. */
function served<T>(value: T) {
  let isFresh = false;
  const run = vi.fn(async (): Promise<ApiResult<T>> => (isFresh ? { type: "ok", value } : notFresh));
  const becomeFresh = () => {
    isFresh = true;
  };
  return { run, becomeFresh };
}

const asked = () => vi.waitFor(() => expect(root.querySelector("dialog")?.textContent).toContain("Is it you?"));

test("who signed in just now is not asked again", async () => {
  expect(await attempt(async () => ({ type: "ok", value: "no" }))).toEqual({ type: "ok", value: "no" });
  expect(root.querySelector("dialog")).toBeNull();
});

test("what somebody answered stands once they have shown that it is them: a no stays a no", async () => {
  const { run, becomeFresh } = served({ granted: false });
  const done = attempt(run);
  await asked();
  expect(root.querySelector("dialog")?.textContent).toContain("The program will act for you.");
  const way = [...root.querySelectorAll("button")].find(({ textContent }) => textContent === "ana@example.org");
  becomeFresh();
  act(() => way?.click());
  expect(await done).toEqual({ type: "ok", value: { granted: false } });
  expect(root.querySelector("dialog")).toBeNull();
});

test("who closes the question has done nothing", async () => {
  const { run } = served("anything");
  const done = attempt(run);
  await asked();
  act(() => root.querySelector<HTMLButtonElement>("button[aria-label=Close]")?.click());
  expect(await done).toBeNull();
  expect(run).toHaveBeenCalledTimes(1);
});

test("where the server goes away in between, that is said instead", async () => {
  account.answer = { type: "unreachable" };
  expect(await attempt(served("anything").run)).toEqual({ type: "unreachable" });
  expect(root.querySelector("dialog")).toBeNull();
});
