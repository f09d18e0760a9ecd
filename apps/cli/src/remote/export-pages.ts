import { rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ApiPage } from "@candor/protocol/http/api.ts";
import { type Api, Refused } from "./ask-server.ts";
import type { Told } from "./do-remote.ts";
import { allPages, fold, nameOn, pageWith } from "./find-page.ts";
import { makeFolder } from "./make-folder.ts";
import type { ExportFormat, RemoteCommand } from "./remote-command.ts";
import { sayFileFault } from "./say-file-fault.ts";

type Exporting = Extract<RemoteCommand, { command: "export" }>;

export type ExportPorts = {
  /** YYYY-MM-DD, here */
  today: string;
  /** puts bytes on standard output */
  put: (bytes: Uint8Array) => Promise<void>;
};

type Written = { page: string; with: string; format: ExportFormat; file: string; bytes: number };

const ENDINGS: Readonly<Record<ExportFormat, string>> = {
  ...{ markdown: "md", json: "json", html: "html", pdf: "pdf", docx: "docx", ics: "ics" },
};

/**
 * Writes pages as files. Each is fetched whole before the file of its name is touched.
 *
 * @throws {Refused}
 */
export async function exportPages(api: Api, command: Exporting, ports: ExportPorts): Promise<Told | null> {
  const { with: called, to, format } = command;
  const pages = called === null ? await allPages(api) : [await pageWith(api, called)];
  if (pages.length === 0) throw new Refused("You have no page yet.");
  const fetchOne = ({ id }: ApiPage) => api.bytes(`/api/v1/pages/${id}/export/${format}`);
  if (to === "-") {
    const [page] = pages;
    if (!page || pages.length > 1) throw new Refused("Standard output takes one page: say --with NAME.");
    await ports.put(await fetchOne(page));
    return null;
  }
  const target = await placeOf(to, command);
  const names = target.type === "folder" ? fileNames(pages) : new Map<string, string>();
  const written: Written[] = [];
  const told = (notDone?: Refused): Told => ({
    ...{ lines: written.map((each) => `${each.with}: ${each.file}`), data: written },
    ...(notDone !== undefined && { notDone }),
  });
  const gone: string[] = [];
  for (const page of pages) {
    const file =
      target.type === "file" ? target.path : join(target.path, nameIn(names.get(page.id) ?? page.id, command, ports));
    // Where nobody said where to, nothing that is there is written over.
    if (to === null && (await kindOf(file)) !== null)
      throw new Refused(`${file} is there already. Say where to: --to FILE.`);
    let bytes: Uint8Array;
    try {
      bytes = await fetchOne(page);
    } catch (error) {
      if (!(error instanceof Refused) || called !== null) throw error;
      // The others are as much wanted as before. What ended for good, as a token does, ends with what there is.
      if (error.problem !== "not_found")
        return told(new Refused(`${error.message} ${countOf(written.length, pages.length)}`, error.problem));
      gone.push(nameOn(page));
      continue;
    }
    await writeWhole(file, bytes);
    written.push({ page: page.id, with: nameOn(page), format, file, bytes: bytes.length });
  }
  return told(gone.length > 0 ? new Refused(`No longer there, and so not written: ${gone.join(", ")}.`) : undefined);
}

const countOf = (written: number, of: number) => `${written} of ${of} pages were written.`;

async function placeOf(
  to: string | null,
  { with: called }: Exporting,
): Promise<{ type: "file" | "folder"; path: string }> {
  if (to === null) return { type: "folder", path: called === null ? "candor" : "." };
  const kind = await kindOf(to);
  if (kind === "folder" || /[/\\]$/.test(to) || (called === null && kind === null)) return { type: "folder", path: to };
  if (called === null) throw new Refused(`${to} is a file, and there are several pages. Name a folder.`);
  return { type: "file", path: to };
}

/** In a folder that is kept, a page has the same name each time; where it is one file among others, it has the day. */
function nameIn(name: string, { to, with: called, format }: Exporting, { today }: ExportPorts): string {
  const isOne = to === null && called !== null;
  return `${name}${isOne ? ` ${today}` : ""}.${ENDINGS[format]}`;
}

/** As the others are called, each once; two of one name have a part of their page's id in it. */
function fileNames(pages: readonly ApiPage[]): ReadonlyMap<string, string> {
  const plain = pages.map((page) => ({ id: page.id, name: plainName(nameOn(page)) }));
  const counts = new Map<string, number>();
  for (const { name } of plain) counts.set(fold(name), (counts.get(fold(name)) ?? 0) + 1);
  return new Map(plain.map(({ id, name }) => [id, counts.get(fold(name)) === 1 ? name : `${name} ${id.slice(-12)}`]));
}

function plainName(name: string): string {
  const plain = name
    .replace(/[^\p{L}\p{N} .'-]+/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "")
    .slice(0, 60)
    .trim();
  return plain === "" ? "somebody" : plain;
}

async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await makeFolder(dirname(file));
    // A device or a pipe takes the bytes; a file in its place would be none.
    if ((await kindOf(file)) === "other") await writeFile(file, bytes);
    else await replace(file, bytes);
  } catch (cause) {
    throw new Refused(`${file} could not be written: ${sayFileFault(cause)}.`);
  }
}

async function replace(file: string, bytes: Uint8Array): Promise<void> {
  const half = `${file}.part`;
  try {
    await writeFile(half, bytes, { mode: 0o600 }); // what two people wrote for each other alone
    await rename(half, file);
  } catch (cause) {
    await rm(half, { force: true }).catch(() => undefined);
    throw cause;
  }
}

async function kindOf(path: string): Promise<"file" | "folder" | "other" | null> {
  const found = await stat(path).catch(() => null);
  if (found === null) return null;
  if (found.isDirectory()) return "folder";
  return found.isFile() ? "file" : "other";
}
