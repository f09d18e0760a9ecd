import type { Page } from "@candor/core/page/page.ts";
import { startText } from "../print/when.ts";
import { historyTexts } from "./texts.ts";

const texts = historyTexts.changes;

/** How a place on a page is called in a sentence. */
export function placeNamer(page: Pick<Page, "meetings">): (place: string) => string {
  return (place) => {
    if (place === "hopper") return texts.hopper;
    const meeting = page.meetings.find((each) => each.id === place);
    return texts.meeting(meeting?.start ? startText(meeting.start) : null);
  };
}

export function startName(start: string | null): string {
  return start === null ? texts.noTime : startText(start);
}
