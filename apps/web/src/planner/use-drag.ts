import { type Signal, useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Draft } from "./planner-model.ts";
import type { DayItem } from "./week-items.ts";

const STEP_MINUTES = 30;
const BEGINS_AFTER_PIXELS = 5;

type Meeting = Extract<DayItem, { type: "meeting" }>;
export type DragPlace = { date: string; minute: number };
export type DragOver = DragPlace & { seriesId: string; length: number; priced: Draft | null };

type DragOptions = {
  hours: { from: number; until: number };
  price: (seriesId: string, place: DragPlace) => Promise<Draft | null>;
  drop: (changed: Draft) => void;
  /** pressed and not dragged, by whatever means */
  open: (seriesId: string) => void;
};

/** Dragging a 1:1 over a week with the pointer, priced wherever it is; Escape leaves it where it was. */
export function useDrag({ hours, price, drop, open }: DragOptions): {
  over: Signal<DragOver | null>;
  handlers: (item: Meeting) => Record<string, unknown>;
} {
  const over = useSignal<DragOver | null>(null);
  const wasDragged = useRef(false);

  function begin(item: Meeting, event: PointerEvent): void {
    if (event.button !== 0 || event.pointerType === "touch") return; // a finger scrolls; it has the dialog
    const week = (event.currentTarget as HTMLElement).closest(".plan-days");
    const [x, y] = [event.clientX, event.clientY];
    wasDragged.current = false;
    const move = (moved: PointerEvent) => {
      if (!wasDragged.current && Math.hypot(moved.clientX - x, moved.clientY - y) < BEGINS_AFTER_PIXELS) return;
      wasDragged.current = true;
      moved.preventDefault();
      const place = week && placeUnder(week, moved, hours, item.until - item.from);
      const before = over.peek();
      if (!place || (before?.date === place.date && before.minute === place.minute)) return;
      over.value = { ...place, seriesId: item.seriesId, length: item.until - item.from, priced: null };
      void price(item.seriesId, place).then((priced) => {
        const now = over.peek();
        if (priced && now?.date === place.date && now.minute === place.minute) over.value = { ...now, priced };
      });
    };
    const end = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", up);
      removeEventListener("pointercancel", leave);
      removeEventListener("keydown", key, true);
      over.value = null;
    };
    const leave = () => end();
    const key = (pressed: KeyboardEvent) => {
      if (pressed.key !== "Escape") return;
      pressed.stopPropagation();
      end();
    };
    const up = () => {
      const dropped = over.peek();
      end();
      if (!dropped) return;
      if (dropped.priced) drop(dropped.priced);
      else {
        void price(item.seriesId, dropped).then((priced) => {
          if (priced) drop(priced);
        });
      }
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", leave);
    addEventListener("keydown", key, true);
  }

  return {
    over,
    handlers: (item) => ({
      onPointerDown: (event: PointerEvent) => begin(item, event),
      onClick: () => {
        if (!wasDragged.current) open(item.seriesId);
        wasDragged.current = false;
      },
    }),
  };
}

function placeUnder(
  week: Element,
  { clientX, clientY }: PointerEvent,
  hours: { from: number; until: number },
  length: number,
): DragPlace | null {
  for (const day of week.querySelectorAll<HTMLElement>(".plan-day")) {
    const list = day.querySelector(".plan-items");
    const { left, right, top, height } = (list ?? day).getBoundingClientRect();
    const { date } = day.dataset;
    if (date === undefined || clientX < left || clientX > right) continue;
    const minute = hours.from + ((clientY - top) / height) * (hours.until - hours.from) - length / 2;
    const stepped = Math.round(minute / STEP_MINUTES) * STEP_MINUTES;
    return { date, minute: Math.min(Math.max(stepped, hours.from), hours.until - length) };
  }
  return null;
}
