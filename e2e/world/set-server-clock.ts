import { setClock } from "./set-clock.ts";

const LONG_MILLISECONDS = 600_000;
const SOON_MILLISECONDS = 1_000;

// Loaded by Node before the server, and before each of its threads.
setClock(Number(process.env.AHEAD_MILLISECONDS ?? 0));
if (process.env.IS_HURRYING === "yes") {
  const later = globalThis.setTimeout;
  const soon = (run: () => void, milliseconds = 0) =>
    later(run, milliseconds >= LONG_MILLISECONDS ? SOON_MILLISECONDS : milliseconds);
  globalThis.setTimeout = Object.assign(soon, later);
}
