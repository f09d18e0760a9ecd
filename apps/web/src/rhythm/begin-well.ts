import { isInTime, planBeginning, writeAgreement } from "@candor/core/beginning/plan-beginning.ts";
import { nextMeeting } from "@candor/core/meeting/next-meeting.ts";
import type { Member, MemberId } from "@candor/core/person/member.ts";
import { FIRST_MEETINGS } from "@candor/core/question/count-first-meetings.ts";
import { firstMeetingQuestions } from "@candor/core/question/first-meetings.ts";
import type { Question } from "@candor/core/question/question.ts";
import { moveMeeting, planMeeting } from "@candor/document/meeting/plan-meeting.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import type { Beginning } from "@candor/protocol/http/portrait.ts";
import type { PageHandle } from "../offline/page-handle.ts";
import { type TakeBack, undoable } from "../page/undoable.ts";
import type { ApiResult } from "../people/api-client.ts";
import { pairs, refreshPeople } from "../people/my-people.ts";
import { peopleOf } from "../people/people-of.ts";
import { beginWorkspacePage } from "../workspace/begin-page.ts";
import { workspaceClient } from "../workspace/workspace-client.ts";
import { rhythmTexts as texts } from "./texts.ts";
import { withPage } from "./with-page.ts";

export type Begun = { pairId: string /** null: all of it stood there already */; takeBack: TakeBack | null };

/** @returns the page that it all stands on, and the way back; what went wrong otherwise. Pressed twice it puts nothing there twice. */
export async function beginWell(beginning: Beginning): Promise<ApiResult<Begun>> {
  const { workspace, person, iLead } = beginning;
  let pairId = beginning.pair;
  if (pairId === null) {
    const relation = { relation: "report", iAm: iLead ? "above" : "below" } as const;
    const begun = await beginWorkspacePage(workspaceClient(workspace), { person, ...relation });
    if (begun.type !== "ok") return begun;
    pairId = begun.value.id;
  } else await refreshPeople();
  const { BANK } = await import("@candor/core/question/bank.ts");
  const pair = pairs.peek().find(({ id }) => id === pairId) ?? null;
  const people = peopleOf(pair);
  const begun = await withPage(pairId, (handle) => ({
    pairId: handle.pairId,
    takeBack: fillFirst(handle, people, BANK, beginning),
  }));
  return begun ? { type: "ok", value: begun } : { type: "unreachable" };
}

/** First date, questions for three meetings and the agreement, as one step to take back. */
function fillFirst(
  handle: PageHandle,
  people: Record<MemberId, Member>,
  bank: readonly Question[],
  { since, timeZone }: Beginning,
): TakeBack | null {
  const { doc, undo, page, editor } = handle;
  return undoable(undo, () => {
    const zone = page.peek().settings.timeZone || timeZone;
    const now = Temporal.Now.instant();
    const plan = planBeginning(since, now, zone);
    const next = nextMeeting(page.peek());
    const hasMet = page.peek().meetings.some(({ state }) => state === "held"); // then its time is theirs
    if (!next) planMeeting(doc, { id: editor().newId(), start: plan.firstStart });
    else if (!hasMet && !isInTime(next.start, plan)) moveMeeting(doc, next.id, plan.firstStart, false);
    const first = nextMeeting(page.peek());
    if (!first) return;
    if (!page.peek().topics.some(({ title, state }) => title === texts.begin.agreement && state !== "binned")) {
      const notes = writeAgreement(now.toZonedDateTimeISO(zone).toPlainDate().toString());
      addTopic(doc, editor(), { title: texts.begin.agreement, place: first.id, notes });
    }
    for (const { question, topic } of firstMeetingQuestions(page.peek(), people, bank)) {
      if (topic === null) addTopic(doc, editor(), { title: question.text, place: first.id, question: question.id });
    }
    const standing = new Set(
      page.peek().topics.flatMap(({ question, state }) => (state === "binned" ? [] : (question ?? []))),
    );
    for (const { id, text, meeting, occasion, portrait } of bank) {
      if (occasion !== "first" || meeting === null || meeting < 2 || meeting > FIRST_MEETINGS || portrait === null)
        continue;
      if (!standing.has(id)) addTopic(doc, editor(), { title: text, place: "hopper", question: id });
    }
  });
}
