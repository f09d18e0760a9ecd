import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import type { Handler } from "hono";
import { isAppRoute } from "./is-app-route.ts";
import { problem } from "./problem.ts";

type Encoding = "br" | "gzip";
type StaticFile = {
  path: string;
  type: string;
  cacheControl: string;
  encoded: Map<Encoding, string>;
  /** by its size and time; null: nobody has asked for it yet */
  etag: string | null;
};

/** Address of each file of the web build, "/index.html" among them. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

const ENCODED = [
  ["br", ".br"],
  ["gzip", ".gz"],
] as const satisfies readonly (readonly [Encoding, string])[];

/**
 * Lists the web build once, by names alone; what is not in the list is not served, whatever the address says.
 *
 * @returns an empty map where there is no build yet.
 */
export async function listStaticFiles(directory: string): Promise<StaticFiles> {
  const names = await readNames(directory);
  const files = new Map<string, StaticFile>();
  for (const name of names) {
    const type = CONTENT_TYPES[extname(name)];
    if (type === undefined) continue; // folders, the compressed twins, source maps and whatever else nobody asks for
    const address = `/${name.split(sep).join("/")}`;
    const path = join(directory, name);
    const twins = ENCODED.filter(([, ending]) => names.has(name + ending));
    files.set(address, {
      path,
      type,
      // Names of files under /assets carry their hash; everything else keeps its name from build to build.
      cacheControl: address.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
      encoded: new Map(twins.map(([encoding, ending]) => [encoding, path + ending])),
      etag: null,
    });
  }
  return files;
}

/** Of files and folders, as they are called within the directory. */
async function readNames(directory: string): Promise<Set<string>> {
  try {
    return new Set(await readdir(directory, { recursive: true }));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return new Set();
    throw error;
  }
}

async function readEtag(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  return `${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}`;
}

/**
 * Serves the web build: its files by name, and its one page for every address of the app. An address that is none gets
 * the page with status 404, since the page knows how to say so.
 *
 * @param list asked when somebody first wants a file, for a server that waits has no use for names of hundreds.
 * @param onPage called when somebody opens the page.
 */
export function serveStaticFiles(list: () => Promise<StaticFiles>, onPage: () => void): Handler {
  let listing: Promise<StaticFiles> | undefined;
  const listOnce = () => {
    listing ??= list().catch((error: unknown) => {
      listing = undefined; // whoever asks next tries again
      throw error;
    });
    return listing;
  };
  return async (c) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD") return problem(c, "not_found");
    const files = await listOnce();
    const path = c.req.path === "/" ? "/index.html" : c.req.path;
    const file = files.get(path);
    if (file) {
      if (path === "/index.html") onPage();
      return answer(file, 200, c.req.raw.headers);
    }
    const page = files.get("/index.html");
    if (!page || !wantsPage(path, c.req.header("accept"))) return problem(c, "not_found");
    onPage();
    return answer(page, isAppRoute(path) ? 200 : 404, c.req.raw.headers);
  };
}

function wantsPage(path: string, accept = ""): boolean {
  if (isAppRoute(path)) return true;
  return accept.includes("text/html") && !/^\/(api|assets|sync)(\/|$)/.test(path) && extname(path) === "";
}

async function answer(file: StaticFile, status: 200 | 404, asked: Headers): Promise<Response> {
  const encoding = ENCODED.find(([name]) => file.encoded.has(name) && accepts(asked.get("accept-encoding"), name))?.[0];
  file.etag ??= await readEtag(file.path);
  const etag = `"${file.etag}${encoding ? `-${encoding}` : ""}"`;
  const headers = new Headers({
    "content-type": file.type,
    "cache-control": status === 200 ? file.cacheControl : "no-store",
    etag,
    vary: "accept-encoding",
  });
  if (encoding) headers.set("content-encoding", encoding);
  if (status === 200 && asked.get("if-none-match")?.split(/,\s*/).includes(etag)) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(await readFile((encoding && file.encoded.get(encoding)) ?? file.path), { status, headers });
}

function accepts(acceptEncoding: string | null, encoding: Encoding): boolean {
  return (acceptEncoding ?? "").split(",").some((part) => {
    const [name, ...parameters] = part.split(";").map((each) => each.trim().toLowerCase());
    return name === encoding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}
