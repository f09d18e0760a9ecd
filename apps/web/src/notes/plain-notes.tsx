import { linesOf, PlainParagraphs } from "@candor/document/notes/plain-paragraphs.ts";
import { useId, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type * as Y from "yjs";
import { texts } from "./texts.ts";

type PlainNotesProps = { doc: Y.Doc; fragment: Y.XmlFragment; onEscape: () => void };

/**
 * A plain field to write on in where the editor can't be had. Each key goes onto the page at once, so that nothing waits
 * in the field to be lost.
 */
export function PlainNotes({ doc, fragment, onEscape }: PlainNotesProps) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const written = useMemo(() => new PlainParagraphs(doc, fragment), [doc, fragment]);
  useLayoutEffect(() => {
    field.current?.focus();
    const follow = () => {
      const { current } = field;
      const now = written.read();
      // Empty lines are only here: they are no reason to move the caret.
      if (current && linesOf(current.value).join("\n") !== now) current.value = now;
    };
    fragment.observeDeep(follow);
    return () => fragment.unobserveDeep(follow);
  }, [written]);
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {texts.writePlainly}
      </label>
      <textarea
        ref={field}
        id={id}
        class="input notes-plain"
        rows={4}
        onInput={(event) => written.write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.isComposing) onEscape();
        }}
      />
    </div>
  );
}
