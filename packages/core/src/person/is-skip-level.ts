import type { Member, MemberId } from "./member.ts";

/** Whether one of the two is the manager's manager of the other. */
export function isSkipLevel({ a, b }: Readonly<Record<MemberId, Pick<Member, "role">>>): boolean {
  return a.role === "skip_manager" || b.role === "skip_manager";
}
