import type { LiveStep } from "@candor/core/meeting/live-pointer.ts";
import { topicNotes } from "@candor/document/topic/edit-topic.ts";
import type { Command } from "../commands/commands.ts";
import { openNotes } from "../notes/open-notes.ts";
import type { PageModel } from "../page/page-model.ts";
import { discussAndNext, goBack, goNext, handInAndEnd, hopperAndNext } from "./live-edits.ts";
import type { LiveSession } from "./live-session.ts";
import { startTexts } from "./start-texts.ts";
import { texts } from "./texts.ts";

const { commands: names } = texts;

/** Commands of the page that act on what a meeting does not show, or that a meeting has its own of. */
const NOT_IN_MEETINGS = new Set([
  ...["topic.add-later", "action.add", "page.edit-meeting", "page.plan-meeting", "page.close-meeting", "page.live"],
]);

/** Commands that mean the row the focus is in; at the topics, keys mean the topic that is on. */
const ON_ROWS = new Set(["topic.next", "topic.previous", "topic.notes", "topic.discussed", "topic.to-action"]);

/** What the page's own commands leave for a meeting: what one can do to a topic, and with the page as a whole. */
export function pageCommandsInMeeting(commands: readonly Command[], live: LiveSession): Command[] {
  return commands
    .filter(({ id }) => !NOT_IN_MEETINGS.has(id))
    .map((command) =>
      ON_ROWS.has(command.id)
        ? { ...command, when: () => live.place.value.step !== "topics" && (command.when?.() ?? true) }
        : command,
    );
}

type LiveDoings = { leave: () => void; makeAction: () => void };

/** What keys and the palette can do in a meeting. */
export function liveCommands(model: PageModel, live: LiveSession, { leave, makeAction }: LiveDoings): Command[] {
  const isOn = () => model.meeting(live.meetingId).value?.state === "planned";
  const at = (step: LiveStep) => isOn() && live.place.value.step === step;
  const onTopic = () => at("topics") && live.topicId.value !== null;
  const mayEdit = () => model.canEdit.value && onTopic();
  return [
    { id: "live.leave", name: startTexts.commandBack, shortcut: "L", run: leave },
    {
      id: "live.discussed",
      name: names.discussed,
      shortcut: "X",
      also: ["Space"],
      when: mayEdit,
      run: () => discussAndNext(model, live),
    },
    {
      id: "live.hopper",
      name: names.hopper,
      shortcut: "H",
      also: ["ArrowRight"],
      when: mayEdit,
      run: () => hopperAndNext(model, live),
    },
    { id: "live.action", name: names.action, shortcut: "A", when: mayEdit, run: makeAction },
    { id: "live.next", name: names.next, shortcut: "J", when: () => at("topics"), run: () => goNext(model, live) },
    {
      id: "live.back",
      name: names.back,
      shortcut: "K",
      also: ["ArrowLeft"],
      when: () => at("topics"),
      run: () => goBack(live),
    },
    {
      id: "live.notes",
      name: names.notes,
      shortcut: "Enter",
      when: mayEdit,
      run: () => {
        const id = live.topicId.peek();
        if (id !== null) openNotes(topicNotes(model.handle.doc, id));
      },
    },
    {
      id: "live.come-back",
      name: names.comeBack,
      shortcut: null,
      when: () => live.elsewhere.value !== null,
      run: live.comeBack,
    },
    {
      id: "live.wrap-up",
      name: names.wrapUp,
      shortcut: null,
      when: () => isOn() && live.place.value.step !== "close",
      run: () => live.goTo({ step: "close", topic: null }),
    },
    {
      id: "live.end",
      name: names.end,
      shortcut: null,
      when: () => model.canEdit.value && at("close"),
      run: () => handInAndEnd(model, live),
    },
  ];
}
