import { type Id, isId } from "../id.ts";
import { isMemberId, type MemberId } from "../person/member.ts";

/** The parts of a meeting, in the order in which it goes through them. */
export const LIVE_STEPS = ["kickoff", "agenda", "topics", "close"] as const;
export type LiveStep = (typeof LIVE_STEPS)[number];

/** Where in a meeting somebody is. `topic` is null but at the topics, and there where none is open. */
export type LivePlace = { step: LiveStep; topic: Id | null };

/** Where the two are together, as each device tells it the other. */
export type LivePointer = LivePlace & {
  meeting: Id;
  /** rises by one with every move; 0: nobody has moved yet, the place was read off the page */
  turn: number;
  /** seconds since the beginning when this was told, counted and not read off a clock */
  elapsed: number;
  /** seconds that the topic has had until then */
  spent: number;
};

const MAX_TURN = 100_000; // far beyond any meeting; a larger one is nonsense that nobody could ever move on from
export const MAX_ELAPSED = 4 * 3600; // seconds; whoever sits together longer than this has forgotten to end it

/** Reads what the other's device told. @returns null where it is nothing to go by. */
export function readLivePointer(value: unknown): LivePointer | null {
  if (typeof value !== "object" || value === null) return null;
  const { meeting, step, topic, turn, elapsed, spent } = value as Record<string, unknown>;
  const known = LIVE_STEPS.find((each) => each === step);
  if (!isId(meeting) || known === undefined || !isWithin(turn, MAX_TURN) || !Number.isInteger(turn)) return null;
  if (topic !== null && !isId(topic)) return null;
  return {
    meeting,
    step: known,
    topic: known === "topics" ? topic : null,
    turn,
    // A time out of all reason is left out; the place may well be right.
    elapsed: isWithin(elapsed, MAX_ELAPSED) ? elapsed : 0,
    spent: isWithin(spent, MAX_ELAPSED) ? spent : 0,
  };
}

function isWithin(value: unknown, most: number): value is number {
  return typeof value === "number" && value >= 0 && value <= most;
}

export type ToldPointer = { pointer: LivePointer; member: MemberId };

/** Reads an awareness state as the server relays it, stamped with who it is. */
export function readToldPointer(state: unknown): ToldPointer | null {
  if (typeof state !== "object" || state === null) return null;
  const { live, user } = state as { live?: unknown; user?: unknown };
  const member: unknown = typeof user === "object" && user !== null && "member" in user ? user.member : null;
  const pointer = readLivePointer(live);
  return pointer && isMemberId(member) ? { pointer, member } : null;
}

/**
 * Seconds since a meeting began, by two clocks that may be a day apart or have been set meanwhile: only what can be is
 * believed. @returns null where that tells nothing.
 */
export function elapsedSince(startedAt: string | null, now: Temporal.Instant): number | null {
  const began = startedAt === null ? Number.NaN : Date.parse(startedAt);
  const elapsed = (now.epochMilliseconds - began) / 1000;
  return elapsed >= 0 && elapsed <= MAX_ELAPSED ? elapsed : null;
}
