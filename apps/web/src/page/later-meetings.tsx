import type { Id } from "@candor/core/id.ts";
import { seriesCommandTexts } from "../series/command-texts.ts";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { MenuButton } from "../ui/menu.tsx";
import { AddTopic } from "./add-topic.tsx";
import { moveMeeting } from "./meeting-edits.ts";
import { meetingDay } from "./meeting-time.ts";
import { usePage } from "./page-context.ts";
import { openPageDialog } from "./page-dialog.ts";
import { texts } from "./texts.ts";
import { TopicList } from "./topic-list.tsx";

/** Dated meetings after the next one, each with what is put on it already. */
export function LaterMeetings() {
  const model = usePage();
  return (
    <>
      {model.laterMeetingIds.value.map((id) => (
        <LaterMeeting key={id} id={id} />
      ))}
    </>
  );
}

function LaterMeeting({ id }: { id: Id }) {
  const model = usePage();
  const meeting = model.meeting(id).value;
  const ids = model.topicIds(id).value;
  if (!meeting) return null;
  const heading = texts.meeting.later(meetingDay(meeting, deviceTimeZone, today.value));
  const headingId = `meeting-${id}`;
  return (
    <section class="card later-meeting" aria-labelledby={headingId} data-drop-area>
      <div class="section-head">
        <h2 id={headingId}>{heading}</h2>
        {model.canEdit.value && (
          <MenuButton
            icon="more"
            label={`${texts.meeting.moreFor}: ${heading}`}
            items={() => [
              {
                type: "item",
                id: "undated",
                label: texts.meeting.leave,
                icon: "calendar",
                disabled: meeting.start === null,
                run: () => moveMeeting(model, id, null),
              },
              {
                type: "item",
                id: "cant-make-it",
                label: seriesCommandTexts.cantMakeIt,
                icon: "close",
                run: () => openPageDialog({ type: "cant-make-it", meeting: id, begin: "move" }),
              },
            ]}
          />
        )}
      </div>
      {ids.length === 0 && <p class="empty">{texts.meeting.empty}</p>}
      <TopicList place={id} ids={ids} label={heading} />
      {model.canEdit.value && (
        <AddTopic place={id} label={texts.addTopic} name={`${texts.addTopic}: ${heading}`} target="later" />
      )}
    </section>
  );
}
