import { openPageDialog } from "../page/page-dialog.ts";
import type { PageModel } from "../page/page-model.ts";

/** Asks what becomes of the next meeting. */
export function cantMakeIt(model: PageModel): void {
  const meeting = model.nextMeetingId.peek();
  if (meeting !== null) openPageDialog({ type: "cant-make-it", meeting, begin: "move" });
}
