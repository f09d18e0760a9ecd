import type { TabEnvironment } from "../offline/tab-environment.ts";

/** Runs something again and again, the first time after so long. @returns stops it. */
export function every({ later }: Pick<TabEnvironment, "later">, milliseconds: number, run: () => void): () => void {
  let stop: () => void = () => undefined;
  const wait = () => {
    stop = later(milliseconds, () => {
      run();
      wait();
    });
  };
  wait();
  return () => stop();
}
