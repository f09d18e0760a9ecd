import type { Action } from "@candor/core/action/action.ts";
import type { Meeting } from "@candor/core/meeting/meeting.ts";
import { nextMeeting } from "@candor/core/meeting/next-meeting.ts";
import type { Page } from "@candor/core/page/page.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { topicsIn } from "@candor/core/topic/topics-in.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { signal } from "@preact/signals";
import * as Y from "yjs";
import { readStoredPage } from "../offline/this-tab.ts";

/** What one page says about the days ahead. */
export type PairDay = {
  next: Meeting | null;
  /** open topics on the next agenda */
  topics: number;
  /** my open actions, soonest due first, those without a date last */
  mine: Action[];
};

/** By pair, as far as this device holds their pages. */
export const pairDays = signal<ReadonlyMap<string, PairDay>>(new Map());

/** Reads the pages of pairs from this device, one after the other so that typing goes on meanwhile. */
export async function readPairDays(pairs: readonly { id: string; me: MemberId }[]): Promise<void> {
  for (const pair of pairs) {
    const updates = await readStoredPage(pair.id);
    if (!updates) continue;
    const day = pairDay(readUpdates(updates), pair.me);
    pairDays.value = new Map([...pairDays.peek(), [pair.id, day]]);
  }
}

export function pairDay(page: Page, me: MemberId): PairDay {
  const next = nextMeeting(page);
  const topics = next === null ? [] : topicsIn(page, next.id).filter((topic) => topic.state === "open");
  const mine = page.actions
    .filter((action) => action.state === "open" && action.owner === me)
    .sort((left, right) => ((left.due ?? "9999") < (right.due ?? "9999") ? -1 : 1));
  return { next, topics: topics.length, mine };
}

function readUpdates(updates: readonly Uint8Array[]): Page {
  const doc = new Y.Doc();
  try {
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
    return readPage(doc);
  } finally {
    doc.destroy();
  }
}
