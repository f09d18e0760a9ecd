import type { HoursWindow } from "@candor/core/planner/plan-problem.ts";
import type { PlannerSettings } from "@candor/core/planner/planner-settings.ts";
import type { PlannerView } from "@candor/protocol/http/planner.ts";
import { useSignal } from "@preact/signals";
import { cityOf } from "../series/say-time.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import type { PlannerModel } from "./planner-model.ts";
import { sayLongDate, sayMinute } from "./say-pattern.ts";
import { plannerTexts } from "./texts.ts";

const { mine: texts, move } = plannerTexts;
const NO_DAY = "0";

/** When one can meet at all: hours, days off, where one is, and the day of the week's kickoff. */
export function MyTime({ model, view, isOpen }: { model: PlannerModel; view: PlannerView; isOpen: boolean }) {
  const { settings } = view;
  const first = Object.values(settings.hours).find((windows) => windows.length > 0) ?? [];
  const days = useSignal(new Set([1, 2, 3, 4, 5, 6, 7].filter((day) => (settings.hours[day as 1] ?? []).length > 0)));
  const from = useSignal(sayMinute(first[0]?.from ?? 540));
  const until = useSignal(sayMinute(first.at(-1)?.until ?? 1050));
  const breakFrom = useSignal(first.length > 1 ? sayMinute(first[0]?.until ?? 720) : "");
  const breakUntil = useSignal(first.length > 1 ? sayMinute(first[1]?.from ?? 780) : "");
  const zone = useSignal(settings.timeZone ?? "");
  const kickoff = useSignal(String(settings.kickoff?.weekday ?? NO_DAY));
  const isNever = useSignal(settings.kickoff?.isNever ?? false);
  const daysOff = useSignal(settings.daysOff.filter((day) => day >= today.value));
  const dayOff = useSignal("");
  const state = useSignal<"" | "wrong" | "saved">("");
  const save = async () => {
    const windows = windowsOf([from.peek(), until.peek()], [breakFrom.peek(), breakUntil.peek()]);
    if (windows === null) {
      state.value = "wrong";
      return;
    }
    const hours = Object.fromEntries([...days.peek()].map((day) => [day, windows]));
    const changed: PlannerSettings = {
      ...settings,
      ...{ timeZone: zone.peek() || null, hours, daysOff: daysOff.peek() },
      kickoff: kickoff.peek() === NO_DAY ? null : { weekday: Number(kickoff.peek()), isNever: isNever.peek() },
    };
    state.value = "";
    await model.change(changed);
    if (model.problem.peek() === "") state.value = "saved";
  };
  const zones = [
    ...new Set([deviceTimeZone, "UTC", ...Intl.supportedValuesOf("timeZone"), ...(zone.value ? [zone.value] : [])]),
  ];
  return (
    <details class="folded planner-mine" open={isOpen} id="my-time">
      <summary>
        <h2>{texts.title}</h2>
      </summary>
      <p class="meta">{texts.hint}</p>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <fieldset class="planner-days">
          <legend>{texts.days}</legend>
          {move.weekdays.map((name, at) => (
            <label key={name} class="check">
              <input
                type="checkbox"
                checked={days.value.has(at + 1)}
                onChange={(event) => {
                  const chosen = new Set(days.peek());
                  if (event.currentTarget.checked) chosen.add(at + 1);
                  else chosen.delete(at + 1);
                  days.value = chosen;
                }}
              />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
        <div class="planner-fields">
          {(
            [
              [texts.from, from],
              [texts.until, until],
              [texts.breakFrom, breakFrom],
              [texts.breakUntil, breakUntil],
            ] as const
          ).map(([label, field]) => (
            <TextField
              key={label}
              label={label}
              type="time"
              value={field.value}
              onValue={(value) => {
                field.value = value;
              }}
            />
          ))}
        </div>
        <div class="planner-fields">
          <SelectField
            label={texts.zone}
            value={zone.value}
            choices={[
              { value: "", label: texts.zoneOfPages(cityOf(view.timeZone)) },
              ...zones.sort().map((each) => ({ value: each, label: each.replaceAll("_", " ") })),
            ]}
            onValue={(value) => {
              zone.value = value;
            }}
          />
          <SelectField
            label={texts.kickoff}
            value={kickoff.value}
            choices={[
              { value: NO_DAY, label: texts.noKickoff },
              ...move.weekdays.slice(0, 5).map((label, at) => ({ value: String(at + 1), label })),
            ]}
            onValue={(value) => {
              kickoff.value = value;
            }}
          />
        </div>
        {kickoff.value !== NO_DAY && (
          <label class="check">
            <input
              type="checkbox"
              checked={isNever.value}
              onChange={(event) => {
                isNever.value = event.currentTarget.checked;
              }}
            />
            <span>{texts.never}</span>
          </label>
        )}
        <fieldset class="stack-tight">
          <legend>{texts.daysOff}</legend>
          {daysOff.value.length === 0 && <p class="meta">{texts.noDaysOff}</p>}
          {daysOff.value.map((day) => (
            <div key={day} class="row">
              <span>{sayLongDate(day)}</span>
              <Button
                small
                look="quiet"
                aria-label={texts.removeOf(sayLongDate(day))}
                onClick={() => {
                  daysOff.value = daysOff.peek().filter((each) => each !== day);
                }}
              >
                ✕
              </Button>
            </div>
          ))}
          <div class="row planner-day-off">
            <TextField
              label={texts.dayOff}
              type="date"
              min={today.value}
              value={dayOff.value}
              onValue={(value) => {
                dayOff.value = value;
              }}
            />
            <Button
              onClick={() => {
                const day = dayOff.peek();
                if (!/^\d{4}-\d\d-\d\d$/.test(day)) return;
                daysOff.value = [...new Set([...daysOff.peek(), day])].sort();
                dayOff.value = "";
                announce(sayLongDate(day));
              }}
            >
              {texts.add}
            </Button>
          </div>
        </fieldset>
        <div class="row">
          <Button type="submit" look="primary">
            {texts.save}
          </Button>
          <a href="/settings/calendar">{texts.calendars}</a>
        </div>
        <p role="status" class={state.value === "wrong" ? "problem" : "meta"}>
          {state.value === "" ? "" : texts[state.value]}
        </p>
      </form>
    </details>
  );
}

/** @returns null where they are in no order. */
function windowsOf(day: [string, string], pause: [string, string]): HoursWindow[] | null {
  const [from, until] = day.map(minuteOf);
  const [rest, back] = pause.map(minuteOf);
  if (from === undefined || until === undefined || from === null || until === null || from >= until) return null;
  if (rest == null && back == null) return [{ from, until }];
  if (rest == null || back == null || !(from < rest && rest < back && back < until)) return null;
  return [
    { from, until: rest },
    { from: back, until },
  ];
}

function minuteOf(time: string): number | null {
  return /^\d\d:\d\d/.test(time) ? Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)) : null;
}
