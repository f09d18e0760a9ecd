import type * as Y from "yjs";

/**
 * Keeps the line one is in where it is on the screen while the other person's edits make what stands above it longer or
 * shorter. Browsers do so by themselves except at the top of the page, and some never. @returns stops it.
 */
export function steadyCaret(doc: Y.Doc): () => void {
  let before: { element: Element; top: number } | null = null;
  const measure = (transaction: Y.Transaction) => {
    if (transaction.local || before) return;
    const element = document.activeElement;
    if (!element || element === document.body || element.closest("dialog, header")) return;
    before = { element, top: element.getBoundingClientRect().top };
    requestAnimationFrame(() => {
      const { element: focused, top } = before ?? { element, top: 0 };
      before = null;
      if (!focused.isConnected || document.activeElement !== focused) return;
      const moved = focused.getBoundingClientRect().top - top;
      if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
    });
  };
  doc.on("beforeTransaction", measure);
  return () => doc.off("beforeTransaction", measure);
}
