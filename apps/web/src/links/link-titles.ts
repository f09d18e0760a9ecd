import { type LinkTitle, type LinkTitles, MAX_LINKS_ASKED } from "@candor/protocol/http/link.ts";
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { thisTab } from "../offline/this-tab.ts";
import { type ApiResult, callApi } from "../people/api-client.ts";
import { hostOf } from "./find-addresses.ts";

/** Asks the server for what is known of links, under the address at which those of a page or of an artifact are asked for. */
export type AskTitles = (path: string, addresses: string[]) => Promise<ApiResult<LinkTitles>>;

type Known = { shown: Signal<LinkTitle | null>; askedAt: number | null };

const AGAIN_MILLISECONDS = 10 * 60_000; // as the server keeps a state
const MAX_KNOWN = 2_000;
const MAX_ADDRESS_LENGTH = 2_000; // characters; the server asks no longer ones

export type LinkTitlesHere = {
  /** What is shown beside a link; it comes later, or not at all. Asked for with others that are wanted just now. */
  titleOf(path: string, href: string): ReadonlySignal<LinkTitle | null>;
  /** Asks once more for what got no answer. */
  goOn(): void;
};

/**
 * What links lead to, kept in this tab alone.
 *
 * @param soon runs something in a moment, so that links that are drawn together are asked for together
 */
export function createLinkTitles(ask: AskTitles, soon: (run: () => void) => void, now: () => number): LinkTitlesHere {
  const known = new Map<string, Known>();
  const wanted = new Map<string, Set<string>>(); // addresses by path
  let isPlanned = false;

  const plan = () => {
    if (isPlanned) return;
    isPlanned = true;
    soon(flush);
  };
  const flush = () => {
    isPlanned = false;
    for (const [path, addresses] of wanted) {
      // By hosts: a slow one keeps no other waiting.
      const hosts = Map.groupBy(addresses, hostOf);
      for (const those of hosts.values())
        for (let from = 0; from < those.length; from += MAX_LINKS_ASKED)
          void send(path, those.slice(from, from + MAX_LINKS_ASKED));
    }
    wanted.clear();
  };
  const send = async (path: string, addresses: string[]) => {
    const result = await ask(path, addresses);
    for (const address of addresses) {
      const entry = known.get(keyOf(path, address));
      if (!entry) continue;
      if (result.type === "unreachable") entry.askedAt = null;
      else if (result.type === "problem") entry.shown.value = null;
      else entry.shown.value = result.value.links.find((each) => each.address === address) ?? null;
    }
  };
  const want = (path: string, href: string, entry: Known) => {
    entry.askedAt = now();
    const those = wanted.get(path) ?? new Set();
    wanted.set(path, those.add(href));
    plan();
  };

  return {
    titleOf(path, href) {
      const key = keyOf(path, href);
      const entry = known.get(key) ?? { shown: signal<LinkTitle | null>(null), askedAt: null };
      if (known.size > MAX_KNOWN) known.clear();
      known.set(key, entry);
      const isOld = entry.askedAt === null || entry.askedAt + AGAIN_MILLISECONDS < now();
      if (isOld && isOfTheWeb(href)) want(path, href, entry);
      return entry.shown;
    },
    goOn() {
      for (const [key, entry] of known) {
        const [path = "", href = ""] = key.split(" ");
        if (entry.askedAt === null && isOfTheWeb(href)) want(path, href, entry);
      }
    },
  };
}

const keyOf = (path: string, href: string) => `${path} ${href}`;

function isOfTheWeb(href: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(href) && !/\s/.test(href) && href.length <= MAX_ADDRESS_LENGTH;
}

let here: LinkTitlesHere | null = null;

/** Those of this tab. */
export function linkTitles(): LinkTitlesHere {
  if (here) return here;
  here = createLinkTitles(
    (path, addresses) => callApi(thisTab().fetch, { method: "POST", path, body: { addresses } }),
    (run) => setTimeout(run, 50),
    () => Date.now(),
  );
  addEventListener("online", here.goOn);
  return here;
}

export const pageLinksPath = (pair: string) => `/api/pairs/${encodeURIComponent(pair)}/link-titles`;

export const artifactLinksPath = (artifact: string) => `/api/artifacts/${encodeURIComponent(artifact)}/link-titles`;
