import type { Action } from "@candor/core/action/action.ts";
import type { Id } from "@candor/core/id.ts";
import { setActionText } from "@candor/document/action/edit-action.ts";
import { lineOf } from "@candor/document/roots.ts";
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { LineEditor } from "../page/line-editor.tsx";
import { usePage } from "../page/page-context.ts";
import { openPageDialog } from "../page/page-dialog.ts";
import { linksBeside } from "../page/topic-answer.tsx";
import { Who } from "../page/who.tsx";
import { today } from "../ui/clock.ts";
import { MenuButton } from "../ui/menu.tsx";
import { changeAction, markAction } from "./action-edits.ts";
import { sayDue } from "./say-due.ts";
import { texts } from "./texts.ts";
import "../page/topic.css";

type ActionRowProps = {
  id: Id;
  /** stands in the place of the owner's name, where that is clear from the list */
  whose?: ComponentChildren;
  /** asks for a word why; left out: by the page's dialog */
  onDrop?: () => void;
};

/** One open action: who, what, by when. */
export function ActionRow({ id, whose, onDrop = () => openPageDialog({ type: "drop", action: id }) }: ActionRowProps) {
  const model = usePage();
  const row = useRef<HTMLLIElement>(null);
  const isEditing = useSignal(false);
  const isDating = useSignal(false);
  const action = model.action(id).value;
  if (!action) return null;
  const canEdit = model.canEdit.value;
  const text = action.text.trim() || texts.untitled;
  return (
    <li ref={row} class="action" data-action={id}>
      <span class="topic-lead">
        <input
          type="checkbox"
          checked={action.state === "done"}
          disabled={!canEdit}
          aria-label={texts.done(text)}
          onClick={() => {
            const next = nextAction(row.current);
            markAction(model, id, "done");
            next?.focus();
          }}
        />
      </span>
      <div class="topic-body">
        {isEditing.value && canEdit ? (
          <LineEditor
            read={() => lineOf(model.handle.doc, "actions", id)}
            label={texts.textField}
            placeholder={texts.untitled}
            onValue={(next) => setActionText(model.handle.doc, id, next)}
            onDone={(how) => {
              isEditing.value = false;
              if (how !== "left")
                queueMicrotask(() => row.current?.querySelector<HTMLElement>(".action-text")?.focus());
            }}
          />
        ) : canEdit ? (
          <button
            type="button"
            class="action-text topic-title-button"
            title={texts.editText(text)}
            onClick={() => {
              isEditing.value = true;
            }}
          >
            {text}
          </button>
        ) : (
          <span>{text}</span>
        )}
        <p class="topic-meta">
          {whose ?? <Who member={action.owner} />}
          <Due
            action={action}
            isDating={isDating.value && canEdit}
            onDate={() => {
              isDating.value = true;
            }}
            onDone={(isByKey) => {
              isDating.value = false;
              if (isByKey) queueMicrotask(() => row.current?.querySelector<HTMLElement>(".meta > button")?.focus());
            }}
          />
        </p>
        {linksBeside.value?.(action.text)}
      </div>
      <MenuButton
        icon="more"
        label={texts.moreFor(text)}
        items={async () =>
          (await import("./action-menu.ts")).actionMenu(model, action, {
            edit: () => {
              isEditing.value = true;
            },
            date: () => {
              isDating.value = true;
            },
            drop: onDrop,
          })
        }
      />
    </li>
  );
}

type DueProps = { action: Action; isDating: boolean; onDate: () => void; onDone: (isByKey: boolean) => void };

function Due({ action, isDating, onDate, onDone }: DueProps) {
  const model = usePage();
  const isByKey = useRef(false);
  if (isDating) {
    return (
      <input
        class="input input-small"
        type="date"
        ref={focusNew}
        value={action.due ?? ""}
        aria-label={texts.changeDue(action.text)}
        onFocusOut={(event) => {
          changeAction(model, action.id, { due: event.currentTarget.value || null });
          onDone(isByKey.current);
        }}
        onKeyDown={(event) => {
          isByKey.current = event.key === "Enter" || event.key === "Escape";
          if (!isByKey.current) return;
          event.preventDefault();
          if (event.key === "Escape") event.currentTarget.value = action.due ?? ""; // given up
          event.currentTarget.blur();
        }}
      />
    );
  }
  const due = sayDue(action.due, today.value);
  const said = due?.text ?? texts.noDate;
  return (
    <span class={due?.isOver ? "meta is-over" : "meta"}>
      {model.canEdit.value ? (
        <button type="button" class="topic-title-button" title={texts.changeDue(action.text)} onClick={onDate}>
          {said}
        </button>
      ) : (
        said
      )}
    </span>
  );
}

function focusNew(input: HTMLInputElement | null): void {
  if (input && document.activeElement !== input) input.focus();
}

/** The check-box of the action after this one, or before it: where the focus goes when this one leaves. */
function nextAction(row: HTMLElement | null): HTMLElement | null {
  const next = row?.nextElementSibling ?? row?.previousElementSibling;
  if (next) return next.querySelector<HTMLElement>("input[type=checkbox]");
  const isOnAgenda = row?.closest(".from-last-time");
  return isOnAgenda ? document.getElementById("agenda-heading") : document.querySelector("[data-add=action]");
}
