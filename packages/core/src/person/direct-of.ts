import type { Member, MemberId } from "./member.ts";

/** The one the meeting belongs to; null between peers, where it belongs to both. */
export function directOf(people: Readonly<Record<MemberId, Pick<Member, "role">>>): MemberId | null {
  if (isSenior(people.a)) return "b";
  return isSenior(people.b) ? "a" : null;
}

/** The one who may put one topic first and always has backups; null between peers. */
export function managerOf(people: Readonly<Record<MemberId, Pick<Member, "role">>>): MemberId | null {
  if (isSenior(people.a)) return "a";
  return isSenior(people.b) ? "b" : null;
}

function isSenior({ role }: Pick<Member, "role">): boolean {
  return role === "manager" || role === "skip_manager" || role === "mentor";
}
