import type { PlannerSettings } from "@candor/core/planner/planner-settings.ts";
import type { ChatLink } from "./chat.ts";
import type { LinkAccount } from "./link.ts";
import type { ApiToken } from "./token.ts";
import type { Webhook } from "./webhook.ts";

/** What the HTTP API says about what is mine: taking it along, putting pages away, being erased. */

/** A page that I put away, by leaving the pair or by binning what nobody else had joined. */
export type PutAwayPage = {
  pairId: string;
  /** the other's name on it */
  name: string;
  /** "left": the other goes on reading it; "binned": nobody else is on it, so that it goes for good */
  how: "left" | "binned";
  at: string;
  /** until then it can be taken back */
  until: string;
};

/** POST /api/pairs/:id/put-away → PutAwayPage; POST /api/pairs/:id/take-back → Pair; GET /api/me/put-away → the newest first */

/** GET /api/workspaces/:id/retention → Retention, for everybody in it; PUT, for owners */
export type Retention = {
  /** how long the two can read a page that is archived; null: for as long as one of them wants it */
  archivedMonths: number | null;
  /** how far back the versions of a page go, edit by edit */
  versionDays: number;
  /** how long it is told on which days a page was opened */
  accessLogDays: number;
  /** for how many days a former manager reads on; null: for as long as the page is kept */
  formerManagerDays: number | null;
};

/** PUT /api/me/erasure {keepName} → Erasure; GET → Erasure, null: not asked for; DELETE takes it back, as signing in does */
export type Erasure = {
  askedAt: string;
  /** on that day it is carried out */
  until: string;
  keepName: boolean;
};

export type AskErasure = {
  /** the other person goes on seeing my name on the pages of the two */
  keepName: boolean;
};

/**
 * GET /api/me/data → what the server keeps about me beside my pages; those are exported from the device, with
 * /api/pairs/:id/volumes for past years and /api/pairs/:id/versions for who wrote when.
 */
