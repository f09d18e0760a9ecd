import type { Id } from "@candor/core/id.ts";
import { elapsedSince } from "@candor/core/meeting/live-pointer.ts";
import { unstartMeeting } from "@candor/document/meeting/run-meeting.ts";
import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { registerCommands } from "../commands/commands.ts";
import { pageCommands } from "../page/page-commands.ts";
import { usePage } from "../page/page-context.ts";
import type { PageModel } from "../page/page-model.ts";
import { announce, announceRemote } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { keepAwake } from "./keep-awake.ts";
import { LiveAgenda } from "./live-agenda.tsx";
import { LiveClose } from "./live-close.tsx";
import { liveCommands, pageCommandsInMeeting } from "./live-commands.ts";
import { LiveContext } from "./live-context.ts";
import { LiveDone } from "./live-done.tsx";
import { LiveHeader } from "./live-header.tsx";
import { LiveKickoff } from "./live-kickoff.tsx";
import { deviceKeep, forgetLive, recallLive } from "./live-memory.ts";
import { OfferClose, OtherMeeting, WhereTheOtherIs } from "./live-notices.tsx";
import { createLiveSession, type LiveSession } from "./live-session.ts";
import { LiveTopics } from "./live-topics.tsx";
import { meetingOfOther } from "./meeting-of-other.ts";
import { sayPlace } from "./say-place.ts";
import { StartButton } from "./start-button.tsx";
import { livePath, sawEnd } from "./start-live.ts";
import { texts } from "./texts.ts";
import { typeIntoNotes } from "./type-into-notes.ts";
import { usePace } from "./use-pace.ts";
import "./live.css";
import "./live-header.css";
import "./live-topics.css";
import "./live-close.css";

/** The page in meeting mode: one thing at a time, the same for both. */
export function LiveScreen({ onLeave }: { onLeave: () => void }) {
  const model = usePage();
  const chosen = useSignal<Id | null>(null);
  const entered = useRef<Id | null>(null);
  // Looked for until there is one: the page may still be on its way.
  const id = chosen.value ?? whichMeeting(model);
  useEffect(() => {
    if (id !== null) chosen.value = id;
  }, [id]);
  const meeting = id === null ? null : model.meeting(id).value;
  if (id === null || meeting === null) return <NoMeeting onLeave={onLeave} />;
  // An address alone begins nothing. Whoever is in stays in, even where the beginning is taken back meanwhile.
  if (meeting.startedAt !== null || meeting.state !== "planned" || meetingOfOther(model) === id) entered.current = id;
  if (entered.current !== id) return <NotBegun onLeave={onLeave} />;
  return (
    <LiveMeeting
      key={id}
      meetingId={id}
      onLeave={onLeave}
      onMeeting={(other) => {
        chosen.value = other;
      }}
    />
  );
}

/** The one the other is in, else the one this device was in, else the next one. */
function whichMeeting(model: PageModel): Id | null {
  const remembered = recallLive(deviceKeep(), model.handle.pairId, Date.now())?.pointer.meeting ?? null;
  const known = remembered !== null && model.meeting(remembered).value !== null ? remembered : null;
  return meetingOfOther(model) ?? known ?? model.nextMeetingId.value;
}

function NoMeeting({ onLeave }: { onLeave: () => void }) {
  return (
    <main class="join">
      <p>{texts.noMeeting}</p>
      <div>
        <Button look="primary" onClick={onLeave}>
          {texts.leave}
        </Button>
      </div>
    </main>
  );
}

function NotBegun({ onLeave }: { onLeave: () => void }) {
  return (
    <main class="join">
      <p>{texts.notBegun}</p>
      <div class="row">
        <StartButton />
        <Button onClick={onLeave}>{texts.leave}</Button>
      </div>
    </main>
  );
}

type LiveMeetingProps = { meetingId: Id; onLeave: () => void; onMeeting: (id: Id) => void };

