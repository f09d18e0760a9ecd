import { signal } from "@preact/signals";

/** An address that a part of the page wants to be shown; its screen goes there. */
export const wantedPath = signal<string | null>(null);
