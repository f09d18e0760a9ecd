import { imagesIn } from "@candor/document/paper/paper.ts";
import { paperHtml } from "@candor/document/paper/paper-html.ts";
import { paperMarkdown } from "@candor/document/paper/paper-markdown.ts";
import { strToU8, zipSync } from "fflate";
import type { PaperFile, PaperTask } from "./paper-messages.ts";

type Given = Pick<PaperTask, "paper" | "images">;

const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const ENDINGS: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/webp": "webp",
};

/** One file, with its images in it, that needs nothing else and fetches nothing. */
export function writeHtmlFile({ paper, images }: Given): PaperFile {
  const imageAt = (src: string) => {
    const image = images.get(src);
    return image ? `data:${image.type};base64,${Buffer.from(image.bytes).toString("base64")}` : null;
  };
  const html = paperHtml(paper, { imageAt, policy: POLICY });
  return { bytes: strToU8(html), ending: "html", type: "text/html; charset=utf-8" };
}

/** A Markdown file; with images a folder of both, as a zip. */
export function writeMarkdownFile({ paper, images }: Given): PaperFile {
  const names = new Map<string, string>();
  for (const src of imagesIn(paper.body)) {
    const image = images.get(src);
    const ending = image && ENDINGS[image.type];
    if (ending) names.set(src, `images/${names.size + 1}.${ending}`);
  }
  const text = strToU8(paperMarkdown(paper, (src) => names.get(src) ?? null));
  if (names.size === 0) return { bytes: text, ending: "md", type: "text/markdown; charset=utf-8" };
  const files: Record<string, Uint8Array> = { "text.md": text };
  for (const [src, name] of names) files[name] = images.get(src)?.bytes ?? new Uint8Array();
  // Images are packed as they are: they are compressed already.
  return { bytes: zipSync(files, { level: 0 }), ending: "zip", type: "application/zip" };
}
