// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepFocus } from "./keep-focus.ts";

let root: HTMLElement;
keepFocus(document, (run) => queueMicrotask(run));

beforeEach(() => {
  root = document.body.appendChild(document.createElement("div"));
});

afterEach(() => {
  render(null, root);
  root.remove();
});

const draw = (what: preact.ComponentChild) => act(() => render(what, root));
const button = (name: string) => [...root.querySelectorAll("button")].find(({ textContent }) => textContent === name);

/** Goes to a button and presses it, by a key. */
function press(name: string): void {
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  button(name)?.focus();
}

const hasFocus = (of: () => Element | null | undefined) => vi.waitFor(() => expect(document.activeElement).toBe(of()));

test("a button that is replaced by a form gives the focus to its first field", async () => {
  draw(
    <section>
      <h2>Links</h2>
      <div>
        <button type="button">Make a link</button>
      </div>
    </section>,
  );
  press("Make a link");
  draw(
    <section>
      <h2>Links</h2>
      <form>
        <p>For how long</p>
        <input />
      </form>
    </section>,
  );
  await hasFocus(() => root.querySelector("input"));
});

test("where words alone take its place, the heading above has the focus", async () => {
  draw(
    <main>
      <h1>What is our mission?</h1>
      <section>
        <h2>Comments</h2>
        <div>
          <button type="button">Settled</button>
        </div>
      </section>
    </main>,
  );
  press("Settled");
  draw(
    <main>
      <h1>What is our mission?</h1>
      <section>
        <h2>Comments</h2>
        <p>Settled by Ana</p>
      </section>
    </main>,
  );
  await hasFocus(() => root.querySelector("h2"));
});

test("what comes into the place a moment later takes the focus from the heading", async () => {
  const drawn = (what: preact.ComponentChild) =>
    draw(
      <section>
        <h2>Who is in it</h2>
        {what}
      </section>,
    );
  drawn(<button type="button">Invite somebody</button>);
  press("Invite somebody");
  drawn(<p>Reading…</p>);
  await hasFocus(() => root.querySelector("h2"));
  drawn(<select />);
  await hasFocus(() => root.querySelector("select"));
});

test("a form that opens elsewhere in the same part is what the button asked for, and gives the focus back to it", async () => {
  const drawn = (isOpen: boolean) =>
    draw(
      <main>
        <h1>Artifacts</h1>
        <div>
          <input aria-label="Find" />
          {!isOpen && <button type="button">Start one</button>}
        </div>
        <p>None yet</p>
        {isOpen && (
          <form>
            <select />
            <button type="button">Leave it</button>
          </form>
        )}
      </main>,
    );
  drawn(false);
  press("Start one");
  drawn(true);
  await hasFocus(() => root.querySelector("select"));
  press("Leave it");
  drawn(false);
  await hasFocus(() => button("Start one"));
});

test("where a button asks once more, a key pressed twice throws nothing away", async () => {
  draw(
    <section>
      <button type="button">Take it away</button>
    </section>,
  );
  press("Take it away");
  draw(
    <section>
      <div role="alert">
        <button type="button" class="button-danger">
          Yes, for good
        </button>
        <button type="button">Keep it</button>
      </div>
    </section>,
  );
  await hasFocus(() => button("Keep it"));
});

test("of a list the next one is next, and after the last the one before it", async () => {
  const drawn = (...names: string[]) =>
    draw(
      <section>
        <h2>Tokens</h2>
        <ul>
          {names.map((name) => (
            <li key={name}>
              <button type="button">{name}</button>
            </li>
          ))}
        </ul>
      </section>,
    );
  drawn("one", "two", "three");
  press("two");
  drawn("one", "three");
  await hasFocus(() => button("three"));
  drawn("one");
  await hasFocus(() => button("one"));
  drawn();
  await hasFocus(() => root.querySelector("h2"));
});

test("a button that could not be pressed for a moment has the focus again", async () => {
  draw(<button type="button">Look again</button>);
  press("Look again");
  draw(
    <button type="button" disabled>
      Look again
    </button>,
  );
  button("Look again")?.blur(); // as a browser does
  draw(<button type="button">Look again</button>);
  await hasFocus(() => button("Look again"));
});

test("whatever a part gives the focus to keeps it", async () => {
  draw(
    <section>
      <h2>Links</h2>
      <button type="button">One</button>
      <button type="button">Other</button>
    </section>,
  );
  press("One");
  draw(
    <section>
      <h2>Links</h2>
      <input />
      <button type="button">Other</button>
    </section>,
  );
  button("Other")?.focus();
  await new Promise<void>((done) => queueMicrotask(() => queueMicrotask(done)));
  expect(document.activeElement).toBe(button("Other"));
});

test("whoever uses a mouse or a finger, or leaves a thing by Escape, is left alone", async () => {
  const drawn = (more: preact.ComponentChild) =>
    draw(
      <>
        <button type="button">One</button>
        {more}
      </>,
    );
  drawn(null);
  press("One");
  button("One")?.blur();
  drawn(<p>More</p>);
  await new Promise<void>((done) => queueMicrotask(() => queueMicrotask(done)));
  expect(document.activeElement).toBe(document.body);

  button("One")?.focus();
  document.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  draw(<input />);
  await new Promise<void>((done) => queueMicrotask(() => queueMicrotask(done)));
  expect(document.activeElement).toBe(document.body);
});
