import type { Id } from "@candor/core/id.ts";
import { useEffect, useRef, useState } from "preact/hooks";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { sayDate } from "../ui/say-day.ts";
import { meetingTime } from "./meeting-time.ts";
import { usePage } from "./page-context.ts";
import { texts } from "./texts.ts";
import { TopicList } from "./topic-list.tsx";

const DRAWN_AHEAD = "800px"; // about a screen, so that nobody scrolls into what is not drawn yet

/** Every past meeting in one scroll, most recent first. What is far below is not drawn until it comes near. */
export function PastMeetings() {
  const model = usePage();
  const ids = model.pastMeetingIds.value;
  return (
    <section aria-labelledby="past-heading" class="past">
      <div class="section-head">
        <h2 id="past-heading" tabIndex={-1}>
          {texts.past.heading}
        </h2>
        {ids.length > 1 && <span class="meta">{texts.past.hint}</span>}
      </div>
      {ids.length === 0 && <p class="empty">{texts.past.none}</p>}
      {ids.map((id, index) => (
        <PastMeeting key={id} id={id} isFirst={index === 0} />
      ))}
    </section>
  );
}

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
      </div>
      {!isNear ? (
        // As high as it will be, roughly: the scroll bar tells the truth.
        <div style={{ blockSize: `${ids.length * 4}rem` }} />
      ) : ids.length === 0 ? (
        <p class="empty">{texts.past.nothing}</p>
      ) : (
        <TopicList place={id} ids={ids} label={heading} />
      )}
    </article>
  );
}

/** Whether an element is on the screen or has been near it. */
function useNear(ref: { current: HTMLElement | null }, atOnce: boolean): boolean {
  const [isNear, setIsNear] = useState(atOnce);
  useEffect(() => {
    if (isNear || !ref.current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setIsNear(true);
      },
      { rootMargin: DRAWN_AHEAD },
    );
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [isNear]);
  return isNear;
}
