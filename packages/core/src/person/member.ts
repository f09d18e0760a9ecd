/**
 * One of the two seats of a pair. The page names seats, never accounts, so that a person who joins later, or claims an
 * account, has nothing to rewrite.
 */
export type MemberId = "a" | "b";

/** Who takes part in an artifact, of whom there may be many, by number. */
export type CoWriterId = `p${number}`;

export const MEMBERS: readonly MemberId[] = ["a", "b"];

export function isMemberId(value: unknown): value is MemberId {
  return value === "a" || value === "b";
}

export function otherMember(member: MemberId): MemberId {
  return member === "a" ? "b" : "a";
}

/** What a pair's relation makes of each seat. */
export const ROLES = ["manager", "report", "skip_manager", "skip_report", "mentor", "mentee", "peer"] as const;

export type Role = (typeof ROLES)[number];

export type Member = {
  id: MemberId;
  name: string;
  role: Role;
  /** false until the person has opened the invitation */
  joined: boolean;
  /** whoever had the seat has left; nobody else comes into it */
  left?: boolean;
};
