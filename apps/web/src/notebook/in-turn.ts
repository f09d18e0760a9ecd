/**
 * Runs something once at a time; whoever asks while it runs waits for one more run, which all who asked meanwhile share.
 *
 * @returns a promise of a run that began after it was asked for.
 */
export function inTurn(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  return function ask(): Promise<void> {
    if (running) {
      next ??= running.then(() => {
        next = null;
        return ask();
      });
      return next;
    }
    running = run().finally(() => {
      running = null;
    });
    return running;
  };
}
