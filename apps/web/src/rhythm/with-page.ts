import { effect } from "@preact/signals";
import type { PageHandle } from "../offline/page-handle.ts";
import { openPage, releasePage } from "../offline/this-tab.ts";

const GIVE_UP_MILLISECONDS = 8_000; // a page that is not on this device, and no server to ask

/**
 * Does something with a page that is not shown, once it has been read.
 *
 * @returns null where it cannot be read, or not be written, just now.
 */
export async function withPage<T>(pairId: string, work: (handle: PageHandle) => T): Promise<T | null> {
  const handle = openPage(pairId);
  try {
    const isReady = await ready(handle);
    return isReady && handle.access.peek().type === "write" ? work(handle) : null;
  } finally {
    releasePage(pairId);
  }
}

/** The same with a page that may be archived: for reading alone. */
export async function withPageRead<T>(pairId: string, work: (handle: PageHandle) => T): Promise<T | null> {
  const handle = openPage(pairId);
  try {
    return (await ready(handle)) ? work(handle) : null;
  } finally {
    releasePage(pairId);
  }
}

function ready(handle: PageHandle): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), GIVE_UP_MILLISECONDS);
  const stop = effect(() => {
    const state = handle.state.value;
    if (state !== "loading") resolve(state === "ready");
  });
  return promise.finally(() => {
    clearTimeout(timer);
    stop();
  });
}
