import type { DeviceNotebook } from "./device-notebook.ts";
import { texts } from "./texts.ts";

const say = texts.sync;

/** Whether what was written is safe; never says more than is true. */
export function SavedLine({ notebook }: { notebook: DeviceNotebook }) {
  const saved = notebook.saved.value;
  return (
    <span class="note-when" data-notebook-saved={saved.type}>
      {saved.type === "offline"
        ? saved.waiting === 0
          ? say.offlineSaved
          : say.offline(saved.waiting)
        : saved.type === "refused"
          ? say.refused(saved.waiting)
          : saved.type === "not_kept"
            ? say.notKept
            : say[saved.type]}
    </span>
  );
}
