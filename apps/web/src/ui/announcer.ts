/** How often at most the other person's doings are told, so that a screen reader can be listened to meanwhile. */
export const REMOTE_PAUSE_MILLISECONDS = 5_000;
const TOLD_AT_ONCE = 3;

type Timers = { after: (milliseconds: number, run: () => void) => void; now: () => number };

/**
 * Decides what a screen reader is told, and when. One's own doings are told at once; what the other person does is
 * gathered and told at most once in five seconds.
 */
export function createAnnouncer(tell: (text: string) => void, andMore: (count: number) => string, timers: Timers) {
  const waiting = new Map<string, string>();
  let lastRemote = Number.NEGATIVE_INFINITY;
  let isPlanned = false;

  const flush = () => {
    isPlanned = false;
    lastRemote = timers.now();
    const shown = [...waiting.values()].slice(0, TOLD_AT_ONCE);
    const rest = waiting.size - shown.length;
    waiting.clear();
    tell([...shown, ...(rest > 0 ? [andMore(rest)] : [])].join(". "));
  };

  return {
    own: tell,
    /** @param about what it is about: of several things told about one, the last is told. */
    remote(text: string, about = text): void {
      waiting.set(about, text);
      if (isPlanned) return;
      isPlanned = true;
      timers.after(Math.max(0, lastRemote + REMOTE_PAUSE_MILLISECONDS - timers.now()), flush);
    },
  };
}
