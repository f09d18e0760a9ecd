import type { Id } from "@candor/core/id.ts";
import { nextMeeting } from "@candor/core/meeting/next-meeting.ts";
import type { Page } from "@candor/core/page/page.ts";
import { cutExcerpt } from "@candor/core/search/cut-excerpt.ts";
import type { SearchEntry } from "@candor/core/search/search-topics.ts";
import type { PairingText } from "@candor/document/pairing/searched-pairing.ts";

/** One thing on a page of mine that can be found by its words. */
export type PageEntry = SearchEntry & {
  type: "topic" | "action" | "pairing";
  pairId: string;
  /** the name of the other person of the pair */
  person: string;
  /** of the topic, action, session or friction on its page */
  thing: Id;
  /** how much of the body are its notes; the rest is what else it is found by */
  notesLength: number;
  /** where it stands */
  place: { type: "hopper" | "next" | "action" | "pairing" } | { type: "meeting"; start: string | null };
};

/**
 * What can be found on one page. The bin is left out.
 *
 * @param notesOf the plain text of a topic's notes.
 * @param pairing what the two wrote down side by side.
 */
export function entriesOfPage(
  pairId: string,
  person: string,
  page: Page,
  notesOf: (topic: Id) => string,
  pairing: readonly PairingText[] = [],
): PageEntry[] {
  const next = nextMeeting(page)?.id ?? null;
  const starts = new Map(page.meetings.map((meeting) => [meeting.id, meeting.start]));
  const topics = page.topics
    .filter((topic) => topic.state !== "binned")
    .map((topic): PageEntry => {
      const notes = notesOf(topic.id);
      return {
        type: "topic",
        id: `topic:${pairId}:${topic.id}`,
        pairId,
        person,
        thing: topic.id,
        title: topic.title,
        body: [notes, topic.theme ?? "", person].join("\n"),
        notesLength: notes.length,
        at: topic.createdAt,
        place:
          topic.place === "hopper"
            ? { type: "hopper" }
            : topic.place === next
              ? { type: "next" }
              : { type: "meeting", start: starts.get(topic.place) ?? null },
      };
    });
  const actions = page.actions
    .filter((action) => action.state !== "binned")
    .map(
      (action): PageEntry => ({
        type: "action",
        id: `action:${pairId}:${action.id}`,
        pairId,
        person,
        thing: action.id,
        title: action.text,
        body: `\n${person}`,
        notesLength: 0,
        at: action.createdAt,
        place: { type: "action" },
      }),
    );
  const paired = pairing.map(
    ({ id, title, body, at }): PageEntry => ({
      ...{ type: "pairing", id: `pairing:${pairId}:${id}`, pairId, person, thing: id, title, at },
      ...{ body: `${body}\n${person}`, notesLength: body.length, place: { type: "pairing" } },
    }),
  );
  return [...topics, ...actions, ...paired];
}

/** The piece of an entry's notes around the place where it was found; "" where it was not found in its notes. */
export function excerpt({ body, notesLength }: PageEntry, at: number | null, length = 90): string {
  if (at === null || at >= notesLength) return "";
  return cutExcerpt(body.slice(0, notesLength), at, length);
}
