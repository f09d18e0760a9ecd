import { type ChannelKind, knowsRepeats } from "./channel.ts";

/** How a delivery stands. "unsure": it may have been taken; nobody sends it again without being told to. */
export const DELIVERY_STATES = ["waiting", "sending", "sent", "unsure", "failed", "given_up"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What came of one try. */
export type DeliveryOutcome =
  | { type: "answered"; status: number; retryAfterMilliseconds: number | null }
  /** nothing was answered; `mayHaveArrived` false: nothing of it left here */
  | { type: "unanswered"; mayHaveArrived: boolean }
  /** the address leads inside, or elsewhere */
  | { type: "not_allowed" }
  | { type: "redirected" }
  /** the server that tried ended in the middle of it */
  | { type: "cut_off" }
  /** what is needed to send it is gone: the channel, its secret, the server's mail */
  | { type: "no_way" };

export const DELIVERY_FAULTS = [
  "gone",
  "refused",
  "not_allowed",
  "redirected",
  "no_way",
  "too_long",
  "busy",
  "unreachable",
  "no_answer",
] as const;
export type DeliveryFault = (typeof DELIVERY_FAULTS)[number];

export type DeliveryVerdict =
  | { type: "sent" }
  /** `asked`: the receiver wants all of this channel to wait until then */
  | { type: "again"; waitMilliseconds: number; why: DeliveryFault; asked: boolean }
  | { type: "unsure"; why: DeliveryFault }
  | { type: "failed"; why: DeliveryFault };

const SECOND = 1000; // milliseconds
const WAITS = [5, 15, 60, 300, 900, 3600, 10_800].map((seconds) => seconds * SECOND);
const MOST_TRIES = 12; // then about a day has gone by

/**
 * What a try comes to. What was surely not taken is tried again. What may have been taken is tried again only where the
 * receiver knows it for the same; else it would stand there twice, and that is for a person to decide.
 *
 * @param tries how many there were, this one among them.
 */
export function judgeDelivery(kind: ChannelKind, outcome: DeliveryOutcome, tries: number): DeliveryVerdict {
  switch (outcome.type) {
    case "answered":
      return judgeAnswer(kind, outcome, tries);
    case "unanswered":
      if (!outcome.mayHaveArrived) return again("unreachable", tries);
      return knowsRepeats(kind) ? again("no_answer", tries) : { type: "unsure", why: "no_answer" };
    case "cut_off":
      return knowsRepeats(kind) ? again("no_answer", tries) : { type: "unsure", why: "no_answer" };
    case "not_allowed":
    case "redirected":
    case "no_way":
      return { type: "failed", why: outcome.type };
  }
}

function judgeAnswer(
  kind: ChannelKind,
  { status, retryAfterMilliseconds: asked }: Extract<DeliveryOutcome, { type: "answered" }>,
  tries: number,
): DeliveryVerdict {
  if (status >= 200 && status < 300) return { type: "sent" };
  if (status >= 300 && status < 400) return { type: "failed", why: "redirected" };
  // By these a receiver says itself that it took nothing (RFC 6585, RFC 9110 15.6.4).
  if (status === 429 || status === 503) return again("busy", tries, asked);
  if (status === 401 || status === 403 || status === 404 || status === 410) return { type: "failed", why: "gone" };
  if (status === 413) return { type: "failed", why: "too_long" };
  if (status < 500 && status !== 408 && status !== 425) return { type: "failed", why: "refused" };
  // A gateway answers so for a receiver of which it knows nothing.
  return knowsRepeats(kind) ? again("busy", tries, asked) : { type: "unsure", why: "no_answer" };
}

function again(why: DeliveryFault, tries: number, asked: number | null = null): DeliveryVerdict {
  if (tries >= MOST_TRIES) return { type: "failed", why };
  const wait = WAITS[Math.min(tries, WAITS.length) - 1] ?? 0;
  return { type: "again", waitMilliseconds: Math.max(wait, asked ?? 0), why, asked: asked !== null };
}

/** What a person may still do about a delivery. */
export function mayStill(state: DeliveryState): { tryAgain: boolean; giveUp: boolean } {
  return {
    tryAgain: state === "unsure" || state === "failed" || state === "waiting" || state === "given_up",
    giveUp: state === "unsure" || state === "failed" || state === "waiting",
  };
}
