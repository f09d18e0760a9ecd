import type { CostPart } from "@candor/core/planner/plan.ts";
import type { CostChange, SeriesReasons } from "@candor/core/planner/plan-outcome.ts";
import type { SeriesPattern } from "@candor/core/planner/plan-problem.ts";
import { isSamePattern } from "@candor/core/planner/series-pattern.ts";
import type { PlannerSeries, PlannerView } from "@candor/protocol/http/planner.ts";
import { sayAge } from "../calendar/say-age.ts";
import { cityOf } from "../series/say-time.ts";
import { Button } from "../ui/button.tsx";
import { now } from "../ui/clock.ts";
import type { Draft, PlannerModel } from "./planner-model.ts";
import { sayDate, sayPattern } from "./say-pattern.ts";
import { plannerTexts, sayLength } from "./texts.ts";

const { series: texts } = plannerTexts;
const LEAST_MINUTES = 1; // less is nothing anybody would say

type SeriesListProps = {
  model: PlannerModel;
  view: PlannerView;
  draft: Draft | null;
  onMove: (seriesId: string) => void;
};

/** Each series with where it goes, why, and what would be the next best. */
export function SeriesList({ model, view, draft, onMove }: SeriesListProps) {
  const found = model.found();
  return (
    <section class="stack-tight" aria-labelledby="series-heading">
      <h2 id="series-heading">{texts.title}</h2>
      {[...Map.groupBy(view.series, ({ calendar }) => calendar)].map(
        ([calendar, series]) =>
          calendar !== "known" && (
            <p key={calendar} class="planner-unknown">
              {texts.untold(
                series.map(({ name }) => name),
                calendar,
              )}
            </p>
          ),
      )}
      <ul class="planner-series">
        {view.series.map((series) => {
          const planned = draft?.plan.series.find(({ seriesId }) => seriesId === series.id);
          const asFound = found?.plan.series.find(({ seriesId }) => seriesId === series.id);
          const isAsFound = JSON.stringify(planned) === JSON.stringify(asFound);
          const reasons = isAsFound ? found?.reasons.find(({ seriesId }) => seriesId === series.id) : undefined;
          return (
            <li key={series.id} data-planner-series={series.name}>
              <div class="planner-series-head">
                <h3>
                  {series.name} {texts.kinds[series.kind] && <span class="meta">{texts.kinds[series.kind]}</span>}
                </h3>
                <p class="planner-where">{draft ? sayWhere(series, planned?.pattern ?? null) : sayToday(series)}</p>
                {series.timeZone !== view.timeZone && (
                  <p class="meta">{texts.zone(series.name, cityOf(series.timeZone))}</p>
                )}
              </div>
              {planned?.moves
                .filter(({ date }) => date >= view.firstDay)
                .map(({ date, to }) => (
                  <p key={date} class="meta">
                    {texts.once(sayDate(date), to && `${sayDate(to.slice(0, 10))} ${to.slice(11)}`)}
                  </p>
                ))}
              {draft && reasons && <Reasons reasons={reasons} />}
              {series.calendar === "known" && series.readAt && (
                <p class="meta">{texts.read(series.name, sayAge(series.readAt, now.value))}</p>
              )}
              <div class="row">
                {draft && (
                  <Button small aria-label={texts.moveOf(series.name)} onClick={() => onMove(series.id)}>
                    {texts.move}
                  </Button>
                )}
                <a class="button button-small" href={`/p/${series.id}`} aria-label={texts.pageOf(series.name)}>
                  {texts.page}
                </a>
                {series.current !== null && (
                  <label class="check">
                    <input
                      type="checkbox"
                      checked={view.settings.pinned.includes(series.id)}
                      aria-label={texts.pinOf(series.name)}
                      onChange={(event) => {
                        const { checked } = event.currentTarget;
                        const others = view.settings.pinned.filter((id) => id !== series.id);
                        const pinned = checked ? [...others, series.id] : others;
                        void model.change({ ...view.settings, pinned });
                      }}
                    />
                    <span>{texts.pin}</span>
                  </label>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {view.leftOut.length > 0 && (
        <details class="folded">
          <summary>{texts.leftOut}</summary>
          <ul>
            {view.leftOut.map(({ id, name, why }) => (
              <li key={id}>
                {name}: {texts.why[why]}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function sayToday({ current }: PlannerSeries): string {
  return current ? sayPattern(current) : texts.nowhere;
}

function sayWhere({ current }: PlannerSeries, planned: SeriesPattern | null): string {
  if (planned === null) return current ? `${texts.unplaced}; ${texts.was(sayPattern(current))}` : texts.unplaced;
  if (current === null) return sayPattern(planned);
  return isSamePattern(planned, current)
    ? `${sayPattern(planned)}, ${texts.stays}`
    : `${sayPattern(planned)}; ${texts.was(sayPattern(current))}`;
}

function Reasons({ reasons }: { reasons: SeriesReasons }) {
  const { pays, insteadOfToday, nextBest, blocked } = reasons;
  const paid = sayParts(pays);
  return (
    <div class="planner-reasons">
      {insteadOfToday && insteadOfToday.extra >= LEAST_MINUTES && (
        <p>
          {texts.instead(
            sayPattern(insteadOfToday.pattern),
            sayLength(insteadOfToday.extra),
            sayParts(insteadOfToday.parts),
          )}
        </p>
      )}
      {blocked === null && <p>{paid === "" ? texts.paysNothing : texts.pays(paid)}</p>}
      {nextBest && (
        <p>
          {nextBest.extra < LEAST_MINUTES
            ? texts.nextSame(sayPattern(nextBest.pattern))
            : texts.next(sayPattern(nextBest.pattern), sayLength(nextBest.extra))}
        </p>
      )}
      {blocked && (
        <p>
          {texts.blocked.lead(blocked.looked)}
          {blocked.by.map((each) => texts.blocked.count(texts.blocked.reasons[each.type], each)).join(", ")}.
          {blocked.nearest &&
            ` ${texts.blocked.nearest(
              sayPattern(blocked.nearest.pattern),
              blocked.nearest.blockedOn
                .map(({ date, type }) => `${sayDate(date)} (${texts.blocked.reasons[type]})`)
                .join(", "),
            )}`}
        </p>
      )}
    </div>
  );
}

/** What a change is made of, the largest first; what gains stands with a minus. */
function sayParts(parts: CostChange): string {
  return Object.entries(parts)
    .filter(([, minutes]) => Math.abs(minutes) >= LEAST_MINUTES)
    .sort(([, one], [, other]) => Math.abs(other) - Math.abs(one))
    .map(([part, minutes]) => plannerTexts.part(plannerTexts.parts[part as CostPart], minutes))
    .join(", ");
}
