import type { MemberId } from "@candor/core/person/member.ts";
import { computed, signal } from "@preact/signals";
import { openPage, readStoredPage, releasePage } from "../offline/this-tab.ts";
import { pairs } from "../people/my-people.ts";
import type { KnownPair } from "../people/people.ts";
import type { CommandWorld } from "./command-world.ts";
import { commandTexts } from "./texts.ts";

/** The app as it runs in this tab. */
export function thisWorld(go: (path: string) => void): CommandWorld {
  return {
    people: computed(() =>
      pairs.value
        .filter((pair) => pair.standing !== "ended")
        .map((pair) => ({ pairId: pair.id, name: nameOf(pair, pair.me === "a" ? "b" : "a") })),
    ),
    names: (pairId) => {
      const pair = pairs.value.find((each) => each.id === pairId);
      return { a: nameOf(pair, "a"), b: nameOf(pair, "b") };
    },
    openPage: (pairId) => ({ handle: openPage(pairId), close: () => releasePage(pairId) }),
    readStored: readStoredPage,
    isOnline,
    go,
  };
}

const isOnline = signal(navigator.onLine);
addEventListener("online", () => {
  isOnline.value = true;
});
addEventListener("offline", () => {
  isOnline.value = false;
});

function nameOf(pair: KnownPair | undefined, member: MemberId): string {
  const name = pair?.members.find((each) => each.member === member)?.name.trim();
  if (name) return name;
  return pair?.me === member ? commandTexts.you : commandTexts.theOther;
}
