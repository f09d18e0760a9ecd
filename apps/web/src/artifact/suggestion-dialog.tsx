import { MAX_REASON_LENGTH, MAX_SUGGESTED_LENGTH } from "@candor/core/artifact/suggestion.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { thisTab } from "../offline/this-tab.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { TextField } from "../ui/text-field.tsx";
import { suggestChange } from "./artifact-calls.ts";
import { artifactTexts } from "./artifact-texts.ts";
import type { Draft } from "./suggest-mode.ts";
import { suggestionTexts } from "./suggestion-texts.ts";

const texts = suggestionTexts.dialog;

type SuggestionDialogProps = { artifact: string; draft: Draft; onClose: () => void; changed: () => Promise<void> };

/** Other words for those that were selected, and why. What could not be sent stays here. */
export function SuggestionDialog({ artifact, draft, onClose, changed }: SuggestionDialogProps) {
  const { quote, before, after, make } = draft;
  const words = useSignal(draft.words);
  const reason = useSignal("");
  const message = useSignal("");
  const id = useMemo(() => thisTab().environment.newUuid(), []); // the same for every try: it is suggested once
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // On, after what was typed already; or over all of it.
    const { length } = draft.words;
    field.current?.setSelectionRange(draft.words === quote ? 0 : length, length);
  }, []);
  const send = async () => {
    const instead = words.peek().replaceAll(/\s+/g, " ");
    if (instead === quote) {
      message.value = quote === "" ? texts.none : texts.same;
      return;
    }
    const result = await suggestChange(artifact, id, { ...make(instead), reason: reason.peek().trim() });
    if (result.type !== "ok") {
      message.value = result.type === "problem" ? result.title : artifactTexts.unreachable;
      return;
    }
    announce(texts.sent);
    onClose();
    await changed();
  };
  return (
    <Dialog title={suggestionTexts.open} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {quote === "" ? (
          <p class="meta">{placeOf(before, after)}</p>
        ) : (
          <div>
            <span class="field-label">{texts.now}</span>
            <blockquote class="suggestion-quote">{quote}</blockquote>
          </div>
        )}
        <TextArea
          label={quote === "" ? texts.insert : texts.instead}
          hint={quote === "" ? undefined : texts.insteadHint}
          areaRef={field}
          rows={3}
          maxLength={MAX_SUGGESTED_LENGTH}
          value={words.value}
          onValue={(value) => {
            words.value = value;
          }}
        />
        <TextField
          label={texts.why}
          hint={texts.whyHint}
          value={reason.value}
          maxLength={MAX_REASON_LENGTH}
          onValue={(value) => {
            reason.value = value;
          }}
        />
        {message.value !== "" && <p role="alert">{message.value}</p>}
        <div class="row">
          <Button type="submit" look="primary">
            {texts.send}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function placeOf(before: string, after: string): string {
  if (before === "" && after === "") return texts.intoEmpty;
  if (before === "") return texts.atStart(after);
  return after === "" ? texts.atEnd(before) : texts.between(before, after);
}
