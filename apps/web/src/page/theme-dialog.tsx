import type { Id } from "@candor/core/id.ts";
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/text-field.tsx";
import { dialogTexts } from "./dialog-texts.ts";
import { usePage } from "./page-context.ts";
import { setTheme } from "./topic-edits.ts";

const MAX_THEME_LENGTH = 60;

export function ThemeDialog({ topicId, onClose }: { topicId: Id; onClose: () => void }) {
  const model = usePage();
  const topic = model.topic(topicId).value;
  const theme = useSignal(topic?.theme ?? "");
  const listId = useId();
  if (!topic) return null;
  const known = [...new Set(model.handle.page.value.topics.flatMap((each) => each.theme ?? []))].sort();
  const keep = (value: string | null) => {
    setTheme(model, topicId, value);
    onClose();
  };
  return (
    <Dialog title={dialogTexts.theme.title(topic.title)} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          keep(theme.peek().trim().replace(/^#/, "") || null);
        }}
      >
        <TextField
          label={dialogTexts.theme.field}
          hint={dialogTexts.theme.hint}
          value={theme.value}
          maxLength={MAX_THEME_LENGTH}
          list={listId}
          autoComplete="off"
          onValue={(value) => {
            theme.value = value;
          }}
        />
        <datalist id={listId}>
          {known.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <div class="row">
          <Button type="submit" look="primary">
            {dialogTexts.theme.save}
          </Button>
          {topic.theme !== null && <Button onClick={() => keep(null)}>{dialogTexts.theme.none}</Button>}
        </div>
      </form>
    </Dialog>
  );
}
