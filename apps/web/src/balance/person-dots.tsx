import type { PersonTime } from "@candor/core/balance/balance-of-time.ts";
import { balanceTexts } from "./texts.ts";

const { people: texts, table } = balanceTexts;
const MOST_DOTS = 30; // a quarter of meetings twice a week; the number beside them says the rest

/** Each person's meetings of the quarter as dots, by name, and the same as a table. */
export function PersonDots({ people }: { people: readonly PersonTime[] }) {
  return (
    <section class="insight-part" aria-labelledby="balance-people">
      <h2 id="balance-people">{texts.heading}</h2>
      <p class="meta">{texts.hint}</p>
      <ul class="balance-people">
        {people.map(({ pair, name, held, agreed, heldMinutes }) => {
          const filled = Math.min(held, MOST_DOTS);
          const missing = Math.min(Math.max(0, (agreed ?? 0) - held), MOST_DOTS - filled);
          return (
            <li key={pair} data-pair={pair}>
              <a href={`/p/${pair}`}>{name}</a>
              <span class="balance-dots" aria-hidden="true">
                {Array.from({ length: filled + missing }, (_, at) => (
                  <i key={at} data-held={at < filled} />
                ))}
              </span>
              <span class="meta">{texts.line(held, agreed, heldMinutes)}</span>
            </li>
          );
        })}
      </ul>
      <details>
        <summary>{table}</summary>
        <div class="balance-scroll">
          <table class="insight-table">
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
              {people.map(({ pair, name, heldMinutes, held, agreed, moved, cancelled, planned }) => (
                <tr key={pair}>
                  <th scope="row">{name}</th>
                  <td>{Math.round(heldMinutes / 6) / 10}</td>
                  <td>{held}</td>
                  <td>{agreed ?? texts.notMine}</td>
                  <td>{moved}</td>
                  <td>{cancelled}</td>
                  <td>{planned}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}
