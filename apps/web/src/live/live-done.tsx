import { computed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import { texts as pageTexts } from "../page/texts.ts";
import { Button } from "../ui/button.tsx";
import { useLive } from "./live-context.ts";
import { NextDate } from "./next-date.tsx";
import { texts } from "./texts.ts";
import { Thanks } from "./thanks.tsx";
import { Worth } from "./worth.tsx";

/** What a meeting came to, for both, whoever ended it. */
export function LiveDone({ onLeave }: { onLeave: () => void }) {
  const model = usePage();
  const { meetingId } = useLive();
  const meeting = model.meeting(meetingId).value;
  const { page } = model.handle;
  const came = useMemo(
    () =>
      computed(() => ({
        talked: page.value.topics.filter((topic) => topic.place === meetingId && topic.state === "discussed").length,
        carried: page.value.topics.filter(
          (topic) => topic.place === "hopper" && topic.state === "open" && topic.carriedFrom.includes(meetingId),
        ),
        actions: page.value.actions.filter((action) => action.fromMeeting === meetingId && action.state !== "binned")
          .length,
      })),
    [model, meetingId],
  ).value;
  const other = model.people.value[model.other].name || pageTexts.otherMissing;
  return (
    <section class="live-close" aria-labelledby="live-heading" data-live-done>
      <h2 id="live-heading" tabIndex={-1}>
        {texts.done.heading}
      </h2>
      <div class="card stack-tight">
        <p class="live-lead">{meeting?.state === "cancelled" ? texts.done.cancelled : texts.done.lead(other)}</p>
        <p>
          {texts.done.talked(came.talked)} {texts.done.actions(came.actions)}
        </p>
        {came.carried.length === 0 ? (
          <p>{texts.done.nothingCarried}</p>
        ) : (
          <>
            <p>{texts.done.carried}</p>
            <ul class="live-carried" aria-label={texts.done.carried}>
              {came.carried.map((topic) => (
                <li key={topic.id}>
                  {topic.title.trim() || pageTexts.untitled}{" "}
                  <span class="meta">{pageTexts.carried(topic.carriedFrom.length)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <div class="card stack">
        <Worth meetingId={meetingId} />
        <Thanks meetingId={meetingId} />
      </div>
      <div class="card">
        <h3>{texts.done.next}</h3>
        <NextDate meetingId={meetingId} />
      </div>
      <div class="live-foot">
        <Button look="primary" onClick={onLeave}>
          {texts.done.back}
        </Button>
      </div>
    </section>
  );
}
