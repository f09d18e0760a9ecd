import type { Action } from "@candor/core/action/action.ts";
import { isId } from "@candor/core/id.ts";
import { CANCEL_REASONS, MEDIA, type Meeting } from "@candor/core/meeting/meeting.ts";
import type { MovedOccurrence } from "@candor/core/meeting/moved-occurrence.ts";
import { safeHref } from "@candor/core/notes/note-node.ts";
import type { PageSettings } from "@candor/core/page/page.ts";
import type { FrictionOwner, PairingThing } from "@candor/core/pairing/pairing.ts";
import { isMemberId } from "@candor/core/person/member.ts";
import { DEFAULT_RANK, isRank } from "@candor/core/topic/rank.ts";
import { isDay } from "../day.ts";
import { isStart, MAX_DRAWS } from "../meeting/read-meeting.ts";
import { readNoteNodes } from "../notes/read-note-nodes.ts";
import type { TopicWithNotes } from "../page/read-contents.ts";
import { isTimeZone, MAX_MINUTES, MAX_WEEKS, MIN_MINUTES } from "../page/read-settings.ts";
import { isCameBack, readPairingThing } from "../pairing/read-pairing.ts";
import { oneOf } from "../roots.ts";
import { cutText, MAX_STRING_LENGTH } from "../text.ts";
import { wholeBetween } from "../whole-between.ts";
import { PAGE_FILE_FORMAT, PAGE_FILE_VERSION, type PageFile } from "./page-file.ts";

export type ReadFile =
  | { type: "page"; file: PageFile /** things without a usable id, which are left out */; skipped: number }
  | { type: "not_json" }
  | { type: "not_a_page" }
  | { type: "newer_version"; version: number };

type Fields = Record<string, unknown>;

const MAX_NAME_LENGTH = 200; // of a person: nobody is called longer

/** Reads an exported page. Like the page itself it trusts nothing: what makes no sense reads as its default. */
export function readPageFile(text: string): ReadFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { type: "not_json" };
  }
  return readPageJson(json);
}

