const LONGEST_WAIT_MS = 10_000; // what somebody looks for may never come

let coming = Promise.resolve();

/**
 * Says that something is on its way that somebody looks for: until it shows, nobody is at rest, and what can wait does
 * not take the network from it.
 *
 * @returns says that it shows, or is not looked for any more.
 */
export function lookedFor(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, LONGEST_WAIT_MS);
  coming = Promise.all([coming, promise]).then(() => undefined);
  return () => {
    clearTimeout(timer);
    resolve();
  };
}

/** Resolves once everything that is looked for shows and the browser has nothing better to do. */
export async function atRest(): Promise<void> {
  await idle(); // what is drawn first says what it waits for
  for (let seen: Promise<void> | null = null; seen !== coming; await seen) seen = coming;
  await idle();
}

function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), { timeout: 1000 });
    else setTimeout(resolve, 200); // Safari
  });
}
