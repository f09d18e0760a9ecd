import type { Action } from "../action/action.ts";
import type { Medium, Meeting } from "../meeting/meeting.ts";
import type { Topic } from "../topic/topic.ts";

/** What the pair agreed about its series; both may change it. */
export type PageSettings = {
  everyWeeks: number;
  minutes: number;
  medium: Medium | null;
  /** IANA name in which meeting times are meant */
  timeZone: string;
  /** where each of the two is, IANA name; null: nobody said */
  timeZoneOfA: string | null;
  timeZoneOfB: string | null;
};

/** What is settled when a page begins; where each of the two is, each device says for itself. */
export type FirstSettings = Omit<PageSettings, "timeZoneOfA" | "timeZoneOfB"> & Partial<PageSettings>;

/** A page read whole from its document. Welcome and notes are read apart, since they are large and rarely all needed. */
export type Page = {
  schemaVersion: number;
  settings: PageSettings;
  /** by rank within their place; use `topicsIn` */
  topics: readonly Topic[];
  /** oldest start first; those without a start last */
  meetings: readonly Meeting[];
  actions: readonly Action[];
};
