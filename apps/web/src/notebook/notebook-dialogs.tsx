import { useEffect } from "preact/hooks";
import { LockDialog } from "./lock-now.tsx";
import { closeNotebookDialog, notebookDialog } from "./notebook-dialog.ts";
import { OpenDialog } from "./open-dialog.tsx";
import { ShareDialog } from "./share-dialog.tsx";
import { isHidden } from "./standing.ts";

/** The dialog of the notebook that is open, if any. */
export function NotebookDialogs() {
  const dialog = notebookDialog.value;
  useEffect(() => {
    if (isHidden.value) closeNotebookDialog();
  }, [isHidden.value]);
  if (!dialog) return null;
  if (dialog.type === "share") return <ShareDialog noteId={dialog.note} onClose={closeNotebookDialog} />;
  if (dialog.type === "lock") return <LockDialog onClose={closeNotebookDialog} />;
  const opened = () => {
    closeNotebookDialog();
    dialog.onOpen();
  };
  return <OpenDialog onOpen={opened} onClose={closeNotebookDialog} />;
}
