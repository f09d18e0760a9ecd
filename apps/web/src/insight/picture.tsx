import { useId } from "preact/hooks";
import { insightTexts as texts } from "./texts.ts";

const WIDTH = 600;
const HEIGHT = 150;
const BASE = HEIGHT - 22; // below it stand the labels
const GAP = 0.3; // of a column
const FEW = 4; // as high as that many, so that one alone does not look like much

export type PictureRow = { label: string; short?: string; values: readonly number[] };

type PictureProps = {
  heading: string;
  sentence: string;
  hint?: string;
  /** of the first column, and of what each value counts */
  column: string;
  kinds: readonly string[];
  rows: readonly PictureRow[];
  few?: number;
};

/** Stacked columns and the table that they are drawn from: neither can say what the other does not. */
export function Picture({ heading, sentence, hint, column, kinds, rows, few = FEW }: PictureProps) {
  const id = useId();
  const sums = rows.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const most = Math.max(0, ...sums);
  return (
    <section class="insight-part" aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      {most === 0 ? (
        <p class="meta">{texts.nothingYet}</p>
      ) : (
        <>
          <p>{sentence}</p>
          {hint !== undefined && <p class="meta">{hint}</p>}
          <Columns rows={rows} most={Math.max(most, few)} label={`${heading}. ${sentence}`} />
          {kinds.length > 1 && <Legend kinds={kinds} />}
          <details>
            <summary>{texts.table}</summary>
            <table class="insight-table">
              <thead>
                <tr>
                  <th scope="col">{column}</th>
                  {kinds.map((kind) => (
                    <th key={kind} scope="col">
                      {kind}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ label, values }) => (
                  <tr key={label}>
                    <th scope="row">{label}</th>
                    {values.map((value, kind) => (
                      <td key={kinds[kind]}>{value}</td>
                    ))}
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

function Columns({ rows, most, label }: { rows: readonly PictureRow[]; most: number; label: string }) {
  const wide = WIDTH / rows.length;
  const unit = (BASE - 16) / most;
  return (
    <svg class="insight-svg" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {rows.map((row, at) => {
        const x = at * wide + (wide * GAP) / 2;
        const sum = row.values.reduce((total, value) => total + value, 0);
        let y = BASE;
        return (
          <g key={row.label}>
            {row.values.map((value, kind) => {
              y -= value * unit;
              return value === 0 ? null : (
                <rect
                  key={`${row.label} ${kind}`}
                  class={`insight-kind-${kind}`}
                  x={x}
                  y={y}
                  width={wide * (1 - GAP)}
                  height={value * unit}
                />
              );
            })}
            {sum > 0 && (
              <text x={at * wide + wide / 2} y={y - 4}>
                {sum}
              </text>
            )}
            <text x={at * wide + wide / 2} y={HEIGHT - 5}>
              {row.short ?? row.label}
            </text>
          </g>
        );
      })}
      <line x1="0" x2={WIDTH} y1={BASE} y2={BASE} />
    </svg>
  );
}

export function Legend({ kinds }: { kinds: readonly string[] }) {
  return (
    <ul class="insight-legend meta">
      {kinds.map((kind, at) => (
        <li key={kind}>
          <svg viewBox="0 0 10 10" aria-hidden="true">
            <rect class={`insight-kind-${at}`} x="1" y="1" width="8" height="8" />
          </svg>
          {kind}
        </li>
      ))}
    </ul>
  );
}
