import { reportsOn } from "@candor/core/chart/chart.ts";
import { isDay } from "@candor/core/chart/manager-edge.ts";
import { type Signal, useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";
import { texts } from "./texts.ts";
import type { OpenedPerson, WorkspaceModel } from "./workspace-model.ts";

const say = texts.chart;
const OPEN_LEVELS = 2; // further down one unfolds: a large company would be a long page

type ChartViewProps = { model: WorkspaceModel; opened: Signal<OpenedPerson>; onPeople: () => void };

/** Who manages whom on a day, as lists within lists: a keyboard and a screen reader go through it as through any list. */
export function ChartView({ model, opened, onPeople }: ChartViewProps) {
  const { today, edges } = model.people.value;
  const day = useSignal(today);
  /** folded or unfolded by hand */
  const turned = useSignal<ReadonlySet<string>>(new Set());
  const on = isDay(day.value) ? day.value : today;
  const reports = reportsOn(edges, on);
  const managed = new Set([...reports.values()].flat());
  const present = model.present.value;
  const byName = (one: string, other: string) => model.nameOf(one).localeCompare(model.nameOf(other));
  const tops = present.map(({ id }) => id).filter((id) => reports.has(id) && !managed.has(id));
  const alone = present.filter(({ id }) => !reports.has(id) && !managed.has(id));
  const turn = (id: string) => {
    const next = new Set(turned.peek());
    if (!next.delete(id)) next.add(id);
    turned.value = next;
  };
  const branch = (id: string, level: number, above: readonly string[]) => {
    const below = [...(reports.get(id) ?? [])].filter((report) => !above.includes(report)).sort(byName);
    const isOpen = level < OPEN_LEVELS !== turned.value.has(id);
    const name = model.nameOf(id);
    return (
      <li key={id} data-person={id}>
        <div class="chart-row">
          <button
            type="button"
            class="chart-name"
            onClick={() => {
              opened.value = id;
            }}
          >
            {name}
          </button>
          <span class="meta">{model.byId.value.get(id)?.title}</span>
          {below.length > 0 && (
            <button
              type="button"
              class="chart-fold meta"
              aria-expanded={isOpen}
              aria-label={say.reportsOf(below.length, name)}
              onClick={() => turn(id)}
            >
              {say.reports(below.length)}
            </button>
          )}
        </div>
        {isOpen && below.length > 0 && (
          <ul class="chart-list">{below.map((report) => branch(report, level + 1, [...above, id]))}</ul>
        )}
      </li>
    );
  };
  return (
    <div class="stack">
      {model.manages ? (
        <div class="workspace-tools">
          <TextField
            type="date"
            label={say.day}
            hint={say.dayHint}
            value={day.value}
            onValue={(value) => {
              day.value = value;
            }}
          />
        </div>
      ) : (
        <p class="meta">{say.today}</p>
      )}
      {tops.length === 0 ? (
        <>
          <p>{say.alone}</p>
          {model.manages && (
            <div class="row">
              <p class="meta grow">{say.how}</p>
              <Button onClick={onPeople}>{texts.tabs.people}</Button>
            </div>
          )}
        </>
      ) : (
        <ul class="chart-list chart-top" aria-label={say.tree}>
          {tops.sort(byName).map((id) => branch(id, 0, []))}
        </ul>
      )}
      {tops.length > 0 && alone.length > 0 && (
        <details class="folded chart-alone">
          <summary>{say.without(alone.length)}</summary>
          <ul class="chart-list" aria-label={say.without(alone.length)}>
            {alone
              .map(({ id }) => id)
              .sort(byName)
              .map((id) => branch(id, 0, []))}
          </ul>
        </details>
      )}
    </div>
  );
}
