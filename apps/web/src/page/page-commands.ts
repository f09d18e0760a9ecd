import type { Id } from "@candor/core/id.ts";
import { topicNotes } from "@candor/document/topic/edit-topic.ts";
import type { Command } from "../commands/commands.ts";
import { startLive } from "../live/start-live.ts";
import { startTexts } from "../live/start-texts.ts";
import { wantedPath } from "../live/wanted-path.ts";
import { openNotes } from "../notes/open-notes.ts";
import { pairingCommandTexts } from "../pairing/command-texts.ts";
import { seriesCommands } from "../series/series-commands.ts";
import { preferences, setPreferences } from "../settings/preferences.ts";
import { focusAdd } from "./add-topic.tsx";
import { commandTexts } from "./command-texts.ts";
import { editTitle } from "./edit-title.ts";
import { focusNeighbour, topicRow } from "./focus-topic.ts";
import { canCloseNext, endMeeting } from "./meeting-edits.ts";
import { openPageDialog } from "./page-dialog.ts";
import type { PageModel } from "./page-model.ts";
import { type PagePart, showPart } from "./page-part.ts";
import {
  binTopic,
  letGoOfTopic,
  sendTopic,
  stepTopic,
  toggleAltitude,
  toggleDiscussed,
  toggleKind,
  topicToAction,
} from "./topic-edits.ts";
import { mayPutFirst } from "./topic-menu.ts";
import { whyReadOnly } from "./why-read-only.ts";

const { commands: names, keywords } = commandTexts;

