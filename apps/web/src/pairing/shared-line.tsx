import type { Id } from "@candor/core/id.ts";
import { setPairingText } from "@candor/document/pairing/edit-pairing.ts";
import { lineOf } from "@candor/document/roots.ts";
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { LineEditor } from "../page/line-editor.tsx";
import { usePage } from "../page/page-context.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { LinkedText } from "./linked-text.tsx";
import { pairingTexts as texts } from "./pairing-texts.ts";

type SharedLineProps = { id: Id; text: string; field: string; empty: string; as?: "h2" | "h3" | "span" };

/** Words that both may change at once, with the addresses in them to be followed while nobody here changes them. */
export function SharedLine({ id, text, field, empty, as: Shown = "span" }: SharedLineProps) {
  const { handle, canEdit } = usePage();
  const isEditing = useSignal(false);
  const line = useRef<HTMLDivElement>(null);
  if (isEditing.value && canEdit.value)
    return (
      <LineEditor
        read={() => lineOf(handle.doc, "pairing", id)}
        label={field}
        onValue={(next) => setPairingText(handle.doc, id, next)}
        onDone={(how) => {
          isEditing.value = false;
          if (how !== "left") queueMicrotask(() => line.current?.querySelector("button")?.focus());
        }}
      />
    );
  return (
    <div ref={line} class="paired-line">
      <Shown class={text.trim() === "" ? "paired-words meta" : "paired-words"}>
        {text.trim() === "" ? empty : <LinkedText text={text} />}
      </Shown>
      {canEdit.value && (
        <IconButton
          icon="pencil"
          class="paired-pencil"
          label={texts.entry.edit(text.trim() || empty)}
          onClick={() => {
            isEditing.value = true;
          }}
        />
      )}
    </div>
  );
}