export type MyData = {
  at: string;
  profile: { userId: string; name: string; email: string | null; anonymous: boolean; since: string };
  /** who I am in workspaces, as they keep it */
  workspaces: {
    workspace: string;
    name: string;
    email: string | null;
    title: string;
    department: string;
    role: string;
    since: string;
    leftAt: string | null;
  }[];
  sessions: { since: string; lastSeen: string; expires: string; browser: string | null }[];
  /** by which providers I sign in */
  accounts: { provider: string; since: string }[];
  pages: { pairId: string; me: "a" | "b"; since: string | null; frozenAt: string | null; members: PageMember[] }[];
  putAway: PutAwayPage[];
  invitations: {
    pairId: string;
    at: string;
    expires: string;
    revokedAt: string | null;
    acceptedAt: string | null;
  }[];
  /** my answers to "was it worth the time?" */
  worth: { pairId: string; meeting: string; worth: "yes" | "no"; at: string }[];
  questions: { id: string; text: string; occasion: string; asks: string; depth: string; addedAt: string }[];
  questionMarks: { question: string; hidden: boolean; favourite: boolean }[];
  /** private notes: how much there is of them. What is in them can be read, and so exported, on the device alone */
  notebooks: { since: string; changedAt: string; records: number; bytes: number }[];
  /** when I am taken, as it was read of them; what of is kept nowhere */
  calendars: {
    kind: "address" | "file" | "account";
    name: string;
    timeZone: string;
    allDayCounts: boolean;
    since: string;
    readAt: string | null;
    busy: { from: string; until: string; type: string }[];
  }[];
  /** the accounts with calendar services that I connected, and what is put where; passwords are nobody's to take along */
  calendarAccounts: {
    kind: "caldav" | "google" | "microsoft";
    name: string;
    since: string;
    /** the calendar into which my meetings are put; null: into none of it */
    putsInto: string | null;
    /** how many of them */
    meetings: number;
  }[];
  /** the address at which I subscribe to my meetings; which it is nobody knows any more */
  calendarFeed: { madeAt: string; usedOn: string | null; showsNames: boolean } | null;
  /** in which pairs the other is told when I am taken */
  /** when they can meet, and how their 1:1s are to lie; null: they have said nothing */
  planner: PlannerSettings | null;
  plans: { at: string; pairId: string | null; state: string | null }[];
  /** my turns in rounds of planning; agreed: to have mine planned by itself */
  planningTurns: { workspace: string; begun: string; agreed: string | null; settled: string | null }[];
  busyShares: { pairId: string; since: string }[];
  /** what was sent to me of our series, and what I answered */
  calendarInvitations: { pairId: string; to: string; method: string; at: string; state: string }[];
  calendarAnswers: { pairId: string; answer: string; words: string | null; at: string }[];
  /** what I said about how often to meet, and the minutes a week I have for those I lead */
  cadence: {
    pairId: string;
    everyWeeks: number | null;
    firstRole: boolean;
    awayFrom: string | null;
    backSince: string | null;
    at: string;
  }[];
  /** by mail; null: nothing said and none sent */
  reminders: { on: boolean; timeZone: string | null; mailedAt: string | null; portraitAt: string | null } | null;
  /** where my mail becomes topics, and what came in; `words` of what is on no page yet */
  mail: {
    addresses: { pairId: string | null; since: string }[];
    senders: string[];
    taken: {
      at: string;
      state: string;
      why: string | null;
      pairId: string | null;
      from: string;
      words: string;
      /** "mail", or from which chat it came */
      way: string;
    }[];
  };
  /** what I want to be told of before a 1:1, what I was told, and since when browsers of mine take messages */
  notices: {
    wanted: string[];
    /** hours of the day; null: they said nothing */
    quiet: { from: number; until: number } | null;
    told: { pairId: string; kind: string; at: string }[];
    browsers: { since: string }[];
  };
  hours: number | null;
  /** what I wrote about myself, earlier words included, and in which pairs it is shown */
  portrait: { part: string; text: string; at: string; until: string | null }[];
  portraitShares: { pairId: string; since: string }[];
  /** rounds of skip-levels that I began, the months in which one has me, and what I was told as the manager between */
  skipRounds: { firstMonth: string; meetings: number; minutes: number; at: string }[];
  skipTurns: string[];
  skipNotices: { at: string; way: string; readAt: string | null }[];
  /** changes of manager about which they did something; `letter` while it waits to be opened */
  handoffs: { day: string; state: string; at: string; letter: string | null }[];
  /** what I write or read with others, beyond pages */
  artifacts: { id: string; title: string; role: string; since: string }[];
  /** what I let programs do in my name; their secrets nobody knows any more */
  tokens: Omit<ApiToken, "id">[];
  /** links that I made, by which strangers read one of these; which they are nobody knows any more */
  artifactLinks: {
    artifact: string;
    kind: string;
    label: string;
    madeAt: string;
    expiresAt: string;
    revokedAt: string | null;
    opened: number;
    lastOpenedAt: string | null;
  }[];
  /** what I would have liked to see in an artifact, whether or not I still read it */
  suggestions: { artifact: string; quote: string; text: string; reason: string; state: string; at: string }[];
  /** since when my pages are written to a folder of the server each night */
  nightlyExport: { since: string; writtenAt: string | null } | null;
  /** where I announce by myself; the secret addresses are nobody's to take along */
  channels: { kind: string; name: string; host: string; since: string }[];
  /** what I announced, and what I put up to be said before everybody under my name */
  announcements: { title: string; text: string; link: string; at: string }[];
  agendaItems: { title: string; text: string; at: string }[];
  /** where I have it told what happens on my pages */
  linkAccounts: Omit<LinkAccount, "id">[];
  chats: Omit<ChatLink, "id">[];
  /** what I show of my work as a direct */
  work: { pairId: string; links: string[] }[];
  webhooks: Omit<Webhook, "id">[];
  erasure: Erasure | null;
};

export type PageMember = { member: "a" | "b"; name: string; role: string };
