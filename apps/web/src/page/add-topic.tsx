import type { Place } from "@candor/core/topic/topic.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { takeEntered } from "../people/fresh-pages.ts";
import { Button } from "../ui/button.tsx";
import { useDraft } from "../ui/use-draft.ts";
import { keepInView } from "./keep-in-view.ts";
import { usePage } from "./page-context.ts";
import { texts } from "./texts.ts";
import { undoable } from "./undoable.ts";
import "./add-line.css";

type AddTopicProps = {
  place: Place;
  label: string;
  /** names it where another line has the same label; begins with that */
  name?: string;
  /** name under which a command puts the cursor here */
  target: "agenda" | "hopper" | "later";
  /** other ways to a topic, beside it */
  children?: ComponentChildren;
};

const MAX_LENGTH = 2_000;

/** A line that makes a topic of what is typed. Enter adds it and keeps the cursor, for the next one. */
export function AddTopic({ place, label, name = label, target, children }: AddTopicProps) {
  const model = usePage();
  const field = useRef<HTMLInputElement>(null);
  const title = useDraft(`${model.handle.pairId}.${name}`);
  useLayoutEffect(() => {
    if (target !== "agenda" || !takeEntered(model.handle.pairId) || document.activeElement !== document.body) return;
    field.current?.focus({ preventScroll: true }); // the head of a new page is to be seen, too
  }, []);
  return (
    <form
      class="add-line"
      onSubmit={(event) => {
        event.preventDefault();
        const text = title.peek().trim();
        field.current?.focus();
        if (text === "") return;
        const { doc, editor, undo } = model.handle;
        undoable(undo, () => {
          addTopic(doc, editor(), { title: text, place });
        });
        title.value = "";
      }}
    >
      <input
        ref={field}
        class="input"
        aria-label={name}
        placeholder={label}
        value={title}
        maxLength={MAX_LENGTH}
        data-add={target}
        autoComplete="off"
        enterkeyhint="done"
        onInput={(event) => {
          title.value = event.currentTarget.value;
        }}
      />
      <Button type="submit">{texts.add}</Button>
      {children}
    </form>
  );
}

/** Puts the cursor into the line that adds, where that shows. */
export function focusAdd(target: "agenda" | "hopper" | "action"): void {
  const field = document.querySelector<HTMLInputElement>(`[data-add="${target}"]`);
  field?.focus();
  if (field) keepInView(field);
}
