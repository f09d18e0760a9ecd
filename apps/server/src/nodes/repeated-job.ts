/** Work that is done now and then, while it is this node's turn. */
export type Job = {
  begin(): void;
  /** Does not begin again until `begin`; what is just being done goes on to its end. */
  pause(): void;
  /** As `pause`, and resolves when nothing of it is being done any more. */
  close(): Promise<void>;
};

/**
 * Does something after `first` milliseconds, and then every `every`; never twice at once.
 *
 * @param run never rejects.
 */
export function repeatedJob(run: () => Promise<void>, { first, every }: { first: number; every: number }): Job {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  const act = () => {
    timer = setTimeout(act, every).unref();
    running ??= run().finally(() => {
      running = null;
    });
  };
  const pause = () => clearTimeout(timer);
  return {
    begin() {
      pause();
      timer = setTimeout(act, first).unref();
    },
    pause,
    async close() {
      pause();
      await running;
    },
  };
}
