import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { lazily } from "../ui/lazily.tsx";
import { NotFetched } from "./not-fetched.tsx";
import { texts } from "./texts.ts";
import { thisNotebook } from "./this-notebook.ts";
import { UnlockForm } from "./unlock-form.tsx";

// Begun once in a person's life: its words and its list of words are fetched then.
const SetupSteps = lazily(() => import("./setup-steps.tsx").then((module) => module.SetupSteps), NotFetched);

/** Opens the notebook: by this device without a word, else by asking, and begins it where there is none. */
export function OpenDialog({ onOpen, onClose }: { onOpen: () => void; onClose: () => void }) {
  const notebook = thisNotebook();
  const found = useSignal<"looking" | "begin" | "unlock" | "unreachable" | "unreadable">("looking");
  const look = async () => {
    found.value = "looking";
    await notebook.loaded;
    if (notebook.state.peek().type === "unreadable") {
      found.value = "unreadable";
      return;
    }
    if (await notebook.unlockByDevice()) {
      onOpen();
      return;
    }
    const there = await notebook.look();
    found.value =
      there === "none"
        ? notebook.isAside
          ? "unreadable"
          : "begin"
        : there === "unreachable"
          ? "unreachable"
          : "unlock";
  };
  useEffect(() => void look(), []);
  const lookAfter = async (act: () => Promise<void>) => {
    found.value = "looking";
    await act();
    if (notebook.state.peek().type === "open") onOpen();
    else await look();
  };
  const title = found.value === "begin" ? texts.setup.title : texts.unlockDialog.title;
  return (
    <Dialog title={title} onClose={onClose}>
      {found.value === "looking" && <p role="status">{texts.unlockDialog.looking}</p>}
      {found.value === "unreachable" && (
        <div class="stack">
          <p role="alert">{texts.unlockDialog.unreachable}</p>
          <div>
            <Button onClick={() => void look()}>{texts.retry}</Button>
          </div>
        </div>
      )}
      {found.value === "unreadable" && (
        <div class="stack">
          <p role="alert">{notebook.isAside ? texts.unreadable.none : texts.unreadable.text}</p>
          {!notebook.isAside && <p class="meta">{texts.unreadable.hint}</p>}
          <div class="row">
            <Button look="primary" onClick={() => void lookAfter(() => notebook.readAgain())}>
              {texts.retry}
            </Button>
            {!notebook.isAside && (
              <Button onClick={() => void lookAfter(() => notebook.goAside())}>{texts.unreadable.aside}</Button>
            )}
          </div>
        </div>
      )}
      {found.value === "unlock" && (
        <UnlockForm
          notebook={notebook}
          onOpen={onOpen}
          onBegin={() => {
            found.value = "begin";
          }}
        />
      )}
      {found.value === "begin" && (
        <SetupSteps
          notebook={notebook}
          onOpen={onOpen}
          onExists={() => {
            found.value = "unlock";
          }}
        />
      )}
    </Dialog>
  );
}
