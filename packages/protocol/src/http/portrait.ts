/** What the HTTP API says about portraits: what somebody tells about themselves, for the managers they show it to. */

/** One part, as it was said from one instant to another; `until` null: it is what they say now. */
export type PortraitEntryAnswer = { part: string; text: string; at: string; until: string | null };

/**
 * GET /api/me/portrait → MyPortrait
 * PUT /api/me/portrait/:part {text, was} → MyPortrait; the same text again confirms it
 * PUT /api/pairs/:id/portrait-share {shares} → MyPortrait
 */
export type MyPortrait = {
  entries: PortraitEntryAnswer[];
  /** the pairs in which somebody leads me, and whether they see it */
  readers: { pair: string; shares: boolean }[];
};

export type SayPortrait = {
  text: string;
  /** what I last saw there, so that two devices overwrite nothing unseen; null: nothing */
  was: string | null;
};

export type SharePortrait = { shares: boolean };

/** GET /api/pairs/:id/portrait → the other's portrait, if they lead me to it: nothing where they do not show it */
export type PortraitOfOther = { pair: string; shown: boolean; entries: PortraitEntryAnswer[] };

/** GET /api/me/portraits → those of the people I lead, who show them to me */
export type PortraitsForMe = PortraitOfOther[];

/**
 * GET /api/me/beginnings → those who are new to me or to whom I am new, by the chart: from a month before to a month
 * after the day.
 */
export type Beginning = {
  workspace: string;
  person: string;
  name: string;
  /** I am the manager */
  iLead: boolean;
  /** the day on which it begins or began */
  since: string;
  today: string;
  timeZone: string;
  /** the page the two have; null: none yet */
  pair: string | null;
};
