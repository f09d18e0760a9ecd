import { otherMember } from "@candor/core/person/member.ts";
import { pairs } from "../people/my-people.ts";
import { peopleOf } from "../people/people-of.ts";

/** Whom I meet on a page; empty where this device does not know. */
export function nameOf(pairId: string): string {
  const pair = pairs.value.find(({ id }) => id === pairId);
  return pair ? peopleOf(pair)[otherMember(pair.me)].name : "";
}
