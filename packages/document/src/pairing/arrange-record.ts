import { instantOf } from "@candor/core/pairing/finish-time.ts";
import type { Friction, JoinedSession, Pairing, PairingEntry } from "@candor/core/pairing/pairing.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type { PairingWords } from "./words-of-pairing.ts";

/** A session as one reads it in a file: its heading, from when to when, and a line for all that was written in it. */
export type SessionRecord = { heading: string; when: string; links: readonly string[]; lines: string[] };

/** How a record is told. */
export type Telling = {
  names: Readonly<Record<MemberId, string>>;
  words: PairingWords;
  /** in which its times are told, as IANA names it */
  timeZone: string;
};

/** @param pairing as it shows, the bin left out. */
export function sessionRecords(pairing: Pairing, telling: Telling): SessionRecord[] {
  return pairing.sessions.map((session) => sessionRecord(session, pairing, telling));
}

function sessionRecord(
  { id, kind, text, at, links, finishedAt }: JoinedSession,
  { entries, frictions }: Pairing,
  telling: Telling,
): SessionRecord {
  const { words, timeZone } = telling;
  const written = [...entries, ...frictions].filter(({ session }) => session === id);
  const subject = oneLine(text);
  const begun = stampOf(at, timeZone);
  const ended = finishedAt === null ? null : stampOf(finishedAt, timeZone);
  return {
    heading: subject === "" ? words.kinds[kind] : `${words.kinds[kind]}: ${subject}`,
    when: begun === null ? "" : words.when(begun, ended && sayStamp(ended, begun.day), timeZone),
    links,
    lines: written
      .toSorted((left, right) => (left.at + left.id < right.at + right.id ? -1 : 1))
      .map((thing) => {
        const stamp = stampOf(thing.at, timeZone);
        const said = thing.what === "entry" ? entryLine(thing, telling) : frictionLine(thing, telling);
        return stamp === null ? said : `${sayStamp(stamp, begun?.day)} ${said}`;
      }),
  };
}

type Stamp = { day: string; time: string };

/** @returns null where a peer wrote nonsense. */
function stampOf(at: string, timeZone: string): Stamp | null {
  const there = instantOf(at)?.toZonedDateTimeISO(timeZone);
  return there
    ? { day: there.toPlainDate().toString(), time: there.toPlainTime().toString({ smallestUnit: "minute" }) }
    : null;
}

/** With its day where that is another one. */
function sayStamp({ day, time }: Stamp, known: string | undefined): string {
  return day === known ? time : `${day} ${time}`;
}

function entryLine({ text, author, feeling, gapOf, gap }: PairingEntry, { names, words }: Telling): string {
  const about = gapOf === null ? "" : `${words.gapOf(names[gapOf])}: `;
  const more = [feeling && words.feelings[feeling], gapOf !== null && words.gaps[gap]].filter(Boolean);
  return `${names[author]}: ${about}${oneLine(text)}${more.length > 0 ? ` (${more.join(", ")})` : ""}`;
}

function frictionLine(friction: Friction, telling: Telling): string {
  const { names, words } = telling;
  const traits = frictionTraits(friction, telling).join(", ");
  return `${names[friction.author]}: ${words.friction}: ${oneLine(friction.text)} (${traits})`;
}

function frictionTraits(friction: Friction, { names, words }: Telling): string[] {
  const { kind, severity, owner, state, cameBack, checkOn, issue } = friction;
  const owned = owner === null ? words.nobody : words.owner(owner.type === "seat" ? names[owner.seat] : owner.name);
  return [
    words.frictionKinds[kind],
    oneLine(severity) === "" ? "" : words.severity(oneLine(severity)),
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
