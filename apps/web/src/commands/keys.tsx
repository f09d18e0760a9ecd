import { isMac } from "./platform.ts";
import { sheetTexts } from "./sheet-texts.ts";
import { keyNames } from "./shortcut.ts";

/** A shortcut drawn as keys; the words between two strokes are for who hears it. */
export function Keys({ shortcut }: { shortcut: string }) {
  return (
    <span class="key-caps">
      {keyNames(shortcut, isMac).map((names, index) => (
        <span key={`${index}${names.join()}`}>
          {index > 0 && <span class="key-caps-then"> {sheetTexts.andThen} </span>}
          {names.map((name) => (
            <kbd key={name}>{name}</kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
