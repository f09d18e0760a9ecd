import type { Id } from "@candor/core/id.ts";
import { topicNotes } from "@candor/document/topic/edit-topic.ts";
import { commands, isOffered, shortcutsOf } from "../commands/commands.ts";
import { singleKeys } from "../commands/key-settings.ts";
import { isMac } from "../commands/platform.ts";
import { parseShortcut, pressMatches } from "../commands/shortcut.ts";
import { openNotes } from "../notes/open-notes.ts";
import type { PageModel } from "../page/page-model.ts";

/**
 * Typing anywhere goes into the notes of the topic that is on. Only the keys that this screen shows stay keys: any
 * other letter begins a word, whatever it does on the page, and Enter opens the notes for any.
 *
 * @returns stops it.
 */
export function typeIntoNotes(model: PageModel, topic: () => Id | null): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if ([...event.key].length !== 1 || event.key === " " || isElsewhere(event.target) || isShownKey(event)) return;
    const id = topic();
    if (id === null || !model.canEdit.peek()) return;
    // Before the commands see it; the key itself lands where the focus is by then: in the notes.
    event.stopPropagation();
    openNotes(topicNotes(model.handle.doc, id));
  };
  document.addEventListener("keydown", onKeyDown, { capture: true });
  return () => document.removeEventListener("keydown", onKeyDown, { capture: true });
}

const TYPED_INTO = "input:not([type=checkbox]), textarea, select, dialog, [role=menu], [role=textbox], [role=listbox]";

function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector("dialog:modal, [role=menu]:popover-open")) return true;
  return target instanceof HTMLElement && (target.isContentEditable || target.closest(TYPED_INTO) !== null);
}

/** Search and the sheet of shortcuts, which every screen has. */
const EVERYWHERE = new Set(["search", "shortcuts"]);

function isShownKey(event: KeyboardEvent): boolean {
  if (!singleKeys.peek()) return false;
  return commands.peek().some(
    (command) =>
      (command.id.startsWith("live.") || EVERYWHERE.has(command.id)) &&
      isOffered(command) &&
      shortcutsOf(command).some((shortcut) => {
        const first = parseShortcut(shortcut)[0];
        return first !== undefined && pressMatches(event, first, isMac);
      }),
  );
}
