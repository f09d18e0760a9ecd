import { useEffect } from "preact/hooks";
import { registerCommands } from "../commands/commands.ts";
import { formatCommands } from "./format-commands.ts";
import type { NotesEditor } from "./mount-notes.ts";
import { texts } from "./texts.ts";

/** The ways to format the text that is open: one stop for Tab, arrow keys within. */
export function NotesToolbar({ editor }: { editor: NotesEditor }) {
  useEffect(
    () =>
      registerCommands(
        formatCommands.map(({ id, name, shortcut, run }) => ({
          id: `notes.${id}`,
          name,
          keywords: texts.formattingKeywords,
          shortcut,
          when: () => run(editor.view.state),
          run: () => editor.run(run),
        })),
      ),
    [editor],
  );
  return <div role="toolbar" aria-label={texts.toolbar} class="notes-toolbar" />;
}
