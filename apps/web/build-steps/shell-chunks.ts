import { dirname } from "node:path";
import type { Plugin, Rolldown } from "vite";

type ModuleGraph = { getModuleInfo: (id: string) => Rolldown.ModuleInfo | null };

const PAGE = "src/page/page-screen.tsx"; // read on a page only, and asked for with the rest
const WEB = dirname(import.meta.dirname).replaceAll("\\", "/"); // as vite writes module ids
const ENTRY = "src/main.tsx"; // stays by itself: it makes ready what the modules of the shell need when they are read
const ROOTS = ["src/routes.tsx", "src/ui/clock.ts", "src/update/register-service-worker.ts"];
// Private notes come in one file, whichever of their screens is opened first; see docs/decisions/0019-the-notebook.md.
const NOTEBOOK = ["src/notebook/notebook-parts.tsx", "src/notebook/notebook-screens.tsx"];
// The rich text editor is one file, whether a note opens it or an artifact, whose own code builds on it.
const EDITOR = ["src/notes/editor.ts"];
const OF_THE_EDITOR = /\/web\/src\/notes\/[\w-]+\.tsx?$|[\\/]node_modules[\\/]/;
// What a page has of them before anybody opens them comes in a small one of its own, which must not fetch that.
const BESIDE_THE_PAGE = ["src/notebook/show-private-parts.tsx", "src/notebook/write-privately.ts"];
const OF_THE_NOTEBOOK = /\/src\/notebook\/|\/packages\/notebook\/|\/http\/notebook\.ts$/;
// A few lines each, wanted by many screens: one file of them instead of ten.
const SMALL =
  /\/(?:screen|way-back|select-field|typed-field|another-time-form|is-feedback|escape-line|fold-text|agenda-order|download|kept-list|kept-to-itself|say-instant|note-access|read-moved|run-meeting|days-around|finish-time|say-stamp|begin-from|is-skip-level|touched-things|volume-file|changes-between|who-wrote|text-area|read-action|read-contents|forgotten-meeting|ice-breaker|why-read-only|words-of-pairing|arrange-record|arrange-pairing|read-pairing|pairing|hash-text|import-record|fingerprint-page|fetch-sealed-years|when|say-age|say-device|transfer-words|year-volume|say-places|meeting-lines|arrange-page|call-members|visits|asked-questions|read-content|write-records|my-questions)\.tsx?$/;
const SHELL: readonly string[] = ["shell", "yjs", "page"];
const STYLE = /\.(?:css|html)$/;
const TEMPORAL = /[\\/]node_modules[\\/]temporal-(?:polyfill|utils|spec)[\\/]/; // few browsers need it: the service worker knows it by name
const YJS = /[\\/]node_modules[\\/](?:yjs|lib0|y-protocols)[\\/]/;

/**
 * Names the chunk of a module: all that the first screen needs comes in three files beside the entry, which change with
 * the libraries, with the document's library, and with the app. Left to itself the bundler cuts it into dozens.
 */
export function createShellChunks(): (id: string, graph: ModuleGraph) => string | null {
  let base: Set<string> | null = null;
  let shell: Set<string> | null = null;
  let page: Set<string> | null = null;
  let notebook: Set<string> | null = null;
  let beside: Set<string> | null = null;
  let editor: Set<string> | null = null;
  return (id, graph) => {
    base ??= reachable(graph, [ENTRY]);
    shell ??= reachable(graph, ROOTS);
    page ??= reachable(graph, [PAGE]);
    if (base.has(id)) return id === `${WEB}/${ENTRY}` || STYLE.test(id) ? null : "base";
    if (shell.has(id)) return YJS.test(id) ? "yjs" : "shell";
    if (TEMPORAL.test(id)) return "temporal";
    if (page.has(id)) return "page";
    if (SMALL.test(id)) return "small";
    editor ??= reachable(graph, EDITOR);
    if (editor.has(id) && OF_THE_EDITOR.test(id)) return "editor";
    notebook ??= reachable(graph, NOTEBOOK);
    beside ??= reachable(graph, BESIDE_THE_PAGE);
    if (!notebook.has(id) || !OF_THE_NOTEBOOK.test(id) || STYLE.test(id)) return null;
    return beside.has(id) ? "private" : "notebook";
  };
}

/** Everything that the roots import without waiting, and all that this imports in turn. */
function reachable(graph: ModuleGraph, roots: readonly string[]): Set<string> {
  const found = new Set<string>();
  const next = roots.map((root) => `${WEB}/${root}`);
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    const info = graph.getModuleInfo(id);
    if (!info || found.has(id)) continue;
    found.add(id);
    next.push(...info.importedIds);
  }
  return found;
}

/** Lets the page ask for the shell's files beside its entry, which would only find out later that it wants them. */
export function preloadShell(): Plugin {
  return {
    name: "candor:preload-shell",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) => {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === "chunk");
        const isRoot = ({ facadeModuleId }: Rolldown.OutputChunk) =>
          [...ROOTS, PAGE].some((root) => facadeModuleId === `${WEB}/${root}`);
        const shell = chunks.filter((chunk) => SHELL.includes(chunk.name) || isRoot(chunk));
        const styles = new Set(shell.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]));
        return [
          ...shell.map(({ fileName }) => link({ rel: "modulepreload", crossorigin: true, href: `/${fileName}` })),
          ...[...styles].map((href) => link({ rel: "stylesheet", crossorigin: true, href: `/${href}` })),
        ];
      },
    },
  };
}

function link(attrs: Record<string, string | true>) {
  return { tag: "link", attrs, injectTo: "head" as const };
}
