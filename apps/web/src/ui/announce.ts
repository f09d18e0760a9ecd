import { signal } from "@preact/signals";
import { preferences } from "../settings/preferences.ts";
import { createAnnouncer } from "./announcer.ts";
import { texts } from "./texts.ts";

/** What the live region says just now; the count makes the same words said twice two messages. */
export const announcement = signal<{ text: string; count: number }>({ text: "", count: 0 });

const announcer = createAnnouncer(
  (text) => {
    announcement.value = { text, count: announcement.peek().count + 1 };
  },
  texts.andMore,
  { now: () => performance.now(), after: (milliseconds, run) => setTimeout(run, milliseconds) },
);

/** Tells a screen reader what one's own command has just done. */
export function announce(text: string): void {
  announcer.own(text);
}

/** Tells what the other person has done, gathered to one message in five seconds and one a thing, unless muted. */
export function announceRemote(text: string, about?: string): void {
  if (!preferences.value.quietAnnouncements) announcer.remote(text, about);
}
