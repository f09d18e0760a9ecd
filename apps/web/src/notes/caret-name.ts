import { isMemberId, type MemberId } from "@candor/core/person/member.ts";
import { texts } from "./texts.ts";

/**
 * What the one who writes is called: as on this page, since the name that came with their caret is from when they
 * connected and may have been given since.
 */
export function caretName(user: unknown, names: Readonly<Record<MemberId, string>> | undefined): string {
  if (typeof user !== "object" || user === null) return texts.unknownMember;
  const known = names && "member" in user && isMemberId(user.member) ? names[user.member] : "";
  const told = "name" in user && typeof user.name === "string" ? user.name : "";
  return known || told || texts.unknownMember;
}
