import { effect } from "@preact/signals";
import { inbox, readInbox } from "../capture/inbox.ts";
import { thisTab } from "../offline/this-tab.ts";

const PATIENCE = 5000; // milliseconds for what waits to reach the server

/**
 * Sends what still waits on this device, as far as the server can be reached.
 *
 * @returns how many changes it does not have even then.
 */
export async function countUnsent(): Promise<number> {
  const { store, pages, environment } = thisTab();
  const waiting = (await (await store)?.countWaiting().catch(() => null)) ?? new Map<string, number>();
  const counts = await Promise.all(
    [...waiting].map(async ([page, count]) => {
      const handle = pages.open(page);
      await handle.loaded; // what waits is known from then on
      const isSaved = await new Promise<boolean>((resolve) => {
        const giveUp = environment.later(PATIENCE, () => resolve(false));
        effect(function () {
          if (handle.sync.value.type !== "saved") return;
          giveUp();
          resolve(true);
          this.dispose();
        });
      });
      pages.release(page);
      return isSaved ? 0 : count;
    }),
  );
  await readInbox();
  const captured = inbox.peek().length; // on no page yet
  return counts.reduce((sum, count) => sum + count, 0) + captured + (await countNotes());
}

async function countNotes(): Promise<number> {
  const { countUnsentNotes } = await import("../notebook/count-unsent-notes.ts");
  return countUnsentNotes();
}
