import type { Id } from "@candor/core/id.ts";
import type { PageModel } from "../page/page-model.ts";
import { toldPointers } from "./told-pointers.ts";

/** The planned meeting that the other person is in; null: in none. */
export function meetingOfOther(model: PageModel): Id | null {
  const told = toldPointers(model.handle).value.find(({ member }) => member === model.other);
  const meeting = told && model.meeting(told.pointer.meeting).value;
  return meeting?.state === "planned" ? meeting.id : null;
}
