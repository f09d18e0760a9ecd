import { announcement } from "./announce.ts";

/** The one polite region through which screen readers hear what changed. */
export function LiveRegion() {
  const { text, count } = announcement.value;
  return (
    <div role="status" aria-live="polite" class="visually-hidden" data-announcements>
      <span key={count}>{text}</span>
    </div>
  );
}
