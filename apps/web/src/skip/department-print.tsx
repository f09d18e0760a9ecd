import type { DepartmentBoard } from "@candor/core/skip/department-board.ts";
import { useEffect } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { sayDate } from "../ui/say-day.ts";
import { skipTexts } from "./skip-texts.ts";
import "../print/print.css";

const texts = skipTexts.board;

/** The board as it goes onto paper: what is left out is not in it in any form. */
export function DepartmentPrint({ board, onBack }: { board: DepartmentBoard; onBack: () => void }) {
  useEffect(() => {
    const before = document.title;
    document.title = `${texts.file} ${today.peek()}`; // the file name that browsers suggest for a PDF
    document.getElementById("skip-print-back")?.focus();
    return () => {
      document.title = before;
    };
  }, []);
  const told = board
    .map(({ department, entries }) => ({ department, entries: entries.filter(({ leftOut }) => leftOut === null) }))
    .filter(({ entries }) => entries.length > 0);
  return (
    <main class="print-screen">
      <nav class="print-tools" aria-label={texts.print}>
        <Button id="skip-print-back" onClick={onBack}>
          {texts.printBack}
        </Button>
        <Button look="primary" onClick={() => window.print()}>
          {texts.printNow}
        </Button>
      </nav>
      <article class="print-sheet">
        <h1>{texts.markdown.title}</h1>
        <p class="meta">{sayDate(today.value, "")}</p>
        {told.map(({ department, entries }) => (
          <section key={department}>
            <h2>{department || texts.noDepartment}</h2>
            {entries.map(({ subject, name, wording, people, doing }) => (
              <section key={subject} class="themes-told">
                <h3>{name}</h3>
                <p class="themes-lines">{wording}</p>
                <p class="meta">{texts.markdown.people(people)}</p>
                {doing !== "" && (
                  <p class="themes-lines">
                    <strong>{texts.markdown.doing}</strong> {doing}
                  </p>
                )}
              </section>
            ))}
          </section>
        ))}
      </article>
    </main>
  );
}
