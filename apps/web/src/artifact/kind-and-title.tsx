import { ARTIFACT_KINDS, type ArtifactKind } from "@candor/core/artifact/artifact.ts";
import type { Signal } from "@preact/signals";
import { SelectField } from "../ui/select-field.tsx";
import { TypedField } from "../ui/typed-field.tsx";
import { artifactTexts } from "./artifact-texts.ts";

const MAX_TITLE_LENGTH = 200;

/** What an artifact will be, and what it is called: asked wherever one begins. */
export function KindAndTitle({ kind, title }: { kind: Signal<ArtifactKind>; title: Signal<string> }) {
  return (
    <>
      <SelectField
        label={artifactTexts.begin.kind}
        value={kind.value}
        choices={ARTIFACT_KINDS.map((value) => ({ value, label: artifactTexts.kinds[value] }))}
        onValue={(value) => {
          kind.value = value;
        }}
      />
      <TypedField label={artifactTexts.begin.title} typed={title} required maxLength={MAX_TITLE_LENGTH} />
    </>
  );
}
