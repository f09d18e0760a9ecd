import type { Id } from "@candor/core/id.ts";
import { type AskedQuestion, askedQuestions } from "@candor/core/question/asked-questions.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { type ReadonlySignal, signal } from "@preact/signals";
import * as Y from "yjs";
import { applyUpdate } from "../offline/apply-update.ts";
import type { ReadStoredPage, SearchedPage } from "../search/device-index.ts";

/** With whom a question was asked, and when. */
export type AskedWith = AskedQuestion & { name: string };

const byQuestion = signal<ReadonlyMap<Id, readonly AskedWith[]>>(new Map());

/** As far as this device holds my pages; the latest with each person, latest first. */
export const askedOnDevice: ReadonlySignal<ReadonlyMap<Id, readonly AskedWith[]>> = byQuestion;

/** Reads the pages from this device, one after the other so that typing goes on meanwhile. */
export async function readAsked(pages: readonly SearchedPage[], readStored: ReadStoredPage): Promise<void> {
  const found = new Map<Id, Map<string, AskedWith>>();
  for (const { pairId, name } of pages) {
    const stored = await readStored(pairId);
    if (stored === null) continue;
    for (const asked of askedIn(stored)) {
      const withEach = found.get(asked.question) ?? new Map<string, AskedWith>();
      withEach.set(pairId, { ...asked, name }); // they come oldest first
      found.set(asked.question, withEach);
    }
  }
  const latestFirst = (left: AskedWith, right: AskedWith) =>
    Number(left.day < right.day) - Number(left.day > right.day);
  byQuestion.value = new Map([...found].map(([question, by]) => [question, [...by.values()].sort(latestFirst)]));
}

function askedIn(updates: readonly Uint8Array[]): AskedQuestion[] {
  const doc = new Y.Doc();
  try {
    doc.transact(() => {
      for (const update of updates) applyUpdate(doc, update);
    });
    return askedQuestions(readPage(doc));
  } finally {
    doc.destroy();
  }
}
