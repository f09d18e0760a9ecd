import { useEffect } from "preact/hooks";
import { WayBack } from "../ui/way-back.tsx";
import {
  type HandbookBlock,
  type HandbookHelp,
  type HandbookPart,
  handbook,
  texts,
  wordsOf,
} from "./handbook-texts.ts";
import "./handbook.css";

/** A short guide to 1:1s; `/handbook#feedback` opens it at a part. */
export function HandbookScreen() {
  useEffect(() => {
    document.title = `${texts.title} · Candor`;
    goToPart(location.hash.slice(1));
  }, []);
  return (
    <div class="handbook">
      <header class="start-top">
        <WayBack to="/" label={texts.back} />
      </header>
      <main class="handbook-main">
        <h1>{texts.title}</h1>
        <p class="handbook-lead">{texts.lead}</p>
        <nav class="handbook-contents" aria-label={texts.contents}>
          <ol>
            {handbook.map((part) => (
              <li key={part.id}>
                <a href={`#${part.id}`}>{part.title}</a>
              </li>
            ))}
          </ol>
        </nav>
        {handbook.map((part) => (
          <Part key={part.id} part={part} />
        ))}
        <p class="meta">{texts.modesty}</p>
      </main>
    </div>
  );
}

/** The browser looked for the part before this screen was there; so the screen has to go there itself. */
function goToPart(id: string): void {
  if (!handbook.some((part) => part.id === id)) return;
  const title = document.getElementById(id);
  title?.scrollIntoView();
  title?.focus({ preventScroll: true });
}

function Part({ part }: { part: HandbookPart }) {
  return (
    <section aria-labelledby={part.id}>
      <h2 id={part.id} tabIndex={-1}>
        {part.title}
      </h2>
      {part.blocks.map((block) => (
        <Block key={wordsOf(block)[0]} block={block} />
      ))}
      <div class="handbook-helps">
        <p id={`${part.id}-helps`} class="handbook-helps-title">
          {texts.helps}
        </p>
        <ul aria-labelledby={`${part.id}-helps`}>
          {part.helps.map((help) => (
            <Help key={help.label} help={help} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function Block({ block }: { block: HandbookBlock }) {
  if (typeof block === "string") return <p>{block}</p>;
  const items = wordsOf(block).map((item) => <li key={item}>{item}</li>);
  return "steps" in block ? <ol>{items}</ol> : <ul>{items}</ul>;
}

function Help({ help }: { help: HandbookHelp }) {
  return (
    <li>
      {help.to === "page" ? <strong>{help.label}</strong> : <a href={help.to}>{help.label}</a>}
      <p>{help.says}</p>
    </li>
  );
}
