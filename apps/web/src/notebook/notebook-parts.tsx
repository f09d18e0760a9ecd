import { focusOpened } from "./focus-opened.ts";
import { lockNow } from "./lock-now.tsx";
import { openNotebookDialog } from "./notebook-dialog.ts";
import { NotebookDialogs } from "./notebook-dialogs.tsx";
import { NotebookPart } from "./notebook-part.tsx";
import { NotebookScreens } from "./notebook-screens.tsx";
import { SavedLine } from "./saved-line.tsx";
import { thisNotebook } from "./this-notebook.ts";
import "./notebook.css";

/** Does something once the notebook is open: begins or unlocks it first, where it isn't. */
function whenOpen(then: () => void): void {
  const notebook = thisNotebook();
  if (notebook.state.peek().type === "open") {
    then();
    return;
  }
  void notebook.loaded.then(async () => {
    if (notebook.state.peek().type === "open") then();
    else openNotebookDialog({ type: "open", onOpen: then });
  });
}

/** What a page and the screens need of the notebook, fetched together. */
export const parts = {
  focusOpened,
  lockNow,
  NotebookDialogs,
  NotebookPart,
  NotebookScreens,
  SavedLine,
  thisNotebook,
  whenOpen,
};
