import type { LaterOccurrence } from "@candor/core/meeting/moved-occurrence.ts";
import type { ProposedTime, TimeReason, TimesAsked } from "@candor/core/meeting/propose-times.ts";
import { readLater } from "@candor/document/meeting/move-occurrence.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { asMeeting, type BusyOfPair, busyOfPair } from "../calendar/busy-of-pair.tsx";
import { usePage } from "../page/page-context.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone } from "../ui/clock.ts";
import { TextField } from "../ui/text-field.tsx";
import { laterTexts as say } from "./later-texts.ts";
import { letGo, moveLater, sayLater, whyNotThere } from "./move-later.ts";

const SHOWN = 8;
const PROPOSED = 2;

// Handed in: both are kept on the device with the dialog, in one file, and this part isn't.
type LaterPartProps = {
  because: (reasons: readonly TimeReason[], other: string) => string;
  propose: (asked: TimesAsked) => ProposedTime[];
};

/** The meetings after the next, each of which can be elsewhere once or be left out. */
export function LaterPart(props: LaterPartProps) {
  const model = usePage();
  const page = model.handle.page.value;
  const later = useMemo(() => readLater(model.handle.doc, SHOWN), [model, page]);
  const open = useSignal<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => letGo(model), [model, page]);
  const close = (slot: string) => {
    open.value = null;
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-slot="${slot}"] button`)?.focus());
  };
  return (
    <section class="stack-tight" aria-labelledby="later-heading" data-later>
      <h3 id="later-heading">{say.title}</h3>
      <p class="meta">{later.length === 0 ? say.none : say.hint}</p>
      <ul class="proposed-times" ref={list}>
        {later.map((each) => (
          <li key={each.slot} class="stack-tight" data-slot={each.slot}>
            <div class="row later-time">
              <When occurrence={each} />
              {model.canEdit.value && open.value !== each.slot && (
                <Button
                  small
                  aria-label={say.changeOf(sayLater(model, each.slot))}
                  onClick={() => {
                    open.value = each.slot;
                  }}
                >
                  {say.change}
                </Button>
              )}
            </div>
            {open.value === each.slot && (
              <Change occurrence={each} later={later} {...props} onClose={() => close(each.slot)} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function When({ occurrence: { slot, start, isMoved } }: { occurrence: LaterOccurrence }) {
  const model = usePage();
  const inSeries = sayLater(model, slot);
  if (start === null) {
    return (
      <span>
        <s>{inSeries}</s> <span class="meta">{say.leftOut}</span>
      </span>
    );
  }
  return (
    <span>
      {sayLater(model, start)} {isMoved && <span class="meta">{say.movedFrom(inSeries)}</span>}
    </span>
  );
}

type ChangeProps = LaterPartProps & {
  occurrence: LaterOccurrence;
  later: readonly LaterOccurrence[];
  onClose: () => void;
};

function Change({ occurrence, later, because, propose, onClose }: ChangeProps) {
  const model = usePage();
  const { slot, start, isMoved } = occurrence;
  const settings = model.settings.value;
  const other = model.people.value[model.other];
  const busy = useSignal<BusyOfPair | null>(null);
  const day = useSignal((start ?? slot).slice(0, 10));
  const time = useSignal((start ?? slot).slice(11, 16));
  const why = useSignal<string | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    frame.current?.querySelector<HTMLElement>("button, input")?.focus();
    void busyOfPair(model.handle.pairId, other.name).then((known) => {
      busy.value = known;
    });
  }, [model]);
  const times = propose({
    meeting: { ...asMeeting(start ?? slot, settings), id: slot },
    meetings: [
      ...model.handle.page.value.meetings,
      ...later.flatMap((each) => (each.start === null || each.slot === slot ? [] : asMeeting(each.start, settings))),
    ],
    ...{ everyWeeks: settings.everyWeeks, zones: [settings.timeZoneOfA, settings.timeZoneOfB] },
    ...(busy.value ? { calendars: busy.value.calendars } : {}),
    now: Temporal.Now.instant(),
  })
    .filter((each) => whyNotThere(model, slot, each.start) === null)
    .slice(0, PROPOSED);
  const move = (to: string | null) => {
    why.value = moveLater(model, { slot, start: to });
    if (why.peek() === null) onClose();
  };
  return (
    <div class="stack-tight later-change" ref={frame}>
      {times.length > 0 && <p class="meta">{say.suits}</p>}
      <ul class="proposed-times">
        {times.map((each) => (
          <li key={each.start}>
            <button type="button" class="proposed-time" onClick={() => move(each.start)}>
              <span class="proposed-time-when">{sayLater(model, each.start)}</span>
              <span class="meta">{because(each.reasons, other.name)}</span>
            </button>
          </li>
        ))}
      </ul>
      <form
        class="row another-time"
        onSubmit={(event) => {
          event.preventDefault();
          const to = `${day.peek()}T${time.peek().slice(0, 5)}`;
          if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(to)) move(to);
        }}
      >
        <TextField
          label={say.day}
          type="date"
          required
          value={day.value}
          onValue={(value) => {
            day.value = value;
          }}
        />
        <TextField
          label={settings.timeZone === deviceTimeZone ? say.time : say.timeIn(settings.timeZone.replaceAll("_", " "))}
          type="time"
          required
          value={time.value}
          onValue={(value) => {
            time.value = value;
          }}
        />
        <Button type="submit">{say.moveTo}</Button>
        <p class="field-hint another-time-hint" role="status">
          {why.value ?? ""}
        </p>
      </form>
      <div class="row">
        {start !== null && <Button onClick={() => move(null)}>{say.leaveOut}</Button>}
        {isMoved && <Button onClick={() => move(slot)}>{say.putBack(sayLater(model, slot))}</Button>}
        <Button look="quiet" onClick={onClose}>
          {say.close}
        </Button>
      </div>
    </div>
  );
}
