import { signal } from "@preact/signals";

/** Whether a recovery code was put on the clipboard by this tab, and may lie there still. */
export const isCodeClipped = signal(false);

/** @returns false where the browser gives no clipboard. */
export async function clipCode(code: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(code);
    isCodeClipped.value = true;
    return true;
  } catch {
    return false;
  }
}

/**
 * Takes the code off the clipboard, as was said when it was put there. What lies there cannot be looked at without asking
 * for more rights, so that something else that was copied meanwhile goes as well.
 *
 * @returns false where it may be there still.
 */
export async function unclipCode(): Promise<boolean> {
  if (!isCodeClipped.peek()) return true;
  try {
    await navigator.clipboard.writeText("");
    isCodeClipped.value = false;
    return true;
  } catch {
    return false;
  }
}
