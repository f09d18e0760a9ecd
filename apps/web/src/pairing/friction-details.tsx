import { FRICTION_KINDS, type Friction, type FrictionOwner } from "@candor/core/pairing/pairing.ts";
import { changeFriction, type FrictionChange } from "@candor/document/pairing/edit-pairing.ts";
import { useSignal } from "@preact/signals";
import { usePage } from "../page/page-context.ts";
import { undoable } from "../page/undoable.ts";
import { SelectField } from "../ui/select-field.tsx";
import { LeftField } from "./left-field.tsx";
import { pairingTexts as texts } from "./pairing-texts.ts";

const MAX_NAME = 120;
const MAX_SEVERITY = 300;
const say = texts.frictions;

type OwnerChoice = "" | "a" | "b" | "other";

/** What is known of a friction, to be changed by either; what is typed counts once its field is left. */
export function FrictionDetails({ friction }: { friction: Friction }) {
  const { handle, people, me } = usePage();
  const { id, kind, severity, owner, state, checkOn } = friction;
  const isNaming = useSignal(false);
  const change = (changed: FrictionChange) => void undoable(handle.undo, () => changeFriction(handle.doc, id, changed));
  const own = (to: FrictionOwner | null) => {
    isNaming.value = false;
    change({ owner: to });
  };
  const chosen: OwnerChoice = isNaming.value
    ? "other"
    : owner === null
      ? ""
      : owner.type === "seat"
        ? owner.seat
        : "other";
  const nameOf = (seat: "a" | "b") => (seat === me ? texts.you : people.value[seat].name || texts.someone);
  return (
    <details class="paired-details" data-no-print>
      <summary>{say.details}</summary>
      <div class="paired-fields">
        <SelectField
          label={say.owner}
          value={chosen}
          choices={[
            { value: "" as const, label: say.nobody },
            { value: me, label: nameOf(me) },
            { value: me === "a" ? ("b" as const) : ("a" as const), label: nameOf(me === "a" ? "b" : "a") },
            { value: "other" as const, label: say.otherOwner },
          ]}
          onValue={(value: OwnerChoice) => {
            if (value === "other") isNaming.value = true;
            else own(value === "" ? null : { type: "seat", seat: value });
          }}
        />
        {chosen === "other" && (
          <LeftField
            label={say.ownerName}
            value={owner?.type === "other" ? owner.name : ""}
            maxLength={MAX_NAME}
            onLeft={(name) => (name === "" ? own(null) : own({ type: "other", name }))}
          />
        )}
        <SelectField
          label={say.kind}
          value={kind}
          choices={FRICTION_KINDS.map((value) => ({ value, label: texts.frictionKinds[value] }))}
          onValue={(value) => change({ kind: value })}
        />
        <LeftField
          label={say.severity}
          hint={say.severityHint}
          value={severity}
          maxLength={MAX_SEVERITY}
          onLeft={(words) => change({ severity: words })}
        />
        {state === "fixed" && (
          <LeftField
            label={say.checkOn}
            type="date"
            value={checkOn ?? ""}
            onLeft={(day) => change({ checkOn: day || null })}
          />
        )}
      </div>
    </details>
  );
}