/** The same of a file that somebody has parsed. */
export function readPageJson(json: unknown): Exclude<ReadFile, { type: "not_json" }> {
  if (!isFields(json) || json.format !== PAGE_FILE_FORMAT) return { type: "not_a_page" };
  const version = wholeBetween(json.version, 1, Number.MAX_SAFE_INTEGER, 0);
  if (version === 0) return { type: "not_a_page" };
  if (version > PAGE_FILE_VERSION) return { type: "newer_version", version };
  const settings = readSettings(json.settings);
  const [meetings, topics, actions] = [things(json.meetings), things(json.topics), things(json.actions)];
  const pairing = things(json.pairing);
  const file: PageFile = {
    format: PAGE_FILE_FORMAT,
    version: PAGE_FILE_VERSION,
    members: listOf(json.members).flatMap(readMember),
    settings,
    moved: listOf(json.moved).flatMap(readMoved),
    welcome: readNoteNodes(json.welcome),
    meetings: meetings.kept.map((each) => readMeeting(each, settings)),
    topics: topics.kept.map(readTopic),
    actions: actions.kept.map(readAction),
    pairing: pairing.kept.map(readPairing).sort((left, right) => (left.id < right.id ? -1 : 1)),
    tracker: cutText(text(json.tracker), MAX_STRING_LENGTH),
  };
  return { type: "page", file, skipped: meetings.skipped + topics.skipped + actions.skipped + pairing.skipped };
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

/** The first of each id. */
function things(value: unknown): { kept: (Fields & { id: string })[]; skipped: number } {
  const kept = new Map<string, Fields & { id: string }>();
  const all = Array.isArray(value) ? value : [];
  for (const thing of all) {
    if (isFields(thing) && isId(thing.id) && !kept.has(thing.id)) kept.set(thing.id, { ...thing, id: thing.id });
  }
  return { kept: [...kept.values()], skipped: all.length - kept.size };
}

function readMember(fields: Fields): { id: "a" | "b"; name: string }[] {
  return isMemberId(fields.id) ? [{ id: fields.id, name: cutText(text(fields.name), MAX_NAME_LENGTH) }] : [];
}

function readSettings(value: unknown): PageSettings {
  const fields = isFields(value) ? value : {};
  return {
    everyWeeks: wholeBetween(fields.everyWeeks, 1, MAX_WEEKS, 1),
    minutes: wholeBetween(fields.minutes, MIN_MINUTES, MAX_MINUTES, 30),
    medium: MEDIA.find((each) => each === fields.medium) ?? null,
    timeZone: isTimeZone(fields.timeZone) ? fields.timeZone : "UTC",
    timeZoneOfA: isTimeZone(fields.timeZoneOfA) ? fields.timeZoneOfA : null,
    timeZoneOfB: isTimeZone(fields.timeZoneOfB) ? fields.timeZoneOfB : null,
  };
}

function readMoved({ slot, start }: Fields): MovedOccurrence[] {
  return isStart(slot) ? [{ slot, start: isStart(start) ? start : null }] : [];
}

function readMeeting(fields: Fields & { id: string }, settings: PageSettings): Meeting {
  return {
    id: fields.id,
    start: isStart(fields.start) ? fields.start : null,
    timeZone: isTimeZone(fields.timeZone) ? fields.timeZone : settings.timeZone,
    minutes: wholeBetween(fields.minutes, MIN_MINUTES, MAX_MINUTES, settings.minutes),
    state: oneOf(fields.state, ["planned", "held", "cancelled"], "planned"),
    medium: MEDIA.find((each) => each === fields.medium) ?? null,
    closedAt: textOrNull(fields.closedAt),
    movedFrom: Array.isArray(fields.movedFrom) ? fields.movedFrom.filter(isStart).sort() : [],
    cancelReason: CANCEL_REASONS.find((each) => each === fields.cancelReason) ?? null,
    why: textOrNull(fields.why),
    startedAt: textOrNull(fields.startedAt),
    iceBreaker: textOrNull(fields.iceBreaker),
    draws: wholeBetween(fields.draws, 0, MAX_DRAWS, 0),
    thanksOfA: textOrNull(fields.thanksOfA),
    thanksOfB: textOrNull(fields.thanksOfB),
  };
}

function readTopic(fields: Fields & { id: string }): TopicWithNotes {
  return {
    id: fields.id,
    title: text(fields.title),
    place: isId(fields.place) ? fields.place : "hopper",
    rank: isRank(fields.rank) ? fields.rank : DEFAULT_RANK,
    altitude: oneOf(fields.altitude, ["detail", "big_picture"], "detail"),
    kind: oneOf(fields.kind, ["topic", "first", "backup"], "topic"),
    author: isMemberId(fields.author) ? fields.author : "a",
    state: oneOf(fields.state, ["open", "discussed", "let_go", "binned"], "open"),
    theme: textOrNull(fields.theme),
    carriedFrom: Array.isArray(fields.carriedFrom) ? fields.carriedFrom.filter(isId).sort() : [],
    snoozedUntil: isDay(fields.snoozedUntil) ? fields.snoozedUntil : null,
    keptAt: textOrNull(fields.keptAt),
    keptCarries: wholeBetween(fields.keptCarries, 0, 1_000_000, 0),
    question: isId(fields.question) ? fields.question : null,
    minutes: wholeBetween(fields.minutes, 1, MAX_MINUTES, 0) || null,
    answer: textOrNull(fields.answer),
    answerLink: safeHref(fields.answerLink),
    importedBy: isMemberId(fields.importedBy) ? fields.importedBy : null,
    createdAt: text(fields.createdAt),
    stateAt: textOrNull(fields.stateAt),
    notes: readNoteNodes(fields.notes),
  };
}

function readAction(fields: Fields & { id: string }): Action {
  return {
    id: fields.id,
    text: text(fields.text),
    owner: isMemberId(fields.owner) ? fields.owner : "a",
    due: isDay(fields.due) ? fields.due : null,
    state: oneOf(fields.state, ["open", "done", "dropped", "binned"], "open"),
    why: textOrNull(fields.why),
    rank: isRank(fields.rank) ? fields.rank : DEFAULT_RANK,
    fromTopic: isId(fields.fromTopic) ? fields.fromTopic : null,
    fromMeeting: isId(fields.fromMeeting) ? fields.fromMeeting : null,
    createdAt: text(fields.createdAt),
    stateAt: textOrNull(fields.stateAt),
  };
}

function readPairing(fields: Fields & { id: string }): PairingThing {
  return readPairingThing(fields.id, {
    get: (key) => fields[key],
    text: text(fields.text),
    owner: readOwner(fields.owner),
    cameBack: Array.isArray(fields.cameBack) ? fields.cameBack.filter(isCameBack) : [],
  });
}

function readOwner(value: unknown): FrictionOwner | null {
  if (!isFields(value)) return null;
  if (isMemberId(value.seat)) return { type: "seat", seat: value.seat };
  const name = cutText(text(value.name).trim(), MAX_NAME_LENGTH);
  return name === "" ? null : { type: "other", name };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
