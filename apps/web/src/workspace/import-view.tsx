import type { ImportPreview, ImportUndone, PeopleImport } from "@candor/protocol/http/people-import.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { sayDate } from "../ui/say-day.ts";
import { TextArea } from "../ui/text-area.tsx";
import { showToast } from "../ui/toasts.ts";
import { ImportPreviewPart } from "./import-preview.tsx";
import { readPeopleFile } from "./read-people-file.ts";
import { texts } from "./texts.ts";
import { obstacle, type WorkspaceModel } from "./workspace-model.ts";

const say = texts.import;
const MAX_LENGTH = 2_000_000; // UTF-16 units, as the server takes them

const FAULTS = { empty: "nothingInIt", not_text: "noText" } as const;

type Previewed = { csv: string; preview: ImportPreview };

/** A file of people: what it would do, row by row; then it is done, and can be undone. */
export function ImportView({ model }: { model: WorkspaceModel }) {
  const text = useSignal("");
  const previewed = useSignal<Previewed | null>(null);
  const problem = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const imports = useSignal<readonly PeopleImport[] | null>(null);
  const undone = useSignal<ImportUndone | null>(null);
  const fileId = useId();
  const list = async () => {
    const result = await model.client.imports();
    if (result.type === "ok") imports.value = result.value;
  };
  useEffect(() => void list(), []);
  const look = async (csv: string) => {
    if (isBusy.peek() || csv.trim() === "") return;
    problem.value = null;
    undone.value = null;
    if (csv.length > MAX_LENGTH) {
      problem.value = say.tooLarge;
      return;
    }
    isBusy.value = true;
    const result = await model.client.preview(csv);
    isBusy.value = false;
    problem.value = obstacle(result);
    if (result.type === "ok") previewed.value = { csv, preview: result.value };
  };
  const open = async (file: File) => {
    // What is far too large is not even read; each character takes up to four bytes.
    const read = file.size > 4 * MAX_LENGTH ? null : readPeopleFile(await file.arrayBuffer());
    problem.value = read === null ? say.tooLarge : read.type === "text" ? null : say[FAULTS[read.type]];
    if (read?.type === "text") await look(read.text);
  };
  const undo = async (id: string) => {
    const result = await model.client.undo(id);
    problem.value = obstacle(result);
    if (result.type !== "ok") return;
    undone.value = result.value;
    previewed.value = null;
    await Promise.all([list(), model.refresh()]);
  };
  const carryOut = async (csv: string, digest: string) => {
    if (isBusy.peek()) return;
    isBusy.value = true;
    const result = await model.client.import(csv, digest);
    isBusy.value = false;
    problem.value = obstacle(result);
    if (result.type !== "ok") {
      const again = await model.client.preview(csv);
      if (again.type === "ok") previewed.value = { csv, preview: again.value };
      return;
    }
    const { id, counts } = result.value;
    previewed.value = null;
    text.value = "";
    showToast(say.done(counts.added, counts.changed), () => void undo(id));
    await Promise.all([list(), model.refresh()]);
  };
  const shown = previewed.value;
  return (
    <div class="stack workspace-parts">
      <p>{say.lead}</p>
      {shown === null ? (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void look(text.peek());
          }}
        >
          <div class="field">
            <label class="field-label" for={fileId}>
              {say.file}
            </label>
            <input
              id={fileId}
              class="input"
              type="file"
              accept=".csv,.tsv,.txt,text/csv"
              onClick={(event) => {
                event.currentTarget.value = ""; // the same file, mended, is read again
              }}
              onChange={(event) => {
                const [file] = event.currentTarget.files ?? [];
                if (file) void open(file);
              }}
            />
          </div>
          <TextArea
            label={say.text}
            class="import-text"
            rows={6}
            spellcheck={false}
            placeholder={"name,email,title,manager\nBen Ng,ben@example.org,Engineer,ana@example.org"}
            value={text.value}
            onValue={(value) => {
              text.value = value;
            }}
          />
          <div class="row">
            <Button type="submit" look="primary" disabled={isBusy.value || text.value.trim() === ""}>
              {isBusy.value ? say.looking : say.look}
            </Button>
            <span class="meta">{say.nothingYet}</span>
          </div>
        </form>
      ) : (
        <ImportPreviewPart
          preview={shown.preview}
          today={model.people.value.today}
          isBusy={isBusy.value}
          onImport={(digest) => void carryOut(shown.csv, digest)}
          onBack={() => {
            previewed.value = null;
          }}
        />
      )}
      <p role="alert" class="problem">
        {problem.value}
      </p>
      <div role="status">{undone.value && <Undone undone={undone.value} />}</div>
      <section class="stack-tight" aria-labelledby="imports-heading">
        <h2 id="imports-heading">{say.past}</h2>
        {imports.value?.length === 0 && <p class="meta">{say.none}</p>}
        <ul class="pairs" hidden={!imports.value?.length}>
          {(imports.value ?? []).map((each) => (
            <PastImport key={each.id} model={model} past={each} onUndo={() => void undo(each.id)} />
          ))}
        </ul>
      </section>
    </div>
  );
}

type PastImportProps = { model: WorkspaceModel; past: PeopleImport; onUndo: () => void };

function PastImport({ model, past, onUndo }: PastImportProps) {
  const day = sayDate(past.at.slice(0, 10), model.people.value.today, "short");
  const entry = say.entry(day, past.by, past.counts.added, past.counts.changed);
  return (
    <li class="pair">
      <span class="grow">{entry}</span>
      {past.undoneAt === null ? (
        <Button small aria-label={say.undoOf(entry)} onClick={onUndo}>
          {say.undo}
        </Button>
      ) : (
        <span class="chip">{say.undone}</span>
      )}
    </li>
  );
}

function Undone({ undone }: { undone: ImportUndone }) {
  return (
    <div class="card stack-tight">
      <p>{say.undoneTold(undone.removed, undone.restored)}</p>
      {undone.kept.length > 0 && (
        <>
          <p>{say.kept}</p>
          <ul class="plain-list">
            {undone.kept.map(({ name, why }) => (
              <li key={name + why}>
                {name} {say.keptWhy[why]}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
