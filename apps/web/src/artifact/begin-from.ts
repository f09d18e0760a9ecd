import { signal } from "@preact/signals";

/** What somebody wants to write down next, and the question of the bank that it will answer; nowhere but in this tab. */
export const beginFrom = signal<{ title: string; question: string | null } | null>(null);
