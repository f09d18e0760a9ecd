import type { Meeting } from "@candor/core/meeting/meeting.ts";
import { pastMeetings } from "@candor/core/meeting/next-meeting.ts";
import { byRank } from "@candor/core/topic/rank.ts";
import type { PageContents, TopicWithNotes } from "@candor/document/page/read-contents.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { FoldedNotes } from "../notes/folded-notes.tsx";
import { NotesView } from "../notes/notes-view.tsx";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { sayDate } from "../ui/say-day.ts";
import { fetchYear, fetchYears } from "./fetch-volumes.ts";
import { meetingTime } from "./meeting-time.ts";
import { usePage } from "./page-context.ts";
import { texts as pageTexts } from "./texts.ts";
import { TopicAnswer } from "./topic-answer.tsx";
import { useNear } from "./use-near.ts";
import { Author } from "./who.tsx";
import { texts } from "./year-texts.ts";

/**
 * The years before the last one: fetched when one scrolls down to them, to be read.
 *
 * @param areLikely that there are none is no wonder otherwise, nor worth a word where the server can't be asked.
 */
export function YearVolumes({ areLikely }: { areLikely: boolean }) {
  const { handle } = usePage();
  const end = useRef<HTMLDivElement>(null);
  const isNear = useNear(end);
  const years = useSignal<readonly number[] | null>([]);
  const load = async () => {
    years.value = await fetchYears(handle.pairId);
  };
  // A page that has just begun may be only here so far, and whoever began it nobody to the server.
  const mayAsk = areLikely || handle.isCurrent.value;
  useEffect(() => {
    if (isNear && mayAsk) void load();
  }, [isNear, mayAsk]);
  return (
    <div ref={end}>
      {years.value === null && areLikely && <Failed text={texts.yearsFailed} onRetry={load} />}
      {years.value?.map((year) => (
        <Year key={year} year={year} />
      ))}
    </div>
  );
}

function Failed({ text, onRetry }: { text: string; onRetry: () => Promise<void> }) {
  return (
    <div class="row" role="alert">
      <span class="grow">{text}</span>
      <Button small onClick={() => void onRetry()}>
        {pageTexts.past.retry}
      </Button>
    </div>
  );
}

type Shown = { type: "waiting" } | { type: "here"; contents: PageContents } | { type: "failed" };

function Year({ year }: { year: number }) {
  const { handle } = usePage();
  const frame = useRef<HTMLElement>(null);
  const isNear = useNear(frame);
  const shown = useSignal<Shown>({ type: "waiting" });
  const load = async () => {
    shown.value = { type: "waiting" };
    const contents = await fetchYear(handle.pairId, year).catch(() => null);
    shown.value = contents ? { type: "here", contents } : { type: "failed" };
  };
  useEffect(() => {
    if (isNear) void load();
  }, [isNear]);
  const headingId = `year-${year}`;
  const state = shown.value;
  return (
    <section
      ref={frame}
      class="past-year"
      aria-labelledby={headingId}
      aria-busy={isNear && state.type === "waiting"}
      // As high as two screens, at least: the years below are not to be fetched before one comes to them.
      style={state.type === "waiting" ? { minBlockSize: "200vh" } : {}}
    >
      <h2 id={headingId}>{texts.year(year)}</h2>
      {state.type === "failed" && <Failed text={texts.yearFailed(year)} onRetry={load} />}
      {state.type === "here" &&
        pastMeetings(state.contents).map((meeting) => (
          <SealedMeeting
            key={meeting.id}
            meeting={meeting}
            topics={state.contents.topics.filter(({ place }) => place === meeting.id)}
          />
        ))}
    </section>
  );
}

function SealedMeeting({ meeting, topics }: { meeting: Meeting; topics: readonly TopicWithNotes[] }) {
  const time = meetingTime(meeting, deviceTimeZone);
  const headingId = `meeting-${meeting.id}`;
  const shown = topics.filter(({ state }) => state !== "binned" && state !== "let_go").sort(byRank);
  return (
    <article class="past-meeting" aria-labelledby={headingId} data-meeting={meeting.id}>
      <div class="section-head">
        <h3 id={headingId} class="past-meeting-heading">
          {time ? sayDate(time.day, today.value) : pageTexts.past.undated}
        </h3>
        {meeting.state === "cancelled" && <span class="meta">{pageTexts.past.cancelled}</span>}
      </div>
      {shown.length === 0 && <p class="empty">{pageTexts.past.nothing}</p>}
      <ul class="topics">
        {shown.map((topic) => (
          <li key={topic.id} class="topic is-sealed" data-sealed={topic.id}>
            <div class="topic-body">
              <h4 id={`sealed-${topic.id}`} class="topic-title">
                {topic.title.trim() || pageTexts.untitled}
              </h4>
              <p class="topic-meta">
                <Author topic={topic} />
                {topic.theme && <span class="chip">{pageTexts.themed(topic.theme)}</span>}
              </p>
              {topic.notes.length > 0 && (
                <FoldedNotes labelledBy={`sealed-${topic.id}`}>
                  <NotesView nodes={topic.notes} />
                </FoldedNotes>
              )}
              <TopicAnswer topic={topic} />
            </div>
          </li>
        ))}
      </ul>
    </article>
  );
}
