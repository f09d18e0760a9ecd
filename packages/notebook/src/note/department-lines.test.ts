import { expect, test } from "vitest";
import * as Y from "yjs";
import { readDepartmentLines, setDepartmentLine } from "./department-lines.ts";
import { readIndex } from "./read-index.ts";

function twoDevices(): [Y.Doc, Y.Doc, () => void] {
  const [one, other] = [new Y.Doc(), new Y.Doc()];
  const sync = () => {
    Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
  };
  return [one, other, sync];
}

test("two devices that add one line at once have one line, with what either typed", () => {
  const [one, other, sync] = twoDevices();
  setDepartmentLine(one, "Support", "theme:t1", { wording: "Nights are long." });
  setDepartmentLine(other, "Support", "theme:t1", { doing: "A second rota.", people: 4 });
  sync();
  const line = {
    ...{ department: "Support", subject: "theme:t1", wording: "Nights are long.", doing: "A second rota." },
    ...{ people: 4, tellsFew: false, isOff: false },
  };
  expect(readDepartmentLines(one)).toEqual([line]);
  expect(readDepartmentLines(other)).toEqual([line]);
});

test("a line that was taken off comes back with what was typed", () => {
  const index = new Y.Doc();
  setDepartmentLine(index, "", "own:Parking", { wording: "Too few spaces." });
  setDepartmentLine(index, "", "own:Parking", { isOff: true });
  expect(readDepartmentLines(index)).toMatchObject([{ isOff: true, wording: "Too few spaces." }]);
  setDepartmentLine(index, "", "own:Parking", { isOff: false });
  expect(readDepartmentLines(index)).toMatchObject([{ isOff: false, wording: "Too few spaces." }]);
});

test("what is no line is passed over, and the rest of the notebook knows nothing of lines", () => {
  const index = new Y.Doc();
  const map = index.getMap("departmentLines");
  for (const key of ["", "{}", "[1,2,3]", '["a","b"]', '["a","b","c","d"]', '["a","b","unknown"]']) map.set(key, "x");
  setDepartmentLine(index, "Support", "own:Half \uD800 a pair", { people: 2 });
  map.set(JSON.stringify(["Support", "own:Wrong", "people"]), -1);
  expect(readDepartmentLines(index).map(({ subject, people }) => [subject, people])).toEqual([
    ["b", null],
    ["own:Half \uFFFD a pair", 2],
    ["own:Wrong", null],
  ]);
  expect(readIndex(index)).toMatchObject({ themes: [], documents: [] });
});
