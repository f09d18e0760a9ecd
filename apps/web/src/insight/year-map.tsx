import type { Quarter } from "@candor/core/balance/quarter.ts";
import type { PairInsight } from "@candor/core/insight/pair-insight.ts";
import { useId } from "preact/hooks";
import { sayDate } from "../ui/say-day.ts";
import { Legend } from "./picture.tsx";
import { insightTexts as texts } from "./texts.ts";

const { year: say } = texts;
const WEEKS = 53;
const QUARTER_WEEKS = 14;
const CELL = 11;
const STEP = 13;

type YearMapProps = {
  days: PairInsight["days"];
  longestGap: number | null;
  today: string;
  /** that alone; null: the last year */
  quarter: Quarter | null;
};

/** A year as a calendar: a column a week, Mondays on top; filled where the two met, empty where it was cancelled. */
export function YearMap({ days, longestGap, today, quarter }: YearMapProps) {
  const id = useId();
  const held = days.filter(({ outcome }) => outcome === "held").length;
  const weeks = quarter ? QUARTER_WEEKS : WEEKS;
  const from = Temporal.PlainDate.from(quarter?.from ?? today);
  const monday = from.subtract({ days: from.dayOfWeek - 1, weeks: quarter ? 0 : WEEKS - 1 });
  const isShown = (day: string) => day <= today && (!quarter || (day >= quarter.from && day < quarter.until));
  // A day on which one was held and another cancelled is one on which they met.
  const outcomes = new Map(days.map(({ day, outcome }) => [day, outcome]));
  for (const { day, outcome } of days) if (outcome === "held") outcomes.set(day, "held");
  const cells = Array.from({ length: weeks * 7 }, (_, at) => ({ at, day: monday.add({ days: at }).toString() })).filter(
    ({ day }) => isShown(day),
  );
  return (
    <section class="insight-part" aria-labelledby={id}>
      <h2 id={id}>{say.heading}</h2>
      {days.length === 0 ? (
        <p class="meta">{texts.nothingYet}</p>
      ) : (
        <>
          <p>{say.sentence(held, longestGap)}</p>
          <svg
            class="insight-svg"
            viewBox={`0 0 ${weeks * STEP} ${7 * STEP}`}
            data-weeks={weeks}
            role="img"
            aria-label={`${say.heading}. ${say.sentence(held, longestGap)}`}
          >
            {cells.map(({ at, day }) => (
              <rect
                key={day}
                class={CLASSES[outcomes.get(day) ?? "none"]}
                x={Math.floor(at / 7) * STEP + 1}
                y={(at % 7) * STEP + 1}
                width={CELL}
                height={CELL}
                rx="2"
              />
            ))}
          </svg>
          <Legend kinds={KINDS} />
          <details>
            <summary>{texts.table}</summary>
            <table class="insight-table">
              <thead>
                <tr>
                  {say.columns.map((column) => (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {days.toReversed().map(({ day, outcome }, at) => (
                  <tr key={`${day} ${at}`}>
                    <th scope="row">{sayDate(day, today, "short")}</th>
                    <td>{say.outcomes[outcome]}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </section>
  );
}

const CLASSES = { none: "insight-none", held: "insight-kind-0", cancelled: "insight-kind-1" } as const;
const KINDS = [say.outcomes.held, say.outcomes.cancelled];
