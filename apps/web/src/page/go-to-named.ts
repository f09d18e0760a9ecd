import { goToSealed } from "../history/go-to-sealed.ts";
import { goToThing } from "../history/go-to-thing.ts";
import type { PageHandle } from "../offline/page-handle.ts";

/** Follows an address such as `#topic-3FqK…` to the thing it names, and `#2024-topic-3FqK…` to what was put away with a year. */
export function goToNamed(handle: PageHandle): void {
  const [, year, noun, id] = /^#(?:(\d{4})-)?(topic|action|meeting)-(.+)$/.exec(location.hash) ?? [];
  if (id === undefined) return;
  if (year !== undefined) goToSealed(year, id);
  else if (noun === "topic" || noun === "action" || noun === "meeting") goToThing(handle.page.peek(), { noun, id });
}
