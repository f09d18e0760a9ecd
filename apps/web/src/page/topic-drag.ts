import type { Id } from "@candor/core/id.ts";
import type { Place } from "@candor/core/topic/topic.ts";
import type * as DragTopics from "./drag-topics.ts";
import type { PageModel } from "./page-model.ts";

/**
 * Dragging is an extra for a mouse: its code is fetched when one first moves over the page, for all topics at once, since
 * during a drag nothing tells what is pointed at. Whatever it does, the Move menu and Alt with an arrow do too.
 */
let loading: Promise<typeof DragTopics> | null = null;

export function offerDragWhenPointed(row: HTMLElement, model: PageModel, id: Id): () => void {
  return whenPointed((drag) => drag.offerDrag(row, model, id));
}

export function offerListWhenPointed(list: HTMLElement, model: PageModel, place: Place): () => void {
  return whenPointed((drag) => drag.offerList(list, model, place));
}

function whenPointed(offer: (drag: typeof DragTopics) => () => void): () => void {
  let stop: (() => void) | null = null;
  let isGone = false;
  const onPointed = (event: PointerEvent) => {
    if (event.pointerType !== "mouse") return;
    document.body.removeEventListener("pointerover", onPointed);
    loading ??= import("./drag-topics.ts");
    loading.then(
      (drag) => {
        if (!isGone) stop = offer(drag);
      },
      () => {
        loading = null; // offline before it was ever fetched: the menu moves topics, too
      },
    );
  };
  document.body.addEventListener("pointerover", onPointed);
  return () => {
    isGone = true;
    document.body.removeEventListener("pointerover", onPointed);
    stop?.();
  };
}
