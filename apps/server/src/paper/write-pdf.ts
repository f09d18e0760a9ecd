import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type NoteMark, type NoteNode, safeHref } from "@candor/core/notes/note-node.ts";
import { fitInto, imageSize } from "./image-size.ts";
import type { PaperImage, PaperTask } from "./paper-messages.ts";
import { createLetters } from "./pdf-letters.ts";
import { type PdfNode, pdfmake } from "./pdfmake.ts";
import { isWholePng } from "./whole-png.ts";

const SANS = "Sans";
const MONO = "Mono";
const FILES = {
  Sans: ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf", "DejaVuSans-BoldOblique.ttf"],
  Mono: [
    "DejaVuSansMono.ttf",
    "DejaVuSansMono-Bold.ttf",
    "DejaVuSansMono-Oblique.ttf",
    "DejaVuSansMono-BoldOblique.ttf",
  ],
} as const;

const QUIET = "#49505b";
const LINE = "#81868f";
const LINK = "#1d5a78";
const ROOM = { width: 483, height: 640 }; // of A4 between its margins, in points
const LONG_WORD = 32; // letters; longer ones may be broken anywhere, or they would run out of their cell

export type WrittenPdf = { bytes: Uint8Array; missingLetters: number };

/** A PDF with its own fonts, an outline by headings, and page numbers. */
export async function writePdf({ paper, images, fonts }: Omit<PaperTask, "format">): Promise<WrittenPdf> {
  const extra = fonts.filter((path) => existsSync(path)).map((path, index) => [`Extra${index}`, path] as const);
  const letters = createLetters(new Map([[SANS, fontPath(FILES.Sans[0])], [MONO, fontPath(FILES.Mono[0])], ...extra]));
  const others = extra.map(([family]) => family);
  const pictures: Record<string, string> = {};

  const textOf = (text: string, more: PdfNode = {}): PdfNode[] => {
    const isMono = more.font === MONO;
    const families = isMono ? [MONO, SANS, ...others] : [SANS, MONO, ...others];
    return letters.split(breakable(text), families).map((run) => ({ ...more, ...run }));
  };

  const inline = (nodes: readonly NoteNode[], more: PdfNode = {}): PdfNode[] =>
    nodes.flatMap((node): PdfNode[] => {
      if (node.type === "hard_break") return [{ text: "\n" }];
      if (node.type === "mention") return textOf(`@${node.attrs?.name ?? ""}`, more);
      if (node.type !== "text") return inline(node.content ?? [], more);
      return textOf(node.text ?? "", { ...more, ...styleOf(node.marks ?? []) });
    });

  const line = (nodes: readonly NoteNode[], more: PdfNode = {}): PdfNode => {
    const text = inline(nodes);
    return { text: text.length === 0 ? " " : text, margin: [0, 0, 0, 6], ...more };
  };

  const stack = (nodes: readonly NoteNode[]): PdfNode => ({ stack: nodes.map(block) });

  const block = (node: NoteNode): PdfNode => {
    const content = node.content ?? [];
    switch (node.type) {
      case "paragraph":
        return line(content);
      case "heading": {
        const level = Math.min(3, Number(node.attrs?.level ?? 1));
        return line(content, {
          style: `h${level}`,
          headlineLevel: level,
          outline: true,
          margin: [0, 14 - 2 * level, 0, 4],
        });
      }
      case "bullet_list":
        return { ul: content.map((item) => stack(item.content ?? [])), margin: [0, 0, 0, 4] };
      case "ordered_list":
        return {
          ...{ ol: content.map((item) => stack(item.content ?? [])), start: Number(node.attrs?.start ?? 1) },
          margin: [0, 0, 0, 4],
        };
      case "check_list":
        return { stack: content.map(block), margin: [0, 0, 0, 4] };
      case "check_item":
        return {
          columns: [
            { width: 16, text: textOf(node.attrs?.checked === true ? "☑" : "☐") },
            { width: "*", ...stack(content) },
          ],
        };
      case "blockquote":
        return { ...stack(content), margin: [16, 0, 0, 6], color: QUIET };
      case "code_block":
        return {
          text: textOf(content.map(({ text }) => text ?? "").join(""), { font: MONO }),
          ...{ fontSize: 8.5, preserveLeadingSpaces: true, margin: [12, 2, 0, 8] },
        };
      case "table":
        return tableOf(content);
      case "image":
        return imageOf(node);
      case "horizontal_rule":
        return {
          canvas: [{ type: "line", x1: 0, y1: 0, x2: ROOM.width, y2: 0, lineWidth: 0.5, lineColor: LINE }],
          margin: [0, 6, 0, 12],
        };
      case "text":
      case "hard_break":
      case "mention":
        return line([node]);
      default:
        return stack(content);
    }
  };

  const tableOf = (rows: readonly NoteNode[]): PdfNode => {
    const columns = Math.max(1, ...rows.map(({ content }) => content?.length ?? 0));
    const first = rows[0]?.content ?? [];
    const isHead = rows.length > 1 && first.length > 0 && first.every(({ attrs }) => attrs?.head === true);
    if (rows.length === 0) return { text: "" };
    return {
      table: {
        headerRows: isHead ? 1 : 0,
        dontBreakRows: false,
        widths: Array.from({ length: columns }, () => "*"),
        body: rows.map(({ content = [] }) =>
          Array.from({ length: columns }, (_, column): PdfNode => {
            const cell = content[column];
            const head = cell?.attrs?.head === true;
            const text = inline(cell?.content ?? [], head ? { bold: true } : {});
            return { text: text.length === 0 ? " " : text, ...(head && { fillColor: "#eeeae2" }) };
          }),
        ),
      },
      layout: "thin",
      fontSize: columns > 6 ? 7.5 : 9,
      margin: [0, 4, 0, 10],
    };
  };

  const imageOf = (node: NoteNode): PdfNode => {
    const words = String(node.attrs?.alt ?? "");
    const src = String(node.attrs?.src ?? "");
    const image = images.get(src);
    const size = image && canBeDrawn(image) ? imageSize(image.bytes, image.type) : null;
    const caption: PdfNode = { text: textOf(words), color: QUIET, fontSize: 8.5, margin: [0, 2, 0, 8] };
    if (!image || !size) return caption;
    pictures[src] ??= `data:${image.type};base64,${Buffer.from(image.bytes).toString("base64")}`;
    const { width, height } = fitInto({ width: size.width * 0.75, height: size.height * 0.75 }, ROOM);
    return { stack: [{ image: src, width, height }, caption], unbreakable: height < ROOM.height / 2 };
  };

  const body = paper.body.map(block);
  const heading = [
    { text: textOf(paper.title), style: "title" },
    ...paper.facts.map(({ name, value }) => ({ text: textOf(`${name}: ${value}`), color: QUIET })),
    { text: " " },
  ];
  const lacking = letters.missing();
  const told =
    lacking === 0 ? [] : [{ text: textOf(lacks(lacking)), color: QUIET, fontSize: 8.5, margin: [0, 24, 0, 0] }];
  const definition = {
    content: [...heading, ...body, ...told],
    images: pictures,
    pageSize: "A4",
    pageMargins: [56, 56, 56, 64],
    ...{ version: "1.7", displayTitle: true, language: paper.lang, info: { title: paper.title, creator: "Candor" } },
    defaultStyle: { font: SANS, fontSize: 10, lineHeight: 1.3 },
    styles: {
      title: { fontSize: 20, bold: true, lineHeight: 1.2 },
      ...{ h1: { fontSize: 15, bold: true }, h2: { fontSize: 12.5, bold: true }, h3: { fontSize: 11, bold: true } },
    },
    // A heading stands with what it is of.
    pageBreakBefore: (
      { headlineLevel }: { headlineLevel?: number },
      { getFollowingNodesOnPage }: { getFollowingNodesOnPage(): unknown[] },
    ) => headlineLevel !== undefined && getFollowingNodesOnPage().length === 0,
    footer: (page: number, pages: number) => ({
      text: `${page} / ${pages}`,
      ...{ alignment: "center", color: QUIET, fontSize: 8, margin: [0, 24, 0, 0] },
    }),
  };
  const families = {
    ...{ [SANS]: family(FILES.Sans.map(fontPath)), [MONO]: family(FILES.Mono.map(fontPath)) },
    ...Object.fromEntries(extra.map(([name, path]) => [name, family([path, path, path, path])])),
  };
  return { bytes: await pdfmake(definition, families), missingLetters: lacking };
}

