import type { PairGlanceAnswer } from "@candor/protocol/http/overview.ts";
import { meetingTime } from "../page/meeting-time.ts";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { sayDate, sayDay } from "../ui/say-day.ts";
import { overviewTexts } from "./texts.ts";

const texts = overviewTexts.table;

type OverviewTableProps = { glances: readonly PairGlanceAnswer[]; nameOf: (glance: PairGlanceAnswer) => string };

/** The same for everybody, a row each: to compare what the sentences say one by one. */
export function OverviewTable({ glances, nameOf }: OverviewTableProps) {
  return (
    <details>
      <summary>{texts.title}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled aside is reached by keys */}
      <section class="overview-table" aria-label={texts.title} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {texts.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {glances.map((glance) => (
              <tr key={glance.pair}>
                <th scope="row">
                  <a href={`/p/${glance.pair}`}>{nameOf(glance)}</a>
                </th>
                {cellsOf(glance).map((cell, index) => (
                  <td key={index}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

function cellsOf({ next, agreed, recent, raised, owed, hopper, lastTogether, lastPaired }: PairGlanceAnswer): string[] {
  const time = next && meetingTime(next, deviceTimeZone);
  const day = (at: string | null) =>
    at === null ? texts.none : sayDate(at.slice(0, "2026-11-24".length), today.value, "short");
  return [
    time ? `${sayDay(time.day, today.value, "short")}, ${time.time}` : texts.none,
    texts.every(agreed.everyWeeks),
    `${recent.filter((each) => each === "held").length} / ${recent.length}`,
    `${raised.mine} / ${raised.theirs}`,
    `${owed.mine} / ${owed.theirs}`,
    String(hopper.mine + hopper.theirs),
    day(lastTogether),
    day(lastPaired),
  ];
}
