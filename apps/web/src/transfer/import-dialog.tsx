import {
  firstMapping,
  type ImportContext,
  type Mapping,
  planImport,
  type ReadSource,
  understand,
} from "@candor/document/source/plan-import.ts";
import { useId, useMemo, useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { EarlierImports } from "./earlier-imports.tsx";
import { fetchSealedYears } from "./fetch-sealed-years.ts";
import { ImportMapping } from "./import-mapping.tsx";
import { ImportOutlookPart, type ImportPartProps } from "./import-outlook.tsx";
import { importTexts as texts } from "./import-texts.ts";
import { readFile } from "./read-file.ts";
import "./transfer.css";

type Failure = Parameters<typeof texts.sayFault>[0] | keyof typeof texts.failures;

type Chosen =
  | { type: "nothing" }
  | { type: "reading" }
  | { type: "failed"; why: Failure; count?: number; fileName: string }
  /** an export of everything, of which one page is to be chosen */
  | { type: "which"; file: File; names: string[] }
  | { type: "read"; source: ReadSource; context: ImportContext };

/** Brings a file onto the page: chosen or dropped, asked about, looked at, and only then applied. */
export function ImportDialog({ handle, names, closed }: ImportPartProps) {
  const id = useId();
  const [chosen, setChosen] = useState<Chosen>({ type: "nothing" });
  const [isOver, setIsOver] = useState(false);
  const read = async (file: File | undefined, part: string | null = null) => {
    if (!file) return;
    setChosen({ type: "reading" });
    const fileName = part === null ? file.name : `${file.name}: ${part}`;
    const [answer, years] = await Promise.all([readFile(file, part), fetchSealedYears(handle.pairId)]);
    if (answer.type === "failed") return setChosen({ ...answer, fileName });
    if (answer.source.type === "pages") return setChosen({ type: "which", file, names: answer.source.names });
    // Without them nobody could tell what of it the page has already.
    if (!years.isWhole) return setChosen({ type: "failed", why: "no_years", fileName });
    const understood = understand(fileName, answer.source);
    if (understood.type === "failed") return setChosen({ ...understood, fileName });
    const page = handle.page.peek();
    const timeZone = Temporal.Now.timeZoneId();
    const today = Temporal.Now.plainDateISO(page.schemaVersion > 0 ? page.settings.timeZone : timeZone);
    setChosen({ type: "read", source: understood.source, context: { names, today, sealed: years.contents, timeZone } });
  };
  return (
    <Dialog title={texts.title} onClose={closed}>
      <p>{texts.hint}</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the field inside is the first */}
      <div
        class={isOver ? "drop-area is-over" : "drop-area"}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          void read(event.dataTransfer?.files[0]);
        }}
      >
        <label for={`${id}file`}>{texts.drop}</label>
        <input
          id={`${id}file`}
          type="file"
          accept=".docx,.html,.htm,.zip,.md,.markdown,.txt,.csv,.tsv,.json"
          aria-describedby={`${id}kinds`}
          onChange={(event) => {
            void read(event.currentTarget.files?.[0]);
            event.currentTarget.value = ""; // the same file may be chosen again after it was mended
          }}
        />
        <p id={`${id}kinds`} class="meta">
          {texts.kinds}
        </p>
      </div>
      <p role="status">{chosen.type === "reading" && texts.reading}</p>
      {chosen.type === "failed" && (
        <p role="alert" class="problem">
          {texts.fileChosen(chosen.fileName)}: {sayFailure(chosen)}
        </p>
      )}
      {chosen.type === "which" && (
        <section class="stack-tight" aria-labelledby={`${id}which`}>
          <h3 id={`${id}which`}>{texts.whichPage}</h3>
          <p class="meta">{texts.whichHint}</p>
          <div class="row">
            {chosen.names.map((name) => (
              <Button key={name} onClick={() => void read(chosen.file, name)}>
                {name}
              </Button>
            ))}
          </div>
        </section>
      )}
      {chosen.type === "read" && (
        <Understood
          key={chosen.source.fileName}
          {...{ handle, names, closed }}
          source={chosen.source}
          context={chosen.context}
        />
      )}
      {chosen.type !== "read" && <EarlierImports handle={handle} names={names} closed={closed} />}
    </Dialog>
  );
}

function sayFailure({ why, count = 0 }: { why: Failure; count?: number }): string {
  return why === "no_reader" || why === "no_years" ? texts.failures[why] : texts.sayFault(why, count);
}

type UnderstoodProps = ImportPartProps & { source: ReadSource; context: ImportContext };

function Understood({ handle, names, closed, source, context }: UnderstoodProps) {
  const [mapping, setMapping] = useState<Mapping>(() => firstMapping(source, names));
  const planned = useMemo(() => planImport(source, mapping, context), [source, mapping, context]);
  const me = handle.editor().member;
  return (
    <section class="stack" aria-label={texts.fileChosen(source.fileName)}>
      <h3>{texts.fileChosen(source.fileName)}</h3>
      <ImportMapping source={source} names={names} me={me} mapping={mapping} onMapping={setMapping} />
      {planned === null && <p role="status">{texts.firstSay}</p>}
      {typeof planned === "object" && planned !== null && (
        <p role="alert" class="problem">
          {texts.tooManyThings(planned.things)}
        </p>
      )}
      {typeof planned === "function" && (
        <ImportOutlookPart {...{ handle, names, closed }} source={source} planned={planned} />
      )}
    </section>
  );
}
