// `npm run check:size`: what size-limit cannot say of a built web app: no file of code is larger than a person waits for
// when it is wanted, and all that the service worker fetches ahead stays within bounds. Gzip, 1 kB = 1,000 bytes.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "./node-26.mjs";

const EACH = 25_000;
const AHEAD = 388_000; // the goal is 260: the editor, menus and meetings have to work without a network
// Each of these has a budget of its own in .size-limit.json.
const NAMED = /^(?:shell|yjs|base|index|page|editor|overlay-hosts|stretch-worker|read-file-worker|notebook)-/;
// The service worker leaves it out where the browser has Temporal.
const SELDOM = /^temporal-/;
// Private notes open without a network as well, by whatever version of the app is here; see docs/decisions/0019.
const NOTEBOOK = 65_500;
const OF_THE_NOTEBOOK =
  /^(?:notebook(?:-parts|-screens)?|show-private-parts|write-privately|load-notebook|stretch|themes|edit-index|marks-of)-/;
const DATA = /^bank-/; // the questions, which are as good as text

const dist = join(root, "apps", "web", "dist");
const assets = join(dist, "assets");
const worker = readFileSync(join(dist, "service-worker.js"), "utf8");
const chunks = readdirSync(assets)
  .filter((name) => name.endsWith(".js"))
  .map((name) => ({ name, bytes: gzipSync(readFileSync(join(assets, name)), { level: 9 }).length }));

const large = chunks.filter(({ name, bytes }) => bytes > EACH && !NAMED.test(name));
for (const { name, bytes } of large)
  console.error(`${name} has ${say(bytes)}; a file that is loaded when it is wanted may have ${say(EACH)}.`);

// A file that is kept must not want one that is not, or it cannot be read without a network.
const torn = chunks
  .filter(({ name }) => worker.includes(`assets/${name}`))
  .flatMap(({ name }) => importsOf(name).map((other) => ({ name, other })))
  .filter(({ other }) => !worker.includes(`assets/${other}`));
for (const { name, other } of torn)
  console.error(`${name} is kept for offline use and imports ${other}, which is not.`);

const sizeOf = (wanted) =>
  chunks
    .filter(({ name }) => worker.includes(`assets/${name}`) && wanted(name))
    .reduce((sum, { bytes }) => sum + bytes, 0);
const ahead = sizeOf((name) => !SELDOM.test(name) && !DATA.test(name) && !OF_THE_NOTEBOOK.test(name));
const notebook = sizeOf((name) => OF_THE_NOTEBOOK.test(name));
const data = sizeOf((name) => DATA.test(name));
console.log(`JavaScript kept for offline use: ${say(ahead)} of ${say(AHEAD)}, and ${say(data)} of questions`);
console.log(`and of private notes: ${say(notebook)} of ${say(NOTEBOOK)}`);
const isTooMuch = ahead > AHEAD || notebook > NOTEBOOK;
if (isTooMuch) console.error("That is too much.");
process.exit(large.length > 0 || torn.length > 0 || isTooMuch ? 1 : 0);

function importsOf(name) {
  const code = readFileSync(join(assets, name), "utf8");
  return [...code.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)].map(([, other]) => other);
}

function say(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
