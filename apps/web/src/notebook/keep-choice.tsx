import { judgeNoteAges, KEEP_MONTHS, type KeepMonths, type NoteAges } from "@candor/core/notebook/judge-note-age.ts";
import type { PairNote } from "@candor/core/notebook/note.ts";
import { setKeepMonths } from "@candor/notebook/note/edit-index.ts";
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { now } from "../ui/clock.ts";
import { SelectField } from "../ui/select-field.tsx";
import { showToast } from "../ui/toasts.ts";
import type { DeviceNotebook } from "./device-notebook.ts";
import { nameOf } from "./export-buttons.tsx";
import { keepTexts as say } from "./keep-texts.ts";
import { sayDayOf } from "./say-day-of.ts";

const FOREVER = "forever";

/** How long notes are kept. What would go is shown first, and nothing goes before that was agreed to. */
export function KeepChoice({ notebook }: { notebook: DeviceNotebook }) {
  const wanted = useSignal<KeepMonths>(null);
  const frame = useRef<HTMLDivElement>(null);
  const { keepMonths } = notebook.index.value;
  const months = wanted.value;
  const keep = (next: KeepMonths) => {
    const before = notebook.index.peek().keepMonths;
    wanted.value = null;
    if (next === before) return;
    notebook.editIndex((index) => setKeepMonths(index, next));
    showToast(say.changed(next), () => notebook.editIndex((index) => setKeepMonths(index, before)));
    void notebook.flush();
  };
  const leave = (run: () => void) => () => {
    run();
    frame.current?.querySelector("select")?.focus(); // what was pressed is gone
  };
  return (
    <div ref={frame} class="stack-tight">
      <SelectField
        label={say.label}
        value={String(months ?? keepMonths ?? FOREVER)}
        choices={[
          { value: FOREVER, label: say.forever },
          ...KEEP_MONTHS.map((count) => ({ value: String(count), label: say.months(count) })),
        ]}
        onValue={(value) => {
          const chosen = KEEP_MONTHS.find((count) => String(count) === value) ?? null;
          // Keeping them longer takes nothing away.
          if (chosen === null || (keepMonths !== null && chosen >= keepMonths)) keep(chosen);
          else wanted.value = chosen;
        }}
      />
      {(months ?? keepMonths) !== null && <p class="meta">{say.rule(months ?? keepMonths ?? 0)}</p>}
      {months !== null && (
        <div class="card stack-tight" role="status">
          <Preview ages={judgeNoteAges(notebook.notes.value, months, now.value)} />
          <div class="row">
            <Button look="primary" onClick={leave(() => keep(months))}>
              {say.confirm(months)}
            </Button>
            <Button
              look="quiet"
              onClick={leave(() => {
                wanted.value = null;
              })}
            >
              {say.cancel}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

function Preview({ ages: { toBin, toDelete } }: { ages: NoteAges }) {
  const oldest = toBin.reduce<PairNote | undefined>(
    (first, note) => (first && first.writtenAt <= note.writtenAt ? first : note),
    undefined,
  );
  const counts = new Map<string, number>();
  for (const { pair } of toBin) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  return (
    <>
      {toBin.length + toDelete.length === 0 && <p>{say.none}</p>}
      {oldest && <p>{say.toBin(toBin.length, sayDayOf(oldest.writtenAt))}</p>}
      {oldest && (
        <ul>
          {[...counts].map(([pair, count]) => (
            <li key={pair}>{say.about(nameOf(pair), count)}</li>
          ))}
        </ul>
      )}
      {toDelete.length > 0 && <p>{say.toDelete(toDelete.length)}</p>}
    </>
  );
}
