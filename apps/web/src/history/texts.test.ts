import type { Id } from "@candor/core/id.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type { PageChange } from "@candor/document/page/changes-between.ts";
import { expect, test } from "vitest";
import { changeText } from "./texts.ts";

const notes: PageChange = { type: "topic_edited", id: "1" as Id, title: "Growth", parts: ["title", "notes"] };
const welcome: PageChange = { type: "welcome_edited" };

function said(change: PageChange, by: MemberId | null): string {
  const names = { a: "Ana", b: "Ben" };
  return changeText(change, { names, me: "a", by, placeName: (place) => place, startName: (start) => start ?? "" });
}

test("a text that changed is said to be the other's, mine, or just to have changed", () => {
  expect(said(notes, "b")).toBe("Ben changed the title and notes of “Growth”");
  expect(said(notes, "a")).toBe("You changed the title and notes of “Growth”");
  expect(said(notes, null)).toBe("“Growth”: title and notes changed");
  expect(said(welcome, "b")).toBe("Ben edited the welcome");
  expect(said(welcome, null)).toBe("The welcome was edited");
});
