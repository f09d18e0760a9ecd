import { type DepartmentBoard, ownSubject, subjectOfTheme } from "@candor/core/skip/department-board.ts";
import { setDepartmentLine } from "@candor/notebook/note/department-lines.ts";
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { Notebook } from "../notebook/notebook.ts";
import type { ThemesParts } from "../themes/themes-parts.ts";
import { Button } from "../ui/button.tsx";
import { KEPT_TO_ITSELF } from "../ui/kept-to-itself.ts";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { skipTexts } from "./skip-texts.ts";

const texts = skipTexts.board;
const MAX_NAME_LENGTH = 80; // letters, as of a theme
const OTHER = "another department"; // no name of one: those of the chart stand in the list under their own

type AddLineProps = {
  notebook: Notebook;
  findByName: ThemesParts["findByName"];
  departments: readonly string[];
  board: DepartmentBoard;
};

/** Begins a line for a department: about a theme of the notes, or about anything else. */
export function AddLine({ notebook, findByName, departments, board }: AddLineProps) {
  const chosen = useSignal<string | null>(null);
  const other = useSignal("");
  const subject = useSignal("");
  const problem = useSignal("");
  const list = useId();
  const value = chosen.value ?? (departments.length > 0 ? `0` : OTHER);
  const themes = notebook.index.value.themes.filter(
    ({ archivedAt, mergedInto }) => archivedAt === null && mergedInto === null,
  );
  const add = () => {
    const department = value === OTHER ? other.peek().trim() : (departments[Number(value)] ?? "");
    const title = subject.peek().trim();
    if (value === OTHER && department === "") problem.value = texts.needDepartment;
    else if (title === "") problem.value = texts.needTheme;
    else {
      const theme = findByName(themes, title);
      const wanted = theme ? subjectOfTheme(theme.id) : ownSubject(title);
      const those = board.find((each) => each.department === department)?.entries ?? [];
      if (those.some((entry) => entry.subject === wanted)) {
        problem.value = texts.exists;
        return;
      }
      notebook.editIndex((index) => setDepartmentLine(index, department, wanted, { isOff: false }));
      problem.value = "";
      subject.value = "";
    }
  };
  return (
    <section class="stack-tight" aria-labelledby="add-line-heading">
      <h2 id="add-line-heading">{texts.add}</h2>
      <form
        class="stack-tight"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <SelectField
          label={texts.department}
          value={value}
          choices={[
            ...departments.map((name, index) => ({ value: String(index), label: name || texts.noDepartment })),
            { value: OTHER, label: texts.newDepartment },
          ]}
          onValue={(next) => {
            chosen.value = next;
          }}
        />
        {value === OTHER && (
          <TextField
            label={texts.otherName}
            value={other.value}
            maxLength={120}
            {...KEPT_TO_ITSELF}
            onValue={(text) => {
              other.value = text;
            }}
          />
        )}
        <TextField
          label={texts.theme}
          hint={texts.themeHint}
          value={subject.value}
          maxLength={MAX_NAME_LENGTH}
          list={list}
          {...KEPT_TO_ITSELF}
          onValue={(text) => {
            subject.value = text;
          }}
        />
        <datalist id={list}>
          {themes.map(({ id, name }) => (
            <option key={id} value={name} />
          ))}
        </datalist>
        <p role="alert" class="problem">
          {problem.value}
        </p>
        <div>
          <Button type="submit">{texts.add}</Button>
        </div>
      </form>
    </section>
  );
}