function LiveMeeting({ meetingId, onLeave, onMeeting }: LiveMeetingProps) {
  const model = usePage();
  const main = useRef<HTMLElement>(null);
  const live = useMemo(() => beginSession(model, meetingId, main), []);
  const isMakingAction = useSignal(false);
  const isOver = useComputed(() => model.meeting(meetingId).value?.state !== "planned").value;
  const pace = usePace(live);

  const leave = () => {
    if (isOver) {
      forgetLive(deviceKeep(), model.handle.pairId);
      sawEnd(meetingId);
    }
    onLeave();
  };
  useEffect(
    () => () => {
      const isMistake = location.pathname !== livePath(model.handle.pairId) && isNothingDone(model, live);
      live.dispose();
      if (isMistake) takeBackStart(model, meetingId);
    },
    [live],
  );
  useEffect(() => keepAwake(), []);
  useEffect(() => {
    const commands = liveCommands(model, live, {
      leave,
      makeAction: () => {
        isMakingAction.value = true;
      },
    });
    const withdraw = [registerCommands(pageCommandsInMeeting(pageCommands(model), live)), registerCommands(commands)];
    return () => {
      for (const each of withdraw) each();
    };
  }, [live, isOver]);
  useEffect(() => typeIntoNotes(model, () => (isOver ? null : live.topicId.peek())), [live, isOver]);
  useEffect(() => live.rest(isOver), [live, isOver]);

  usePaceTold(live, pace);
  useComeAlong(live, main);
  const wasOver = useRef(isOver);
  useEffect(() => {
    if (isOver && !wasOver.current) announceRemote(texts.announce.ended, "end");
    wasOver.current = isOver;
  }, [isOver]);

  // What had the focus has gone with its step: the next step takes it.
  const { step } = live.place.value;
  useLayoutEffect(() => {
    if (document.activeElement !== document.body && document.activeElement !== null) return;
    const find = (selector: string) => main.current?.querySelector<HTMLElement>(selector);
    const target = find("[data-live-focus]") ?? find("#live-heading");
    target?.focus({ preventScroll: true });
  }, [step, isOver]);

  return (
    <LiveContext.Provider value={live}>
      <LiveHeader isOver={isOver} onLeave={leave} />
      <main
        ref={main}
        class="live-body"
        data-live-step={isOver ? "done" : step}
        data-just-moved={live.isJustMoved.value}
      >
        <OtherMeeting onMeeting={onMeeting} />
        {!isOver && (
          <>
            <WhereTheOtherIs />
            <OfferClose pace={pace} />
          </>
        )}
        {isOver ? (
          <LiveDone onLeave={leave} />
        ) : step === "kickoff" ? (
          <LiveKickoff />
        ) : step === "agenda" ? (
          <LiveAgenda />
        ) : step === "topics" ? (
          <LiveTopics pace={pace} isMakingAction={isMakingAction} />
        ) : (
          <LiveClose />
        )}
      </main>
    </LiveContext.Provider>
  );
}

function beginSession(model: PageModel, meetingId: Id, main: { current: HTMLElement | null }): LiveSession {
  const session: LiveSession = createLiveSession(model, meetingId, {
    keep: deviceKeep(),
    clock: () => performance.now(),
    instant: () => Temporal.Now.instant(),
    isWriting: () => isWriting(main.current),
    onMoved: (place) => {
      const { name } = model.people.peek()[model.other];
      announceRemote(texts.announce.moved(name, sayPlace(place, session.topics.peek())), "live");
    },
    every: (milliseconds, run) => {
      const timer = setInterval(run, milliseconds);
      return () => clearInterval(timer);
    },
    later: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
  });
  return session;
}

/** Whether the caret is in the topic that is on. */
function isWriting(main: HTMLElement | null): boolean {
  const { activeElement } = document;
  const isText = activeElement instanceof HTMLElement && activeElement.matches("textarea, input, [contenteditable]");
  return isText && main?.querySelector("[data-live-focus]")?.contains(activeElement) === true;
}

/** Who stayed behind to finish writing comes along once that is done. */
function useComeAlong(live: LiveSession, main: { current: HTMLElement | null }): void {
  const isBehind = live.elsewhere.value?.because === "writing";
  useEffect(() => {
    if (!isBehind) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onLeave = () => {
      clearTimeout(timer);
      // Between two elements the focus is nowhere for a moment; another window gives it back.
      timer = setTimeout(() => {
        if (document.hasFocus() && !isWriting(main.current)) live.comeBack();
      });
    };
    document.addEventListener("focusout", onLeave);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("focusout", onLeave);
    };
  }, [isBehind]);
}

const MISTAKE_SECONDS = 60; // later, they may have talked without a word written

/** Left again at once, alone, by whatever way: it was not begun after all. */
function isNothingDone(model: PageModel, live: LiveSession): boolean {
  const meeting = model.meeting(live.meetingId).peek();
  if (meeting?.state !== "planned" || meeting.draws > 0 || meeting.iceBreaker !== null) return false;
  const elapsed = elapsedSince(meeting.startedAt, Temporal.Now.instant());
  if (elapsed === null || elapsed > MISTAKE_SECONDS) return false;
  const { turn, step } = live.pointer.peek();
  return turn === 0 && step === "kickoff" && !live.isOtherIn.peek();
}

function takeBackStart({ handle }: PageModel, meetingId: Id): void {
  unstartMeeting(handle.doc, meetingId);
  forgetLive(deviceKeep(), handle.pairId);
}

/** Says once, and only to who listens, that a topic runs long or that it is time to close. */
function usePaceTold(live: LiveSession, pace: ReturnType<typeof usePace>): void {
  const { type, reasons } = pace.value;
  const last = useRef(type);
  useEffect(() => {
    if (last.current === type) return;
    last.current = type;
    const [reason] = reasons;
    if (live.pointer.peek().step === "close" || reason === undefined) return;
    const topic = live.topics.peek().find(({ id }) => id === live.topicId.peek());
    if (reason.type === "kept_for_close") announce(texts.announce.timeToClose(reason.left));
    else if (reason.type === "topic_time") announce(texts.announce.runsLong(topic?.title ?? "", reason.minutes));
    else announce(texts.announce.over);
  }, [type]);
}
