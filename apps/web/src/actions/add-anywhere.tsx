import type { MemberId } from "@candor/core/person/member.ts";
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { PageModel } from "../page/page-model.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone } from "../ui/clock.ts";
import { showToast } from "../ui/toasts.ts";
import { useDraft } from "../ui/use-draft.ts";
import { makeAction } from "./action-edits.ts";
import { readAction } from "./read-action.ts";
import { screenTexts as say } from "./screen-texts.ts";
import { texts } from "./texts.ts";

const MAX_LENGTH = 2_000;

export type PageOfSomebody = { pairId: string; model: PageModel; name: string };

type AddAnywhereProps = {
  pages: readonly PageOfSomebody[];
  /** nothing is open: one example can be kept with a click */
  isEmpty: boolean;
};

/** An action on the page of whom it is with. */
export function AddAnywhere({ pages, isEmpty }: AddAnywhereProps) {
  const field = useRef<HTMLInputElement>(null);
  const text = useDraft(texts.add);
  const chosen = useSignal<string | null>(null);
  const isTheirs = useSignal(false);
  const due = useSignal("");
  const writable = pages.filter(({ model }) => model.canEdit.value);
  const page = writable.find(({ pairId }) => pairId === chosen.value) ?? writable[0];
  if (!page) return null;
  const { model, name } = page;
  const add = (action: { text: string; owner: MemberId; due: string | null }) => {
    makeAction(model, action);
    showToast(texts.toast.added(action.text, name));
  };
  return (
    <>
      {isEmpty && (
        <div class="example">
          <span class="chip">{texts.exampleChip}</span>
          <span>{texts.example(name)}</span>
          <div>
            <Button
              small
              aria-label={texts.keepExampleOf(texts.example(name))}
              onClick={() => add({ text: texts.example(name), owner: model.me, due: null })}
            >
              {texts.keepExample}
            </Button>
          </div>
        </div>
      )}
      <form
        class="card stack-tight"
        aria-label={texts.add}
        onSubmit={(event) => {
          event.preventDefault();
          field.current?.focus();
          const when = { now: Temporal.Now.instant(), timeZone: deviceTimeZone };
          const wanted = readAction(text.peek(), model.people.peek(), when);
          if (wanted.text === "") return;
          const owner = isTheirs.peek() ? model.other : model.me;
          add({ text: wanted.text, owner: wanted.owner ?? owner, due: wanted.due ?? (due.peek() || null) });
          text.value = "";
          due.value = "";
        }}
      >
        <div class="add-line actions-add">
          <input
            ref={field}
            class="input"
            aria-label={texts.add}
            placeholder={texts.add}
            value={text}
            maxLength={MAX_LENGTH}
            data-add="action"
            autoComplete="off"
            enterkeyhint="done"
            onInput={(event) => {
              text.value = event.currentTarget.value;
            }}
          />
          <select
            class="input input-short"
            aria-label={say.onPageWith}
            value={page.pairId}
            onInput={(event) => {
              chosen.value = event.currentTarget.value;
            }}
          >
            {writable.map((each) => (
              <option key={each.pairId} value={each.pairId}>
                {say.withName(each.name)}
              </option>
            ))}
          </select>
          <select
            class="input input-short"
            aria-label={texts.owner}
            value={isTheirs.value ? "theirs" : "mine"}
            onInput={(event) => {
              isTheirs.value = event.currentTarget.value === "theirs";
            }}
          >
            <option value="mine">{texts.you}</option>
            <option value="theirs">{name}</option>
          </select>
          <input
            class="input input-short"
            type="date"
            aria-label={texts.due}
            value={due}
            onInput={(event) => {
              due.value = event.currentTarget.value;
            }}
          />
          <Button type="submit">{texts.addButton}</Button>
        </div>
      </form>
    </>
  );
}
