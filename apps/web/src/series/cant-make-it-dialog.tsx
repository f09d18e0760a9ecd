import type { Id } from "@candor/core/id.ts";
import type { CancelReason, Meeting } from "@candor/core/meeting/meeting.ts";
import { type ProposedTime, proposeTimes } from "@candor/core/meeting/propose-times.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { BusyNote, BusyOfPair } from "../calendar/busy-of-pair.tsx";
import { endMeeting, moveMeeting } from "../page/meeting-edits.ts";
import { meetingDay, meetingTime } from "../page/meeting-time.ts";
import { usePage } from "../page/page-context.ts";
import type { PageModel } from "../page/page-model.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { Dialog } from "../ui/dialog.tsx";
import { TypedField } from "../ui/typed-field.tsx";
import { AnotherTimeForm } from "./another-time-form.tsx";
import { cityOf, theirTime, zoneOf } from "./say-time.ts";
import { meetingMovedPast, moveTopicsOn } from "./series-edits.ts";
import { texts } from "./texts.ts";
import "./series.css";

const { cantMakeIt: say } = texts;
const BEST = 2; // asked once more, one is shown the best alone
const MAX_WHY_LENGTH = 200;
const PATIENCE_MILLISECONDS = 2000;

type Step = { type: "offer" } | { type: "other" } | { type: "past"; start: string; next: Meeting };

type CantMakeItDialogProps = {
  meetingId: Id;
  /** what one has said already by the way one came here */
  begin: "move" | "cancel";
  onClose: () => void;
};

/** Moves a meeting that one can't make, or else cancels it: moving comes first, and nothing is asked twice. */
export function CantMakeItDialog({ meetingId, begin, onClose }: CantMakeItDialogProps) {
  const model = usePage();
  const meeting = model.meeting(meetingId).value;
  const step = useSignal<Step>({ type: "offer" });
  const busy = useBusy(model);
  const frame = useRef<HTMLDivElement>(null);
  const settings = model.settings.value;
  const meetings = model.handle.page.value.meetings;
  const times = useMemo(() => {
    const zones = [settings.timeZoneOfA, settings.timeZoneOfB];
    const { everyWeeks } = settings;
    const known = busy !== null && busy !== "asked" ? { calendars: busy.calendars } : {};
    return meeting && busy !== "asked"
      ? proposeTimes({
          meeting,
          meetings: meetings.concat(busy?.later ?? []),
          everyWeeks,
          zones,
          now: Temporal.Now.instant(),
          ...known,
        })
      : [];
  }, [meeting, meetings, settings, busy]);
  const isFirst = useRef(true);
  const shown = step.value.type;
  useEffect(() => {
    // The dialog itself sees to the focus when it opens; a step that took the focused button away has to.
    if (isFirst.current) isFirst.current = false;
    else frame.current?.querySelector<HTMLElement>("h3, button")?.focus();
  }, [shown]);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    // The times come a moment later than the dialog, which meanwhile focused what there was.
    if (busy === "asked") opener.current = document.activeElement;
    else if (begin === "move" && document.activeElement === opener.current)
      frame.current?.querySelector<HTMLElement>(".proposed-time")?.focus();
  }, [busy]);
  if (meeting?.state !== "planned") return null;

  const move = (start: string) => {
    const next = meetingMovedPast(model, meetingId, start);
    if (next) {
      step.value = { type: "past", start, next };
      return;
    }
    onClose();
    moveMeeting(model, meetingId, start);
  };
  const cancel = (reason: CancelReason, why: string | null) => {
    onClose();
    endMeeting(model, meetingId, "cancelled", { reason, why });
  };
  return (
    <Dialog title={say.title(sayWhen(meeting))} onClose={onClose}>
      <div ref={frame} class="stack">
        {step.value.type === "offer" && (
          <Offer
            meeting={meeting}
            times={times}
            busy={busy}
            begin={begin}
            onMove={move}
            onCancel={(reason) => {
              if (reason === "other") step.value = { type: "other" };
              else cancel(reason, null);
            }}
          />
        )}
        {step.value.type === "other" && (
          <Other
            meeting={meeting}
            times={times.slice(0, BEST)}
            onMove={move}
            onCancel={(why) => cancel("other", why)}
            onBack={() => {
              step.value = { type: "offer" };
            }}
          />
        )}
        {step.value.type === "past" && (
          <Past
            meeting={meeting}
            start={step.value.start}
            next={step.value.next}
            onKeepBoth={(start) => {
              onClose();
              moveMeeting(model, meetingId, start);
            }}
            onTopicsToNext={(start, next) => {
              onClose();
              moveTopicsOn(model, meetingId, start, next);
            }}
            onBack={() => {
              step.value = { type: "offer" };
            }}
          />
        )}
      </div>
    </Dialog>
  );
}

type KnownBusy = (BusyOfPair & { Note: typeof BusyNote; later: Meeting[] }) | null | "asked";

/** When the two are taken; "asked" for a moment, so that nothing moves away under a finger. */
function useBusy(model: PageModel): KnownBusy {
  const busy = useSignal<KnownBusy>("asked");
  useEffect(() => {
    const give = (known: KnownBusy) => {
      if (busy.peek() === "asked") busy.value = known;
    };
    const timer = setTimeout(() => give(null), PATIENCE_MILLISECONDS);
    import("../calendar/busy-of-pair.tsx")
      .then(async ({ busyOfPair, BusyNote, movedLater }) => {
        const known = await busyOfPair(model.handle.pairId, model.people.peek()[model.other].name);
        give(known && { ...known, Note: BusyNote, later: movedLater(model) });
      })
      .catch(() => give(null)); // without a network
    return () => clearTimeout(timer);
  }, [model]);
  return busy.value;
}

