import { expect, test } from "vitest";
import { sayHandoff } from "./say-handoff.ts";

const ana = { person: "ana", name: "Ana" };
const ben = { person: "ben", name: "Ben" };
const cem = { person: "cem", name: "Cem" };
const change = { direct: ben, former: ana, next: null, onlyLetter: false, today: "2026-11-26" };

test("where nobody follows a manager, the direct is told who leads them no more, and the manager whom they lead no more", () => {
  const toCome = { ...change, day: "2026-11-27" };
  expect(sayHandoff({ ...toCome, iAm: "direct" })).toMatch(/^From .*27 November on you no longer report to Ana/);
  expect(sayHandoff({ ...toCome, iAm: "former" })).toMatch(/^From .*27 November on Ben no longer reports to you/);
  expect(sayHandoff({ ...change, day: "2026-11-20", iAm: "former" })).toMatch(/^Since .* Ben no longer reports to you/);
});

test("each of the three is told a change of manager from where they stand", () => {
  const to = (iAm: "direct" | "former" | "next") => sayHandoff({ ...change, next: cem, day: "2026-11-27", iAm });
  expect(to("direct")).toMatch(/you report to Cem/);
  expect(to("former")).toMatch(/Ben reports to Cem/);
  expect(to("next")).toMatch(/Ben, who was with Ana, reports to you/);
});
