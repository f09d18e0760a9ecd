import type { Command } from "../commands/commands.ts";
import { announce } from "../ui/announce.ts";
import { isHidden, setHidden } from "./standing.ts";
import { startTexts } from "./start-texts.ts";

/** Hides private notes, and shows them again. Only the palette says of what: what is read aloud may be heard by others. */
export const hideCommand: Command = {
  id: "notebook.hide",
  get name() {
    return isHidden.value ? startTexts.commands.show : startTexts.commands.hide;
  },
  keywords: startTexts.keywords.hide,
  shortcut: "Mod+.",
  run: () => setAndSay(!isHidden.peek()),
  // Whoever pressed in haste wants them gone, whatever was shown by then.
  runLate: () => setAndSay(true),
};

function setAndSay(hidden: boolean): void {
  setHidden(hidden);
  announce(hidden ? startTexts.saidHidden : startTexts.saidShown);
}
