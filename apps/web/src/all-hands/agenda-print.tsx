import { runningOrder } from "@candor/core/all-hands/agenda.ts";
import type { AllHands } from "@candor/protocol/http/all-hands.ts";
import { useEffect } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { sayDate } from "../ui/say-day.ts";
import { allHandsTexts as texts } from "./all-hands-texts.ts";
import "../print/print.css";

/** A running order as it goes onto paper. */
export function AgendaPrint({ meeting, onBack }: { meeting: AllHands; onBack: () => void }) {
  const { day, items } = meeting;
  useEffect(() => {
    const before = document.title;
    document.title = `${texts.title} ${day}`; // the file name that browsers suggest for a PDF
    document.getElementById("print-back")?.focus();
    return () => {
      document.title = before;
    };
  }, [day]);
  const total = items.reduce((sum, { minutes }) => sum + minutes, 0);
  return (
    <main class="print-screen">
      <nav class="print-tools" aria-label={texts.print}>
        <Button id="print-back" onClick={onBack}>
          {texts.printBack}
        </Button>
        <Button look="primary" onClick={() => window.print()}>
          {texts.printNow}
        </Button>
        <span class="meta">{texts.printNote}</span>
      </nav>
      <article class="print-sheet">
        <h1>{texts.title}</h1>
        <p class="meta">
          {sayDate(day, "")}. {texts.total(total, items.length)}
        </p>
        <ol class="all-hands-sheet">
          {runningOrder(items).map(({ item, begins }) => (
            <li key={item.id}>
              <strong>{item.title}</strong>
              <p class="meta">
                {[
                  texts.kinds[item.kind],
                  begins === 0 ? texts.first : texts.begins(begins),
                  `${item.minutes} ${texts.minutes}`,
                  ...(item.presenter === "" ? [] : [item.presenter]),
                  ...(item.people === null ? [] : [texts.people(item.people)]),
                ].join(" · ")}
              </p>
              {item.text !== "" && <p class="all-hands-text">{item.text}</p>}
              {item.link !== null && <p class="all-hands-address">{item.link}</p>}
            </li>
          ))}
        </ol>
      </article>
    </main>
  );
}
