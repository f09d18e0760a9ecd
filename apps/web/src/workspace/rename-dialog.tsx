import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/text-field.tsx";
import { showToast } from "../ui/toasts.ts";
import { texts } from "./texts.ts";
import { obstacle, type WorkspaceModel } from "./workspace-model.ts";

export function RenameDialog({ model, name, onClose }: { model: WorkspaceModel; name: string; onClose: () => void }) {
  const wanted = useSignal(name);
  const problem = useSignal<string | null>(null);
  const rename = async (to: string) => {
    const result = await model.client.rename(to);
    problem.value = obstacle(result);
    if (result.type === "ok") await model.refresh();
    return result.type === "ok";
  };
  const save = async () => {
    const to = wanted.peek().trim();
    if (to === "" || !(await rename(to))) return;
    onClose();
    if (to !== name) showToast(texts.renamed, () => void rename(name));
  };
  return (
    <Dialog title={texts.renameTitle} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={texts.setup.name}
          value={wanted.value}
          required
          maxLength={80}
          autoComplete="organization"
          onValue={(value) => {
            wanted.value = value;
          }}
        />
        <p role="alert" class="problem">
          {problem.value}
        </p>
        <div>
          <Button type="submit" look="primary">
            {texts.rename}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
