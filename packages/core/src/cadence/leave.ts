import type { Day } from "../chart/manager-edge.ts";

/** A leave of one of the two, as they say; half-open: on the day they are back they are back. */
export type Leave = {
  /** null: nobody said */
  from: Day | null;
  /** null: nobody said, or knows */
  back: Day | null;
};

/** Of a leave whose first day nobody said it is not known which days it took. */
export function isDuring({ from, back }: Leave, day: Day): boolean {
  return from !== null && from <= day && (back === null || day < back);
}

/** Whether there can be such a leave. */
export function isLeave({ from, back }: Leave): boolean {
  return from === null || back === null || from < back;
}
