import { atRest } from "../ui/at-rest.ts";

type Editor = typeof import("./editor.ts")["editor"];

let loaded: Editor | null = null;
let loading: Promise<Editor> | null = null;

/** The editor where it is loaded already: opening it at once keeps a phone's keyboard up. */
export function loadedEditor(): Editor | null {
  return loaded;
}

/** @throws where it can't be fetched; asking again tries again. */
export function loadEditor(): Promise<Editor> {
  loading ??= import("./editor.ts").then(
    (module) => {
      loaded = module.editor;
      return loaded;
    },
    (error: unknown) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}

/** Fetches the editor once the browser has nothing better to do. */
export function loadEditorWhenIdle(): void {
  if (loaded || loading) return;
  void atRest()
    .then(loadEditor)
    .catch(() => {}); // whoever opens the editor is told
}
