import type { PageChange } from "@candor/document/page/changes-between.ts";
import {
  type PageNames,
  type PlannedImport,
  previewImport,
  type ReadSource,
} from "@candor/document/source/plan-import.ts";
import { undoImport } from "@candor/document/transfer/undo-import.ts";
import { MAX_PAGE_BYTES } from "@candor/protocol/sync/limits.ts";
import { useMemo, useState } from "preact/hooks";
import { placeNamer, startName } from "../history/say-places.ts";
import { changeText } from "../history/texts.ts";
import type { PageHandle } from "../offline/page-handle.ts";
import { Button } from "../ui/button.tsx";
import { showToast } from "../ui/toasts.ts";
import { importTexts as texts } from "./import-texts.ts";

export type ImportPartProps = { handle: PageHandle; names: PageNames; closed: () => void };

const MOST_CHANGES = 30;

/** What would come of it, and the button that does it. */
export function ImportOutlookPart({
  handle,
  names,
  closed,
  source,
  planned,
}: ImportPartProps & { source: ReadSource; planned: PlannedImport }) {
  const [replaceWelcome, setReplaceWelcome] = useState(false);
  const { imported, changes, page, fits } = useMemo(
    () => previewImport(handle.doc, handle.editor(), planned, { replaceWelcome, mostBytes: MAX_PAGE_BYTES }),
    [planned, replaceWelcome],
  );
  const apply = () => {
    if (handle.access.peek().type !== "write") return showToast(texts.readOnly);
    const { added, importId } = planned(handle.doc, handle.editor(), { replaceWelcome });
    closed();
    if (importId === null) showToast(changes.length > 0 ? texts.imported(added) : texts.nothing);
    else showToast(texts.imported(added), () => takeBack(handle, importId));
  };
  const say = (change: PageChange) =>
    changeText(change, { names, me: handle.member, by: null, placeName: placeNamer(page), startName });
  return (
    <section class="stack-tight" aria-label={texts.changes}>
      <h4>{texts.changes}</h4>
      <p role="status">{texts.would(imported.added)}</p>
      {imported.kept > 0 && <p class="meta">{texts.kept(imported.kept)}</p>}
      {imported.cut > 0 && <p class="meta">{texts.cut(imported.cut)}</p>}
      {source.kind === "page" && source.skipped > 0 && <p class="meta">{texts.skipped(source.skipped)}</p>}
      {source.kind === "text" && texts.leftOut(source.leftOut) !== "" && (
        <p class="meta">{texts.leftOut(source.leftOut)}</p>
      )}
      <p class="meta">{texts.told}</p>
      {!fits && (
        <p role="alert" class="problem">
          {texts.tooMuchForAPage}
        </p>
      )}
      {changes.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
        <ul class="import-changes" tabIndex={0} aria-label={texts.changes}>
          {changes.slice(0, MOST_CHANGES).map((change) => (
            <li key={`${change.type}${"id" in change ? change.id : ""}`}>{say(change)}</li>
          ))}
          {changes.length > MOST_CHANGES && <li>{texts.more(changes.length - MOST_CHANGES)}</li>}
        </ul>
      )}
      {source.kind === "page" && (
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
        <Button look="primary" disabled={changes.length === 0 || !fits} onClick={apply}>
          {texts.apply}
        </Button>
        <Button onClick={closed}>{texts.cancel}</Button>
      </div>
    </section>
  );
}

/** Takes an import back, now or days later, and says what stayed. */
export function takeBack(handle: PageHandle, importId: string): void {
  if (handle.access.peek().type !== "write") {
    showToast(texts.readOnly);
    return;
  }
  const undone = undoImport(handle.doc, handle.editor(), importId);
  showToast(undone ? texts.takenBack(undone) : texts.tooLate);
}
