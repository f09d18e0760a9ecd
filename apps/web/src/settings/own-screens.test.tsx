// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test } from "vitest";
import { texts } from "../people/texts.ts";
import { OwnScreens } from "./own-screens.tsx";

afterEach(() => render(null, document.body));

test("an address of the settings that leads nowhere says so, and shows nobody else's screen", () => {
  act(() => render(<OwnScreens params={{ part: "nowhere" }} path="/settings/nowhere" />, document.body));
  expect(document.body.querySelector("h1")?.textContent).toBe(texts.missing.title);
  expect(document.body.querySelectorAll("button")).toHaveLength(0);
  expect(document.body.querySelector("a")?.getAttribute("href")).toBe("/");
});
