/** Puts the focus on what was asked for once notes are open: the button that opened them is gone. */
export function focusOpened(): void {
  // The dialog closes first, and what stands behind it takes no focus until then.
  setTimeout(() => {
    dispatchEvent(new HashChangeEvent("hashchange"));
    if (document.activeElement !== document.body) return;
    const heading = document.querySelector<HTMLElement>("main h1");
    if (heading) heading.tabIndex = -1;
    heading?.focus();
  });
}
