import type { Topic } from "@candor/core/topic/topic.ts";
import { MAX_ANSWER_LENGTH } from "@candor/document/topic/edit-topic.ts";
import { useSignal } from "@preact/signals";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { useDraft } from "../ui/use-draft.ts";
import { readAnswerLink } from "./read-link.ts";
import { texts } from "./texts.ts";

type AnswerFormProps = {
  topic: Topic;
  onSave: (said: { line: string; link: string | null }) => void;
  onCancel: () => void;
};

/** What came of a topic, in a line and with a link. */
export function AnswerForm({ topic, onSave, onCancel }: AnswerFormProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const linkField = useRef<HTMLInputElement>(null);
  const before = topic.answer ?? "";
  const line = useDraft(topic.id, before);
  const link = useSignal(topic.answerLink ?? "");
  const problem = useSignal<"none" | "not_a_link" | "nothing">("none");
  useLayoutEffect(() => field.current?.focus(), []);
  const cancel = () => {
    line.value = before;
    onCancel();
  };
  const save = () => {
    const read = readAnswerLink(link.peek());
    const said = line.peek().trim();
    if (read.type === "not_a_link") {
      problem.value = "not_a_link";
      linkField.current?.focus();
    } else if (said === "" && read.type === "none") {
      problem.value = "nothing";
      field.current?.focus();
    } else {
      line.value = before; // it is on the page
      onSave({ line: said, link: read.type === "link" ? read.href : null });
    }
  };
  return (
    <form
      class="ledger-form stack-tight"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        cancel();
      }}
    >
      <label class="field-label" for={`${id}-line`}>
        {texts.line}
      </label>
      <input
        ref={field}
        id={`${id}-line`}
        class="input"
        value={line}
        maxLength={MAX_ANSWER_LENGTH}
        placeholder={texts.linePlaceholder}
        autoComplete="off"
        aria-invalid={problem.value === "nothing"}
        aria-describedby={`${id}-problem`}
        onInput={(event) => {
          line.value = event.currentTarget.value;
          problem.value = "none";
        }}
      />
      <label class="field-label" for={`${id}-link`}>
        {texts.link}
      </label>
      <input
        ref={linkField}
        id={`${id}-link`}
        class="input"
        value={link}
        inputMode="url"
        placeholder="https://"
        autoComplete="off"
        aria-invalid={problem.value === "not_a_link"}
        aria-describedby={`${id}-problem`}
        onInput={(event) => {
          link.value = event.currentTarget.value;
          problem.value = "none";
        }}
      />
      <p id={`${id}-problem`} role="alert" class="problem">
        {problem.value === "not_a_link" ? texts.notALink : problem.value === "nothing" ? texts.nothing : ""}
      </p>
      <div class="row">
        <Button type="submit" look="primary">
          {texts.save}
        </Button>
        <Button look="quiet" onClick={cancel}>
          {texts.cancel}
        </Button>
      </div>
    </form>
  );
}
