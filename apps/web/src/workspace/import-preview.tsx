import type { ImportPreview, ImportRow } from "@candor/protocol/http/people-import.ts";
import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { sayRow } from "./say-row.ts";
import { texts } from "./texts.ts";

const say = texts.import;
const ROWS_AT_ONCE = 100;

type Filter = keyof typeof say.filters;

type ImportPreviewProps = {
  preview: ImportPreview;
  today: string;
  isBusy: boolean;
  onImport: (digest: string) => void;
  onBack: () => void;
};

/** What a file would do, before it does it. */
export function ImportPreviewPart({ preview, today, isBusy, onImport, onBack }: ImportPreviewProps) {
  if (preview.type !== "preview") {
    return (
      <div class="stack">
        <p role="alert" class="problem">
          {sayUnreadable(preview)}
        </p>
        <div>
          <Button onClick={onBack}>{say.again}</Button>
        </div>
      </div>
    );
  }
  const { counts, rows, columns, digest } = preview;
  const ignored = columns.filter(({ field, header }) => field === null && header !== "").map(({ header }) => header);
  // A row that only gets a manager is counted as changed too.
  const changesAnything = rows.some(({ verdict }) => verdict === "add" || verdict === "change");
  return (
    <div class="stack">
      <p role="status" data-counts>
        {say.counts(counts.added, counts.changed, counts.same, counts.leftOut, counts.managers)}
      </p>
      {ignored.length > 0 && <p class="meta">{say.ignored(ignored.join(", "))}</p>}
      <div class="row">
        <Button look="primary" disabled={isBusy || !changesAnything} onClick={() => onImport(digest)}>
          {isBusy ? say.importing : changesAnything ? say.import(counts.added, counts.changed) : say.nothing}
        </Button>
        <Button onClick={onBack}>{say.again}</Button>
      </div>
      <Rows rows={rows} today={today} />
    </div>
  );
}

function Rows({ rows, today }: { rows: readonly ImportRow[]; today: string }) {
  const needsLook = ({ fault, notes }: ImportRow) => fault !== null || notes.length > 0;
  const filter = useSignal<Filter>(rows.some(needsLook) ? "told" : "all");
  const most = useSignal(ROWS_AT_ONCE);
  const shown = rows.filter((row) =>
    filter.value === "all" ? true : filter.value === "told" ? needsLook(row) : row.verdict === filter.value,
  );
  return (
    <div class="stack-tight">
      <div class="workspace-tools">
        <SelectField
          label={say.show}
          value={filter.value}
          choices={(Object.keys(say.filters) as Filter[]).map((each) => ({ value: each, label: say.filters[each] }))}
          onValue={(value) => {
            filter.value = value;
            most.value = ROWS_AT_ONCE;
          }}
        />
      </div>
      {shown.length === 0 ? (
        <p class="meta">{say.noneShown}</p>
      ) : (
        <table class="import-rows">
          <thead>
            <tr>
              <th scope="col">{say.line}</th>
              <th scope="col">{say.who}</th>
              <th scope="col">{say.what}</th>
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, most.value).map((row) => (
              <tr key={row.line} data-verdict={row.verdict}>
                <td>{row.line}</td>
                <td>{row.name || "–"}</td>
                <td>{sayRow(row, today).join(" ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown.length > most.value && (
        <div>
          <Button
            onClick={() => {
              most.value += ROWS_AT_ONCE;
            }}
          >
            {say.more(Math.min(ROWS_AT_ONCE, shown.length - most.value))}
          </Button>
        </div>
      )}
    </div>
  );
}

function sayUnreadable(preview: Exclude<ImportPreview, { type: "preview" }>): string {
  switch (preview.type) {
    case "empty":
      return say.empty;
    case "no_name":
      return say.noName(preview.headers.join(", "));
    case "column_twice":
      return say.twice(...preview.headers);
    case "unreadable":
      return say.unreadable(preview.line);
    case "too_many_rows":
      return say.tooMany(preview.most);
  }
}
