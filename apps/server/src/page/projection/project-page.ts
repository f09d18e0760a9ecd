import { openLoopSince } from "@candor/core/feedback/open-loop-since.ts";
import { standingMoves } from "@candor/core/meeting/moved-occurrence.ts";
import { plainText } from "@candor/core/notes/note-node.ts";
import { arrangePairing } from "@candor/core/pairing/arrange-pairing.ts";
import { seriesEnd } from "@candor/document/meeting/move-occurrence.ts";
import { readMeetings, startInSeries } from "@candor/document/meeting/read-meeting.ts";
import { readMoved } from "@candor/document/meeting/read-moved.ts";
import { readNotes } from "@candor/document/notes/read-notes.ts";
import { type PageContents, readContents } from "@candor/document/page/read-contents.ts";
import { readSettings } from "@candor/document/page/read-settings.ts";
import { readPairingThings } from "@candor/document/pairing/read-pairing.ts";
import { searchedPairing } from "@candor/document/pairing/searched-pairing.ts";
import { welcomeFragment } from "@candor/document/roots.ts";
import type * as Y from "yjs";
import type {
  ActionTable,
  MeetingTable,
  PairingThingTable,
  SearchEntryTable,
  SeriesTable,
  TopicTable,
} from "../../database/tables/projection-tables.ts";
import { projectPairing } from "./project-pairing.ts";
import { storable, storableOrNull } from "./storable.ts";

export type OfPage<Row> = Omit<Row, "page" | "volume">;
type EntryRow = Pick<SearchEntryTable, "kind" | "item" | "title" | "body">;

/** A page as rows, each under an id of its own within its table. */
export type ProjectedRows = {
  topic: OfPage<TopicTable>[];
  meeting: OfPage<MeetingTable>[];
  action: OfPage<ActionTable>[];
  /** one for a page, none for a volume */
  series: OfPage<SeriesTable>[];
  /** of a page alone: it stays there */
  pairing_thing: OfPage<PairingThingTable>[];
  entry: EntryRow[];
};

const MAX_MOVED = 100; // later meetings that are elsewhere, or left out
const MAX_SEARCHED_CHARACTERS = 100_000; // of one text: PostgreSQL indexes no more than a megabyte

export function projectPage(doc: Y.Doc): ProjectedRows {
  const contents = projectContents(readContents(doc));
  const { everyWeeks, minutes, timeZone } = readSettings(doc);
  const series = seriesOf(doc);
  const rows = {
    ...contents,
    meeting: contents.meeting.map((row) => ({ ...row, series: series.get(row.id) ?? null })),
    pairing_thing: projectPairing(doc),
    series: [{ id: "series", every_weeks: everyWeeks, minutes, time_zone: timeZone }],
  };
  rows.entry.push(
    ...searchedPairing(arrangePairing(readPairingThings(doc)))
      .map(({ id, title, body }) => searchEntry("pairing", id, title, body))
      .filter(({ title, body }) => title !== "" || body !== ""),
  );
  const welcome = searchEntry("welcome", "welcome", "", plainText(readNotes(welcomeFragment(doc))));
  return welcome.body === "" ? rows : { ...rows, entry: [...rows.entry, welcome] };
}

/** Where each meeting stands in its series, and how that goes on, as `readSchedule` reads it. */
function seriesOf(doc: Y.Doc): Map<string, string> {
  const { timeZone, minutes, everyWeeks, timeZoneOfA, timeZoneOfB } = readSettings(doc);
  const rhythm = { timeZone, minutes, everyWeeks, timeZoneOfA, timeZoneOfB };
  const end = seriesEnd(doc);
  const later = end === null ? [] : standingMoves(end, readMoved(doc)).slice(0, MAX_MOVED);
  let isTold = false;
  return new Map(
    readMeetings(doc).flatMap((meeting): [string, string][] => {
      if (meeting.state === "cancelled") return [];
      const slot = startInSeries(doc, meeting);
      const isLast = !isTold && meeting.state === "planned" && slot === end?.last && later.length > 0;
      if (isLast) isTold = true;
      return [[meeting.id, storable(JSON.stringify({ slot, ...rhythm, ...(isLast ? { later } : {}) }))]];
    }),
  );
}

/** What lies on a page or in a volume. */
export function projectContents({ topics, meetings, actions }: PageContents): ProjectedRows {
  return {
    topic: topics.map((topic) => ({
      id: topic.id,
      title: storable(topic.title),
      place: topic.place,
      rank: storable(topic.rank),
      altitude: topic.altitude,
      kind: topic.kind,
      author: topic.author,
      state: topic.state,
      theme: storableOrNull(topic.theme),
      carried: topic.carriedFrom.length,
      snoozed_until: storableOrNull(topic.snoozedUntil),
      kept_at: storableOrNull(topic.keptAt),
      created_at: storable(topic.createdAt),
      state_at: storableOrNull(topic.stateAt),
      loop_since: storableOrNull(openLoopSince(topic, actions)),
    })),
    meeting: meetings.map((meeting) => ({
      id: meeting.id,
      start: storableOrNull(meeting.start),
      time_zone: storable(meeting.timeZone),
      minutes: Math.round(meeting.minutes),
      state: meeting.state,
      medium: meeting.medium,
      closed_at: storableOrNull(meeting.closedAt),
      series: null,
      moved: meeting.movedFrom.some((start) => start !== meeting.start) ? 1 : 0,
    })),
    action: actions.map((action) => ({
      id: action.id,
      text: storable(action.text),
      owner: action.owner,
      due: storableOrNull(action.due),
      state: action.state,
      why: storableOrNull(action.why),
      rank: storable(action.rank),
      from_topic: action.fromTopic,
      from_meeting: action.fromMeeting,
      created_at: storable(action.createdAt),
      state_at: storableOrNull(action.stateAt),
    })),
    series: [],
    pairing_thing: [],
    entry: [
      ...topics.map((topic) => searchEntry("topic", topic.id, topic.title, plainText(topic.notes), topic.state)),
      ...actions.map((action) => searchEntry("action", action.id, action.text, action.why ?? "", action.state)),
    ].filter((entry) => entry.title !== "" || entry.body !== ""),
  };
}

/** What lies in the bin is not found: its words are left out. */
export function searchEntry(kind: EntryRow["kind"], item: string, title: string, body: string, state = ""): EntryRow {
  const searched = (text: string) => (state === "binned" ? "" : storable(text).slice(0, MAX_SEARCHED_CHARACTERS));
  return { kind, item, title: searched(title), body: searched(body) };
}
