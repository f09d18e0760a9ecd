import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { Notebook } from "../notebook/notebook.ts";
import { Button } from "../ui/button.tsx";
import { KEPT_TO_ITSELF } from "../ui/kept-to-itself.ts";
import { findByName, MAX_NAME_LENGTH, themeNamed } from "./theme-edits.ts";
import { themesTexts as texts } from "./themes-texts.ts";

/** Begins a theme before any note carries it. */
export function NewTheme({ notebook }: { notebook: Notebook }) {
  const id = useId();
  const name = useSignal("");
  const problem = useSignal<string | null>(null);
  const add = () => {
    const wanted = name.peek().trim();
    if (wanted === "") return;
    const known = findByName(notebook.index.peek().themes, wanted);
    if (known && known.archivedAt === null) {
      problem.value = texts.exists(known.name);
      return;
    }
    themeNamed(notebook, wanted);
    name.value = "";
  };
  return (
    <form
      class="stack-tight"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <label class="field-label" for={id}>
        {texts.newTheme}
      </label>
      <div class="row">
        <input
          class="input themes-new"
          id={id}
          value={name.value}
          maxLength={MAX_NAME_LENGTH}
          placeholder={texts.newThemePlaceholder}
          aria-describedby={`${id}-problem`}
          {...KEPT_TO_ITSELF}
          onInput={(event) => {
            name.value = event.currentTarget.value;
            problem.value = null;
          }}
        />
        <Button type="submit">{texts.add}</Button>
      </div>
      <p id={`${id}-problem`} role="alert" class="problem">
        {problem.value}
      </p>
    </form>
  );
}
