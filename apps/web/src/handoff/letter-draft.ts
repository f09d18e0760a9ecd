const KEY = "candor.handoff.";

/** What the direct ticked and wrote, kept on this device until it is handed over; `words` null: as drafted. */
export type LetterDraft = {
  topics: string[];
  actions: string[];
  sharesPortrait: boolean;
  /** left out: not ticked */
  withGoals?: boolean;
  words: string | null;
};

const EMPTY: LetterDraft = { topics: [], actions: [], sharesPortrait: false, words: null };

export function readDraft(edge: string): LetterDraft {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY + edge) ?? "null");
    return isDraft(kept) ? kept : EMPTY;
  } catch {
    return EMPTY; // storage is refused, or holds something else: the words are asked for anew
  }
}

/** Where the browser keeps nothing, the draft lasts as long as the tab. */
export function keepDraft(edge: string, draft: LetterDraft | null): void {
  try {
    if (draft === null) localStorage.removeItem(KEY + edge);
    else localStorage.setItem(KEY + edge, JSON.stringify(draft));
  } catch {
    return;
  }
}

function isDraft(value: unknown): value is LetterDraft {
  if (typeof value !== "object" || value === null) return false;
  const { topics, actions, sharesPortrait, withGoals, words } = value as Partial<Record<keyof LetterDraft, unknown>>;
  const areIds = (each: unknown) => Array.isArray(each) && each.every((id) => typeof id === "string");
  return (
    areIds(topics) &&
    areIds(actions) &&
    typeof sharesPortrait === "boolean" &&
    (withGoals === undefined || typeof withGoals === "boolean") &&
    (words === null || typeof words === "string")
  );
}
