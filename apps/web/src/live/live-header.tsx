import { keptMinutes } from "@candor/core/meeting/judge-pace.ts";
import { LIVE_STEPS, type LiveStep } from "@candor/core/meeting/live-pointer.ts";
import { useRef } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import { SyncStatus } from "../page/sync-status.tsx";
import { texts as pageTexts } from "../page/texts.ts";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { clockFace } from "./clock-face.ts";
import { useLive } from "./live-context.ts";
import { choosePlace } from "./live-edits.ts";
import { texts } from "./texts.ts";

/** Whose meeting it is, how long it has gone on, and at which step it is. */
export function LiveHeader({ isOver, onLeave }: { isOver: boolean; onLeave: () => void }) {
  const model = usePage();
  const live = useLive();
  const people = model.people.value;
  const me = people[model.me].name || pageTexts.meMissing;
  const other = people[model.other].name || pageTexts.otherMissing;
  const { step } = live.place.value;
  return (
    <header class="page-header live-header">
      <div class="page-header-line">
        <IconButton icon="left" label={texts.leave} onClick={onLeave} />
        <div class="page-names">
          <h1>{pageTexts.title(me, other)}</h1>
          {!isOver && <OtherPerson name={other} />}
        </div>
        {!isOver && <Timer />}
        <div class="page-state">
          <SyncStatus />
        </div>
        <div class="page-buttons">
          {!isOver && step !== "close" && (
            <Button onClick={() => live.goTo({ step: "close", topic: null })}>{texts.close.go}</Button>
          )}
        </div>
      </div>
      {!isOver && <Steps />}
    </header>
  );
}

function OtherPerson({ name }: { name: string }) {
  const model = usePage();
  const live = useLive();
  const isPresent = model.handle.presence.value.some(({ member }) => member === model.other);
  const wasIn = useRef(false);
  if (live.isOtherIn.value) wasIn.current = true;
  const say = live.isOtherIn.value ? "isIn" : isPresent ? "onPage" : wasIn.current ? "left" : "away";
  return (
    <span class="meta" data-other-in={live.isOtherIn.value}>
      {texts.presence[say](name)}
    </span>
  );
}

/** Quiet: a time and a thin bar. The part of the bar that is kept for the close is marked; nothing of it turns red. */
function Timer() {
  const model = usePage();
  const live = useLive();
  const minutes = model.meeting(live.meetingId).value?.minutes ?? model.settings.value.minutes;
  const elapsed = live.elapsed.value;
  const over = Math.floor(elapsed / 60) - minutes;
  const kept = keptMinutes(minutes);
  const share = Math.min(1, elapsed / (minutes * 60));
  const done = Math.min(minutes, Math.floor(elapsed / 60));
  return (
    <div class="live-timer">
      <span class="figures" role="timer" aria-label={texts.timer.label}>
        {over >= 1 ? texts.timer.over(over) : texts.timer.of(clockFace(elapsed), minutes)}
      </span>
      <span
        class="live-bar"
        role="progressbar"
        aria-label={texts.timer.bar}
        aria-valuemin={0}
        aria-valuemax={minutes}
        aria-valuenow={done}
        aria-valuetext={texts.timer.barText(done, minutes, kept)}
      >
        <span class="live-bar-kept" style={{ inlineSize: `${(kept / minutes) * 100}%` }} />
        <span class="live-bar-used" style={{ inlineSize: `${share * 100}%` }} />
      </span>
    </div>
  );
}

function Steps() {
  const live = useLive();
  const { step } = live.place.value;
  return (
    <nav class="live-steps" aria-label={texts.steps.label}>
      <ol>
        {LIVE_STEPS.map((each) => (
          <li key={each}>
            <button
              type="button"
              class="live-step"
              aria-current={each === step ? "step" : undefined}
              onClick={() => choosePlace(live, { step: each, topic: topicOfStep(each) })}
            >
              {texts.steps[each]}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );

  /** Back at the topics one finds the one that the two are at. */
  function topicOfStep(wanted: LiveStep): string | null {
    const { step: at, topic } = live.pointer.peek();
    return wanted === "topics" && at === "topics" ? topic : null;
  }
}
