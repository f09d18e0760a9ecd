import { Screen } from "../ui/screen.tsx";
import { BinSection } from "./bin-section.tsx";
import { dataTexts } from "./data-texts.ts";
import { ErasureSection } from "./erasure-section.tsx";
import { ExportSection } from "./export-section.tsx";
import { NightlySection } from "./nightly-section.tsx";
import { RetentionSections } from "./retention-section.tsx";
import { rightsTexts as texts } from "./texts.ts";
import "./rights.css";

/** What is mine: taking it along, bringing back what I put away, being erased. */
export function DataScreen() {
  return (
    <Screen
      back={{ to: "/settings", label: dataTexts.back }}
      title={texts.title}
      intro={dataTexts.who}
      main="start-main rights"
    >
      <ExportSection />
      <NightlySection />
      <BinSection />
      <RetentionSections />
      <ErasureSection />
    </Screen>
  );
}
