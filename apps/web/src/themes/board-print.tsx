import type { BoardEntry } from "@candor/core/theme/board.ts";
import { useEffect } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { sayDate } from "../ui/say-day.ts";
import { themesTexts as texts } from "./themes-texts.ts";
import "../print/print.css";

/** The board as it goes onto paper or a screen before everybody: what is left out is not in it in any form. */
export function BoardPrint({ board, onBack }: { board: readonly BoardEntry[]; onBack: () => void }) {
  useEffect(() => {
    const before = document.title;
    document.title = `${texts.file} ${today.peek()}`; // the file name that browsers suggest for a PDF
    document.getElementById("print-back")?.focus();
    return () => {
      document.title = before;
    };
  }, []);
  const told = board.filter(({ leftOut }) => leftOut === null);
  const risky = told.filter(({ giveaways }) => giveaways.length > 0).length;
  return (
    <main class="print-screen">
      <nav class="print-tools" aria-label={texts.board.print}>
        <Button id="print-back" onClick={onBack}>
          {texts.printBack}
        </Button>
        <Button look="primary" onClick={() => window.print()}>
          {texts.printNow}
        </Button>
        <span class="meta">{risky > 0 ? texts.board.mayGiveAway(risky) : texts.printNote}</span>
      </nav>
      <article class="print-sheet">
        <h1>{texts.markdown.title}</h1>
        <p class="meta">{sayDate(today.value, "")}</p>
        {told.map(({ theme, name, people, wording, doing, answer }) => (
          <section key={theme} class="themes-told">
            <h2>{texts.named(name)}</h2>
            <p class="themes-lines">{wording}</p>
            <p class="meta">{texts.markdown.people(people)}</p>
            {doing !== "" && (
              <p class="themes-lines">
                <strong>{texts.markdown.doing}</strong> {doing}
              </p>
            )}
            {answer !== null && (
              <p>
                {texts.markdown.answer} <AnswerLink answer={answer} />
              </p>
            )}
          </section>
        ))}
      </article>
    </main>
  );
}

function AnswerLink({ answer }: { answer: string }) {
  // Another device of mine wrote it; still, what is no address of the web is text.
  if (!/^https?:\/\//i.test(answer)) return <>{answer}</>;
  return (
    <a href={answer} rel="noreferrer noopener" target="_blank">
      {answer}
    </a>
  );
}
