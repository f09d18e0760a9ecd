import { useId } from "preact/hooks";
import { Dialog } from "../ui/dialog.tsx";
import { type Command, commands, shortcutsOf } from "./commands.ts";
import { setSingleKeys, singleKeys } from "./key-settings.ts";
import { Keys } from "./keys.tsx";
import { sheetTexts } from "./sheet-texts.ts";

const texts = sheetTexts;

/** Every command that is on offer just now with its keys, or "none". */
export function ShortcutSheet({ closed }: { closed: () => void }) {
  const id = useId();
  return (
    <Dialog title={texts.title} onClose={closed}>
      <div>
        <label class="check">
          <input
            type="checkbox"
            checked={singleKeys.value}
            aria-describedby={`${id}hint`}
            onChange={(event) => setSingleKeys(event.currentTarget.checked)}
          />
          {texts.singleKeys}
        </label>
        <p id={`${id}hint`} class="meta">
          {texts.singleKeysHint}
        </p>
      </div>
      <table class="sheet-table">
        <thead class="visually-hidden">
          <tr>
            <th scope="col">{texts.command}</th>
            <th scope="col">{texts.shortcut}</th>
          </tr>
        </thead>
        <tbody>
          {commands.value.map((command) => (
            <Row key={command.id} command={command} />
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

function Row({ command }: { command: Command }) {
  const shortcuts = shortcutsOf(command);
  return (
    <tr>
      <th scope="row">{command.name}</th>
      <td>
        {shortcuts.length === 0 && <span class="palette-none">{texts.none}</span>}
        {shortcuts.map((shortcut, index) => (
          <span key={shortcut}>
            {index > 0 && ` ${texts.or} `}
            <Keys shortcut={shortcut} />
          </span>
        ))}
      </td>
    </tr>
  );
}
