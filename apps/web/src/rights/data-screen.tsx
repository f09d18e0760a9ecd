import { useEffect } from "preact/hooks";
import { Icon } from "../ui/icons.tsx";
import { BinSection } from "./bin-section.tsx";
import { dataTexts } from "./data-texts.ts";
import { ErasureSection } from "./erasure-section.tsx";
import { ExportSection } from "./export-section.tsx";
import { RetentionSections } from "./retention-section.tsx";
import { rightsTexts as texts } from "./texts.ts";
import "../people/people.css";
import "./rights.css";

/** What is mine: taking it along, bringing back what I put away, being erased. */
export function DataScreen() {
  useEffect(() => {
    document.title = `${texts.title} · Candor`;
  }, []);
  return (
    <div class="start">
      <header class="start-top">
        <a class="button button-quiet" href="/settings">
          <Icon name="left" />
          {dataTexts.back}
        </a>
      </header>
      <main class="start-main rights">
        <div>
          <h1>{texts.title}</h1>
          <p class="meta">{dataTexts.who}</p>
        </div>
        <ExportSection />
        <BinSection />
        <RetentionSections />
        <ErasureSection />
      </main>
    </div>
  );
}
