/** What lies over the page for as long as it is used. */
const TOOLS = ".notes-toolbar, .mention-menu";
const GAP = 8; // pixels between the toasts and what they stay clear of

/**
 * Lifts the toasts off whatever a person uses just now: the tools of a text, the line with the caret, the field or button
 * with the focus. They stay where they are while somebody points at them.
 *
 * @param place what the toasts are drawn into.
 * @returns stops it.
 */
export function keepToastsClear(place: HTMLElement): () => void {
  let frame = 0;
  let raised = 0;
  const lift = () => {
    frame = 0;
    if (place.contains(document.activeElement) || place.querySelector(":hover")) return;
    const boxes = boxesOf(place.querySelectorAll(".toast"));
    if (boxes.length === 0) return;
    const next = liftOf(boxes.map(({ x, y, width, height }) => new DOMRect(x, y + raised, width, height)));
    if (next === raised) return;
    raised = next;
    place.style.setProperty("--raised", `${raised}px`);
  };
  const soon = () => {
    if (place.querySelector(".toast")) frame ||= requestAnimationFrame(lift);
  };
  const drawn = new MutationObserver(soon); // they grow, and make room for each other
  drawn.observe(place, { attributes: true, childList: true, subtree: true });
  const done = new AbortController();
  const options = { capture: true, passive: true, signal: done.signal };
  for (const type of ["focusin", "focusout", "selectionchange", "scroll"])
    document.addEventListener(type, soon, options);
  for (const target of [window, window.visualViewport]) target?.addEventListener("resize", soon, options);
  return () => {
    done.abort();
    drawn.disconnect();
    cancelAnimationFrame(frame);
  };
}

/** How far up, in pixels; what leaves no room above itself is not minded. */
function liftOf(toasts: readonly DOMRect[]): number {
  const bottom = Math.max(...toasts.map((box) => box.bottom));
  const inUse = [...boxesOf(document.querySelectorAll(TOOLS)), ...boxesOf(focused())].sort(
    (one, other) => other.bottom - one.bottom,
  );
  let lift = 0;
  for (const box of inUse) {
    const isFree = toasts.every(
      ({ left, right, top, bottom }) =>
        box.top >= bottom - lift || box.bottom <= top - lift || box.left >= right || box.right <= left,
    );
    const above = bottom - box.top + GAP;
    if (!isFree && toasts.every(({ top }) => top >= above)) lift = above;
  }
  return Math.ceil(lift);
}

function focused(): (Element | Range)[] {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return [];
  if (!element.isContentEditable) return [element];
  const { focusNode, focusOffset } = getSelection() ?? {};
  if (!focusNode || focusOffset === undefined) return [];
  const caret = document.createRange();
  caret.setStart(focusNode, focusOffset);
  // In an empty line a caret has no box of its own.
  return [caret.getClientRects().length > 0 || !focusNode.parentElement ? caret : focusNode.parentElement];
}

function boxesOf(parts: Iterable<Element | Range>): DOMRect[] {
  return [...parts].map((part) => part.getBoundingClientRect()).filter(({ height }) => height > 0);
}
