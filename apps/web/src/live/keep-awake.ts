/** Keeps the screen on while the meeting shows, where the browser can do so. @returns lets it go again. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let isOver = false;
  const ask = async () => {
    if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    try {
      const next = await navigator.wakeLock.request("screen");
      if (isOver) void next.release();
      else lock = next;
    } catch {
      // an empty battery, or a policy: then the screen sleeps as it always does
    }
  };
  // The browser takes it away with every look elsewhere.
  const onVisible = () => void ask();
  document.addEventListener("visibilitychange", onVisible);
  void ask();
  return () => {
    isOver = true;
    document.removeEventListener("visibilitychange", onVisible);
    void lock?.release().catch(() => undefined);
  };
}
