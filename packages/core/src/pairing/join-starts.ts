import type { Id } from "../id.ts";
import { instantOf } from "./finish-time.ts";
import type { JoinedSession, PairingSession } from "./pairing.ts";

const AT_ONCE_MINUTES = 15; // two who are to begin at the same hour, one of them offline or with another clock

/**
 * Sessions that the two began at once, neither knowing of the other's, are one. Each keeps its own words and stays as it
 * is on the page; that they are one is read alike wherever both are known.
 *
 * @param sessions in the order of their beginning.
 * @returns them in that order, each standing for its `members`, the first begun of which gives its id, kind and author.
 */
export function joinStarts(sessions: readonly PairingSession[]): JoinedSession[] {
  const groups: PairingSession[][] = [];
  for (const session of sessions) {
    const group = groups.find(([first]) => first !== undefined && areAtOnce(first, session));
    if (group) group.push(session);
    else groups.push([session]);
  }
  return groups.map(([first, ...rest]) => join(first as PairingSession, rest));
}

/** @returns what the session of this id is a member of; null: there is none. What lies in the bin is joined there. */
export function joinedWith(sessions: readonly PairingSession[], id: Id): JoinedSession | null {
  return joinStarts(sessions).find(({ members }) => members.some((member) => member.id === id)) ?? null;
}

function areAtOnce(first: PairingSession, other: PairingSession): boolean {
  if (first.ordinal === null || first.ordinal !== other.ordinal) return false;
  if ((first.binnedAt === null) !== (other.binnedAt === null)) return false;
  const [from, to] = [instantOf(first.at), instantOf(other.at)];
  return from !== null && to !== null && to.since(from).total("minutes") <= AT_ONCE_MINUTES;
}

function join(first: PairingSession, rest: readonly PairingSession[]): JoinedSession {
  const members = [first, ...rest];
  const subjects: PairingSession[] = [];
  for (const each of members) {
    const words = each.text.trim();
    if (words !== "" && subjects.every(({ text }) => text.trim() !== words)) subjects.push(each);
  }
  const links = [...new Set(members.flatMap(({ link }) => link ?? []))];
  const ends = members.flatMap(({ finishedAt }) => finishedAt ?? []).sort();
  return {
    ...first,
    ...{ members, links, link: links[0] ?? null, subjects: subjects.length === 0 ? [first] : subjects },
    text: subjects.length === 0 ? first.text : subjects.map(({ text }) => text).join(" / "),
    // Whoever writes in one of them still works.
    finishedAt: ends.length === members.length ? (ends.at(-1) ?? null) : null,
  };
}
