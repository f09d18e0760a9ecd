import { defineConfig } from "vite";

export default defineConfig({
  build: {
    target: "chrome120",
    modulePreload: false,
    rollupOptions: {
      input: { background: "src/background.ts", options: "options.html" },
      output: { entryFileNames: "[name].js", assetFileNames: "[name][extname]" },
    },
  },
});
