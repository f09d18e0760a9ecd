/** Who somebody is to a hand-off: who goes from one to the other, who led them, who leads them next. */
export type HandoffRole = "direct" | "former" | "next";

export type HandoffPerson = { person: string; name: string };

/** What was done with the letter; that somebody wrote none is told to nobody else. */
export type HandoffLetterState = "none" | "declined" | "waiting" | "opened";

export type ThreeAnswer = "accepted" | "declined";

export type ThreeMeeting = {
  /** wall clock in the zone, YYYY-MM-DDTHH:MM */
  start: string;
  timeZone: string;
  minutes: number;
  calledOff: boolean;
  answers: Record<HandoffRole, ThreeAnswer | null>;
};

/** A change of manager as one of the three sees it. */
export type HandoffView = {
  /** names it in addresses */
  edge: string;
  iAm: HandoffRole;
  direct: HandoffPerson;
  former: HandoffPerson;
  /** null: the chart knows nobody yet */
  next: HandoffPerson | null;
  /** ISO dates in the workspace's zone: the first with the new manager, the first without the old, and today */
  day: string;
  ended: string;
  today: string;
  workspace: string;
  timeZone: string;
  /** the page with the old manager, to these two alone; null otherwise, or where there is none */
  oldPage: string | null;
  /** the page with the new one, likewise */
  newPage: string | null;
  letter: HandoffLetterState;
  /** all that is left of the change is a letter of mine that waits, which I may take back */
  onlyLetter: boolean;
  meeting: ThreeMeeting | null;
};

/** What the direct may take along, and what waits to be opened. To them alone. */
export type HandoffChoices = {
  topics: { id: string; title: string }[];
  actions: { id: string; text: string; due: string | null }[];
  waiting: { letter: string; topics: string[]; actions: string[]; sharesPortrait: boolean } | null;
};

export type HandOver = {
  letter: string;
  /** ids on the old page */
  topics: string[];
  actions: string[];
  sharesPortrait: boolean;
};

export type ThreeTimesAnswer = {
  /** wall clocks in the zone, the best first */
  times: string[];
  timeZone: string;
  minutes: number;
  /** ISO date: within a week of the change */
  by: string;
  isInTime: boolean;
  /** of how many of the three it is known when they are taken */
  known: number;
};

export type ProposeThree = { start: string };
export type AnswerThree = { answer: ThreeAnswer };

/** What becomes of an action on an archived page. */
export type FinishAction = { state: "done" | "dropped"; why: string | null } | { state: "open" };

export type FinishableUntil = { until: string | null };
