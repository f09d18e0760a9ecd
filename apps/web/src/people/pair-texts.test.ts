import { plainText } from "@candor/core/notes/note-node.ts";
import { writeWelcome } from "@candor/core/page/write-welcome.ts";
import { expect, test } from "vitest";
import { pairTexts } from "./pair-texts.ts";

const settings = { everyWeeks: 1, minutes: 30 };

test("a welcome by somebody who has not told their name reads well to both", () => {
  const ana = { name: pairTexts.unnamed("manager"), role: "manager" } as const;
  const sam = { name: pairTexts.unnamed("report"), role: "report" } as const;
  expect(plainText(writeWelcome({ settings, from: ana, to: { name: "Sam", role: "report" } }))).toContain(
    "The manager may put one topic on top",
  );
  expect(plainText(writeWelcome({ settings, from: sam, to: { name: "Ana", role: "manager" } }))).toContain(
    "This meeting is the direct’s: what the direct wants to talk about comes first. Ana may put",
  );
});
