import { type Member, type MemberId, ROLES, type Role } from "@candor/core/person/member.ts";
import type { Pair } from "@candor/protocol/http/people.ts";

const NOBODY = { name: "", role: "peer", joined: false } as const;

/** The two of a pair by their seats; who is not known yet has no name. */
export function peopleOf(pair: Pick<Pair, "members"> | null): Record<MemberId, Member> {
  return { a: memberOf(pair, "a"), b: memberOf(pair, "b") };
}

function memberOf(pair: Pick<Pair, "members"> | null, id: MemberId): Member {
  const found = pair?.members.find((each) => each.member === id);
  if (!found) return { id, ...NOBODY };
  const { name, role, joined, left } = found;
  return { id, name, role: roleOf(role), joined, ...(left && { left }) };
}

function roleOf(role: string): Role {
  return ROLES.find((each) => each === role) ?? "peer";
}
