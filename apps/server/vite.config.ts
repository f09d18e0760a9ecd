import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { defineConfig } from "vite";

// Every file that Node starts by itself: the server and its threads, and what `candor` runs, each found beside the bundle by its name.
const ENTRIES = {
  main: "src/main.ts",
  care: "src/care.ts",
  "writer-thread": "src/database/sqlite/writer-thread.ts",
  "checkpoint-thread": "src/database/sqlite/checkpoint-thread.ts",
  "plan-thread": "src/planner/plan-thread.ts",
  "paper-thread": "src/paper/paper-thread.ts",
  "import-thread": "src/api/import/import-thread.ts",
  "page-file-thread": "src/page/files/page-file-thread.ts",
  "calendar-thread": "src/calendar/calendar-thread.ts",
  "snapshot-thread": "src/sync/snapshot/snapshot-thread.ts",
};

// V8 keeps the source of what it runs, with two bytes for each letter of a file once one of them is not in Latin-1.
const BEYOND_LATIN_1 = /[\u0100-\uffff]/g;

export default defineConfig({
  plugins: [
    {
      name: "one-byte-letters",
      generateBundle(_, bundle) {
        const escaped = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
        for (const part of Object.values(bundle))
          if (part.type === "chunk") part.code = part.code.replace(BEYOND_LATIN_1, escaped);
      },
    },
    {
      // The planner's solver, which its thread reads from beside the bundle.
      name: "solver",
      generateBundle() {
        const path = createRequire(import.meta.url).resolve("highs/runtime");
        this.emitFile({ type: "asset", fileName: "highs.wasm", source: readFileSync(path) });
      },
    },
    {
      // They look for files of theirs beside their code, and are one module among others in the bundle.
      name: "folders-of-pdf-libraries",
      transform(code, id) {
        if (!/node_modules\/(pdfmake|pdfkit)\//.test(id) || !code.includes("__dirname")) return null;
        return { code: code.replaceAll("__dirname", "import.meta.dirname"), map: null };
      },
    },
    {
      // What PDFs are written in, read from beside the bundle. The licence goes with them, as it asks.
      name: "fonts",
      generateBundle() {
        const require = createRequire(import.meta.url);
        const folder = dirname(require.resolve("dejavu-fonts-ttf/package.json"));
        const names = ["", "-Bold", "-Oblique", "-BoldOblique"].flatMap((style) => [
          `DejaVuSans${style}.ttf`,
          `DejaVuSansMono${style}.ttf`,
        ]);
        for (const name of names)
          this.emitFile({ type: "asset", fileName: `fonts/${name}`, source: readFileSync(join(folder, "ttf", name)) });
        this.emitFile({ type: "asset", fileName: "fonts/LICENSE", source: readFileSync(join(folder, "LICENSE")) });
      },
    },
  ],
  ssr: {
    // One folder that runs without node_modules. What stays outside is optional to its importer and not installed.
    noExternal: true,
    external: ["pg-native", "cloudflare:sockets", "bufferutil", "utf-8-validate"],
  },
  build: {
    ssr: true,
    target: "node26",
    outDir: "dist",
    emptyOutDir: true,
    // Left readable: stacks name the functions as they are, and neither maps nor their loading cost anything.
    minify: false,
    rolldownOptions: {
      input: ENTRIES,
      output: {
        ...{ format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
        // Of comments only licences stay: the rest is of use to nobody but readers of the source, and kept in memory.
        comments: { legal: true, annotation: false, jsdoc: false },
      },
    },
  },
});
