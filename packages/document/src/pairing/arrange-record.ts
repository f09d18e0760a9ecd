import type { Friction, JoinedSession, Pairing, PairingEntry } from "@candor/core/pairing/pairing.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type { PairingWords } from "./words-of-pairing.ts";

/** A session as one reads it in a file: its heading, and a line for all that was written in it. */
export type SessionRecord = { heading: string; day: string; links: readonly string[]; lines: string[] };

type Names = Readonly<Record<MemberId, string>>;

/** @param pairing as it shows, the bin left out. */
export function sessionRecords(pairing: Pairing, names: Names, words: PairingWords): SessionRecord[] {
  return pairing.sessions.map((session) => sessionRecord(session, pairing, names, words));
}

export function sessionRecord(
  { id, kind, text, at, links }: JoinedSession,
  { entries, frictions }: Pairing,
  names: Names,
  words: PairingWords,
): SessionRecord {
  const written = [...entries, ...frictions].filter(({ session }) => session === id);
  const subject = oneLine(text);
  return {
    heading: subject === "" ? words.kinds[kind] : `${words.kinds[kind]}: ${subject}`,
    day: at.slice(0, 10),
    links,
    lines: written
      .toSorted((left, right) => (left.at + left.id < right.at + right.id ? -1 : 1))
      .map((thing) => (thing.what === "entry" ? entryLine(thing, names, words) : frictionLine(thing, names, words))),
  };
}

function entryLine({ text, author, feeling, gapOf, gap }: PairingEntry, names: Names, words: PairingWords): string {
  const about = gapOf === null ? "" : `${words.gapOf(names[gapOf])}: `;
  const more = [feeling && words.feelings[feeling], gapOf !== null && words.gaps[gap]].filter(Boolean);
  return `${names[author]}: ${about}${oneLine(text)}${more.length > 0 ? ` (${more.join(", ")})` : ""}`;
}

/** With all that is said about it, as it also goes into an issue. */
export function frictionLine(friction: Friction, names: Names, words: PairingWords): string {
  return `${words.friction}: ${oneLine(friction.text)} (${frictionTraits(friction, names, words).join(", ")})`;
}

function frictionTraits(friction: Friction, names: Names, words: PairingWords): string[] {
  const { kind, severity, owner, state, cameBack, checkOn, issue } = friction;
  const owned = owner === null ? words.nobody : words.owner(owner.type === "seat" ? names[owner.seat] : owner.name);
  return [
    words.frictionKinds[kind],
    oneLine(severity),
    words.states[state],
    owned,
    cameBack.length > 0 ? words.cameBack(cameBack.length) : "",
    state === "fixed" && checkOn !== null ? words.checkOn(checkOn) : "",
    issue ?? "",
  ].filter((trait) => trait !== "");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
