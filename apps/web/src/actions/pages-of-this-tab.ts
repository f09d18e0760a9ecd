import { otherMember } from "@candor/core/person/member.ts";
import { computed } from "@preact/signals";
import { thisTab } from "../offline/this-tab.ts";
import { pairs } from "../people/my-people.ts";
import type { KnownPair } from "../people/people.ts";
import { peopleOf } from "../people/people-of.ts";
import type { MyPagesParts } from "./my-pages.ts";

/** What `MyPages` needs of this tab. */
export function partsOfThisTab(): MyPagesParts {
  const { pages } = thisTab();
  return {
    open: (pairId: string) => pages.open(pairId),
    release: (pairId: string) => pages.release(pairId),
    people: (pairId: string) => computed(() => peopleOf(pairOf(pairId))),
  };
}

function pairOf(pairId: string): KnownPair | null {
  return pairs.value.find(({ id }) => id === pairId) ?? null;
}

/** Whom I meet on a page; empty where this device does not know. */
export function nameOf(pairId: string): string {
  const pair = pairOf(pairId);
  return pair ? peopleOf(pair)[otherMember(pair.me)].name : "";
}
