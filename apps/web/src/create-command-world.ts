import { otherMember } from "@candor/core/person/member.ts";
import type { Search, SearchHit } from "@candor/protocol/http/search.ts";
import { computed } from "@preact/signals";
import type { CommandWorld } from "./commands/command-world.ts";
import { openPage, readStoredPage, releasePage, thisTab } from "./offline/this-tab.ts";
import { texts } from "./page/texts.ts";
import { callApi } from "./people/api-client.ts";
import { pairs } from "./people/my-people.ts";
import { peopleOf } from "./people/people-of.ts";

/** What commands and overlays need of the rest of the app. @param go shows the screen of an address. */
export function createCommandWorld(go: (path: string) => void): CommandWorld {
  return {
    people: computed(() =>
      pairs.value.map((pair) => ({ pairId: pair.id, name: peopleOf(pair)[otherMember(pair.me)].name })),
    ),
    names: (pairId) => {
      const { a, b } = peopleOf(pairs.value.find((each) => each.id === pairId) ?? null);
      return { a: a.name || texts.otherMissing, b: b.name || texts.otherMissing };
    },
    openPage: (pairId) => ({ handle: openPage(pairId), close: () => releasePage(pairId) }),
    readStored: readStoredPage,
    searchServer: async (query) => {
      const body: Search = { words: query };
      const result = await callApi<SearchHit[]>(thisTab().fetch, { method: "POST", path: "/api/search", body });
      return result.type === "ok" ? result.value : [];
    },
    isOnline: computed(() => thisTab().socket.link.value !== "down"),
    go,
  };
}