function canBeDrawn({ bytes, type }: PaperImage): boolean {
  return type === "image/jpeg" || (type === "image/png" && isWholePng(bytes));
}

function lacks(count: number): string {
  return count === 1
    ? "One letter of this text is in no font of the server that made this file, and stands here as □. The same as Markdown, HTML or .docx holds it."
    : `${count} letters of this text are in no font of the server that made this file, and stand here as □. The same as Markdown, HTML or .docx holds them.`;
}

function family([normal, bold, italics, bolditalics]: readonly string[]) {
  return { normal, bold, italics, bolditalics };
}

/** Beside the bundle once built, in its package in the source. */
function fontPath(name: string): string {
  if (!import.meta.url.endsWith(".ts")) return fileURLToPath(new URL(`./fonts/${basename(name)}`, import.meta.url));
  const manifest = createRequire(import.meta.url).resolve("dejavu-fonts-ttf/package.json");
  return join(manifest, "..", "ttf", name);
}

function styleOf(marks: readonly NoteMark[]): PdfNode {
  const has = (type: NoteMark["type"]) => marks.some((mark) => mark.type === type);
  const href = safeHref(marks.find(({ type }) => type === "link")?.attrs?.href);
  return {
    ...(has("strong") && { bold: true }),
    ...(has("em") && { italics: true }),
    ...(has("code") && { font: MONO }),
    ...(has("strike") && { decoration: "lineThrough" }),
    ...(href !== null && { link: href, color: LINK, decoration: "underline" }),
  };
}

function breakable(text: string): string {
  return text.replace(new RegExp(`\\S{${LONG_WORD},}`, "gu"), (word) =>
    Array.from(word, (letter, index) => (index > 0 && index % 8 === 0 ? `\u200b${letter}` : letter)).join(""),
  );
}
