/**
 * Brings back into view what has the focus where something that came in above pushed it out: parts of a screen come as
 * they are loaded, and a browser holds the place of a page only once that was scrolled. Whoever scrolls away is left alone.
 */
export function keepFocusInView(target: Window): void {
  let focused: Element | null = null;
  let place = 0; // pixels from the top of the page
  const placeOf = ({ top }: DOMRectReadOnly) => Math.round(top + target.scrollY);
  const note = () => {
    if (focused) place = placeOf(focused.getBoundingClientRect());
  };
  const watched = new IntersectionObserver(([entry]) => {
    const isPushed = entry && !entry.isIntersecting && placeOf(entry.boundingClientRect) !== place;
    if (isPushed && entry.target.matches(":focus-visible")) entry.target.scrollIntoView({ block: "nearest" });
    note();
  });
  target.addEventListener("scroll", note, { passive: true });
  target.addEventListener("focusin", (event) => {
    watched.disconnect();
    focused = event.target as Element;
    watched.observe(focused);
    note();
  });
}
