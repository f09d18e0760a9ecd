/**
 * Begins something that goes on, once its code is here; where that cannot be fetched, the next opening of the page does.
 *
 * @returns stops it, or keeps it from beginning.
 */
export function onceLoaded<Module>(load: () => Promise<Module>, begin: (module: Module) => () => void): () => void {
  let stop: (() => void) | null = null;
  let isOver = false;
  load().then(
    (module) => {
      if (!isOver) stop = begin(module);
    },
    () => undefined,
  );
  return () => {
    isOver = true;
    stop?.();
  };
}
