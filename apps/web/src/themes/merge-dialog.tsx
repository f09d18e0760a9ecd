import type { Theme } from "@candor/core/theme/theme.ts";
import { useSignal } from "@preact/signals";
import type { Notebook } from "../notebook/notebook.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { mergeTheme } from "./theme-edits.ts";
import { themesTexts as texts } from "./themes-texts.ts";

type MergeDialogProps = { notebook: Notebook; theme: Theme; others: readonly Theme[]; onClose: () => void };

export function MergeDialog({ notebook, theme, others, onClose }: MergeDialogProps) {
  const chosen = useSignal(others[0]?.id ?? "");
  const into = others.find(({ id }) => id === chosen.value);
  return (
    <Dialog title={texts.mergeTitle(theme.name)} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (into) mergeTheme(notebook, theme, into);
          onClose();
        }}
      >
        <p class="meta">{texts.mergeLead}</p>
        <SelectField
          label={texts.mergeInto}
          value={chosen.value}
          choices={others.map(({ id, name }) => ({ value: id, label: texts.named(name) }))}
          onValue={(id) => {
            chosen.value = id;
          }}
        />
        <div>
          <Button type="submit" look="primary" disabled={!into}>
            {texts.merge}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
