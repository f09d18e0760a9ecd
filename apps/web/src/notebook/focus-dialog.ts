/** Puts the focus on the first control of what an open dialog shows now, unless it stands in there already. */
export function focusDialog(): void {
  const body = document.querySelector("dialog[open] > .dialog-body");
  if (!body || body.contains(document.activeElement)) return;
  body.querySelector<HTMLElement>("input, select, textarea, button")?.focus();
}
