// @vitest-environment happy-dom
import type { AgendaItem } from "@candor/protocol/http/all-hands.ts";
import { render } from "preact";
import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import { AgendaRow } from "../all-hands/agenda-row.tsx";
import { BoardPreview } from "./board-preview.tsx";

const said = {
  title: "Our mission is written down",
  text: "Two of us wrote it.\nSay what is missing.",
  link: "https://candor.example.org/artifacts/1",
  from: "Olga",
  workspace: "Acme",
};

test("what one reads before it goes up for the all-hands stands on its agenda then, in the same order", () => {
  const root = document.body.appendChild(document.createElement("div"));
  act(() => render(<BoardPreview announcement={said} />, root));
  const before = [...root.querySelectorAll(".announce-card p")].map((each) => each.textContent ?? "");
  const { title, text, link, from: presenter } = said;
  const item = {
    ...{ id: "1", kind: "announcement", title, text, link, presenter },
    ...{ people: null, minutes: 5, done: false, carried: 0 },
  } as AgendaItem;
  const none = () => undefined;
  const props = { item, begins: 0, at: 0, count: 1, mayLead: false, isDragged: false, move: none };
  act(() =>
    render(
      <ul>
        <AgendaRow {...props} onDrag={none} onDropHere={none} client={{} as never} act={async () => true} />
      </ul>,
      root,
    ),
  );
  const there = root.textContent ?? "";
  expect(before).toEqual(["Announcement", title, text, "Read it", "Olga"]);
  const places = before.map((words) => there.indexOf(words));
  expect(places).toEqual([...places].sort((left, right) => left - right));
  expect(places).not.toContain(-1);
  render(null, root);
  root.remove();
});
