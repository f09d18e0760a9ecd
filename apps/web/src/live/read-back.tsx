import type { Id } from "@candor/core/id.ts";
import { setActionText } from "@candor/document/action/edit-action.ts";
import { lineOf } from "@candor/document/roots.ts";
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { changeAction, markAction } from "../actions/action-edits.ts";
import { texts as actionTexts } from "../actions/texts.ts";
import { LineEditor } from "../page/line-editor.tsx";
import { usePage } from "../page/page-context.ts";
import { today } from "../ui/clock.ts";
import { sayDay } from "../ui/say-day.ts";
import { texts } from "./texts.ts";

/**
 * An action read back: what, who, by when, each to be changed right there.
 *
 * @param nextDay of the next meeting, YYYY-MM-DD: the likeliest date for what has none; null: not known.
 */
export function ReadBack({ id, nextDay }: { id: Id; nextDay: string | null }) {
  const model = usePage();
  const isEditing = useSignal(false);
  const row = useRef<HTMLLIElement>(null);
  const action = model.action(id).value;
  if (!action) return null;
  const canEdit = model.canEdit.value;
  const text = action.text.trim() || actionTexts.untitled;
  const people = model.people.value;
  return (
    <li ref={row} class="live-action" data-action={id}>
      <span class="topic-lead">
        <input
          type="checkbox"
          checked={action.state === "done"}
          disabled={!canEdit}
          aria-label={actionTexts.done(text)}
          onClick={() => markAction(model, id, "done")}
        />
      </span>
      <div class="live-action-text">
        {isEditing.value && canEdit ? (
          <LineEditor
            read={() => lineOf(model.handle.doc, "actions", id)}
            label={actionTexts.textField}
            placeholder={actionTexts.untitled}
            onValue={(next) => setActionText(model.handle.doc, id, next)}
            onDone={(how) => {
              isEditing.value = false;
              if (how !== "left")
                queueMicrotask(() => row.current?.querySelector<HTMLElement>(".action-text")?.focus());
            }}
          />
        ) : (
          <button
            type="button"
            class="action-text topic-title-button"
            title={actionTexts.editText(text)}
            disabled={!canEdit}
            onClick={() => {
              isEditing.value = true;
            }}
          >
            {text}
          </button>
        )}
      </div>
      <div class="live-action-who">
        <select
          class="input input-small"
          aria-label={texts.close.owner(text)}
          value={action.owner}
          disabled={!canEdit}
          onInput={(event) =>
            changeAction(model, id, { owner: event.currentTarget.value === model.other ? model.other : model.me })
          }
        >
          <option value={model.me}>{actionTexts.you}</option>
          <option value={model.other}>{people[model.other].name}</option>
        </select>
        <input
          class="input input-small"
          type="date"
          aria-label={texts.close.due(text)}
          value={action.due ?? ""}
          disabled={!canEdit}
          onChange={(event) => changeAction(model, id, { due: event.currentTarget.value || null })}
        />
        {action.due === null && <span class="chip">{texts.close.noDate}</span>}
        {action.due === null && nextDay !== null && canEdit && (
          <button
            type="button"
            class="button button-small"
            aria-label={texts.close.byNextOf(text, sayDay(nextDay, today.value, "short"))}
            onClick={() => changeAction(model, id, { due: nextDay })}
          >
            {texts.close.byNext(sayDay(nextDay, today.value, "short"))}
          </button>
        )}
      </div>
    </li>
  );
}
