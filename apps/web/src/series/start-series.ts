import type { PageModel } from "../page/page-model.ts";

/** Does for the series of an open page what it does by itself, once the code for it is here. @returns stops it. */
export function startSeries(model: PageModel): () => void {
  let stop: (() => void) | null = null;
  let isOver = false;
  import("./keep-series.ts").then(
    ({ keepSeries }) => {
      if (!isOver) stop = keepSeries(model);
    },
    () => undefined, // the next opening does it
  );
  return () => {
    isOver = true;
    stop?.();
  };
}
