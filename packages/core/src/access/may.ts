import type { MemberId } from "../person/member.ts";

/** What somebody wants to do with a pair and its page. */
export type PairRequest =
  /** read and write the page, read its past, see and change names and roles, see invitations */
  | { action: "take_part" }
  /** see whether a meeting was worth the time to one of the two, who has said so */
  | { action: "see_worth"; of: MemberId; saidMine: boolean }
  | { action: "invite"; otherSeatIsTaken: boolean; isFrozen: boolean }
  | { action: "revoke_invitation"; offeredSeat: MemberId };

export type AccessVerdict =
  | { type: "allowed" }
  /** whoever has no seat is told what they would be told if there were no such pair */
  | { type: "denied"; why: "no_seat" | "seat_taken" | "page_frozen" | "own_seat" | "own_answer_missing" };

const ALLOWED: AccessVerdict = { type: "allowed" };

/**
 * Who may do what to a pair. Both seats have the same rights; nobody else has any, whatever else they are to this server.
 *
 * @param seat null: the actor has no seat in the pair.
 */
export function may(seat: MemberId | null, request: PairRequest): AccessVerdict {
  if (seat === null) return { type: "denied", why: "no_seat" };
  switch (request.action) {
    case "take_part":
      return ALLOWED;
    case "see_worth":
      // Whoever could look first would answer what pleases.
      return request.of === seat || request.saidMine ? ALLOWED : { type: "denied", why: "own_answer_missing" };
    case "invite":
      if (request.otherSeatIsTaken) return { type: "denied", why: "seat_taken" };
      // Whoever came now would read what was closed before they had any part in it.
      return request.isFrozen ? { type: "denied", why: "page_frozen" } : ALLOWED;
    case "revoke_invitation":
      // Taking back the invitation one came by would be leaving, which is another wish and asked for in another way.
      return request.offeredSeat === seat ? { type: "denied", why: "own_seat" } : ALLOWED;
  }
}
