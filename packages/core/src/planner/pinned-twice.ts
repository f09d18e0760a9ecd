import type { ProblemFault } from "./plan-outcome.ts";
import type { PlanSpace } from "./plan-space.ts";
import { placeOf } from "./plan-space.ts";
import { patternDays } from "./series-pattern.ts";

/** Pinned series of which two would be at one time; no plan can have both. Each pair is told once, by its first day. */
export function pinnedTwice(space: PlanSpace): ProblemFault[] {
  const { problem, days } = space;
  const pinned = space.series.flatMap(({ series, settled }) => {
    if (!series.isPinned || series.current === null) return [];
    const { time } = series.current;
    const moved = new Set(series.currentMoves.map(({ date }) => date));
    const weeks = new Set(settled.map(({ week }) => week));
    const places = patternDays(series.current, problem.firstDay, problem.weeks)
      .filter((day) => !weeks.has(days[day]?.week ?? null) && !moved.has(days[day]?.date ?? ""))
      .flatMap((day) => placeOf(`${days[day]?.date}T${time}`, space, series.minutes) ?? []);
    return [{ seriesId: series.id, time, places }];
  });
  return pinned.flatMap((one, at) =>
    pinned.slice(at + 1).flatMap((other): ProblemFault[] => {
      const met = one.places.find((place) =>
        other.places.some(({ day, minute, ends }) => day === place.day && minute < place.ends && place.minute < ends),
      );
      if (met === undefined) return [];
      const date = days[met.day]?.date ?? "";
      return [{ type: "pinned_twice", seriesId: one.seriesId, otherId: other.seriesId, date, time: one.time }];
    }),
  );
}
