import { safeHref } from "@candor/core/notes/note-node.ts";
import { PAIRING_KINDS, type PairingKind } from "@candor/core/pairing/pairing.ts";
import { startPairing } from "@candor/document/pairing/write-pairing.ts";
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import { undoable } from "../page/undoable.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";
import { showToast } from "../ui/toasts.ts";
import { pairingTexts as texts } from "./pairing-texts.ts";

const MAX_LENGTH = 2_000;
const say = texts.begin;

/** What the two are going to do, on what; no more than the first has to be said. */
export function StartForm({ onStarted }: { onStarted: (id: string) => void }) {
  const { handle } = usePage();
  const id = useId();
  const kind = useSignal<PairingKind>("code");
  const subject = useSignal("");
  const link = useSignal("");
  const problem = useSignal("");
  const start = () => {
    const typed = link.peek().trim();
    const href = typed === "" ? null : safeHref(typed);
    if (typed !== "" && href === null) {
      problem.value = say.notALink;
      return;
    }
    let session = "";
    undoable(handle.undo, () => {
      session = startPairing(handle.doc, handle.editor(), {
        kind: kind.peek(),
        text: subject.peek().trim(),
        link: href,
      });
    });
    [subject.value, link.value] = ["", ""];
    showToast(say.started);
    onStarted(session);
  };
  return (
    <form
      class="stack paired-start"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <fieldset class="paired-kinds">
        <legend class="field-label">{say.what}</legend>
        {PAIRING_KINDS.map((each) => (
          <label key={each} class="check">
            <input
              type="radio"
              name={`${id}-kind`}
              checked={kind.value === each}
              onChange={() => {
                kind.value = each;
              }}
            />
            <span>{texts.kinds[each]}</span>
          </label>
        ))}
      </fieldset>
      <TextField
        label={say.subject}
        hint={say.subjectHint}
        value={subject.value}
        maxLength={MAX_LENGTH}
        onValue={(value) => {
          subject.value = value;
        }}
      />
      <TextField
        label={say.link}
        hint={say.linkHint}
        value={link.value}
        maxLength={MAX_LENGTH}
        onValue={(value) => {
          link.value = value;
          problem.value = "";
        }}
      />
      <p role="alert" class="problem">
        {problem.value}
      </p>
      <div>
        <Button type="submit" look="primary">
          {say.start}
        </Button>
      </div>
    </form>
  );
}
