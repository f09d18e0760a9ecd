const MOST_WAITING = 8;
const MOST_ANONYMOUS = MOST_WAITING / 2;

/** Who waits for a plan. Whoever is not known at all counts as signed up. */
export type Waiter = { userId: string | null; isAnonymous: boolean };

/** `full`: there was no place, or one who is signed up has it now; `left`: no longer wanted */
export type QueueAnswer = "turn" | "full" | "left";

export type PlanQueue = {
  wait(who: Waiter, signal?: AbortSignal): Promise<QueueAnswer>;
  /** Whose turn it is goes on. @returns whether there was anybody. */
  next(): boolean;
  size(): number;
  /** Lets all go on. */
  clear(): void;
};

type Place = Waiter & { end(answer: QueueAnswer): void };

/**
 * Those who wait, one place a person: who is signed up and who is anonymous in turns, and of each kind the one who came
 * first. Accounts without a name cost nothing, so however many there are, they hold half of the places at most, and make
 * room for who is signed up.
 */
export function createPlanQueue(): PlanQueue {
  const places: Place[] = [];
  let wasAnonymous = true;

  function take(place: Place, answer: QueueAnswer): void {
    places.splice(places.indexOf(place), 1);
    place.end(answer);
  }

  /** @returns whether there is room for one more. */
  function makeRoom({ userId, isAnonymous }: Waiter): boolean {
    const own = userId === null ? undefined : places.find((each) => each.userId === userId);
    if (own) take(own, "left"); // what is asked now is wanted instead
    const anonymous = places.filter((each) => each.isAnonymous);
    if (isAnonymous) return places.length < MOST_WAITING && anonymous.length < MOST_ANONYMOUS;
    const last = anonymous.at(-1);
    if (places.length >= MOST_WAITING && last) take(last, "full");
    return places.length < MOST_WAITING;
  }

  return {
    wait(who, signal) {
      if (signal?.aborted) return Promise.resolve("left");
      if (!makeRoom(who)) return Promise.resolve("full");
      return new Promise((resolve) => {
        const leave = () => take(place, "left");
        const place: Place = {
          ...who,
          end(answer) {
            signal?.removeEventListener("abort", leave);
            resolve(answer);
          },
        };
        places.push(place);
        signal?.addEventListener("abort", leave, { once: true });
      });
    },
    next() {
      const chosen = places.find(({ isAnonymous }) => isAnonymous !== wasAnonymous) ?? places[0];
      if (chosen === undefined) return false;
      wasAnonymous = chosen.isAnonymous;
      take(chosen, "turn");
      return true;
    },
    size: () => places.length,
    clear() {
      for (const place of [...places]) take(place, "turn");
    },
  };
}
