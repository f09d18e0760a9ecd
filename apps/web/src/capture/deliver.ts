import { effect, type ReadonlySignal } from "@preact/signals";
import type { PageHandle } from "../offline/page-handle.ts";
import { undoable } from "../page/undoable.ts";
import { addCaptured, type Captured, takeBackCaptured } from "./captured.ts";
import { forgetCaptured, inbox, readInbox } from "./inbox.ts";

/** Opens a page without showing it. */
export type OpenPage = (pairId: string) => { handle: PageHandle; close: () => void };

/** `isSpent`: whether it was taken off the page again by key; null where it stood there before. */
export type Delivered = { isSpent: ReadonlySignal<boolean> | null };

const GIVE_UP_MILLISECONDS = 5_000; // a page that is not on this device, and no server to ask

/**
 * Brings a captured thought onto its page. It stays in the inbox until the page is safe with it, so that a tab that
 * dies in between loses nothing; the next start brings it again.
 *
 * @returns null where it does not stand on the page but waits in the inbox.
 */
export async function deliver(captured: Captured, openPage: OpenPage): Promise<Delivered | null> {
  if (captured.pairId === null) return null;
  const { handle, close } = openPage(captured.pairId);
  const isReady = await until(
    () => handle.state.value,
    (state) => state === "ready",
    (state) => state === "missing",
  );
  if (!isReady || handle.access.peek().type !== "write") {
    close();
    return null;
  }
  const step = undoable(handle.undo, () => addCaptured(handle.doc, handle.editor(), captured));
  void isSafe(handle).then(async (safe) => {
    if (safe) await forgetCaptured(captured);
    close();
  });
  return { isSpent: step?.isSpent ?? null };
}

/** Brings whatever an earlier visit could not. */
export async function deliverWaiting(openPage: OpenPage): Promise<void> {
  await readInbox();
  for (const captured of inbox.peek()) if (captured.pairId !== null) await deliver(captured, openPage);
}

export async function takeBack(captured: Captured, openPage: OpenPage): Promise<void> {
  await forgetCaptured(captured);
  if (captured.pairId === null) return;
  const { handle, close } = openPage(captured.pairId);
  const isReady = await until(
    () => handle.state.value,
    (state) => state === "ready",
    (state) => state === "missing",
  );
  if (isReady) takeBackCaptured(handle.doc, handle.editor(), captured);
  await isSafe(handle);
  close();
}

/** Waits until the server, or at least this device, has all of a page on disk. */
export function isSafe(handle: PageHandle): Promise<boolean> {
  return until(
    () => handle.sync.value,
    (sync) => sync.type === "saved" || ("onDevice" in sync && sync.onDevice && sync.type !== "refused"),
    (sync) => sync.type === "refused",
  );
}

/** Waits for a signal to hold what is wanted. @returns false if it never will, or not in time. */
function until<T>(read: () => T, wanted: (value: T) => boolean, hopeless: (value: T) => boolean): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), GIVE_UP_MILLISECONDS);
  const stop = effect(() => {
    const value = read();
    if (wanted(value)) resolve(true);
    else if (hopeless(value)) resolve(false);
  });
  return promise.finally(() => {
    clearTimeout(timer);
    stop();
  });
}
