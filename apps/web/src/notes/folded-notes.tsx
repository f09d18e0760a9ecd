import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef } from "preact/hooks";
import { texts } from "./texts.ts";

const FOLDED_FROM_LINES = 36; // a few more than the style sheet shows: nobody presses a button for two lines

type FoldedNotesProps = {
  /** id of the element that names the text */
  labelledBy: string;
  /** whether all of it is wanted; left out: as whoever reads presses */
  unfolded?: Signal<boolean>;
  /** in which block, counted from 0, the other person's caret is; left out: in none */
  caretIn?: number | undefined;
  /** the text, as one element */
  children: ComponentChildren;
};

/**
 * Shows the first lines of a text that is far longer, until somebody wants the rest. All of it is in the document, cut off
 * by the style sheet alone: it prints whole, and whatever a browser brings into view of it (a word found, a link reached
 * by Tab, an address that leads there) unfolds it.
 */
export function FoldedNotes({ labelledBy, unfolded = useSignal(false), caretIn, children }: FoldedNotesProps) {
  const isLong = useSignal(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  /** how far the page has to be scrolled along once it is drawn anew, so that what one looks at stays where it is */
  const moved = useRef<() => number>(() => 0);
  /** folded by hand, for as long as the other person's caret stays */
  const isEnough = useRef(false);
  const id = useId();
  const isFolded = isLong.value && !unfolded.value;

  useEffect(() => {
    const text = box.current?.firstElementChild;
    if (!(text instanceof HTMLElement)) return;
    const observer = new ResizeObserver(() => {
      const height = text.offsetHeight;
      // While it is edited nothing shows, which has no height.
      if (height > 0) isLong.value = height > FOLDED_FROM_LINES * Number.parseFloat(getComputedStyle(text).lineHeight);
    });
    observer.observe(text);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const top = moved.current();
    moved.current = () => 0;
    if (top !== 0) scrollBy({ top, behavior: "instant" });
  }, [isFolded]);

  useLayoutEffect(() => {
    if (caretIn === undefined) isEnough.current = false;
    const block =
      isFolded && !isEnough.current && caretIn !== undefined && box.current?.firstElementChild?.children[caretIn];
    if (!(block instanceof HTMLElement) || !box.current) return;
    if (block.offsetTop + block.offsetHeight > box.current.clientHeight) unfolded.value = true;
  }, [isLong.value, caretIn]);

  const unfoldAtPlace = () => {
    const within = box.current?.scrollTop ?? 0;
    if (!isFolded || within === 0) return;
    moved.current = () => within;
    unfolded.value = true;
  };
  const toggle = () => {
    const before = button.current?.getBoundingClientRect().top ?? 0;
    // The button stays under the hand that folds with it; what it unfolds begins where it was.
    if (!isFolded) moved.current = () => (button.current?.getBoundingClientRect().top ?? before) - before;
    isEnough.current = !isFolded;
    unfolded.value = isFolded;
  };
  return (
    <>
      <div ref={box} class={isFolded ? "notes-folded" : undefined} onScroll={unfoldAtPlace}>
        {children}
      </div>
      {isLong.value && (
        <button
          ref={button}
          id={id}
          type="button"
          class="button button-small notes-fold"
          aria-expanded={!isFolded}
          aria-labelledby={`${id} ${labelledBy}`}
          onClick={(event) => {
            event.stopPropagation(); // a press opens no editor
            toggle();
          }}
        >
          {isFolded ? texts.showAll : texts.showLess}
        </button>
      )}
    </>
  );
}
