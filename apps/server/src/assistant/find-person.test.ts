import type { ApiPage } from "@candor/protocol/http/api.ts";
import { expect, test } from "vitest";
import { findPerson } from "./find-person.ts";

const pages = [pageWith("p1", "Sam Ito"), pageWith("p2", "Samira"), pageWith("p3", "Zoë Bell")];

test.each([
  ["the whole name", "samira", "p2"],
  ["the beginning of a name, without its accents", "zoe", "p3"],
  ["the last name", "Ito", "p1"],
  ["the page's id", "p3", "p3"],
])("somebody is found by %s", (_by, called, page) => {
  expect(findPerson(pages, called)).toMatchObject({ type: "one", page: { id: page } });
});

test("where several are called so, each is named with their page", () => {
  expect(findPerson(pages, "sam")).toEqual({ type: "several", names: ["Sam Ito (p1)", "Samira (p2)"] });
});

test("where nobody is called so, all names are given", () => {
  expect(findPerson(pages, "Lee")).toEqual({ type: "none", names: ["Sam Ito", "Samira", "Zoë Bell"] });
  expect(findPerson(pages, " ").type).toBe("none");
});

function pageWith(id: string, name: string): ApiPage {
  return {
    ...{ id, me: "a", createdAt: "2026-11-01T08:00:00Z", archived: false },
    members: [
      { member: "a", name: "Ana", role: "manager", joined: true },
      { member: "b", name, role: "report", joined: true },
    ],
  };
}
