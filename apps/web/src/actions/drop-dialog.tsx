import type { Id } from "@candor/core/id.ts";
import { usePage } from "../page/page-context.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/text-field.tsx";
import { useDraft } from "../ui/use-draft.ts";
import { markAction } from "./action-edits.ts";
import { texts } from "./texts.ts";

const MAX_WHY_LENGTH = 200;

/** Drops an action. A word why helps the other; it is not compulsory. */
export function ActionDropDialog({ actionId, onClose }: { actionId: Id; onClose: () => void }) {
  const model = usePage();
  const why = useDraft(`drop.${actionId}`);
  const action = model.action(actionId).value;
  if (!action) return null;
  return (
    <Dialog title={texts.drop.title(action.text)} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          markAction(model, actionId, "dropped", why.peek().trim() || null);
          why.value = "";
          onClose();
        }}
      >
        <TextField
          label={texts.drop.why}
          placeholder={texts.drop.placeholder}
          value={why.value}
          maxLength={MAX_WHY_LENGTH}
          onValue={(value) => {
            why.value = value;
          }}
        />
        <div class="row">
          <Button type="submit" look="primary">
            {texts.drop.drop}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
