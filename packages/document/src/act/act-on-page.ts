import type { Id } from "@candor/core/id.ts";
import { nextMeeting } from "@candor/core/meeting/next-meeting.ts";
import type { Place } from "@candor/core/topic/topic.ts";
import type * as Y from "yjs";
import { addAction } from "../action/add-action.ts";
import { setActionState, setActionText, setActionTraits } from "../action/edit-action.ts";
import { readAction } from "../action/read-action.ts";
import type { Editor } from "../edit.ts";
import { readMeetings } from "../meeting/read-meeting.ts";
import { parseMarkdown } from "../notes/parse-markdown.ts";
import { sharedNodes } from "../notes/write-notes.ts";
import { MAX_THINGS } from "../page/check-page.ts";
import { find, rootMap } from "../roots.ts";
import { addTopic } from "../topic/add-topic.ts";
import { answerTopic, setTopicState, setTopicTitle, setTopicTraits, topicNotes } from "../topic/edit-topic.ts";
import { moveTopic } from "../topic/move-topic.ts";
import { readTopic } from "../topic/read-topic.ts";
import type { ActOutcome, ActPlace, PageAct } from "./page-act.ts";

type ActOf<Type extends PageAct["type"]> = Extract<PageAct, { type: Type }>;
type Who = Pick<Editor, "member" | "now">;

/** Does it as the page's own screen would, by the same edits: whatever the other does meanwhile merges with it. */
export function actOnPage(doc: Y.Doc, who: Who, act: PageAct): ActOutcome {
  switch (act.type) {
    case "add_topic":
      return addNewTopic(doc, who, act);
    case "change_topic":
      return changeTopic(doc, who, act);
    case "answer_topic":
      if (!isTopic(doc, act.id)) return "not_found";
      answerTopic(doc, act.id, act);
      return "done";
    case "add_action":
      return addNewAction(doc, who, act);
    case "change_action":
      return changeAction(doc, who, act);
  }
}

function addNewTopic(doc: Y.Doc, who: Who, { id, title, notes, ...act }: ActOf<"add_topic">): ActOutcome {
  if (find(doc, "topics", id)) return "there";
  if (rootMap(doc, "topics").size >= MAX_THINGS) return "page_full";
  const place = placeOf(doc, act.place);
  if (place.type !== "place") return place.type;
  addTopic(doc, editorFor(who, id), {
    ...{ title, place: place.place },
    ...(act.altitude && { altitude: act.altitude }),
    ...(act.theme && { theme: act.theme }),
    ...(notes && { notes: parseMarkdown(notes) }),
  });
  if (act.minutes !== undefined) setTopicTraits(doc, id, { minutes: act.minutes });
  // Where there is no room left for it the topic stands alone, and says the day in no words that are lost.
  if (act.due && rootMap(doc, "actions").size < MAX_THINGS) {
    const { action, day } = act.due;
    addAction(doc, editorFor(who, action), { text: title, owner: who.member, due: day, fromTopic: id });
  }
  return "done";
}

function changeTopic(doc: Y.Doc, who: Who, act: ActOf<"change_topic">): ActOutcome {
  const { id, title, state, appendNotes, altitude, minutes } = act;
  if (!isTopic(doc, id)) return "not_found";
  const place = act.place === undefined ? null : placeOf(doc, act.place);
  if (place !== null && place.type !== "place") return place.type;
  if (title !== undefined) setTopicTitle(doc, id, title);
  setTopicTraits(doc, id, { ...(altitude && { altitude }), ...(minutes !== undefined && { minutes }) });
  if (appendNotes) append(doc, id, appendNotes);
  if (place) moveTopic(doc, id, { place: place.place });
  if (state !== undefined && stateOf(doc, id) !== state) setTopicState(doc, editorFor(who, id), id, state);
  return "done";
}

function addNewAction(doc: Y.Doc, who: Who, { id, fromTopic, ...action }: ActOf<"add_action">): ActOutcome {
  if (find(doc, "actions", id)) return "there";
  if (rootMap(doc, "actions").size >= MAX_THINGS) return "page_full";
  if (fromTopic !== undefined && !isTopic(doc, fromTopic)) return "not_found";
  addAction(doc, editorFor(who, id), { ...action, ...(fromTopic && { fromTopic }) });
  return "done";
}

function changeAction(doc: Y.Doc, who: Who, act: ActOf<"change_action">): ActOutcome {
  const { id, text, owner, due, state, why } = act;
  const map = find(doc, "actions", id);
  if (!map) return "not_found";
  const before = readAction(id, map);
  if (before.state === "binned") return "not_found";
  if (text !== undefined) setActionText(doc, id, text);
  setActionTraits(doc, id, { ...(owner && { owner }), ...(due !== undefined && { due }) });
  const to = state ?? before.state;
  const reason = why === undefined ? before.why : why;
  const isNews = to !== before.state || (to === "dropped" && reason !== before.why);
  if (isNews) setActionState(doc, editorFor(who, id), id, to, to === "dropped" ? reason : null);
  return "done";
}

/** Behind what is there, in new blocks: whatever the other is typing in the last one stays its own. */
function append(doc: Y.Doc, id: Id, markdown: string): void {
  const nodes = parseMarkdown(markdown);
  const notes = topicNotes(doc, id);
  if (notes && nodes.length > 0) doc.transact(() => notes.insert(notes.length, sharedNodes(nodes)));
}

function placeOf(
  doc: Y.Doc,
  place: ActPlace,
): { type: "place"; place: Place } | { type: "no_meeting" | "meeting_over" } {
  if (place === "hopper") return { type: "place", place };
  const meetings = readMeetings(doc);
  if (place === "agenda") {
    const next = nextMeeting({ meetings });
    return next ? { type: "place", place: next.id } : { type: "no_meeting" };
  }
  const meeting = meetings.find(({ id }) => id === place.meeting);
  if (!meeting) return { type: "no_meeting" };
  return meeting.state === "planned" ? { type: "place", place: meeting.id } : { type: "meeting_over" };
}

function isTopic(doc: Y.Doc, id: Id): boolean {
  const state = stateOf(doc, id);
  return state !== null && state !== "binned";
}

function stateOf(doc: Y.Doc, id: Id) {
  const map = find(doc, "topics", id);
  return map ? readTopic(id, map).state : null;
}

function editorFor({ member, now }: Who, id: Id): Editor {
  return { member, now, newId: () => id };
}