/** What keys and the palette can do on this page. */
export function pageCommands(model: PageModel): Command[] {
  const writes = { whyNot: () => whyReadOnly(model.handle.access.value) };
  const onTopic = (run: (id: Id) => void, when: (id: Id) => boolean = () => true) => ({
    ...writes,
    when: () => model.current.value !== null && when(model.current.value),
    run: () => {
      const id = model.current.peek();
      if (id !== null) run(id);
    },
  });
  const topic = (id: Id) => model.topic(id).value;
  return [
    { id: "topic.next", name: names.next, shortcut: "J", run: () => focusNeighbour(model, 1) },
    { id: "topic.previous", name: names.previous, shortcut: "K", run: () => focusNeighbour(model, -1) },
    {
      id: "topic.notes",
      name: names.notes,
      shortcut: "Enter",
      ...onTopic((id) => openNotes(topicNotes(model.handle.doc, id))),
    },
    { id: "topic.title", name: names.editTitle, shortcut: "E", also: ["F2"], ...onTopic(editTitle) },
    { id: "topic.up", name: names.up, shortcut: "Alt+ArrowUp", ...onTopic((id) => stepTopic(model, id, "up")) },
    { id: "topic.down", name: names.down, shortcut: "Alt+ArrowDown", ...onTopic((id) => stepTopic(model, id, "down")) },
    { id: "topic.top", name: names.top, shortcut: "Alt+Home", ...onTopic((id) => stepTopic(model, id, "top")) },
    { id: "topic.bottom", name: names.bottom, shortcut: "Alt+End", ...onTopic((id) => stepTopic(model, id, "bottom")) },
    {
      id: "topic.to-hopper",
      name: names.toHopper,
      keywords: keywords.toHopper,
      shortcut: "Mod+Shift+ArrowDown",
      ...onTopic(
        (id) => sendTopic(model, id, "hopper"),
        (id) => topic(id)?.place !== "hopper",
      ),
    },
    {
      id: "topic.to-agenda",
      name: names.toAgenda,
      keywords: keywords.toAgenda,
      shortcut: "Mod+Shift+ArrowUp",
      ...onTopic(
        (id) => {
          const next = model.nextMeetingId.peek();
          if (next !== null) sendTopic(model, id, next);
        },
        (id) => model.nextMeetingId.value !== null && topic(id)?.place !== model.nextMeetingId.value,
      ),
    },
    {
      id: "topic.discussed",
      name: names.discussed,
      shortcut: "X",
      also: ["Space"],
      ...onTopic((id) => toggleDiscussed(model, id)),
    },
    { id: "topic.to-action", name: names.toAction, shortcut: "A", ...onTopic((id) => topicToAction(model, id)) },
    {
      id: "topic.add",
      name: names.addTopic,
      shortcut: "Mod+Enter",
      ...writes,
      run: () => addIn("agenda", "agenda"),
    },
    {
      id: "page.questions",
      name: names.questions,
      keywords: keywords.questions,
      shortcut: null,
      ...writes,
      run: () => openPageDialog({ type: "questions" }),
    },
    {
      id: "page.pairing",
      ...pairingCommandTexts,
      shortcut: null,
      run: () => {
        wantedPath.value = `/p/${encodeURIComponent(model.handle.pairId)}/pairing`;
      },
    },
    {
      id: "topic.add-later",
      name: names.addForLater,
      shortcut: null,
      ...writes,
      run: () => addIn("hopper", "hopper"),
    },
    {
      id: "action.add",
      name: names.addAction,
      shortcut: null,
      ...writes,
      run: () => addIn("agenda", "action"),
    },
    {
      id: "topic.big-picture",
      name: names.bigPicture,
      keywords: keywords.bigPicture,
      shortcut: "B",
      ...onTopic((id) => toggleAltitude(model, id)),
    },
    {
      id: "topic.first",
      name: names.first,
      shortcut: null,
      ...onTopic(
        (id) => toggleKind(model, id, "first"),
        () => mayPutFirst(model),
      ),
    },
    { id: "topic.backup", name: names.backup, shortcut: null, ...onTopic((id) => toggleKind(model, id, "backup")) },
    {
      id: "topic.theme",
      name: names.theme,
      shortcut: null,
      ...onTopic((id) => openPageDialog({ type: "theme", topic: id })),
    },
    {
      id: "topic.snooze",
      name: names.snooze,
      shortcut: null,
      ...onTopic(
        (id) => openPageDialog({ type: "snooze", topic: id }),
        (id) => topic(id)?.place === "hopper",
      ),
    },
    {
      id: "topic.let-go",
      name: names.letGo,
      shortcut: null,
      ...onTopic(
        (id) => letGoOfTopic(model, id),
        (id) => topic(id)?.place === "hopper",
      ),
    },
    {
      id: "topic.bin",
      name: names.bin,
      keywords: keywords.bin,
      shortcut: "Delete",
      ...onTopic(
        (id) => binTopic(model, id),
        (id) => topicRow(id) !== null,
      ),
    },
    { id: "page.bin", name: names.showBin, shortcut: null, run: () => openPageDialog({ type: "bin" }) },
    {
      id: "page.access-log",
      name: names.accessLog,
      keywords: keywords.accessLog,
      shortcut: null,
      whyNot: () => whyNotAsked(model),
      run: () => openPageDialog({ type: "access-log" }),
    },
    {
      id: "page.invite",
      name: names.invite,
      shortcut: null,
      ...writes,
      run: () => openPageDialog({ type: "invite" }),
    },
    {
      id: "page.edit-meeting",
      name: names.editMeeting,
      keywords: keywords.editMeeting,
      shortcut: null,
      ...writes,
      when: () => model.nextMeetingId.value !== null,
      run: () => {
        const button = document.querySelector<HTMLElement>("[data-next-meeting]");
        if (button?.getAttribute("aria-expanded") === "false") button.click();
      },
    },
    {
      id: "page.plan-meeting",
      name: names.planMeeting,
      keywords: keywords.planMeeting,
      shortcut: null,
      ...writes,
      run: () => openPageDialog({ type: "plan", topic: null }),
    },
    {
      id: "page.live",
      name: startTexts.command,
      keywords: startTexts.keywords,
      shortcut: "L",
      ...writes,
      when: () => model.nextMeetingId.value !== null,
      run: () => startLive(model),
    },
    {
      id: "page.close-meeting",
      name: names.closeMeeting,
      keywords: keywords.closeMeeting,
      shortcut: null,
      ...writes,
      when: () => canCloseNext(model),
      run: () => {
        const id = model.nextMeetingId.peek();
        if (id !== null && canCloseNext(model)) endMeeting(model, id, "held");
      },
    },
    ...seriesCommands(model),
    {
      id: "page.pair",
      name: names.pair,
      shortcut: null,
      whyNot: () => whyNotAsked(model),
      run: () => openPageDialog({ type: "pair" }),
    },
    {
      id: "page.leave",
      name: names.leave,
      keywords: keywords.leave,
      shortcut: null,
      whyNot: () => whyNotAsked(model),
      run: () => openPageDialog({ type: "leave" }),
    },
    {
      id: "page.presence",
      get name() {
        return isHidden(model) ? names.showPresence : names.hidePresence;
      },
      shortcut: null,
      run: () => {
        const { pairId } = model.handle;
        const others = preferences.peek().hiddenIn.filter((id) => id !== pairId);
        setPreferences({ hiddenIn: isHidden(model) ? others : [...others, pairId] });
      },
    },
  ];
}

/** Where parts hide one another, the field shows only after the next drawing. */
function addIn(part: PagePart, target: "agenda" | "hopper" | "action"): void {
  showPart(part);
  queueMicrotask(() => focusAdd(target));
}

/** From then on the server answers nothing that is asked of this page. */
function whyNotAsked({ handle }: PageModel): string | null {
  const access = handle.access.value;
  return access.type === "read" && access.why === "access_ended" ? whyReadOnly(access) : null;
}

function isHidden(model: PageModel): boolean {
  return preferences.value.hiddenIn.includes(model.handle.pairId);
}
