import { effect, type Signal, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo } from "preact/hooks";

/**
 * What is typed into a field whose words are nowhere before Enter, or a button: kept on this device as long as they are
 * not sent, since a tab can be closed or die. Set to `first` it is kept no longer.
 *
 * @param name of the field among all of them; null: its words are not to lie here in the clear.
 * @param first stands in it to begin with.
 */
export function useDraft(name: string | null, first = ""): Signal<string> {
  const key = `candor.draft.${name}`;
  const recalled = useMemo(() => (name === null ? null : ask((storage) => storage.getItem(key))), []);
  const draft = useSignal(recalled ?? first);
  // In the turn in which it is typed: useSignalEffect waits for the next frame, and a tab that dies before it, or that a
  // busy machine draws late, has lost the last letters.
  useLayoutEffect(
    () =>
      effect(() => {
        const words = draft.value;
        if (name === null) return;
        ask((storage) => (words === first ? storage.removeItem(key) : storage.setItem(key, words)));
      }),
    [],
  );
  useEffect(() => {
    // Sent from the tab in which it was typed: sent once is enough.
    const follow = (event: StorageEvent) => {
      if (event.key === key && event.newValue === null && draft.peek() === recalled) draft.value = first;
    };
    addEventListener("storage", follow);
    return () => removeEventListener("storage", follow);
  }, []);
  return draft;
}

/** A browser that keeps nothing answers nothing. */
function ask<T>(question: (storage: Storage) => T): T | null {
  try {
    return question(localStorage);
  } catch {
    return null;
  }
}
