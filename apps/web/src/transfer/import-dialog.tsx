import type { MemberId } from "@candor/core/person/member.ts";
import type { PageChange } from "@candor/document/page/changes-between.ts";
import { useId, useMemo, useState } from "preact/hooks";
import { placeNamer, startName } from "../history/say-places.ts";
import { changeText } from "../history/texts.ts";
import type { PageHandle } from "../offline/page-handle.ts";
import { undoable } from "../page/undoable.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { showToast } from "../ui/toasts.ts";
import { type ImportFailure, type PreparedImport, prepareImport, previewImport } from "./prepare-import.ts";
import { transferTexts as texts } from "./texts.ts";
import "./transfer.css";

type Names = Readonly<Record<MemberId, string>>;
type ImportDialogProps = { handle: PageHandle; names: Names; closed: () => void };

type Chosen =
  | { type: "nothing" }
  | { type: "reading" }
  | { type: "failed"; why: ImportFailure; fileName: string }
  | { type: "ready"; prepared: PreparedImport };

/** Brings a file onto the page: chosen or dropped, looked at, and only then applied. */
export function ImportDialog({ handle, names, closed }: ImportDialogProps) {
  const id = useId();
  const [chosen, setChosen] = useState<Chosen>({ type: "nothing" });
  const [isOver, setIsOver] = useState(false);
  const read = async (file: File | undefined) => {
    if (!file) return;
    setChosen({ type: "reading" });
    const today = Temporal.Now.plainDateISO(handle.page.peek().settings.timeZone);
    const outcome = await prepareImport(file, { names, today, dateOrder: dateOrder() });
    setChosen(outcome.type === "failed" ? { ...outcome, fileName: file.name } : outcome);
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
          accept=".md,.markdown,.txt,.json,text/markdown,text/plain,application/json"
          onChange={(event) => {
            void read(event.currentTarget.files?.[0]);
            event.currentTarget.value = ""; // the same file may be chosen again after it was mended
          }}
        />
      </div>
      <p role="status">{chosen.type === "reading" && texts.reading}</p>
      {chosen.type === "failed" && (
        <p role="alert" class="problem">
          {texts.fileChosen(chosen.fileName)}: {texts.failures[chosen.why]}
        </p>
      )}
      {chosen.type === "ready" && <Preview handle={handle} names={names} prepared={chosen.prepared} closed={closed} />}
    </Dialog>
  );
}

/** How this reader writes 3/4/2026. */
function dateOrder(): "day_month" | "month_day" {
  const parts = new Intl.DateTimeFormat(navigator.language).formatToParts();
  const first = parts.find((part) => part.type === "day" || part.type === "month");
  return first?.type === "month" ? "month_day" : "day_month";
}

const MOST_CHANGES = 30;

function Preview({ handle, names, prepared, closed }: ImportDialogProps & { prepared: PreparedImport }) {
  const [replaceWelcome, setReplaceWelcome] = useState(false);
  const { imported, changes, page } = useMemo(
    () => previewImport(handle.doc, handle.editor(), prepared, { replaceWelcome }),
    [prepared, replaceWelcome],
  );
  const apply = () => {
    const takeBack = undoable(handle.undo, () => prepared.apply(handle.doc, handle.editor(), { replaceWelcome }));
    closed();
    showToast(takeBack ? texts.imported(imported.added) : texts.nothing, takeBack);
  };
  const say = (change: PageChange) => changeText(change, { names, placeName: placeNamer(page), startName });
  return (
    <section class="stack-tight" aria-label={texts.changes}>
      <h3>{texts.fileChosen(prepared.fileName)}</h3>
      <p>{texts.would(imported.added)}</p>
      {imported.kept > 0 && <p class="meta">{texts.kept(imported.kept)}</p>}
      {prepared.skipped > 0 && <p class="meta">{texts.skipped(prepared.skipped)}</p>}
      <ul class="import-changes">
        {changes.slice(0, MOST_CHANGES).map((change) => (
          <li key={`${change.type}${"id" in change ? change.id : ""}`}>{say(change)}</li>
        ))}
        {changes.length > MOST_CHANGES && <li>{texts.more(changes.length - MOST_CHANGES)}</li>}
      </ul>
      {prepared.kind === "json" && (
        <label class="check">
          <input
            type="checkbox"
            checked={replaceWelcome}
            onChange={(event) => setReplaceWelcome(event.currentTarget.checked)}
          />
          {texts.replaceWelcome}
        </label>
      )}
      <div class="row">
        <Button look="primary" disabled={changes.length === 0} onClick={apply}>
          {texts.apply}
        </Button>
        <Button onClick={closed}>{texts.cancel}</Button>
      </div>
    </section>
  );
}
