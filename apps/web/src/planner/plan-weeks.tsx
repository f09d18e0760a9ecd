import { addDays, daysBetween } from "@candor/core/planner/series-pattern.ts";
import type { PlannerView } from "@candor/protocol/http/planner.ts";
import { useSignal } from "@preact/signals";
import type { CSSProperties } from "preact";
import { Button } from "../ui/button.tsx";
import { patternOf } from "./move-dialog.tsx";
import type { Draft, PlannerModel } from "./planner-model.ts";
import { sayDate, sayLongDate, sayMinute } from "./say-pattern.ts";
import { plannerTexts } from "./texts.ts";
import { useDrag } from "./use-drag.ts";
import { type DayItem, shownHours, type WeekDay, weekItems } from "./week-items.ts";

const { weeks: texts } = plannerTexts;

type PlanWeeksProps = {
  model: PlannerModel;
  view: PlannerView;
  draft: Draft | null;
  nameOf: (seriesId: string) => string;
  onMove: (seriesId: string) => void;
};

/** The weeks as they are today and, beside them, as they would be: a grid of hours, on a phone a list by days. */
export function PlanWeeks({ model, view, draft, nameOf, onMove }: PlanWeeksProps) {
  const week = useSignal(0);
  const shown = useSignal<"planned" | "today">("planned");
  const today = weekItems(view, view.today.evaluation, week.value);
  const planned = draft && weekItems(view, draft.evaluation, week.value);
  const hours = shownHours(planned ? [today, planned] : [today]);
  return (
    <section class="stack-tight" aria-labelledby="weeks-heading">
      <h2 id="weeks-heading">{texts.title}</h2>
      <fieldset class="planner-choices">
        <legend class="visually-hidden">{texts.choose}</legend>
        {Array.from({ length: view.weeks }, (_, at) => {
          const monday = addDays(view.firstDay, at * 7);
          return (
            <Button
              key={monday}
              small
              look={week.value === at ? "plain" : "quiet"}
              aria-pressed={week.value === at}
              onClick={() => {
                week.value = at;
              }}
            >
              {texts.week(sayShort(monday), sayShort(addDays(monday, 4)))}
            </Button>
          );
        })}
      </fieldset>
      {draft && (
        <>
          <p class="meta">{texts.hint}</p>
          <fieldset class="planner-choices planner-which">
            <legend class="visually-hidden">{texts.title}</legend>
            {(["planned", "today"] as const).map((which) => (
              <Button
                key={which}
                small
                look={shown.value === which ? "plain" : "quiet"}
                aria-pressed={shown.value === which}
                onClick={() => {
                  shown.value = which;
                }}
              >
                {texts[which]}
              </Button>
            ))}
          </fieldset>
        </>
      )}
      <div class="planner-weeks" data-shown={draft ? shown.value : "today"} data-beside={draft ? "" : undefined}>
        <Week which="today" days={today} hours={hours} nameOf={nameOf} />
        {planned && draft && (
          <PlannedWeek {...{ model, view, draft, nameOf, onMove, hours }} days={planned} week={week.value} />
        )}
      </div>
    </section>
  );
}

type Hours = { from: number; until: number };

type PlannedWeekProps = PlanWeeksProps & { draft: Draft; days: WeekDay[]; hours: Hours; week: number };

function PlannedWeek({ model, view, draft, nameOf, onMove, days, hours, week }: PlannedWeekProps) {
  const drag = useDrag({
    hours,
    price: (seriesId, { date, minute }) => model.priceMove(seriesId, patternAt(seriesId, date, minute)),
    drop: (changed) => model.take(changed),
    open: onMove,
  });
  function patternAt(seriesId: string, date: string, minute: number) {
    const series = view.series.find(({ id }) => id === seriesId);
    if (series === undefined) return null;
    const weekday = (daysBetween(view.firstDay, date) % 7) + 1;
    return patternOf(series, view.firstDay, { weekday, time: sayMinute(minute), week });
  }
  const over = drag.over.value;
  return (
    <Week which="planned" {...{ days, hours, nameOf }} over={over && { ...over, extra: extraOf(over.priced, draft) }}>
      {(item, day) =>
        item.is === "frozen" ? null : (
          <button
            type="button"
            class="plan-item plan-meeting plan-button"
            data-series={item.seriesId}
            data-dragged={drag.over.value?.seriesId === item.seriesId ? "" : undefined}
            style={placeOf(item, hours)}
            {...drag.handlers(item)}
          >
            <MeetingText item={item} name={nameOf(item.seriesId)} />
            <span class="visually-hidden">{texts.move(sayLongDate(day.date), sayMinute(item.from))}</span>
          </button>
        )
      }
    </Week>
  );
}

