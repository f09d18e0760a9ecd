import { effect, signal } from "@preact/signals";

/** How a person wants the app to look and sound on this device. Nothing of it is ever sent. */
export type Preferences = {
  theme: "system" | "light" | "dark";
  density: "comfortable" | "compact";
  /** pairs in which the other person is not told that I am here */
  hiddenIn: readonly string[];
  /** the other person's changes are not read out */
  quietAnnouncements: boolean;
};

const STORED_AS = "candor.preferences";
const DEFAULTS: Preferences = { theme: "system", density: "comfortable", hiddenIn: [], quietAnnouncements: false };

export const preferences = signal<Preferences>(readStored());

export function setPreferences(change: Partial<Preferences>): void {
  preferences.value = { ...preferences.value, ...change };
  try {
    localStorage.setItem(STORED_AS, JSON.stringify(preferences.value));
  } catch {
    // a browser that keeps nothing still obeys until it is closed
  }
}

/** Dresses the document as preferred, now and after each change. */
export function applyPreferences(root: HTMLElement): void {
  effect(() => {
    const { theme, density } = preferences.value;
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    root.dataset.density = density;
  });
}

function readStored(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED_AS) ?? "null");
    return typeof stored === "object" && stored !== null ? sane(stored) : DEFAULTS;
  } catch {
    return DEFAULTS;
  }
}

function sane(stored: Partial<Record<keyof Preferences, unknown>>): Preferences {
  return {
    theme: stored.theme === "light" || stored.theme === "dark" ? stored.theme : "system",
    density: stored.density === "compact" ? "compact" : "comfortable",
    hiddenIn: Array.isArray(stored.hiddenIn) ? stored.hiddenIn.filter((id) => typeof id === "string") : [],
    quietAnnouncements: stored.quietAnnouncements === true,
  };
}
