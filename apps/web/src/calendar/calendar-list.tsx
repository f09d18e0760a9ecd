import type { CalendarSource } from "@candor/protocol/http/calendar.ts";
import { useSignal } from "@preact/signals";
import type { ApiResult } from "../people/api-client.ts";
import { sayInstant } from "../rights/say-instant.ts";
import { Button } from "../ui/button.tsx";
import { now } from "../ui/clock.ts";
import { showToast } from "../ui/toasts.ts";
import { changeCalendar, readAnew, removeCalendar } from "./calendar-calls.ts";
import { sayAge } from "./say-age.ts";
import { calendarTexts } from "./texts.ts";

const say = calendarTexts.mine;

type CalendarListProps = { calendars: readonly CalendarSource[]; onChange: () => Promise<void> };

export function CalendarList({ calendars, onChange }: CalendarListProps) {
  const problem = useSignal("");
  const act = async (result: ApiResult<unknown>, done?: string) => {
    problem.value = result.type === "ok" ? "" : result.type === "problem" ? result.title : calendarTexts.unreachable;
    if (result.type === "ok" && done !== undefined) showToast(done);
    await onChange();
  };
  return (
    <>
      {calendars.length === 0 && <p class="meta">{say.none}</p>}
      <ul class="calendars">
        {calendars.map((calendar) => {
          const { id, name, kind, state, allDayCounts, problems } = calendar;
          return (
            <li key={id}>
              <div class="section-line">
                <span class="calendar-name">{name}</span>
                <span class="meta">{say.kind[kind]}</span>
              </div>
              <p class="meta" role="status">
                {sayState(calendar, now.value)}
              </p>
              {state === "failing" && calendar.fault !== null && <p class="problem">{say.faults[calendar.fault]}</p>}
              {problems.map((each) => (
                <p key={each.type} class="meta">
                  {say.problem(each)}
                </p>
              ))}
              <label class="check">
                <input
                  type="checkbox"
                  aria-label={say.allDayOf(name)}
                  checked={allDayCounts}
                  onChange={(event) =>
                    void changeCalendar(id, event.currentTarget.checked).then((result) => act(result))
                  }
                />
                <span>{say.allDay}</span>
              </label>
              <div class="row">
                {kind !== "file" && calendar.fault !== "revoked" && (
                  <Button
                    small
                    aria-label={say.readNowOf(name)}
                    onClick={() => void readAnew(id).then((result) => act(result))}
                  >
                    {say.readNow}
                  </Button>
                )}
                <Button
                  small
                  look="quiet"
                  aria-label={say.removeOf(name)}
                  onClick={() => void removeCalendar(id).then((result) => act(result, say.removed(name)))}
                >
                  {say.remove}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </>
  );
}

function sayState({ state, kind, readAt, readsUntil, events }: CalendarSource, at: Temporal.Instant): string {
  if (state === "waiting") return say.waiting;
  if (readAt === null) return say.never;
  const age = sayAge(readAt, at);
  if (kind === "file") return say.file(age, sayInstant(readsUntil ?? readAt));
  return state === "failing" ? say.lastRead(age) : say.read(age, events ?? 0);
}
