import type { PageModel } from "../page/page-model.ts";
import { showPart } from "../page/page-part.ts";
import type { PrivatePlace } from "../page/private-part.tsx";
import { announce } from "../ui/announce.ts";
import { loadNotebook, notebookParts } from "./load-notebook.ts";
import { setHidden } from "./standing.ts";
import { startTexts } from "./start-texts.ts";
import { wantedNote } from "./wanted-note.ts";

/** Puts the caret into a private note beside a topic, a meeting or the person; unlocks or begins the notebook first. */
export function writePrivately({ handle }: Pick<PageModel, "handle">, place: PrivatePlace): void {
  if (place.type === "person") showPart("private");
  const write = () => {
    setHidden(false);
    wantedNote.value = { pair: handle.pairId, place };
  };
  // At once where it can be: whoever goes on typing must not lose the first letters, nor run commands by them.
  const parts = notebookParts.peek();
  if (parts) parts.whenOpen(write);
  else
    void loadNotebook().then(
      ({ whenOpen }) => whenOpen(write),
      () => announce(startTexts.unreachable),
    );
}
