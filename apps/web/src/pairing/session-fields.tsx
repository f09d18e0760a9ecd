import { safeHref } from "@candor/core/notes/note-node.ts";
import { PAIRING_KINDS, type PairingSession } from "@candor/core/pairing/pairing.ts";
import { changeSession } from "@candor/document/pairing/edit-pairing.ts";
import { useSignal } from "@preact/signals";
import { usePage } from "../page/page-context.ts";
import { undoable } from "../page/undoable.ts";
import { SelectField } from "../ui/select-field.tsx";
import { LeftField } from "./left-field.tsx";
import { pairingTexts as texts } from "./pairing-texts.ts";

/** What the two do, and where it is, to be changed by either as they go. */
export function SessionFields({ session: { id, kind, link } }: { session: PairingSession }) {
  const { handle } = usePage();
  const problem = useSignal("");
  const change = (changed: Parameters<typeof changeSession>[2]) =>
    void undoable(handle.undo, () => changeSession(handle.doc, id, changed));
  return (
    <details class="paired-details" data-no-print>
      <summary>{texts.session.change}</summary>
      <div class="paired-fields">
        <SelectField
          label={texts.begin.what}
          value={kind}
          choices={PAIRING_KINDS.map((value) => ({ value, label: texts.kinds[value] }))}
          onValue={(value) => change({ kind: value })}
        />
        <LeftField
          label={texts.begin.link}
          value={link ?? ""}
          maxLength={2_000}
          onLeft={(typed) => {
            const href = typed === "" ? null : safeHref(typed);
            problem.value = typed !== "" && href === null ? texts.begin.notALink : "";
            if (problem.peek() === "") change({ link: href });
          }}
        />
      </div>
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </details>
  );
}