type OfferProps = {
  meeting: Meeting;
  times: readonly ProposedTime[];
  busy: KnownBusy;
  begin: "move" | "cancel";
  onMove: (start: string) => void;
  onCancel: (reason: CancelReason) => void;
};

function Offer({ meeting, times, busy, begin, onMove, onCancel }: OfferProps) {
  const isOurs = meeting.timeZone === deviceTimeZone;
  const moving = (
    <section class="stack-tight" aria-labelledby="move-heading">
      <h3 id="move-heading" tabIndex={-1}>
        {say.move}
      </h3>
      <p class="meta">{times.length > 0 || busy === "asked" ? say.moveHint : say.noTimes}</p>
      <Times meeting={meeting} times={times} onMove={onMove} />
      {busy && busy !== "asked" && <busy.Note note={busy.note} />}
      <AnotherTimeForm
        meeting={meeting}
        isOpen={times.length === 0 && busy !== "asked"}
        texts={{ ...say.another, time: isOurs ? say.another.time : say.timeIn(cityOf(meeting.timeZone)) }}
        onMove={(start) => start !== meeting.start && onMove(start)}
      />
    </section>
  );
  const cancelling = (
    <section class="stack-tight cant-cancel" aria-labelledby="cancel-heading">
      <h3 id="cancel-heading" tabIndex={-1}>
        {say.cancel}
      </h3>
      <p class="meta">{say.cancelHint}</p>
      <div class="row">
        {(["sick", "travel", "other"] as const).map((reason) => (
          <Button key={reason} onClick={() => onCancel(reason)}>
            {say.reasons[reason]}
          </Button>
        ))}
      </div>
    </section>
  );
  return begin === "move" ? (
    <>
      {moving}
      {cancelling}
    </>
  ) : (
    <>
      {cancelling}
      {moving}
    </>
  );
}

function Times({ meeting, times, onMove }: Pick<OfferProps, "meeting" | "times" | "onMove">) {
  const model = usePage();
  const other = model.people.value[model.other];
  const theirZone = zoneOf(model.settings.value, model.other);
  if (times.length === 0) return null;
  return (
    <ul class="proposed-times">
      {times.map(({ start, reasons }) => {
        const theirs = theirTime({ ...meeting, start }, theirZone, deviceTimeZone);
        return (
          <li key={start}>
            <button type="button" class="proposed-time" onClick={() => onMove(start)}>
              <span class="proposed-time-when">{capital(sayWhen({ ...meeting, start }) ?? "")}</span>
              <span class="meta">
                {say.because(reasons, other.name)}
                {theirs !== null && ` ${say.theirs(theirs, other.name)}.`}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

type OtherProps = {
  meeting: Meeting;
  times: readonly ProposedTime[];
  onMove: (start: string) => void;
  onCancel: (why: string | null) => void;
  onBack: () => void;
};

/** Asked once: for another reason than being ill or away, another time is mostly better. */
function Other({ meeting, times, onMove, onCancel, onBack }: OtherProps) {
  const model = usePage();
  const why = useSignal("");
  return (
    <>
      <section class="stack-tight" aria-labelledby="after-all-heading">
        <h3 id="after-all-heading" tabIndex={-1}>
          {say.moveAfterAll}
        </h3>
        <p class="meta">{times.length > 0 ? say.moveAfterAllHint : say.noTimes}</p>
        <Times meeting={meeting} times={times} onMove={onMove} />
      </section>
      <form
        class="stack-tight cant-cancel"
        onSubmit={(event) => {
          event.preventDefault();
          onCancel(why.peek().trim() || null);
        }}
      >
        <TypedField
          label={say.why}
          hint={say.whyHint(model.people.value[model.other].name)}
          maxLength={MAX_WHY_LENGTH}
          autoComplete="off"
          typed={why}
        />
        <div class="row">
          <Button type="submit">{say.cancelIt}</Button>
          <Button look="quiet" onClick={onBack}>
            {say.back}
          </Button>
        </div>
      </form>
    </>
  );
}

type PastProps = {
  meeting: Meeting;
  start: string;
  next: Meeting;
  onKeepBoth: (start: string) => void;
  onTopicsToNext: (start: string, next: Id) => void;
  onBack: () => void;
};

function Past({ meeting, start, next, onKeepBoth, onTopicsToNext, onBack }: PastProps) {
  const [when, nextWhen] = [sayWhen({ ...meeting, start }) ?? "", sayWhen(next) ?? ""];
  const nextDay = meetingDay(next, deviceTimeZone, today.value) ?? nextWhen;
  return (
    <section class="stack-tight" aria-labelledby="past-next-heading">
      <h3 id="past-next-heading" tabIndex={-1}>
        {say.past}
      </h3>
      <p>{say.pastText(when, nextWhen)}</p>
      <div class="stack-tight">
        <Button onClick={() => onTopicsToNext(start, next.id)}>{say.topicsToNext(nextDay)}</Button>
        <Button onClick={() => onKeepBoth(start)}>{say.keepBoth}</Button>
        <Button look="quiet" onClick={onBack}>
          {say.otherTime}
        </Button>
      </div>
    </section>
  );
}

/** "tomorrow, 10:00–10:30" on the reader's clock. */
function sayWhen(meeting: Pick<Meeting, "start" | "timeZone" | "minutes">): string | null {
  const time = meetingTime(meeting, deviceTimeZone);
  const day = meetingDay(meeting, deviceTimeZone, today.value);
  return time && day && `${day}, ${time.time}–${time.end}`;
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
