import { defineConfig, type ProxyOptions } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { createShellChunks, preloadShell } from "./build-steps/shell-chunks.ts";

const SERVER = "http://127.0.0.1:4321";
// The server takes requests of its own origin alone, so the development server speaks in its name.
const toServer: ProxyOptions = { target: SERVER, headers: { origin: SERVER } };

// Screens that are of no use without the server are kept on a device once they were opened there; see app-cache.ts.
const NEED_THE_SERVER = [
  "account-screens",
  "versions-dialog", // earlier versions are on the server alone
  "year-volumes", // and so are earlier years; a page that has some keeps these as soon as it was opened here
  "volume-file",
  "replace-notes", // what brings one back
  "link-form", // to join by a link that one was given
  "no-account", // the way to sign in
  "import-dialog", // what was kept elsewhere is brought in once, at a desk
  "read-file-worker", // and taken apart there
  "artifact*", // the screens of artifacts, and what pages show of them
  "write-down-dialog",
  "kind-and-title", // of one that begins
  "gather-artifact", // into the export of everything
  "name-folders",
  "comments", // of artifacts, and what is suggested in them
  "suggestion*",
  "server-dialogs",
  "esm", // passkeys
  "own-screens",
  "connections-screen",
  "ways-in", // to show who one is
  "use-attempt",
  "consent", // to a program or a chat that asks to act for somebody
  "sign-in-first",
  "connect-chat-screen",
  "say-problem", // with the calls and texts of both screens about connections
  "connection-calls",
  "connections-texts",
  "chat-texts",
  "mail-inbox", // what came by mail lies on the server
  "device-screen",
  "assistant-screen",
  "programs", // what it shares with the connections, and its styles with the tokens of an organisation
  "scope-choice", // of programs and assistants
  "busy-of-pair",
  "later-part",
  "move-later", // meetings after the next: where they are, and moving them
  "move-occurrence",
  "planner-screen",
  "overview-screen",
  "balance-screen",
  "frame", // of the screens about rhythm
  "copy-field",
  "copy-link", // that invites somebody
  "email-address",
  "rights-calls",
  "count-unsent-notes", // before one signs out
  "reminder-calls",
  "use-come-back",
  "insight", // and its pictures
  "calendar-standing",
  "cadence-part",
  "rhythm-screens",
  "pairing", // its screen, and what it shares with the next: either of the two may have begun elsewhere
  "link-title*", // what is shown beside links
  "find-addresses",
  "frictions-screen",
  "write-pairing",
  "portrait-calls",
  "handoff-lines",
  "handoff-texts",
  "finishing-part",
  "say-three",
  "announce", // announcing, and by what
  "channels-screen",
  "all-hands-*",
  "share-themes-dialog",
  "skip", // what both screens of skip-levels say
  "skip-board-screen", // its departments come from the chart
  "workspace-client",
  "copy-field",
  "copy-link", // that invites somebody
  "email-address",
  "rights-calls", // as what it shares a file with
  "say-age",
  "directory-screen",
  "export-everything",
  "organisation-screens",
  "key-changes", // what makes new manifests of private notes
  "keys-screen", // of private notes: ways and devices are changed on the server
  "say-change", // whether a change of these was made
  "vault-texts",
  "recovery-steps", // a new recovery code or passphrase, made on the server
  "setup-steps", // of private notes, which are begun on the server
  "stretch-worker", // large; of use to whoever opens their notes by passphrase
];

const BRIEF_LIB0 = `${import.meta.dirname}/build-steps/brief-lib0.ts`;

export default defineConfig({
  resolve: { alias: { "lib0/logging": BRIEF_LIB0, "lib0/dom": BRIEF_LIB0 } },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": toServer, "/s/": toServer, "/sync": { ...toServer, ws: true } },
  },
  build: {
    target: ["chrome123", "edge123", "firefox128", "safari17.5"], // light-dark() and native dialogs are there
    // A strict content policy knows no data: fonts, and each file is cached for good under its hash anyway.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: createShellChunks() }], includeDependenciesRecursively: false } },
    },
  },
  worker: { format: "es" },
  plugins: [
    preloadShell(),
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src",
      filename: "service-worker.ts",
      injectRegister: false,
      manifest: false, // public/manifest.webmanifest, kept by hand
      injectManifest: {
        globPatterns: ["**/*.{html,js,css,woff2,svg,webmanifest}"],
        globIgnores: ["service-worker.js", `assets/{${NEED_THE_SERVER.join(",")}}-*`],
        // Files of vite carry a hash in their name; asking for them past the HTTP cache would load them twice.
        dontCacheBustURLsMatching: /^assets\//,
      },
      devOptions: { enabled: false },
    }),
  ],
});
