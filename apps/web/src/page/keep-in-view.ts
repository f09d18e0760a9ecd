/**
 * Keeps a field in view that has just been given the focus: what is still being fetched above it would push it off
 * the screen. Ends with the first thing that its person does.
 */
export function keepInView(field: HTMLElement): void {
  const grown = new ResizeObserver(() => field.scrollIntoView({ block: "nearest" }));
  grown.observe(document.body);
  const done = new AbortController();
  for (const type of ["keydown", "pointerdown", "wheel", "touchmove", "focusout"]) {
    window.addEventListener(type, () => done.abort(), { signal: done.signal, passive: true, capture: true });
  }
  done.signal.addEventListener("abort", () => grown.disconnect());
}
