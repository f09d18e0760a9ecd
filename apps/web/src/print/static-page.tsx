import type { Action } from "@candor/core/action/action.ts";
import type { Id } from "@candor/core/id.ts";
import { readIceBreaker } from "@candor/core/meeting/ice-breaker.ts";
import type { Meeting } from "@candor/core/meeting/meeting.ts";
import { laterMeetings, nextMeeting, pastMeetings } from "@candor/core/meeting/next-meeting.ts";
import type { NoteNode } from "@candor/core/notes/note-node.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { byRank } from "@candor/core/topic/rank.ts";
import type { Topic } from "@candor/core/topic/topic.ts";
import { topicsIn } from "@candor/core/topic/topics-in.ts";
import { NotesView } from "../notes/notes-view.tsx";
import { questionWords } from "./question-words.ts";
import type { PageContent } from "./read-content.ts";
import { printTexts as texts } from "./texts.ts";
import { shortDayText, startText } from "./when.ts";
import "./static-page.css";

/** "next": the next meeting, what is open and the Hopper; "page": everything; or one meeting by its id. */
export type PagePart = { type: "next" } | { type: "page" } | { type: "meeting"; id: Id };

type StaticPageProps = {
  content: PageContent;
  names: Readonly<Record<MemberId, string>>;
  part: PagePart;
};

/** A page as text alone: nothing in it can be pressed or edited. */
export function StaticPage({ content, names, part }: StaticPageProps) {
  const { page } = content;
  const next = nextMeeting(page);
  const shows = { content, names };
  const open = page.actions.filter((action) => action.state === "open").sort(byRank);
  const closed = page.actions.filter((action) => action.state === "done" || action.state === "dropped").sort(byRank);

  if (part.type === "meeting") {
    const meeting = page.meetings.find((each) => each.id === part.id);
    if (!meeting) return <p>{texts.missing}</p>;
    const actions = page.actions.filter((action) => action.fromMeeting === part.id && action.state !== "binned");
    return (
      <div class="static-page">
        <MeetingText meeting={meeting} {...shows} />
        <ActionList title={texts.actions} actions={actions.sort(byRank)} names={names} />
      </div>
    );
  }
  const whole = part.type === "page";
  return (
    <div class="static-page">
      {whole && content.welcome.length > 0 && <Notes nodes={content.welcome} />}
      {next && <MeetingText meeting={next} {...shows} />}
      <ActionList title={texts.openActions} actions={open} names={names} />
      <TopicList title={texts.hopper} topics={topicsIn(page, "hopper")} {...shows} withNotes={whole} />
      {whole && laterMeetings(page).map((meeting) => <MeetingText key={meeting.id} meeting={meeting} {...shows} />)}
      {whole && pastMeetings(page).map((meeting) => <MeetingText key={meeting.id} meeting={meeting} {...shows} />)}
      {whole && <ActionList title={texts.actions} actions={closed} names={names} />}
    </div>
  );
}

type Shows = Pick<StaticPageProps, "content" | "names">;

function MeetingText({ meeting, ...shows }: Shows & { meeting: Meeting }) {
  const topics = topicsIn(shows.content.page, meeting.id);
  return (
    <section>
      <h2>
        {meeting.start === null ? texts.noDate : startText(meeting.start)}
        {meeting.state === "cancelled" &&
          ` (${meeting.cancelReason === null ? texts.cancelled : texts.cancelledFor(meeting.cancelReason)})`}
      </h2>
      <p class="static-meta">{texts.minutes(meeting.minutes)}</p>
      {recordLines(meeting, shows.names).map((line) => (
        <p key={line} class="static-meta">
          {line}
        </p>
      ))}
      {topics.length === 0 ? (
        <p class="static-meta">{texts.noTopics}</p>
      ) : (
        <Topics topics={topics} {...shows} withNotes />
      )}
    </section>
  );
}

/** Why it fell out, where it was moved from, what it was warmed up with, who thanked whom. */
function recordLines(meeting: Meeting, names: StaticPageProps["names"]): string[] {
  const { why, movedFrom, thanksOfA, thanksOfB } = meeting;
  const drawn = readIceBreaker(meeting.iceBreaker);
  const warmUp = drawn?.type === "question" ? questionWords(drawn.id) : (drawn?.words ?? null);
  return [
    ...(why === null ? [] : [texts.because(why)]),
    ...(movedFrom.length === 0 ? [] : [texts.movedFrom(movedFrom.map(startText).join("; "))]),
    ...(warmUp === null ? [] : [texts.warmedUpWith(warmUp)]),
    ...(thanksOfA === null ? [] : [texts.thanks(names.a, thanksOfA)]),
    ...(thanksOfB === null ? [] : [texts.thanks(names.b, thanksOfB)]),
  ];
}

function TopicList({ title, topics, ...shows }: Shows & { title: string; topics: Topic[]; withNotes: boolean }) {
  if (topics.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <Topics topics={topics} {...shows} />
    </section>
  );
}

function Topics({ topics, content, names, withNotes }: Shows & { topics: Topic[]; withNotes: boolean }) {
  return (
    <ul class="static-topics">
      {topics.map((topic) => {
        const notes = withNotes ? content.notes.get(topic.id) : undefined;
        return (
          <li key={topic.id}>
            <h3>{topic.title}</h3>
            <p class="static-meta">{topicFacts(topic, names).join(" · ")}</p>
            {notes && <Notes nodes={notes} />}
            <Answer topic={topic} />
          </li>
        );
      })}
    </ul>
  );
}

/** What came of it: the address in full, since paper has no links. */
function Answer({ topic: { answer, answerLink } }: { topic: Topic }) {
  if (answer === null && answerLink === null) return null;
  return (
    <p class="static-answer">
      → {texts.answered} {answer} {answerLink !== null && <a href={answerLink}>{answerLink}</a>}
    </p>
  );
}

function topicFacts(topic: Topic, names: StaticPageProps["names"]): string[] {
  const facts = [names[topic.author]];
  if (topic.importedBy) facts.push(texts.importedBy(names[topic.importedBy]));
  if (topic.kind !== "topic") facts.push(texts[topic.kind]);
  if (topic.state === "discussed") facts.push(texts.discussed);
  if (topic.carriedFrom.length > 0) facts.push(texts.carried(topic.carriedFrom.length));
  if (topic.theme) facts.push(`#${topic.theme}`);
  return facts;
}

function ActionList({ title, actions, names }: { title: string; actions: Action[]; names: StaticPageProps["names"] }) {
  if (actions.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul class="static-actions">
        {actions.map((action) => (
          <li key={action.id} data-state={action.state}>
            {action.text} <span class="static-meta">{actionFacts(action, names).join(" · ")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function actionFacts(action: Action, names: StaticPageProps["names"]): string[] {
  const facts = [names[action.owner]];
  if (action.due) facts.push(texts.due(shortDayText(action.due)));
  if (action.state === "done") facts.push(texts.done);
  if (action.state === "dropped") facts.push(action.why ? texts.droppedBecause(action.why) : texts.dropped);
  return facts;
}

function Notes({ nodes }: { nodes: readonly NoteNode[] }) {
  return (
    <div class="static-notes">
      <NotesView nodes={nodes} />
    </div>
  );
}
