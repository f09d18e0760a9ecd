import type { DepartmentEntry } from "@candor/core/skip/department-board.ts";
import { type LineTraits, setDepartmentLine } from "@candor/notebook/note/department-lines.ts";
import { useSignal } from "@preact/signals";
import type { Notebook } from "../notebook/notebook.ts";
import type { ThemesParts } from "../themes/themes-parts.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";
import { showToast } from "../ui/toasts.ts";
import { skipTexts } from "./skip-texts.ts";

const texts = skipTexts.board;
const MOST_PEOPLE = 9_999;

type DepartmentCardProps = { notebook: Notebook; themes: ThemesParts; entry: DepartmentEntry };

/** One thing that hurts in one department, as it would be told, with what speaks against telling it so. */
export function DepartmentCard({ notebook, themes: { PrivateField }, entry }: DepartmentCardProps) {
  const { department, subject, name, counted } = entry;
  const set = (traits: LineTraits) =>
    notebook.editIndex((index) => setDepartmentLine(index, department, subject, traits));
  return (
    <li class="card stack" data-line={name} data-told={entry.leftOut === null}>
      <div class="themes-head">
        <h3>{name}</h3>
        <span class="meta">{counted > 0 ? texts.counted(counted) : texts.raisedBy(entry.people)}</span>
        <span class={entry.leftOut === null ? "chip" : "chip chip-warn"}>
          {entry.leftOut === null ? texts.isTold : texts.leftOut[entry.leftOut]}
        </span>
      </div>
      {entry.isFew && entry.people > 0 && (
        <div class="broken themes-warning">
          <p>{texts.fewWarning(entry.people)}</p>
          <label class="check">
            <input
              type="checkbox"
              checked={entry.tellsFew}
              onChange={({ currentTarget: { checked } }) => set({ tellsFew: checked })}
            />
            {texts.include}
          </label>
        </div>
      )}
      {counted === 0 && <TypedCount value={entry.typed} onValue={(people) => set({ people })} />}
      <PrivateField
        label={texts.wording}
        value={entry.wording}
        placeholder={texts.wordingPlaceholder}
        onValue={(wording) => set({ wording })}
      />
      <PrivateField
        label={texts.doing}
        value={entry.doing}
        placeholder={texts.doingPlaceholder}
        onValue={(doing) => set({ doing })}
      />
      <div role="status">
        {entry.giveaways.length > 0 && (
          <div class="broken themes-warning">
            <p>{texts.giveaways}</p>
            <ul>
              {entry.giveaways.map((given) => (
                <li key={given.found}>
                  {given.type === "name" ? texts.name(given.found, given.name) : texts.quote(given.found)}
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      <div>
        <Button
          small
          look="quiet"
          aria-label={texts.remove(name)}
          onClick={() => {
            set({ isOff: true });
            showToast(texts.removed, () => set({ isOff: false }));
          }}
        >
          {texts.removeShort}
        </Button>
      </div>
    </li>
  );
}

function TypedCount({ value, onValue }: { value: number | null; onValue: (people: number | null) => void }) {
  const typed = useSignal<string | null>(null);
  const isWrong = typed.value !== null && readCount(typed.value) === undefined;
  return (
    <div>
      <TextField
        label={texts.typedCount}
        hint={texts.countHint}
        type="number"
        min={0}
        max={MOST_PEOPLE}
        value={typed.value ?? String(value ?? "")}
        onValue={(text) => {
          typed.value = text;
          const people = readCount(text);
          if (people !== undefined) onValue(people);
        }}
      />
      <p role="alert" class="problem">
        {isWrong && texts.notACount}
      </p>
    </div>
  );
}

/** @returns null where nothing is typed; undefined where it is no number of people. */
function readCount(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  const people = Number(text);
  return Number.isInteger(people) && people >= 0 && people <= MOST_PEOPLE ? people : undefined;
}
