import { fingerprintAgain } from "@candor/document/page/fingerprint-page.ts";
import { touchedThings } from "@candor/document/page/touched-things.ts";
import type * as Y from "yjs";
import type { PageHandle } from "../offline/page-handle.ts";
import { changeVisit, changeVisitNow, type Visit } from "./visits.ts";

type EditedPage = Pick<PageHandle, "pairId" | "doc" | "page">;

const REST_TIMES = 4; // of the time that keeping took: a page of many years is written down less often while one types

type Keeping = { touched: Set<string> /** not committed yet */; writing: ReadonlySet<string>; done: Promise<void> };

const keeping = new Map<EditedPage, Keeping>();

/**
 * Takes what I edit on a page into its kept visit as I do it, on whatever screen: what I did myself is no news when the
 * page is loaded next, however the tab ended. What a tab had no time to keep waits in the outbox, is found there and
 * kept by the next.
 *
 * @param transaction an edit of mine, or the one that put what was found in the outbox into the document.
 * @returns when it is kept, with what came meanwhile.
 */
export function keepOwnEdit(page: EditedPage, transaction: Y.Transaction): Promise<void> {
  const ids = touchedThings(page.doc, transaction);
  if (!transaction.local) return keepFound(page, ids);
  const running = keeping.get(page);
  if (running) {
    for (const id of ids) running.touched.add(id);
    return running.done;
  }
  if (ids.size === 0) return Promise.resolve();
  const begun: Keeping = { touched: ids, writing: new Set(), done: Promise.resolve() };
  keeping.set(page, begun);
  begun.done = keepAll(page, begun).finally(() => keeping.delete(page));
  return begun.done;
}

/** Keeps at once what is waiting to be kept: the tab may end. */
export function keepOwnEditsNow(): void {
  for (const [page, { touched, writing }] of keeping) {
    const ids = new Set([...touched, ...writing]);
    touched.clear();
    if (ids.size > 0) changeVisitNow(page.pairId, withThings(page, ids));
  }
}

if (typeof document !== "undefined") {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keepOwnEditsNow();
  });
}

async function keepFound(page: EditedPage, ids: ReadonlySet<string>): Promise<void> {
  if (ids.size > 0) await changeVisit(page.pairId, withThings(page, ids));
}

async function keepAll(page: EditedPage, state: Keeping): Promise<void> {
  while (state.touched.size > 0) {
    const beganAt = performance.now();
    state.writing = new Set(state.touched);
    state.touched.clear();
    await changeVisit(page.pairId, withThings(page, state.writing));
    state.writing = new Set();
    await pause((performance.now() - beganAt) * REST_TIMES);
  }
}

function withThings({ doc, page }: EditedPage, ids: ReadonlySet<string>): (visit: Visit) => Visit {
  return (visit) => ({ ...visit, fingerprint: fingerprintAgain(visit.fingerprint, doc, page.peek(), ids) });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
