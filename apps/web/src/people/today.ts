import type { Action } from "@candor/core/action/action.ts";
import type { Meeting } from "@candor/core/meeting/meeting.ts";
import { nextMeeting } from "@candor/core/meeting/next-meeting.ts";
import type { Page } from "@candor/core/page/page.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { topicsIn } from "@candor/core/topic/topics-in.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { shown } from "@candor/document/page/shown.ts";
import { effect, signal } from "@preact/signals";
import * as Y from "yjs";
import { applyUpdate } from "../offline/apply-update.ts";
import { openPage, readStoredPage, releasePage } from "../offline/this-tab.ts";

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

const MOST_FOLLOWED = 30; // an open page costs memory

/**
 * Reads the pages of pairs, one after the other so that typing goes on meanwhile: first what this device keeps of them,
 * then what the server has, which is followed from then on.
 *
 * @returns ends it.
 */
export function followPairDays(pairs: readonly { id: string; me: MemberId }[]): () => void {
  const ends: (() => void)[] = [];
  let isOver = false;
  const tell = (id: string, page: Page, me: MemberId) => {
    if (page.schemaVersion > 0) pairDays.value = new Map([...pairDays.peek(), [id, pairDay(page, me)]]);
  };
  void (async () => {
    for (const { id, me } of pairs) {
      const updates = await readStoredPage(id);
      if (updates && !isOver) tell(id, readUpdates(updates), me);
    }
    for (const { id, me } of pairs.slice(0, MOST_FOLLOWED)) {
      if (isOver) return;
      const handle = openPage(id);
      ends.push(() => releasePage(id));
      if ("loaded" in handle) await handle.loaded;
      if (isOver) return; // the page was given back meanwhile
      ends.push(effect(() => tell(id, handle.page.value, me)));
    }
  })();
  return () => {
    isOver = true;
    for (const end of ends.reverse()) end();
  };
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
      for (const update of updates) applyUpdate(doc, update);
    });
    return shown(readPage(doc));
  } finally {
    doc.destroy();
  }
}
