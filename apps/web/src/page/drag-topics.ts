import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import {
  draggable,
  dropTargetForElements,
  type ElementEventBasePayload,
} from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import type { Id } from "@candor/core/id.ts";
import type { Place } from "@candor/core/topic/topic.ts";
import type { PageModel } from "./page-model.ts";
import { sendTopic } from "./topic-edits.ts";

const KIND = "candor-topic";

/** Lets a row be dragged, and others be dropped before or behind it. @returns stops it. */
export function offerDrag(row: HTMLElement, model: PageModel, id: Id): () => void {
  const grip = row.querySelector<HTMLElement>("[data-grip]");
  return combine(
    draggable({
      element: row,
      ...(grip && { dragHandle: grip }),
      canDrag: () => model.canEdit.peek(),
      getInitialData: () => ({ kind: KIND, id }),
      onDragStart: () => row.classList.add("is-dragged"),
      onDrop: () => row.classList.remove("is-dragged"),
    }),
    dropTargetForElements({
      element: row,
      canDrop: ({ source }) => source.data.kind === KIND && source.data.id !== id,
      onDrag: ({ location }) => {
        row.dataset.drop = isUpperHalf(row, location.current.input.clientY) ? "before" : "after";
      },
      onDragLeave: () => clearMark(row),
      onDrop: (event) => {
        clearMark(row);
        const place = model.topic(id).peek()?.place;
        if (place === undefined || !isInnermost(event, row)) return;
        const before = isUpperHalf(row, event.location.current.input.clientY);
        sendTopic(model, event.source.data.id as Id, place, before ? { before: id } : { after: id });
      },
    }),
  );
}

/** Lets topics be dropped at the end of a list, and into an empty one. @returns stops it. */
export function offerList(list: HTMLElement, model: PageModel, place: Place): () => void {
  const card = list.closest<HTMLElement>("[data-drop-area]");
  // A card takes drops for its first list; a further one, of snoozed topics, for itself.
  const area = card?.querySelector("[data-place]") === list ? card : list;
  return dropTargetForElements({
    element: area,
    canDrop: ({ source }) => source.data.kind === KIND,
    onDragEnter: () => area.classList.add("is-drop-area"),
    onDragLeave: () => area.classList.remove("is-drop-area"),
    onDrop: (event) => {
      area.classList.remove("is-drop-area");
      if (isInnermost(event, area)) sendTopic(model, event.source.data.id as Id, place, "last");
    },
  });
}

type DropEvent = ElementEventBasePayload;

function isInnermost({ location }: DropEvent, element: Element): boolean {
  return location.current.dropTargets[0]?.element === element;
}

function isUpperHalf(row: HTMLElement, clientY: number): boolean {
  const { top, height } = row.getBoundingClientRect();
  return clientY < top + height / 2;
}

function clearMark(row: HTMLElement): void {
  delete row.dataset.drop;
}
