import { useEffect, useState } from "preact/hooks";

const DRAWN_AHEAD = "800px"; // about a screen, so that nobody scrolls into what is not drawn yet

/** Whether an element is on the screen or has been near it. @param atOnce draws without waiting for that. */
export function useNear(ref: { current: HTMLElement | null }, atOnce = false): boolean {
  const [isNear, setIsNear] = useState(atOnce);
  useEffect(() => {
    if (isNear || !ref.current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setIsNear(true);
      },
      { rootMargin: DRAWN_AHEAD },
    );
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [isNear]);
  return isNear;
}
