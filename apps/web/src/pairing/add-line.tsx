import type { Id } from "@candor/core/id.ts";
import { FEELINGS, type Feeling, FRICTION_KINDS, type FrictionKind } from "@candor/core/pairing/pairing.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { addEntry, addFriction } from "@candor/document/pairing/write-pairing.ts";
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import { undoable } from "../page/undoable.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { useDraft } from "../ui/use-draft.ts";
import { pairingTexts as texts } from "./pairing-texts.ts";

const MAX_LENGTH = 2_000;
const KINDS = ["line", "friction", "gap"] as const;
type LineKind = (typeof KINDS)[number];

const say = texts.add;

/** A line for what one of the two sees just now. The moment is written beside it. */
export function AddLine({ session, directFirst }: { session: Id; directFirst: MemberId }) {
  const model = usePage();
  const { handle, people, me } = model;
  const field = useRef<HTMLTextAreaElement>(null);
  const text = useDraft(session);
  const what = useSignal<LineKind>("line");
  const feeling = useSignal<Feeling | "">("");
  const kind = useSignal<FrictionKind>("tooling");
  const whose = useSignal<MemberId>(directFirst);
  const add = () => {
    const words = text
      .peek()
      .trim()
      .replace(/\s*[\r\n]+\s*/g, " ");
    if (words === "" || words.length > MAX_LENGTH) {
      field.current?.focus();
      return;
    }
    const { doc } = handle;
    undoable(handle.undo, () => {
      if (what.peek() === "friction") addFriction(doc, handle.editor(), { session, text: words, kind: kind.peek() });
      else {
        const gapOf = what.peek() === "gap" ? whose.peek() : null;
        addEntry(doc, handle.editor(), { session, text: words, feeling: feeling.peek() || null, gapOf });
      }
    });
    [text.value, what.value, feeling.value] = ["", "line", ""];
    announce(say.added);
    field.current?.focus();
  };
  const over = text.value.trim().length - MAX_LENGTH;
  const seats = (["a", "b"] as const).toSorted((left) => (left === directFirst ? -1 : 1));
  return (
    <form
      class="stack-tight paired-add"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <TextArea
        label={say.label}
        areaRef={field}
        rows={2}
        placeholder={say.placeholder}
        enterkeyhint="done"
        value={text.value}
        onValue={(value) => {
          text.value = value;
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          add();
        }}
      />
      <p role="alert" class="problem">
        {over > 0 ? say.tooLong(over) : ""}
      </p>
      <div class="paired-add-line">
        <SelectField
          label={say.what}
          value={what.value}
          choices={KINDS.map((value) => ({ value, label: say.kinds[value] }))}
          onValue={(value) => {
            what.value = value;
          }}
        />
        {what.value === "friction" ? (
          <SelectField
            label={say.kind}
            value={kind.value}
            choices={FRICTION_KINDS.map((value) => ({ value, label: texts.frictionKinds[value] }))}
            onValue={(value) => {
              kind.value = value;
            }}
          />
        ) : what.value === "gap" ? (
          <SelectField
            label={say.whose}
            value={whose.value}
            choices={seats.map((value) => ({
              value,
              label: value === me ? texts.you : people.value[value].name || texts.someone,
            }))}
            onValue={(value) => {
              whose.value = value;
            }}
          />
        ) : (
          <SelectField
            label={say.feeling}
            value={feeling.value}
            choices={[
              { value: "" as const, label: say.noFeeling },
              ...FEELINGS.map((value) => ({ value, label: texts.feelings[value] })),
            ]}
            onValue={(value) => {
              feeling.value = value;
            }}
          />
        )}
        <Button type="submit" look="primary">
          {say.add}
        </Button>
      </div>
    </form>
  );
}
