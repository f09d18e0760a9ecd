import type { MemberId } from "@candor/core/person/member.ts";
import type { AccessLogEvent } from "@candor/protocol/http/access.ts";
import { accessTexts as texts } from "./texts.ts";

export type AccessDay = { day: string; lines: string[] };

/** The log as sentences by days, in the order given; what says the same on a day is said once. */
export function sayAccessLog(
  events: readonly AccessLogEvent[],
  { me, names, withOpenings }: { me: MemberId; names: Readonly<Record<MemberId, string>>; withOpenings: boolean },
): AccessDay[] {
  const days: AccessDay[] = [];
  for (const event of events) {
    if (event.kind === "opened" && !withOpenings) continue;
    const line = sayEvent(event, me, names);
    const last = days.at(-1);
    if (last?.day !== event.day) days.push({ day: event.day, lines: [line] });
    else if (!last.lines.includes(line)) last.lines.push(line);
  }
  return days;
}

function sayEvent(
  { kind, member, name, actor }: AccessLogEvent,
  me: MemberId,
  names: Readonly<Record<MemberId, string>>,
): string {
  // My own place has been mine under whatever name; the other's is said as whoever held it was called then.
  const who = member === me && isMyDoing(kind, actor, me) ? texts.you : name || texts.somebody;
  const by = actor === null ? "" : actor === me ? texts.you : names[actor] || texts.somebody;
  return texts.says[kind]({ who, by, name, isMine: member === me });
}

/** Somebody who held my place before me is not me: what the other ended was theirs. */
function isMyDoing(kind: AccessLogEvent["kind"], actor: MemberId | null, me: MemberId): boolean {
  return actor === me && kind !== "seat_freed" && kind !== "access_ended";
}
