import { foldText } from "@candor/core/fold-text.ts";
import type { Id } from "@candor/core/id.ts";
import { nextMeeting } from "@candor/core/meeting/next-meeting.ts";
import type { Page } from "@candor/core/page/page.ts";

/** One thing on a page of mine that can be found by its words. */
export type SearchEntry = {
  type: "topic" | "action";
  pairId: string;
  /** the name of the other person of the pair */
  person: string;
  id: Id;
  title: string;
  /** the text of its notes */
  notes: string;
  /** what it is found by: title, person, theme and notes, folded; the title comes first */
  folded: string;
  /** where it stands */
  place: { type: "hopper" | "next" | "action" } | { type: "meeting"; start: string | null };
  /** discussed, done, let go: found after what is open */
  isClosed: boolean;
};

/**
 * What can be found on one page. The bin is left out.
 *
 * @param notesOf the plain text of a topic's notes.
 */
export function entriesOfPage(
  pairId: string,
  person: string,
  page: Page,
  notesOf: (topic: Id) => string,
): SearchEntry[] {
  const next = nextMeeting(page)?.id ?? null;
  const starts = new Map(page.meetings.map((meeting) => [meeting.id, meeting.start]));
  const topics = page.topics
    .filter((topic) => topic.state !== "binned")
    .map((topic): SearchEntry => {
      const notes = notesOf(topic.id);
      return {
        type: "topic",
        pairId,
        person,
        id: topic.id,
        title: topic.title,
        notes,
        folded: foldText([topic.title, person, topic.theme ?? "", notes].join("\n")),
        place:
          topic.place === "hopper"
            ? { type: "hopper" }
            : topic.place === next
              ? { type: "next" }
              : { type: "meeting", start: starts.get(topic.place) ?? null },
        isClosed: topic.state !== "open",
      };
    });
  const actions = page.actions
    .filter((action) => action.state !== "binned")
    .map(
      (action): SearchEntry => ({
        type: "action",
        pairId,
        person,
        id: action.id,
        title: action.text,
        notes: "",
        folded: foldText(`${action.text}\n${person}`),
        place: { type: "action" },
        isClosed: action.state !== "open",
      }),
    );
  return [...topics, ...actions];
}
