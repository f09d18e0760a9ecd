import type { NoticeKind } from "@candor/core/reminder/judge-notice.ts";
import type { PushMessage } from "@candor/protocol/http/notices.ts";

/** One 1:1 that somebody is told of. */
export type NoticedMeeting = {
  pairId: string;
  name: string;
  /** where its reader is */
  start: Temporal.ZonedDateTime;
  minutes: number;
  /** how many topics are in the Hopper, but those that rest */
  hopper: number;
  /** of the agenda */
  topics: readonly string[];
  /** open actions of its reader */
  actions: number;
};

const NAMED = 6; // in a message, which has room for little

type Written = { subject: string; text: string };

/**
 * The mail about one or several 1:1s of one day. Titles stand in it only where its reader chose so: mail is read by others
 * than the two.
 *
 * @param answers what an answer to it does; null: nobody would read it.
 */
export function writeNoticeMail(
  kind: NoticeKind,
  meetings: readonly NoticedMeeting[],
  {
    now,
    withTitles,
    linkOf,
    answers,
    unsubscribe,
  }: {
    now: Temporal.Instant;
    withTitles: boolean;
    linkOf: (path: string) => string;
    answers: "page" | "inbox" | null;
    unsubscribe: string;
  },
): Written {
  const when = sayWhen(kind, meetings, now);
  const [only, another] = meetings;
  const subject = only && !another ? `${when}: your 1:1 with ${nameOf(only)}` : `${when}: ${meetings.length} 1:1s`;
  const why =
    kind === "week_ahead"
      ? "You get this as topics wait there, and none of them on an agenda is yours yet."
      : "You get this as nothing of yours is on the agenda yet.";
  const paragraphs = [
    ...meetings.map((meeting) => ofMeeting(meeting, { withTitles: withTitles && kind !== "week_ahead", linkOf })),
    ...(answers === "page"
      ? ["Answer this mail to add a topic. What you write goes into the Hopper of the two of you."]
      : []),
    ...(answers === "inbox"
      ? ["Answer this mail to add a topic: begin it with + and a name, such as “+sam”, or choose later whom it is for."]
      : []),
    `${why} What you are told of, and how: ${linkOf("/settings/connections")}\nNo more of these mails: ${unsubscribe}`,
  ];
  return { subject, text: `${paragraphs.join("\n\n")}\n` };
}

export function writeNoticePush(
  kind: NoticeKind,
  meetings: readonly NoticedMeeting[],
  { now, withTitles }: { now: Temporal.Instant; withTitles: boolean },
): PushMessage {
  const [only, another] = meetings;
  const when = sayWhen(kind, meetings, now);
  const isOne = only !== undefined && another === undefined;
  if (kind === "week_ahead") {
    const counts = meetings.map((each) => `${nameOf(each)} ${each.hopper + each.topics.length}`).slice(0, NAMED);
    return {
      title: isOne
        ? `${when}: what waits for ${nameOf(only)} and you`
        : `${when}: what waits for ${meetings.length} 1:1s`,
      body: isOne ? sayWaiting(only) : `Topics: ${counts.join(" · ")}${meetings.length > NAMED ? " · …" : ""}`,
      tag: kind,
      data: isOne ? `/p/${only.pairId}` : "/",
    };
  }
  const titles = withTitles ? meetings.flatMap(({ topics }) => topics).slice(0, 3) : [];
  return {
    title: isOne ? `${when}: 1:1 with ${nameOf(only)}` : `${when}: ${meetings.length} 1:1s`,
    body: titles.length > 0 ? titles.join(" · ") : "What do you want to talk about?",
    tag: kind,
    data: isOne ? `/p/${only.pairId}` : "/",
  };
}

function ofMeeting(
  meeting: NoticedMeeting,
  { withTitles, linkOf }: { withTitles: boolean; linkOf: (path: string) => string },
): string {
  const { pairId, name, start, minutes, topics, actions } = meeting;
  const day = start.toLocaleString("en-GB", { weekday: "long", day: "numeric", month: "long" });
  const time = start.toPlainTime().toString({ smallestUnit: "minute" });
  const mine = actions === 0 ? "" : `, ${count(actions, "open action", "of yours")}`;
  const titles = withTitles ? topics.map((title) => `- ${title.slice(0, 200)}\n`).join("") : "";
  return `${name.trim() || "Your 1:1"}: ${day} at ${time}, ${minutes} minutes; ${sayWaiting(meeting)}${mine}.\n${titles}${linkOf(`/p/${pairId}`)}`;
}

function sayWaiting({ topics, hopper }: NoticedMeeting): string {
  const agenda = topics.length === 0 ? "nothing is on the agenda yet" : count(topics.length, "topic", "on the agenda");
  return hopper === 0 ? agenda : `${agenda}, ${hopper} in the Hopper`;
}

function count(number: number, noun: string, rest: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"} ${rest}`;
}

function nameOf({ name }: NoticedMeeting): string {
  return name.trim() || "somebody";
}

function sayWhen(kind: NoticeKind, [first]: readonly NoticedMeeting[], now: Temporal.Instant): string {
  if (!first) return "Soon";
  if (kind === "week_ahead") return "This week";
  if (kind === "reminder") return `At ${first.start.toPlainTime().toString({ smallestUnit: "minute" })}`;
  const tomorrow = now.toZonedDateTimeISO(first.start.timeZoneId).toPlainDate().add({ days: 1 });
  if (tomorrow.equals(first.start.toPlainDate())) return "Tomorrow";
  return first.start.toLocaleString("en-GB", { weekday: "long" });
}
