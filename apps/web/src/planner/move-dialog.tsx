import type { SeriesPattern } from "@candor/core/planner/plan-problem.ts";
import { addDays, isSamePattern, patternWeekday } from "@candor/core/planner/series-pattern.ts";
import type { PlannerSeries, PlannerView } from "@candor/protocol/http/planner.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField } from "../ui/select-field.tsx";
import type { Draft, PlannerModel } from "./planner-model.ts";
import { sayDate, sayMinute, sayPattern } from "./say-pattern.ts";
import { plannerTexts } from "./texts.ts";

const { move: texts } = plannerTexts;
const STEP_MINUTES = 30;
const TIMES = Array.from({ length: 1440 / STEP_MINUTES }, (_, at) => sayMinute(at * STEP_MINUTES));

type MoveDialogProps = { model: PlannerModel; view: PlannerView; series: PlannerSeries; onClose: () => void };

/** Another hour for a series, with what it costs told as one chooses. */
export function MoveDialog({ model, view, series, onClose }: MoveDialogProps) {
  const before = model.draft.value;
  const planned = before?.plan.series.find(({ seriesId }) => seriesId === series.id)?.pattern ?? series.current;
  const weekday = useSignal(String(planned === null ? 3 : patternWeekday(planned)));
  const time = useSignal(planned?.time ?? "10:00");
  const week = useSignal(String(planned?.type === "weeks" ? phaseOf(planned, view.firstDay) : 0));
  const priced = useSignal<Draft | null>(null);
  const pattern = patternOf(series, view.firstDay, {
    weekday: Number(weekday.value),
    time: time.value,
    week: Number(week.value),
  });
  const isSame = planned !== null && isSamePattern(pattern, planned);
  useEffect(() => {
    let isLate = false;
    priced.value = null;
    void model.priceMove(series.id, pattern).then((result) => {
      if (!isLate) priced.value = result;
    });
    return () => {
      isLate = true;
    };
  }, [weekday.value, time.value, week.value]);
  const extra = priced.value === null || before === null ? null : priced.value.evaluation.cost - before.evaluation.cost;
  const broken =
    priced.value?.evaluation.violations.filter((each) => !("seriesId" in each) || each.seriesId === series.id) ?? [];
  return (
    <Dialog title={texts.title(series.name)} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const chosen = priced.peek();
          if (chosen === null) return;
          if (!isSame) model.take(chosen);
          announce(texts.moved(series.name, sayPattern(pattern)));
          onClose();
        }}
      >
        <div class="planner-fields">
          <SelectField
            label={texts.weekday}
            value={weekday.value}
            choices={texts.weekdays.map((label, at) => ({ value: String(at + 1), label }))}
            onValue={(value) => {
              weekday.value = value;
            }}
          />
          <SelectField
            label={texts.time}
            value={time.value}
            choices={(TIMES.includes(time.value) ? TIMES : [...TIMES, time.value].sort()).map((value) => ({
              value,
              label: value,
            }))}
            onValue={(value) => {
              time.value = value;
            }}
          />
          {series.everyWeeks > 1 && (
            <SelectField
              label={texts.week}
              value={week.value}
              choices={Array.from({ length: Math.min(series.everyWeeks, view.weeks) }, (_, at) => ({
                value: String(at),
                label: sayDate(addDays(view.firstDay, at * 7)),
              }))}
              onValue={(value) => {
                week.value = value;
              }}
            />
          )}
        </div>
        <div role="status" class="stack-tight">
          <p>{extra === null ? texts.pricing : sayExtra(extra)}</p>
          {priced.value !== null && broken.length === 0 && <p class="meta">{texts.holds}</p>}
          {broken.length > 0 && (
            <ul class="planner-violations">
              {broken.map((each) => (
                <li key={JSON.stringify(each)}>{plannerTexts.violation(each, () => series.name, sayDate)}</li>
              ))}
            </ul>
          )}
        </div>
        <div class="row">
          <Button type="submit" look="primary" disabled={priced.value === null}>
            {texts.move}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function sayExtra(extra: number): string {
  const minutes = Math.round(extra);
  return minutes === 0 ? texts.same : minutes > 0 ? texts.more(minutes) : texts.less(minutes);
}

/** The pattern that begins in a week of the plan; `week` counts from 0. */
export function patternOf(
  { everyWeeks }: PlannerSeries,
  firstDay: string,
  { weekday, time, week }: { weekday: number; time: string; week: number },
): SeriesPattern {
  return { type: "weeks", every: everyWeeks, date: addDays(firstDay, (week % everyWeeks) * 7 + weekday - 1), time };
}

function phaseOf({ date, every }: { date: string; every: number }, firstDay: string): number {
  const weeks = Math.floor((Date.parse(date) - Date.parse(firstDay)) / 604_800_000);
  return ((weeks % every) + every) % every;
}
