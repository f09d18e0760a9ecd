import type { Id } from "@candor/core/id.ts";
import { useEffect, useRef, useState } from "preact/hooks";
import { openOverlay } from "../commands/overlay.ts";
import { historyCommandTexts } from "../history/command-texts.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { lazily } from "../ui/lazily.tsx";
import { sayDate } from "../ui/say-day.ts";
import { meetingTime } from "./meeting-time.ts";
import { usePage } from "./page-context.ts";
import { PrivatePart } from "./private-part.tsx";
import { texts } from "./texts.ts";
import { TopicList } from "./topic-list.tsx";
import { useNear } from "./use-near.ts";
import "./past-meetings.css";

const DRAWN_AT_ONCE = 4;

/**
 * Every past meeting in one scroll, most recent first. What is far below is not drawn until it comes near, and their heads
 * not until the agenda stands there to be written in.
 */
export function PastMeetings() {
  const model = usePage();
  const ids = model.pastMeetingIds.value;
  const [most, setMost] = useState(DRAWN_AT_ONCE);
  useEffect(() => setMost(Number.POSITIVE_INFINITY), []);
  return (
    <section aria-labelledby="past-heading" class="past">
      <div class="section-head">
        <h2 id="past-heading" tabIndex={-1}>
          {texts.past.heading}
        </h2>
        {ids.length > 1 && <span class="meta">{texts.past.hint}</span>}
      </div>
      {ids.length === 0 && <p class="empty">{texts.past.none}</p>}
      {ids.slice(0, most).map((id, index) => (
        <PastMeeting key={id} id={id} isFirst={index === 0} />
      ))}
      {ids.length > 0 || isLaterOfSeries(model.nextMeetingId.value) ? (
        <YearVolumes areLikely />
      ) : (
        most > DRAWN_AT_ONCE && <YearsPerhaps areLikely={false} />
      )}
    </section>
  );
}

/** Ids of a series count up (`x`, `x.2`): where all past meetings lie in a year's volume, the next one still tells of them. */
function isLaterOfSeries(id: Id | null): boolean {
  return id?.includes(".") ?? false;
}

const loadYears = () => import("./year-volumes.tsx").then((module) => module.YearVolumes);

const YearVolumes = lazily(loadYears, ({ onRetry }) => (
  <Button small onClick={onRetry}>
    {texts.past.retry}
  </Button>
));

// All of it may have been read in from elsewhere, and be years old.
const YearsPerhaps = lazily(loadYears, () => null);

function PastMeeting({ id, isFirst }: { id: Id; isFirst: boolean }) {
  const model = usePage();
  const meeting = model.meeting(id).value;
  const ids = model.topicIds(id).value;
  const frame = useRef<HTMLElement>(null);
  const isNear = useNear(frame, isFirst);
  if (!meeting) return null;
  const time = meetingTime(meeting, deviceTimeZone);
  const heading = time ? sayDate(time.day, today.value) : texts.past.undated;
  const headingId = `meeting-${id}`;
  return (
    <article ref={frame} class="past-meeting" aria-labelledby={headingId} data-meeting={id}>
      <div class="section-head">
        <h3 id={headingId} class="past-meeting-heading">
          {heading}
        </h3>
        <span class="meta">
          {meeting.state === "cancelled" ? texts.past.cancelled : meeting.medium ? texts.media[meeting.medium] : ""}
        </span>
        <IconButton
          icon="restore"
          label={historyCommandTexts.titleOfMeeting(heading)}
          onClick={() => openOverlay({ type: "history", meeting: id })}
        />
      </div>
      {!isNear ? (
        // As high as it will be, roughly: the scroll bar tells the truth.
        <div style={{ blockSize: `${ids.length * 4}rem` }} />
      ) : ids.length === 0 ? (
        <p class="empty">{texts.past.nothing}</p>
      ) : (
        <TopicList place={id} ids={ids} label={heading} />
      )}
      {isNear && <PrivatePart place={{ type: "meeting", id }} />}
    </article>
  );
}
