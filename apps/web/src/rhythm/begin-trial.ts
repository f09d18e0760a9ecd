import { nextMeeting } from "@candor/core/meeting/next-meeting.ts";
import { edit } from "@candor/document/edit.ts";
import { planMeeting } from "@candor/document/meeting/plan-meeting.ts";
import { successorId } from "@candor/document/meeting/successor-id.ts";
import { writeNotes } from "@candor/document/notes/write-notes.ts";
import { welcomeFragment } from "@candor/document/roots.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { createPair, invite } from "../people/my-people.ts";
import { rhythmTexts as texts } from "./texts.ts";
import { withPage } from "./with-page.ts";

const say = texts.alone;
const TRIAL_MINUTES = 20;

export type Trial = { pairId: string /** null: the server could not be reached */; link: string | null };

/** Begins a page for three meetings with somebody who leads me, each with an agenda, and makes the link for them. */
export async function beginTrial(wanted: { theirName: string; myName: string; everyWeeks: number }): Promise<Trial> {
  const { theirName, myName, everyWeeks } = wanted;
  const pairId = await createPair({
    ...{ theirName, myName, myRole: "report" as const, theirRole: "manager" as const },
    ...{ everyWeeks, minutes: TRIAL_MINUTES },
  });
  await withPage(pairId, ({ doc, editor, page }) => {
    const fragment = welcomeFragment(doc);
    edit(doc, "write welcome", () =>
      writeNotes(fragment, [
        { type: "paragraph", content: [{ type: "text", text: say.welcome(myName || say.me, theirName) }] },
      ]),
    );
    const first = nextMeeting(page.peek());
    if (first === null || first.start === null) return;
    let { id } = first;
    for (const [index, titles] of say.topics.entries()) {
      const start = Temporal.PlainDateTime.from(first.start).add({ weeks: index * everyWeeks });
      if (index > 0) {
        id = successorId(id);
        planMeeting(doc, { id, start: start.toString({ smallestUnit: "minute" }) });
      }
      for (const title of titles) addTopic(doc, editor(), { title, place: id });
    }
  });
  const result = await invite(pairId);
  return { pairId, link: result.type === "ok" ? result.value.link : null };
}
