type Gap = {
  /** what it lay in, innermost first: of these, some may be taken out, too, before anything has come */
  around: Element[];
  /** what has come into the innermost since, and in the same moment into the part of the screen that it lay in */
  came: Node[];
  with: Node[];
  /** what stands beside, where it was one of a list */
  beside: (Node | null)[];
};

/**
 * Finds the focus a place where what had it is gone, or could not be pressed for a moment, so that whoever works by keys
 * goes on from there: a button is replaced by what it asked for, a row by nothing, a form by a sentence. Whatever a part
 * does about it by itself comes first. Whoever goes to another screen begins at its top, as ever.
 */
export function keepFocus(document: Document, later: (run: () => void) => void = afterDrawing): void {
  let focused = document.activeElement;
  let address = document.location.pathname;
  let isByKey = false; // that is, what was done last
  let isStill = false; // it was moved, or disabled, and may have the focus again
  let gap: Gap | null = null;
  let stand: Element | null = null; // the heading that has the focus until something comes into the gap

  const forget = () => {
    [isStill, gap, stand] = [false, null, null];
  };
  const isFree = () => {
    const { activeElement, body } = document;
    return activeElement === null || activeElement === body || activeElement === stand;
  };
  const settle = () => {
    if (!isFree() || !isByKey || address !== document.location.pathname) return forget();
    if (isStill && focused?.isConnected) {
      if (canTake(focused)) give(focused);
      return;
    }
    const around = gap?.around.find(({ isConnected }) => isConnected);
    if (!gap || !around) return;
    const next = firstOf(gap.came) ?? firstOf(gap.with) ?? firstOf(gap.beside);
    if (next) give(next);
    else if (!stand) {
      stand = headingOf(around);
      if (stand) give(stand);
    }
  };

  const observer = new MutationObserver((records) => {
    const gone = focused;
    const old = gap;
    if (!gone || !isByKey) return;
    for (const { type, target, removedNodes, previousSibling, nextSibling } of records) {
      if (type === "attributes") isStill ||= target === gone && !canTake(gone);
      else if ([...removedNodes].some((node) => node.contains(gone))) {
        if (gone.isConnected) isStill = true;
        else if (!gap || target.isConnected)
          gap = { ...gapIn(target as Element), beside: isList(target) ? [nextSibling, previousSibling] : [] };
      }
    }
    const around = gap?.around.find(({ isConnected }) => isConnected);
    const part = gap === old ? null : around?.closest(PART);
    for (const { target, addedNodes } of records) {
      if (target === around) gap?.came.push(...addedNodes);
      else if (part?.contains(target)) gap?.with.push(...addedNodes);
    }
    if ((gap || isStill) && isFree()) later(settle);
  });
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });

  document.addEventListener("focusin", ({ target }) => {
    if (target === stand) return;
    forget();
    focused = target as Element;
    address = document.location.pathname;
  });
  const by = (isKey: boolean) => () => {
    isByKey = isKey;
  };
  document.addEventListener("keydown", by(true), true);
  document.addEventListener("pointerdown", by(false), true);
}

/** Not before whatever a part does by itself once it has been drawn. */
function afterDrawing(run: () => void): void {
  requestAnimationFrame(() => setTimeout(run));
}

function gapIn(inner: Element): Omit<Gap, "beside"> {
  const around = [inner];
  for (let at = inner.parentElement; at; at = at.parentElement) around.push(at);
  return { around, came: [], with: [] };
}

const isList = (node: Node) => node instanceof Element && node.matches("ul, ol, dl, tbody");

const PART = "section, article, aside, dialog, form, li, main";
const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex='0'], [contenteditable='true']";

function firstOf(nodes: readonly (Node | null)[]): Element | null {
  for (const node of nodes) {
    if (!(node instanceof Element) || !node.isConnected) continue;
    const found = [node, ...node.querySelectorAll(CONTROLS)].filter((each) => each.matches(CONTROLS) && canTake(each));
    // A key pressed twice is not to throw away what the first press only asked about.
    const [next] = [...found.filter((each) => !each.matches(".button-danger")), ...found];
    if (next) return next;
  }
  return null;
}

/** What the place is called, or failing that the screen. */
function headingOf(place: Element): Element | null {
  const holder = [...gapIn(place).around].find((each) => each.querySelector("h1, h2, h3, h4"));
  return holder?.querySelector("h1, h2, h3, h4") ?? null;
}

function canTake(element: Element): boolean {
  return !element.matches(":disabled") && (element.checkVisibility?.() ?? true);
}

function give(to: Element): void {
  if (!to.matches(CONTROLS) && !to.hasAttribute("tabindex")) to.setAttribute("tabindex", "-1");
  (to as HTMLElement).focus();
}
