import type { Id } from "@candor/core/id.ts";
import { restoreMeeting, restorePage } from "@candor/document/page/restore.ts";
import type * as Y from "yjs";
import type { PageHandle } from "../offline/page-handle.ts";
import { type TakeBack, undoable } from "../page/undoable.ts";

/**
 * Brings a page, or one of its meetings, back as an older version had it.
 *
 * @param old a document of its own that holds the older version.
 * @returns takes it back; null where nothing was otherwise.
 */
export function restoreVersion(
  { doc, undo, editor }: Pick<PageHandle, "doc" | "undo" | "editor">,
  old: Y.Doc,
  meeting: Id | null,
): TakeBack | null {
  return undoable(undo, () => {
    if (meeting === null) restorePage(doc, editor(), old);
    else restoreMeeting(doc, old, meeting);
  });
}
