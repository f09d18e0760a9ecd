import type { Id } from "@candor/core/id.ts";
import { planAnother } from "@candor/document/meeting/plan-another.ts";
import { meetingKey, readMeeting, WITHDRAWN } from "@candor/document/meeting/read-meeting.ts";
import { meetingsMap } from "@candor/document/roots.ts";
import { showToast } from "../ui/toasts.ts";
import { dialogTexts } from "./dialog-texts.ts";
import { sayMeeting } from "./meeting-edits.ts";
import type { PageModel } from "./page-model.ts";
import { texts } from "./texts.ts";
import { sendTopic, sentText } from "./topic-edits.ts";
import { undoable } from "./undoable.ts";

/**
 * Plans a meeting and puts a topic on it, where one is given. One that is planned for then already is taken instead.
 *
 * @param start wall clock in the pair's zone, YYYY-MM-DDTHH:MM.
 */
export function planAnotherMeeting(model: PageModel, start: string, topicId: Id | null): void {
  const { doc, undo, editor, page } = model.handle;
  const sayPlanned = (id: Id) => texts.toast.planned(sayMeeting(model, id) ?? texts.meeting.noDate);
  const there = page.peek().meetings.find((each) => each.state === "planned" && each.start === start);
  if (there) {
    if (topicId === null) showToast(sayPlanned(there.id));
    else sendTopic(model, topicId, there.id);
    return;
  }
  const id = editor().newId();
  const topic = topicId === null ? null : model.topic(topicId).peek();
  const takeBack = undoable(undo, () => planAnother(doc, { id, start, topic: topic && topicId }));
  if (!takeBack) return;
  showToast(topic ? sentText(model, topic, id) : sayPlanned(id), takeBack);
  const map = meetingsMap(doc);
  const withdrawn = meetingKey(id, WITHDRAWN);
  map.observe(({ keysChanged, transaction }) => {
    if (!transaction.local || !keysChanged.has(withdrawn) || map.get(withdrawn) !== true) return;
    // By whatever way it was taken back: what stays must not look as if it went.
    if (readMeeting(doc, id)) showToast(dialogTexts.plan.stays(sayMeeting(model, id)));
  });
}
