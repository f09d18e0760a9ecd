import type { Id } from "@candor/core/id.ts";
import type { Topic } from "@candor/core/topic/topic.ts";
import { topicNotes } from "@candor/document/topic/edit-topic.ts";
import { writePrivately } from "../notebook/write-privately.ts";
import { openNotes } from "../notes/open-notes.ts";
import { deviceTimeZone, today } from "../ui/clock.ts";
import type { MenuItem } from "../ui/menu.tsx";
import { editTitle } from "./edit-title.ts";
import { meetingDay } from "./meeting-time.ts";
import { menuTexts } from "./menu-texts.ts";
import { openPageDialog } from "./page-dialog.ts";
import type { PageModel } from "./page-model.ts";
import { texts } from "./texts.ts";
import {
  binTopic,
  keepTopicAnew,
  letGoOfTopic,
  sendTopic,
  snoozeTopicUntil,
  stepTopic,
  toggleAltitude,
  toggleDiscussed,
  toggleKind,
  topicToAction,
} from "./topic-edits.ts";
import { anchorAfterStep, type Step } from "./topic-order.ts";
import { whyReadOnly } from "./why-read-only.ts";

/** Everything one can do to a topic, for its menu. Moving comes first: it is what dragging does for a mouse. */
export function topicMenu(model: PageModel, id: Id): MenuItem[] {
  const topic = model.topic(id).peek();
  if (!topic) return [];
  const refused = whyReadOnly(model.handle.access.peek());
  const items = topicItems(model, topic);
  if (refused === null) return items;
  // What is one's own is written on, whatever becomes of the page.
  return items.map((item) => (item.type === "item" && item.id !== "private" ? { ...item, refused } : item));
}

function topicItems(model: PageModel, topic: Topic): MenuItem[] {
  const { id } = topic;
  const ids = model.topicIds(topic.place).peek();
  const isWaiting = topic.place === "hopper";
  const step = (name: Step, shortcut?: string): MenuItem => ({
    type: "item",
    id: name,
    label: menuTexts[name],
    icon: name,
    ...(shortcut !== undefined && { shortcut }),
    disabled: anchorAfterStep(id, name, ids) === null,
    run: () => stepTopic(model, id, name),
  });
  return [
    step("up", "Alt+ArrowUp"),
    step("down", "Alt+ArrowDown"),
    step("top"),
    step("bottom"),
    { type: "heading", id: "send-to", label: menuTexts.sendTo },
    ...placesFor(model, id),
    { type: "separator", id: "after-places" },
    {
      type: "item",
      id: "discussed",
      label: menuTexts.discussed,
      shortcut: "X",
      checked: topic.state === "discussed",
      run: () => toggleDiscussed(model, id),
    },
    {
      type: "item",
      id: "action",
      label: menuTexts.action,
      icon: "check",
      shortcut: "A",
      run: () => topicToAction(model, id),
    },
    { type: "heading", id: "it-is", label: menuTexts.itIs },
    {
      type: "item",
      id: "big-picture",
      label: menuTexts.bigPicture,
      checked: topic.altitude === "big_picture",
      run: () => toggleAltitude(model, id),
    },
    ...(mayPutFirst(model)
      ? [
          {
            type: "item",
            id: "first",
            label: menuTexts.first,
            checked: topic.kind === "first",
            run: () => toggleKind(model, id, "first"),
          } as const,
        ]
      : []),
    {
      type: "item",
      id: "backup",
      label: menuTexts.backup,
      checked: topic.kind === "backup",
      run: () => toggleKind(model, id, "backup"),
    },
    {
      type: "item",
      id: "theme",
      label: topic.theme === null ? menuTexts.theme : `${menuTexts.theme} ${texts.themed(topic.theme)}`,
      icon: "tag",
      run: () => openPageDialog({ type: "theme", topic: id }),
    },
    {
      type: "item",
      id: "write-down",
      label: menuTexts.writeDown,
      icon: "pencil",
      run: () => openPageDialog({ type: "write-down", topic: id }),
    },
    { type: "separator", id: "after-traits" },
    { type: "item", id: "title", label: menuTexts.editTitle, icon: "pencil", shortcut: "E", run: () => editTitle(id) },
    {
      type: "item",
      id: "notes",
      label: menuTexts.openNotes,
      icon: "pencil",
      shortcut: "Enter",
      run: () => openNotes(topicNotes(model.handle.doc, id)),
    },
    {
      type: "item",
      id: "private",
      label: menuTexts.privateNote,
      icon: "lock",
      shortcut: "Mod+Shift+P",
      run: () => writePrivately(model, { type: "topic", id }),
    },
    ...(isWaiting ? waitingItems(model, id) : []),
    {
      type: "item",
      id: "bin",
      label: menuTexts.bin,
      icon: "bin",
      danger: true,
      shortcut: "Delete",
      run: () => binTopic(model, id),
    },
  ];
}

/** A manager, a mentor, may put one topic on top; where two are equals, either. */
export function mayPutFirst(model: PageModel): boolean {
  const { role } = model.people.peek()[model.me];
  return role === "manager" || role === "skip_manager" || role === "mentor" || role === "peer";
}

function placesFor(model: PageModel, id: Id): MenuItem[] {
  const topic = model.topic(id).peek();
  const next = model.nextMeetingId.peek();
  const dayOf = (meetingId: Id) => {
    const meeting = model.meeting(meetingId).peek();
    return meeting && meetingDay(meeting, deviceTimeZone, today.peek());
  };
  const to = (place: string, label: string, icon: "hopper" | "calendar", shortcut?: string): MenuItem => ({
    type: "item",
    id: `to-${place}`,
    label,
    icon,
    ...(shortcut !== undefined && { shortcut }),
    run: () => sendTopic(model, id, place),
  });
  return [
    ...(topic?.place === "hopper" ? [] : [to("hopper", menuTexts.hopper, "hopper", "Mod+Shift+ArrowDown")]),
    ...(next === null || topic?.place === next
      ? []
      : [to(next, menuTexts.nextMeeting(dayOf(next)), "calendar", "Mod+Shift+ArrowUp")]),
    ...model.laterMeetingIds
      .peek()
      .filter((meetingId) => meetingId !== topic?.place)
      .map((meetingId) => to(meetingId, menuTexts.laterMeeting(dayOf(meetingId)), "calendar")),
    {
      type: "item",
      id: "to-another-date",
      label: menuTexts.anotherDate,
      icon: "calendar",
      run: () => openPageDialog({ type: "plan", topic: id }),
    },
  ];
}

function waitingItems(model: PageModel, id: Id): MenuItem[] {
  const snoozed = model.topic(id).peek()?.snoozedUntil ?? null;
  return [
    { type: "separator", id: "before-waiting" },
    snoozed === null
      ? {
          type: "item",
          id: "snooze",
          label: menuTexts.snooze,
          icon: "clock",
          run: () => openPageDialog({ type: "snooze", topic: id }),
        }
      : {
          type: "item",
          id: "wake",
          label: menuTexts.wake,
          icon: "clock",
          run: () => snoozeTopicUntil(model, id, null),
        },
    { type: "item", id: "keep", label: menuTexts.keep, icon: "check", run: () => keepTopicAnew(model, id) },
    { type: "item", id: "let-go", label: menuTexts.letGo, icon: "right", run: () => letGoOfTopic(model, id) },
  ];
}
