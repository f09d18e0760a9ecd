// Prints what the product is made of as CycloneDX 1.6 (JSON), read from the lockfile: `npm run sbom > sbom.json`.
// --all also lists what only building and testing needs.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const LOCKFILE = new URL("../package-lock.json", import.meta.url);

/**
 * @param {{ name: string, version: string, packages: Record<string, any> }} lock as npm writes it, version 3
 * @param {{ all?: boolean }} options
 */
export function bomOf(lock, { all = false } = {}) {
  const components = new Map();
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (!path.includes("node_modules/") || entry.link || (!all && (entry.dev || entry.devOptional))) continue;
    const name = entry.name ?? path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    const purl = `pkg:npm/${name.replace("@", "%40")}@${entry.version}`;
    components.set(purl, {
      type: "library",
      "bom-ref": purl,
      ...nameParts(name),
      version: entry.version,
      purl,
      scope: entry.dev || entry.devOptional ? "excluded" : entry.optional ? "optional" : "required",
      ...(entry.integrity && { hashes: [hashOf(entry.integrity)] }),
      ...(entry.license && { licenses: [licenseOf(entry.license)] }),
    });
  }
  const root = lock.packages[""] ?? {};
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: { type: "application", "bom-ref": "candor", name: lock.name, version: root.version ?? lock.version },
    },
    components: [...components.values()].sort((one, other) => (one.purl < other.purl ? -1 : 1)),
  };
}

function nameParts(name) {
  const [group, ...rest] = name.split("/");
  return rest.length > 0 ? { group, name: rest.join("/") } : { name };
}

/** npm writes Subresource Integrity, CycloneDX wants hexadecimal. */
function hashOf(integrity) {
  const [algorithm, base64] = integrity.split(" ")[0].split(/-(.*)/s);
  return {
    alg: algorithm.toUpperCase().replace("SHA", "SHA-"),
    content: Buffer.from(base64, "base64").toString("hex"),
  };
}

function licenseOf(license) {
  return /^[\w.+-]+$/.test(license) ? { license: { id: license } } : { expression: license };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const lock = JSON.parse(readFileSync(LOCKFILE, "utf8"));
  console.log(JSON.stringify(bomOf(lock, { all: process.argv.includes("--all") }), null, 2));
}
