import type { BoardEntry } from "@candor/core/theme/board.ts";
import { addSaid, takeSaidBack } from "@candor/notebook/note/edit-index.ts";
import { useSignal } from "@preact/signals";
import type { Notebook } from "../notebook/notebook.ts";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/text-field.tsx";
import { showToast } from "../ui/toasts.ts";
import { themesTexts as texts } from "./themes-texts.ts";

/** Keeps with each theme on which day it was said, in which words, and how many had raised it. */
export function SaidDialog(props: { notebook: Notebook; told: readonly BoardEntry[]; onClose: () => void }) {
  const { notebook, told, onClose } = props;
  const day = useSignal(today.peek());
  const left = useSignal<ReadonlySet<string>>(new Set());
  const problem = useSignal<string | null>(null);
  const save = () => {
    const chosen = told.filter(({ theme }) => !left.peek().has(theme));
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day.peek())) problem.value = texts.saidNoDay;
    else if (chosen.length === 0) problem.value = texts.saidNothing;
    else {
      const said = chosen.flatMap(({ theme, people, wording }) => {
        const what = { on: day.peek(), people, wording };
        const id = notebook.editIndex((index, editor) => addSaid(index, editor, theme, what));
        return id === null ? [] : [{ theme, id }];
      });
      if (said.length > 0) {
        showToast(texts.toastSaid(said.length), () => {
          for (const { theme, id } of said) notebook.editIndex((index) => takeSaidBack(index, theme, id));
        });
      }
      onClose();
    }
  };
  return (
    <Dialog title={texts.saidTitle} onClose={onClose}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <p class="meta">{texts.saidLead}</p>
        <TextField
          label={texts.saidDay}
          type="date"
          value={day.value}
          onValue={(value) => {
            day.value = value;
            problem.value = null;
          }}
        />
        <fieldset class="stack-tight themes-set">
          <legend class="field-label">{texts.saidWhat}</legend>
          {told.map(({ theme, name }) => (
            <label key={theme} class="check">
              <input
                type="checkbox"
                checked={!left.value.has(theme)}
                onChange={(event) => {
                  const next = new Set(left.peek());
                  if (event.currentTarget.checked) next.delete(theme);
                  else next.add(theme);
                  left.value = next;
                  problem.value = null;
                }}
              />
              {texts.named(name)}
            </label>
          ))}
        </fieldset>
        <p role="alert" class="problem">
          {problem.value}
        </p>
        <div class="row">
          <Button type="submit" look="primary">
            {texts.saidDone}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
