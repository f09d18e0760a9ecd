import type { Page } from "playwright-core";

/** Milliseconds since the navigation began. The page must have been given `noteWhenEditable` before. */
export async function whenEditable(page: Page): Promise<number> {
  await page.waitForFunction(() => globalThis.editableAt !== undefined);
  return page.evaluate(() => globalThis.editableAt ?? Number.NaN);
}

declare global {
  var editableAt: number | undefined;
}

/** Editable: every topic is drawn, and the field for a new one takes a character, painted. Runs in the browser. */
export function noteWhenEditable(topics: number): void {
  const look = () => {
    const field = document.querySelector<HTMLInputElement>('[data-add="agenda"]');
    if (document.querySelectorAll("[data-topic]").length < topics || !field || field.disabled) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        globalThis.editableAt = performance.now();
      };
      port2.postMessage(null);
    });
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, attributes: true });
}
