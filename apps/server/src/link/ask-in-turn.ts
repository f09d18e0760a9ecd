const AT_ONCE = 8;
const AT_ONE_HOST = 3;
const WAITING = 200;
const REST_MILLISECONDS = 60_000; // a host that does not answer is left alone for so long

export type AskInTurn = {
  /** @returns undefined where it is not asked now: too many wait, or the host did not answer shortly before. */
  run<Found>(host: string, ask: () => Promise<Found>, hasFailed: (found: Found) => boolean): Promise<Found | undefined>;
};

/**
 * Asks a few at once, and of one host fewer, so that a slow one keeps nobody else waiting.
 *
 * @param ticks milliseconds that never run backwards
 */
export function createAskInTurn(ticks: () => number): AskInTurn {
  const waiting: { host: string; begin: () => void }[] = [];
  const running = new Map<string, number>(); // by host
  const resting = new Map<string, number>();
  let all = 0;
  const isFree = (host: string) => all < AT_ONCE && (running.get(host) ?? 0) < AT_ONE_HOST;
  const isResting = (host: string) => (resting.get(host) ?? Number.NEGATIVE_INFINITY) > ticks();
  const take = (host: string) => {
    all += 1;
    running.set(host, (running.get(host) ?? 0) + 1);
  };
  const giveBack = (host: string) => {
    all -= 1;
    const left = (running.get(host) ?? 1) - 1;
    if (left > 0) running.set(host, left);
    else running.delete(host);
    const next = waiting.findIndex((each) => isFree(each.host));
    if (next < 0) return;
    const [each] = waiting.splice(next, 1);
    if (!each) return;
    take(each.host); // before anybody else comes
    each.begin();
  };
  return {
    async run(host, ask, hasFailed) {
      if (isResting(host)) return undefined;
      if (isFree(host)) take(host);
      else if (waiting.length >= WAITING) return undefined;
      else await new Promise<void>((begin) => waiting.push({ host, begin }));
      try {
        if (isResting(host)) return undefined;
        const found = await ask();
        if (hasFailed(found)) {
          if (resting.size > 1_000) resting.clear();
          resting.set(host, ticks() + REST_MILLISECONDS);
        }
        return found;
      } finally {
        giveBack(host);
      }
    },
  };
}
