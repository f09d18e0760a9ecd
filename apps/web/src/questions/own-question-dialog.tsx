import { ASKERS, type Asker, DEPTHS, type Depth, OCCASIONS, type Occasion } from "@candor/core/question/question.ts";
import { useSignal } from "@preact/signals";
import { type OwnQuestion, saveOwnQuestion } from "../people/my-questions.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { showToast } from "../ui/toasts.ts";
import { texts } from "./texts.ts";

const say = texts.own;
const MAX_LENGTH = 300;

type OwnQuestionDialogProps = {
  /** to edit; null: a new one */
  own: OwnQuestion | null;
  /** what a new one is most likely for: what one was looking at */
  occasion: Occasion;
  onClose: () => void;
};

export function OwnQuestionDialog({ own, occasion, onClose }: OwnQuestionDialogProps) {
  const question = useSignal<Omit<OwnQuestion, "id">>(own ?? { text: "", occasion, asks: "either", depth: "medium" });
  const set = (change: Partial<OwnQuestion>) => {
    question.value = { ...question.peek(), ...change };
  };
  const { text, occasion: chosen, asks, depth } = question.value;
  return (
    <Dialog title={own ? say.editTitle : say.addTitle} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const wanted = { ...question.peek(), text: question.peek().text.trim() };
          if (wanted.text === "") return;
          saveOwnQuestion(own ? { ...wanted, id: own.id } : wanted);
          onClose();
          showToast(texts.toast.saved(wanted.text));
        }}
      >
        <TextArea
          label={say.text}
          hint={say.hint}
          rows={3}
          required
          maxLength={MAX_LENGTH}
          value={text}
          onValue={(value) => set({ text: value.replaceAll("\n", " ") })}
        />
        <SelectField<Occasion>
          label={say.occasion}
          value={chosen}
          choices={OCCASIONS.map((value) => ({ value, label: texts.occasions[value] }))}
          onValue={(value) => set({ occasion: value })}
        />
        <SelectField<Asker>
          label={say.asks}
          value={asks}
          choices={ASKERS.map((value) => ({ value, label: texts.asks[value] }))}
          onValue={(value) => set({ asks: value })}
        />
        <SelectField<Depth>
          label={say.depth}
          value={depth}
          choices={DEPTHS.map((value) => ({ value, label: texts.depths[value] }))}
          onValue={(value) => set({ depth: value })}
        />
        <div class="row">
          <Button type="submit" look="primary">
            {say.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
