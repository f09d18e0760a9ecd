import { type Id, isId } from "@candor/core/id.ts";
import { safeHref } from "@candor/core/notes/note-node.ts";
import { byTime } from "@candor/core/pairing/arrange-pairing.ts";
import {
  FEELINGS,
  FRICTION_KINDS,
  FRICTION_STATES,
  type FrictionOwner,
  GAP_STATES,
  PAIRING_KINDS,
  type PairingSession,
  type PairingThing,
} from "@candor/core/pairing/pairing.ts";
import { isMemberId } from "@candor/core/person/member.ts";
import type * as Y from "yjs";
import { isDay } from "../day.ts";
import { entriesOf, oneOf, pageMap, stringOf, textOf } from "../roots.ts";

/** Before a time at which it had been fixed: it came back. A key each, so that two who say so at once count once. */
export const CAME_BACK = "back:";

/** Before the name of an owner who is neither of the two. */
const BY_NAME = "@";

/** Where issues go, as the two last said; in the map of the page's settings. */
export const TRACKER = "issueTracker";

const MAX_INSTANT_LENGTH = 40;

/** What a pairing's things have beside their text, for `mendPage` to keep before anything else. */
export const PAIRING_KEYS = [
  ...["what", "session", "at", "binnedAt", "kind", "link", "finishedAt", "ordinal", "feeling", "gapOf", "gap"],
  ...["severity", "fixedAt", "checkOn", "issue", TRACKER],
] as const;

/** All that was written while pairing, the bin included, by id; what a peer wrote that makes no sense reads as its default. */
export function readPairingThings(doc: Y.Doc): PairingThing[] {
  return entriesOf(doc, "pairing")
    .map(([id, map]) => readPairingThing(id, rawOf(map)))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

export function readSessions(doc: Y.Doc): PairingSession[] {
  return readPairingThings(doc)
    .filter((thing): thing is PairingSession => thing.what === "session")
    .sort(byTime);
}

export function readTracker(doc: Y.Doc): string {
  return stringOf(pageMap(doc), TRACKER) ?? "";
}

/** What is known of a thing, of whatever origin; nothing of it is believed. */
export type RawThing = {
  get: (key: string) => unknown;
  text: string;
  owner: FrictionOwner | null;
  cameBack: readonly string[];
};

function rawOf(map: Y.Map<unknown>): RawThing {
  return {
    get: (key) => map.get(key),
    text: textOf(map, "text"),
    owner: readOwner(map.get("owner")),
    cameBack: [...map.keys()].flatMap((key) =>
      key.startsWith(CAME_BACK) && map.get(key) === true ? [key.slice(CAME_BACK.length)].filter(isCameBack) : [],
    ),
  };
}

export function readPairingThing(id: Id, raw: RawThing): PairingThing {
  const { get, text } = raw;
  const words = (key: string) => {
    const value = get(key);
    return typeof value === "string" ? value : null;
  };
  const [author, within, gapOf, checkOn] = [get("author"), get("session"), get("gapOf"), get("checkOn")];
  const session = isId(within) ? within : "";
  const written = {
    ...{ id, text, author: isMemberId(author) ? author : ("a" as const) },
    ...{ at: words("at") ?? "", binnedAt: words("binnedAt") },
  };
  if (get("what") === "session") {
    const kind = oneOf(get("kind"), PAIRING_KINDS, "code");
    const count = get("ordinal");
    const ordinal = typeof count === "number" && Number.isSafeInteger(count) && count >= 0 ? count : null;
    return { ...written, what: "session", kind, link: safeHref(get("link")), finishedAt: words("finishedAt"), ordinal };
  }
  if (get("what") !== "friction") {
    const feeling = FEELINGS.find((each) => each === get("feeling")) ?? null;
    const gap = oneOf(get("gap"), GAP_STATES, "asked");
    return { ...written, what: "entry", session, feeling, gapOf: isMemberId(gapOf) ? gapOf : null, gap };
  }
  const cameBack = raw.cameBack.toSorted();
  const fixedAt = words("fixedAt");
  const state = oneOf(get("state"), FRICTION_STATES, "open");
  // Where one says that it came back while the other says that it stayed fixed, one of them has seen it.
  const isBack = (state === "fixed" || state === "stayed") && fixedAt !== null && cameBack.includes(fixedAt);
  return {
    ...{ ...written, what: "friction", session, kind: oneOf(get("kind"), FRICTION_KINDS, "tooling") },
    ...{ severity: words("severity") ?? "", owner: raw.owner, state: isBack ? "open" : state },
    ...{ stateAt: words("stateAt"), fixedAt, checkOn: isDay(checkOn) ? checkOn : null, cameBack },
    issue: safeHref(get("issue")),
  };
}

function readOwner(value: unknown): FrictionOwner | null {
  if (isMemberId(value)) return { type: "seat", seat: value };
  const name = typeof value === "string" && value.startsWith(BY_NAME) ? value.slice(BY_NAME.length).trim() : "";
  return name === "" ? null : { type: "other", name };
}

/** Whether it may name a time at which a friction came back; it becomes part of a key. */
export function isCameBack(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= MAX_INSTANT_LENGTH;
}

/** One value, so that two who name an owner at once never mix what they said. */
export function ownerValue(owner: FrictionOwner | null): string | null {
  if (owner === null) return null;
  return owner.type === "seat" ? owner.seat : BY_NAME + owner.name.trim();
}
