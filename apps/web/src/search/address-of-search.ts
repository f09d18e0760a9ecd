import type { SearchFilter } from "./found.ts";
import { searchTexts } from "./search-texts.ts";
import type { Time } from "./span-of.ts";

/** What somebody looks for, as they chose it; `person` is a page, "" is anybody. */
export type Sought = { words: string; person: string; kind: SearchFilter["kind"]; time: Time };

const MAX_WORDS = 1000; // characters that an address carries
const PAGE_ID = /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

/**
 * The address that brings the same search back. What is looked for stands behind the `#`, which a browser keeps to itself:
 * no log of a server or a proxy has it, and no place that a link leads to. What is looked for in private notes alone stays
 * out of the browser's history as well; that it is looked for there does not.
 */
export function addressOfSearch({ words, person, kind, time }: Sought): string {
  const said = new URLSearchParams({
    ...(words.trim() === "" || kind === "private" ? {} : { q: words.slice(0, MAX_WORDS).toWellFormed() }),
    ...(person === "" ? {} : { with: person }),
    ...(kind === "all" ? {} : { kind }),
    ...(time === "any" ? {} : { written: time }),
  }).toString();
  return said === "" ? "/search" : `/search#${said}`;
}

/** What an address looks for. What it says that is no choice is passed over, as anybody may have written it. */
export function readSought({ hash, search }: { hash: string; search: string }): Sought {
  const said = new URLSearchParams(hash.slice(1));
  const [person, kind, time] = [said.get("with") ?? "", said.get("kind") ?? "", said.get("written") ?? ""];
  return {
    // Addresses from before had the words in the query.
    words: (said.get("q") ?? new URLSearchParams(search).get("q") ?? "").slice(0, MAX_WORDS),
    person: PAGE_ID.test(person) ? person : "",
    kind: isOf(searchTexts.kinds, kind) ? kind : "all",
    time: isOf(searchTexts.times, time) ? time : "any",
  };
}

function isOf<Key extends string>(choices: Readonly<Record<Key, string>>, key: string): key is Key {
  return Object.hasOwn(choices, key);
}
