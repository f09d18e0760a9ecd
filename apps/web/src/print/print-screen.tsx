import { otherMember } from "@candor/core/person/member.ts";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { CommandWorld } from "../commands/command-world.ts";
import { Button } from "../ui/button.tsx";
import { printCommandTexts } from "./command-texts.ts";
import { readContent } from "./read-content.ts";
import { type PagePart, StaticPage } from "./static-page.tsx";
import { printTexts as texts } from "./texts.ts";
import "./print.css";

type PrintScreenProps = {
  world: CommandWorld;
  pairId: string;
  /** left out: the next meeting, or the whole page if the reader says so */
  meeting?: string | undefined;
};

/** A page as it goes onto paper: on the screen with two buttons above it, on paper without. */
export function PrintScreen({ world, pairId, meeting }: PrintScreenProps) {
  const { handle, close } = useMemo(() => world.openPage(pairId), [world, pairId]);
  useEffect(() => close, [close]);
  const [whole, setWhole] = useState(false);
  const names = world.names(pairId);
  const state = handle.state.value;
  const title = texts.names(names[handle.member], names[otherMember(handle.member)]);
  useEffect(() => {
    const before = document.title;
    document.title = texts.title(title); // the file name that browsers suggest for a PDF
    return () => {
      document.title = before;
    };
  }, [title]);

  const part: PagePart = meeting ? { type: "meeting", id: meeting } : { type: whole ? "page" : "next" };
  return (
    <main class="print-screen">
      <nav class="print-tools" aria-label={printCommandTexts.name}>
        <a class="button" href={`/p/${pairId}`}>
          {texts.back}
        </a>
        {!meeting && (
          <label class="check">
            <input type="checkbox" checked={whole} onChange={(event) => setWhole(event.currentTarget.checked)} />
            {texts.wholePage}
          </label>
        )}
        <Button look="primary" disabled={state !== "ready"} onClick={() => window.print()}>
          {texts.print}
        </Button>
        <span class="meta">{texts.privateNote}</span>
      </nav>
      {state === "loading" && <p role="status">{texts.loading}</p>}
      {state === "missing" && <p role="status">{texts.missing}</p>}
      {state === "ready" && (
        <article class="print-sheet">
          <h1>{title}</h1>
          <Content handle={handle} names={names} part={part} />
        </article>
      )}
    </main>
  );
}

type ContentProps = {
  handle: ReturnType<CommandWorld["openPage"]>["handle"];
  names: ReturnType<CommandWorld["names"]>;
  part: PagePart;
};

function Content({ handle, names, part }: ContentProps) {
  handle.page.value; // draws anew when the page changes
  return <StaticPage content={readContent(handle.doc)} names={names} part={part} />;
}