function extraOf(priced: Draft | null, draft: Draft): number | null {
  return priced && priced.evaluation.cost - draft.evaluation.cost;
}

type Meeting = Extract<DayItem, { type: "meeting" }>;

type WeekProps = {
  which: "today" | "planned";
  days: WeekDay[];
  hours: Hours;
  nameOf: (seriesId: string) => string;
  /** where a drag is */
  over?: { date: string; minute: number; length: number; extra: number | null } | null;
  /** how a 1:1 is drawn; null: as it is today */
  children?: (item: Meeting, day: WeekDay) => preact.ComponentChildren;
};

function Week({ which, days, hours, nameOf, over = null, children }: WeekProps) {
  const marks = Array.from({ length: (hours.until - hours.from) / 60 }, (_, at) => hours.from + at * 60);
  return (
    <section class="plan-week" data-which={which} aria-labelledby={`week-${which}`}>
      <h3 id={`week-${which}`}>{texts[which]}</h3>
      <div
        class="plan-days"
        style={{ "--slots": (hours.until - hours.from) / 30, "--days": days.length } as CSSProperties}
      >
        <div class="plan-hours" aria-hidden="true">
          {marks.map((minute) => (
            <span key={minute} style={placeOf({ from: minute, until: minute + 60 }, hours)}>
              {sayMinute(minute)}
            </span>
          ))}
        </div>
        {days.map((day) => (
          <div key={day.date} class="plan-day" data-date={day.date}>
            <h4>{sayDate(day.date)}</h4>
            <ul class="plan-items">
              {day.items.length === 0 && <li class="meta plan-nothing">{texts.nothing}</li>}
              {day.items
                .filter((item) => item.until > hours.from && item.from < hours.until)
                .map((item) => (
                  <li key={`${item.type} ${item.from} ${item.until} ${"seriesId" in item ? item.seriesId : ""}`}>
                    {(item.type === "meeting" && children?.(item, day)) || (
                      <Item item={item} hours={hours} nameOf={nameOf} />
                    )}
                  </li>
                ))}
            </ul>
            {over?.date === day.date && (
              <div
                class="plan-item plan-ghost"
                style={placeOf({ from: over.minute, until: over.minute + over.length }, hours)}
                aria-hidden="true"
              >
                {sayMinute(over.minute)} {over.extra === null ? "…" : texts.ghost(Math.round(over.extra))}
              </div>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}

function Item({ item, hours, nameOf }: { item: DayItem; hours: Hours; nameOf: (seriesId: string) => string }) {
  const style = placeOf(item, hours);
  if (item.type === "meeting") {
    return (
      <div class="plan-item plan-meeting" data-series={item.seriesId} style={style}>
        <MeetingText item={item} name={nameOf(item.seriesId)} />
      </div>
    );
  }
  const span = `${sayMinute(item.from)}–${sayMinute(item.until)}`;
  return (
    <div class={`plan-item plan-${item.type}`} style={style}>
      <span class="plan-span">{span}</span>{" "}
      {item.type === "focus" ? texts.focus(item.until - item.from) : texts[item.type === "taken" ? "taken" : "maybe"]}
    </div>
  );
}

function MeetingText({ item, name }: { item: Meeting; name: string }) {
  return (
    <>
      <span class="plan-span">
        {sayMinute(item.from)}–{sayMinute(item.until)}
      </span>{" "}
      <span class="plan-name">{name}</span>
      {item.is === "moved" && <span class="plan-note"> {texts.once}</span>}
      {item.is === "frozen" && <span class="plan-note"> {texts.frozen}</span>}
    </>
  );
}

function placeOf(item: { from: number; until: number; lane?: number; lanes?: number }, hours: Hours): CSSProperties {
  const [first, last] = [Math.max(item.from, hours.from), Math.min(item.until, hours.until)];
  const { lane = 0, lanes = 1 } = item;
  const place = { "--from": (first - hours.from) / 30, "--length": (last - first) / 30 };
  return { ...place, "--lane": lane, "--lanes": lanes } as CSSProperties;
}

function sayShort(date: string): string {
  return Temporal.PlainDate.from(date).toLocaleString("en-GB", { day: "numeric", month: "short" });
}
