// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test, vi } from "vitest";
import { useDraft } from "./use-draft.ts";

afterEach(() => {
  render(null, document.body);
  localStorage.clear();
  vi.restoreAllMocks();
});

type FieldProps = { name: string | null; first?: string };

function Field({ name, first }: FieldProps) {
  const draft = useDraft(name, first);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        draft.value = first ?? "";
      }}
    >
      <input value={draft} onInput={(event) => (draft.value = event.currentTarget.value)} />
    </form>
  );
}

function open(props: FieldProps): HTMLInputElement {
  act(() => render(<Field {...props} />, document.body));
  return document.querySelector("input") as HTMLInputElement;
}

/** As a tab that dies: nothing of it is taken down in order. */
function die(): void {
  document.body.replaceChildren();
  (document.body as { __k?: unknown }).__k = undefined;
}

function type(field: HTMLInputElement, words: string): void {
  act(() => {
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

const send = () => act(() => void document.querySelector("form")?.dispatchEvent(new Event("submit")));

test("what was typed when a tab died is there again", () => {
  type(open({ name: "p1.topic" }), "What we said about the split of the team");
  die();
  expect(open({ name: "p1.topic" }).value).toBe("What we said about the split of the team");
  die();
  expect(open({ name: "p2.topic" }).value).toBe("");
});

test("each letter is kept by the time it is typed, for a tab can die before it is drawn", () => {
  const field = open({ name: "p1.topic" });
  field.value = "What we learned";
  field.dispatchEvent(new Event("input", { bubbles: true })); // outside of act, which skips the wait for a frame
  expect(localStorage.getItem("candor.draft.p1.topic")).toBe("What we learned");
});

test("what was sent is not there again, nor on this device", () => {
  type(open({ name: "p1.topic" }), "Growth");
  send();
  expect(localStorage.length).toBe(0);
  die();
  expect(open({ name: "p1.topic" }).value).toBe("");
});

test("a field that began with words keeps what was made of them, and nothing while they are as they were", () => {
  type(open({ name: "t1", first: "We hire" }), "We hire two");
  die();
  const field = open({ name: "t1", first: "We hire" });
  expect(field.value).toBe("We hire two");
  type(field, "We hire");
  expect(localStorage.length).toBe(0);
});

test("what is not to lie here in the clear is kept nowhere", () => {
  type(open({ name: null }), "What I think of Sam");
  expect(localStorage.length).toBe(0);
});

test("what another tab has sent leaves this one's field, unless something else was typed here", () => {
  type(open({ name: "p1.topic" }), "Growth");
  die();
  const field = open({ name: "p1.topic" });
  const sentElsewhere = () =>
    act(() => void dispatchEvent(new StorageEvent("storage", { key: "candor.draft.p1.topic", newValue: null })));
  type(field, "Growth plan");
  sentElsewhere();
  expect(field.value).toBe("Growth plan");
  type(field, "Growth");
  sentElsewhere();
  expect(field.value).toBe("");
});

test("where a browser keeps nothing one types all the same", () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new Error("full");
  });
  vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
    throw new Error("forbidden");
  });
  const field = open({ name: "p1.topic" });
  type(field, "Growth");
  expect(field.value).toBe("Growth");
});
