import type { CounterScope } from "@candor/core/invitation/answer-to.ts";

/** When a meeting is: wall clock in a zone, YYYY-MM-DDTHH:MM. */
export type InvitedTime = { start: string; timeZone: string; minutes: number };

export type InvitationAnswer = {
  answer: "accepted" | "declined" | "tentative" | "delegated" | "counter";
  /** what they wrote beside it */
  words: string | null;
  at: string;
  /** of a counter-proposal that nobody has answered yet */
  proposed: InvitedTime | null;
  /** what that is asked for; null: nothing is proposed */
  scope: CounterScope | null;
  /** whether both have time then, by their calendars, as the reader may know it; null: nothing is proposed */
  lies: "free" | "maybe" | "taken" | "unknown" | null;
  /** what it is about, by the names that calendars have for it; an empty slot is the whole series */
  uid: string;
  slot: string;
};

export type InvitedPerson = {
  member: "a" | "b";
  /**
   * "invited" says that it was sent; that it stands in a calendar only an answer says. "own_calendar": they have their
   * meetings put into a calendar of their own, and are not mailed
   */
  state: "no_address" | "not_invited" | "on_its_way" | "invited" | "refused" | "bounced" | "own_calendar";
  /** the address that it goes to; null: it is not mine to see, or there is none */
  address: string | null;
  /** of a mail server that did not take it */
  reason: string | null;
  /** about the next meeting; null: none yet, or only to a time that has changed since */
  answer: InvitationAnswer | null;
  /** what they say to the next meeting as it is, where `answer` is a counter-proposal beside it; null: nothing else */
  besides: Pick<InvitationAnswer, "answer" | "words"> | null;
};

/** Why a mail that came to the series' address did not count. */
export type UncountedMail = {
  why:
    | "not_believed"
    | "others_address"
    | "not_ours"
    | "not_invited"
    | "outdated"
    | "superseded"
    | "says_nothing"
    | "automatic"
    | "no_answer"
    | "unknown_failure";
  /** null: it came from one of the two */
  from: string | null;
  member: "a" | "b" | null;
  at: string;
};

/** How a pair's series stands in the calendars of the two. */
export type CalendarInvitation = {
  /** "no_mail": this server sends none; "not_read": it has no address at which answers come in */
  way: "mail" | "no_mail" | "not_read";
  isOn: boolean;
  people: InvitedPerson[];
  /** the latest first */
  uncounted: UncountedMail[];
  /** how many more there were; of a flood no more than the first are noted at all */
  uncountedMore: number;
};

export type TurnInvitation = { on: boolean };

/** What was made of a counter-proposal; where it was taken, the page has been moved already. */
export type SettleCounter = { member: "a" | "b"; uid: string; slot: string; taken: boolean };
