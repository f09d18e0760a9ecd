import type { PageChange } from "@candor/document/page/changes-between.ts";
import { changesBetween } from "@candor/document/page/changes-between.ts";
import { fingerprintPage } from "@candor/document/page/fingerprint-page.ts";
import { observeEdited } from "@candor/document/page/observe-edited.ts";
import { foldImports } from "@candor/document/transfer/fold-imports.ts";
import { type ReadonlySignal, signal } from "@preact/signals";
import type { PageHandle } from "../offline/page-handle.ts";
import { followWriters } from "../page/who-wrote.ts";
import { atRest } from "../ui/at-rest.ts";
import { keepVisit, lastVisit, type Visit } from "./visits.ts";

export type ChangesSince = { since: string; changes: readonly PageChange[] };

const ABSENT_MILLISECONDS = 10 * 60_000; // a look at another tab is no absence

/**
 * Follows what others changed on a page since this device last showed it. What I edit meanwhile is left out, on another
 * device too; what I did elsewhere while this one was away is listed, since it shows it for the first time. The visit
 * ends, and the next list begins, when the page is hidden or left.
 */
export function watchChanges(handle: PageHandle): {
  changes: ReadonlySignal<ChangesSince | null>;
  /** they have been seen */
  dismiss: () => void;
  stop: () => void;
} {
  const changes = signal<ChangesSince | null>(null);
  const edited = new Set<string>();
  let before: Visit | null = null;
  let hiddenAt: number | null = null;

  const compare = () => {
    if (!before || handle.state.peek() !== "ready") return;
    const found = changesBetween(before.fingerprint, handle.doc).filter((change) => !edited.has(subject(change)));
    changes.value = found.length > 0 ? { since: before.at, changes: foldImports(found, handle.doc) } : null;
  };
  const begin = (visit: Visit | null) => {
    before = visit;
    edited.clear();
    compare();
  };
  const end = async () => {
    if (handle.state.peek() !== "ready") return;
    await keepVisit(currentVisit(handle));
  };
  const onVisibility = () => {
    if (document.visibilityState === "hidden") {
      hiddenAt = performance.now();
      void end();
      return;
    }
    if (hiddenAt !== null && performance.now() - hiddenAt > ABSENT_MILLISECONDS) {
      void lastVisit(handle.pairId).then(begin);
    }
    hiddenAt = null;
  };

  const writers = followWriters(handle.awareness, handle.member);
  const stopEdited = observeEdited(handle.doc, (ids, transaction) => {
    if (writers.wrote(transaction) === handle.member) for (const id of ids) edited.add(id);
    // Comparing reads the whole page: once for all that arrives in one go.
    schedule(compare);
  });
  const stopState = handle.state.subscribe((state) => {
    if (state === "ready") compare();
  });
  document.addEventListener("visibilitychange", onVisibility);
  void lastVisit(handle.pairId).then((visit) => {
    begin(visit);
    // On a first visit everything is new: what it begins with is read once the page has been drawn.
    if (!visit) void atRest().then(end);
  });

  return {
    changes,
    dismiss: () => {
      const visit = currentVisit(handle);
      void keepVisit(visit);
      begin(visit);
    },
    stop: () => {
      document.removeEventListener("visibilitychange", onVisibility);
      stopState();
      stopEdited();
      writers.stop();
      cancelScheduled(compare);
      void end();
    },
  };
}

function currentVisit(handle: PageHandle): Visit {
  return { pairId: handle.pairId, at: new Date().toISOString(), fingerprint: fingerprintPage(handle.doc) };
}

function subject(change: PageChange): string {
  if ("id" in change) return change.id;
  return change.type === "welcome_edited" ? "welcome" : "settings";
}

const scheduled = new Map<() => void, ReturnType<typeof setTimeout>>();
const TOGETHER_MILLISECONDS = 250;

function schedule(run: () => void): void {
  if (scheduled.has(run)) return;
  scheduled.set(
    run,
    setTimeout(() => {
      scheduled.delete(run);
      run();
    }, TOGETHER_MILLISECONDS),
  );
}

function cancelScheduled(run: () => void): void {
  clearTimeout(scheduled.get(run));
  scheduled.delete(run);
}
