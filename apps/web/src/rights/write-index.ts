import type { TextFile } from "./pack-zip.ts";

export type IndexedPage = {
  folder: string;
  /** as the two are called on it */
  title: string;
  /** what of it is in the folder, by path within the archive */
  files: readonly string[];
  /** what of it is missing and why, each a sentence */
  missing: readonly string[];
};

/** What the archive holds and what it lacks, for whoever opens it first. */
export function writeIndex(
  { at, name, pages, missing }: { at: string; name: string; pages: readonly IndexedPage[]; missing: readonly string[] },
  others: readonly string[],
): TextFile {
  const lacks = [...missing, ...pages.flatMap((page) => page.missing.map((why) => `${page.title}: ${why}`))];
  const lines = [
    `# ${name === "" ? "My data" : `Data of ${name}`} from Candor`,
    "",
    `Exported on ${at.slice(0, 10)} at ${at.slice(11, 16)} UTC.`,
    "",
    lacks.length === 0 ? "Nothing is missing." : "## What is missing",
    ...(lacks.length === 0 ? [] : ["", ...lacks.map((each) => `- ${plainMarkdown(each)}`)]),
    "",
    "## Pages",
    "",
    ...(pages.length === 0 ? ["You share no page."] : []),
    ...pages.flatMap((page) => [
      `- **${plainMarkdown(page.title)}**`,
      ...page.files.map((path) => `  - [${plainMarkdown(path.slice(path.lastIndexOf("/") + 1))}](${link(path)})`),
    ]),
    "",
    "Each page.md is for reading. Each page.json is the page without loss, past years and bin included: open a page in",
    "Candor and choose “Import a document, or take an import back” to bring it back; it takes the page.json, or this whole",
    "zip, and then asks which page. versions.json says who wrote when, as far back as versions are kept; access.json who",
    "could read the page and on which days it was opened.",
    "",
    "## Beside the pages",
    "",
    ...others.map((path) => `- [${path}](${link(path)})`),
    "",
  ];
  return { path: "index.md", text: lines.join("\n") };
}

function plainMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, "\\$&");
}

function link(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
