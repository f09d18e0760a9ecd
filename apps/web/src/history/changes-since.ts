import type { MemberId } from "@candor/core/person/member.ts";
import type { PageChange } from "@candor/document/page/changes-between.ts";
import { changesBetween } from "@candor/document/page/changes-between.ts";
import { fingerprintPage } from "@candor/document/page/fingerprint-page.ts";
import { observeEdited } from "@candor/document/page/observe-edited.ts";
import { foldImports } from "@candor/document/transfer/fold-imports.ts";
import { type ReadonlySignal, signal } from "@preact/signals";
import type { PageHandle } from "../offline/page-handle.ts";
import { thisTab } from "../offline/this-tab.ts";
import { followWriters } from "../page/who-wrote.ts";
import { atRest } from "../ui/at-rest.ts";
import { askWritersSince, followOnlyWriter } from "./only-writer.ts";
import { keepVisit, lastVisit, type Visit } from "./visits.ts";

export type ChangesSince = {
  since: string;
  changes: readonly PageChange[];
  /** whose all of them are; null where that is not known, or they are both's */
  by: MemberId | null;
};

const ABSENT_MILLISECONDS = 10 * 60_000; // a look at another tab is no absence

/**
 * Follows what others changed on a page since this device last showed it. What I edit meanwhile is left out, on another
 * device too; what I did elsewhere while this one was away is listed, since it shows it for the first time. The visit
 * ends, and the next list begins, when the page is hidden or left.
 */
export function watchChanges(handle: PageHandle): {
  changes: ReadonlySignal<ChangesSince | null>;
  /** asks the server once more whose they are, where that is not known */
  ask: () => void;
  /** they have been seen */
  dismiss: () => void;
  stop: () => void;
} {
  const changes = signal<ChangesSince | null>(null);
  const edited = new Set<string>();
  let before: Visit | null = null;
  let hiddenAt: number | null = null;
  let askedOf: Visit | null = null;
  const writer = followOnlyWriter();

  const compare = () => {
    if (!before || handle.state.peek() !== "ready") return;
    const found = changesBetween(before.fingerprint, handle.doc).filter((change) => !edited.has(subject(change)));
    const folded = foldImports(found, handle.doc);
    changes.value = found.length > 0 ? { since: before.at, changes: folded, by: writer.only() } : null;
    if (askedOf !== before) void ask();
  };
  const ask = async () => {
    const shown = changes.peek();
    if (!before || !handle.isCurrent.peek() || shown?.by !== null || !shown.changes.some(isUnsigned)) return;
    askedOf = before;
    if (await writer.ask(askWritersSince(thisTab().fetch, handle, before.point))) compare();
  };
  const begin = (visit: Visit | null) => {
    before = visit;
    askedOf = null;
    writer.forget();
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
    const by = writers.wrote(transaction);
    if (by === handle.member) for (const id of ids) edited.add(id);
    else writer.arrived(by);
    // Comparing reads the whole page: once for all that arrives in one go.
    schedule(compare);
  });
  const stopState = handle.state.subscribe((state) => {
    if (state === "ready") compare();
  });
  const stopCurrent = handle.isCurrent.subscribe((isCurrent) => {
    if (isCurrent) void ask();
  });
  document.addEventListener("visibilitychange", onVisibility);
  const visited = handle.ownKept.then(() => lastVisit(handle.pairId));
  void visited.then((visit) => {
    begin(visit);
    // On a first visit everything is new: what it begins with is read once the page has been drawn.
    if (!visit) void atRest().then(end);
  });

  return {
    changes,
    ask: () => void ask(),
    dismiss: () => {
      const visit = currentVisit(handle);
      void keepVisit(visit);
      begin(visit);
    },
    stop: () => {
      writer.forget();
      document.removeEventListener("visibilitychange", onVisibility);
      stopState();
      stopEdited();
      stopCurrent();
      writers.stop();
      cancelScheduled(compare);
      void end();
    },
  };
}

function currentVisit(handle: PageHandle): Visit {
  const { pairId, doc, point } = handle;
  return { pairId, at: new Date().toISOString(), fingerprint: fingerprintPage(doc), point: point && { ...point } };
}

/** Whether the page itself does not say whose it is. */
function isUnsigned({ type }: PageChange): boolean {
  return type === "topic_edited" || type === "welcome_edited";
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
