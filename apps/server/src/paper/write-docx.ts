import { type NoteMark, type NoteNode, safeHref } from "@candor/core/notes/note-node.ts";
import {
  AlignmentType,
  Document,
  ExternalHyperlink,
  Footer,
  HeadingLevel,
  ImageRun,
  type IParagraphOptions,
  type IRunOptions,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import { fitInto, imageSize } from "./image-size.ts";
import type { PaperTask } from "./paper-messages.ts";

const LEVELS = 9; // of lists, in Word
const INDENT = 425; // twentieths of a point
const TEXT_WIDTH = 9_070; // of A4 between its margins, in twentieths of a point
const ROOM = { width: 600, height: 800 }; // for an image, in pixels
const HEADINGS = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3] as const;
const IMAGE_TYPES: Readonly<Record<string, "png" | "jpg" | "gif">> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
};

type Block = Paragraph | Table;
type Place = { depth: number; quoted: boolean };

/** A Word file (OOXML) with styles of Word's own for title, headings and lists, so that its outline works there. */
export async function writeDocx({ paper, images }: Pick<PaperTask, "paper" | "images">): Promise<Uint8Array> {
  const numberings: number[] = []; // where each ordered list starts: a list of its own counts anew
  const top: Place = { depth: 0, quoted: false };

  const blocks = (nodes: readonly NoteNode[], place: Place): Block[] => nodes.flatMap((node) => block(node, place));

  const paragraph = (children: readonly NoteNode[], place: Place, more: IParagraphOptions = {}): Paragraph =>
    new Paragraph({
      children: runs(children, place.quoted ? { italics: true } : {}),
      ...(place.depth > 0 && !more.numbering && { indent: { left: place.depth * INDENT } }),
      ...more,
    });

  const block = (node: NoteNode, place: Place): Block[] => {
    const content = node.content ?? [];
    switch (node.type) {
      case "paragraph":
        return [paragraph(content, place)];
      case "heading":
        return [paragraph(content, place, { heading: HEADINGS[Number(node.attrs?.level ?? 1) - 1] ?? HEADINGS[2] })];
      case "bullet_list":
        return content.flatMap((item) => listItem(item, place, "bullets"));
      case "ordered_list": {
        numberings.push(Number(node.attrs?.start ?? 1));
        const reference = `numbers-${numberings.length}`;
        return content.flatMap((item) => listItem(item, place, reference));
      }
      case "check_list":
        return content.flatMap((item) => checkItem(item, place));
      case "blockquote":
        return blocks(content, { depth: place.depth + 1, quoted: true });
      case "code_block":
        return linesOf(content).map(
          (line) =>
            new Paragraph({
              children: [new TextRun({ text: line, font: "Courier New", size: 18 })],
              spacing: { after: 0 },
              indent: { left: (place.depth + 1) * INDENT },
            }),
        );
      case "table":
        return tableOf(content);
      case "image":
        return [imageOf(node, place)];
      case "horizontal_rule":
        return [new Paragraph({ thematicBreak: true })];
      case "text":
      case "hard_break":
      case "mention":
        return [paragraph([node], place)];
      default:
        return blocks(content, place); // an item outside of its list, after two people's edits met
    }
  };

  const listItem = (item: NoteNode, place: Place, reference: string): Block[] => {
    const [first, ...rest] = item.content ?? [];
    const level = Math.min(place.depth, LEVELS - 1);
    const within = { ...place, depth: place.depth + 1 };
    const isText = first?.type === "paragraph";
    const head = paragraph(isText ? (first.content ?? []) : [], place, { numbering: { reference, level } });
    return [head, ...blocks(isText || !first ? rest : [first, ...rest], within)];
  };

  const checkItem = (item: NoteNode, place: Place): Block[] => {
    const [first, ...rest] = item.content ?? [];
    const within = { ...place, depth: place.depth + 1 };
    const box: NoteNode = { type: "text", text: item.attrs?.checked === true ? "☑ " : "☐ " };
    const isText = first?.type === "paragraph";
    const head = paragraph([box, ...(isText ? (first.content ?? []) : [])], within);
    return [head, ...blocks(isText || !first ? rest : [first, ...rest], within)];
  };

  const tableOf = (rows: readonly NoteNode[]): Block[] => {
    const columns = Math.max(1, ...rows.map(({ content }) => content?.length ?? 0));
    const width = Math.floor(TEXT_WIDTH / columns);
    if (rows.length === 0) return [];
    const table = new Table({
      width: { size: TEXT_WIDTH, type: WidthType.DXA },
      columnWidths: Array.from({ length: columns }, () => width),
      rows: rows.map(({ content = [] }, index) => {
        const isHead = content.length > 0 && content.every(({ attrs }) => attrs?.head === true);
        return new TableRow({
          tableHeader: index === 0 && isHead,
          cantSplit: true,
          children: Array.from({ length: columns }, (_, column) => {
            const cell = content[column];
            const head = cell?.attrs?.head === true;
            return new TableCell({
              width: { size: width, type: WidthType.DXA },
              ...(head && { shading: { fill: "EEEAE2" } }),
              margins: { top: 40, bottom: 40, left: 80, right: 80 },
              children: [new Paragraph({ children: runs(cell?.content ?? [], { bold: head }), spacing: { after: 0 } })],
            });
          }),
        });
      }),
    });
    return [table, new Paragraph({})]; // two tables, one after the other, would be one
  };

  const imageOf = (node: NoteNode, place: Place): Paragraph => {
    const words = String(node.attrs?.alt ?? "");
    const image = images.get(String(node.attrs?.src ?? ""));
    const type = image && IMAGE_TYPES[image.type];
    const size = image && type && imageSize(image.bytes, image.type);
    if (!size) return paragraph(words === "" ? [] : [{ type: "text", text: words }], { ...place, quoted: true });
    const run = new ImageRun({
      ...{ type, data: image.bytes, transformation: fitInto(size, ROOM) },
      altText: { name: words.slice(0, 200), description: words, title: words.slice(0, 200) },
    });
    return new Paragraph({ children: [run] });
  };

  const children: Block[] = [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(paper.title)] }),
    ...paper.facts.map(
      ({ name, value }) =>
        new Paragraph({
          children: [new TextRun({ text: `${name}: ${value}`, color: "49505B" })],
          spacing: { after: 40 },
        }),
    ),
    new Paragraph({}),
    ...blocks(paper.body, top),
  ];
  const document = new Document({
    ...{ title: paper.title, creator: "Candor", description: "" },
    styles: {
      default: { document: { run: { font: "Calibri", size: 22, language: { value: paper.lang } } } },
      paragraphStyles: [{ id: "Normal", name: "Normal", paragraph: { spacing: { after: 120, line: 276 } } }],
    },
    numbering: {
      config: [
        { reference: "bullets", levels: levelsOf(LevelFormat.BULLET, 1) },
        ...numberings.map((start, index) => ({
          reference: `numbers-${index + 1}`,
          levels: levelsOf(LevelFormat.DECIMAL, start),
        })),
      ],
    },
    sections: [
      {
        properties: { page: { size: { width: 11_906, height: 16_838 } } },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new TextRun({ children: [PageNumber.CURRENT] })],
              }),
            ],
          }),
        },
        children,
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function levelsOf(format: (typeof LevelFormat)[keyof typeof LevelFormat], start: number) {
  return Array.from({ length: LEVELS }, (_, level) => ({
    level,
    format,
    start,
    text: format === LevelFormat.BULLET ? (["•", "◦", "▪"][level % 3] ?? "•") : `%${level + 1}.`,
    alignment: AlignmentType.LEFT,
    style: { paragraph: { indent: { left: (level + 1) * INDENT, hanging: INDENT } } },
  }));
}

function linesOf(content: readonly NoteNode[]): string[] {
  return content
    .map(({ text }) => text ?? "")
    .join("")
    .split("\n");
}

function runs(nodes: readonly NoteNode[], more: IRunOptions): ParagraphChild[] {
  return nodes.flatMap((node): ParagraphChild[] => {
    if (node.type === "hard_break") return [new TextRun({ break: 1 })];
    if (node.type === "mention") return [new TextRun({ ...more, text: `@${node.attrs?.name ?? ""}` })];
    if (node.type !== "text") return runs(node.content ?? [], more); // a block within a cell, after two people's edits met
    const { text = "", marks = [] } = node;
    const href = safeHref(marks.find(({ type }) => type === "link")?.attrs?.href);
    const parts = text.split("\n").map((line, index) => {
      const options: IRunOptions = { ...more, ...styleOf(marks, href), text: line, ...(index > 0 && { break: 1 }) };
      return new TextRun(options);
    });
    return href === null ? parts : [new ExternalHyperlink({ link: href, children: parts })];
  });
}

function styleOf(marks: readonly NoteMark[], href: string | null): IRunOptions {
  const has = (type: NoteMark["type"]) => marks.some((mark) => mark.type === type);
  return {
    ...(has("strong") && { bold: true }),
    ...(has("em") && { italics: true }),
    ...(has("strike") && { strike: true }),
    ...(has("code") && { font: "Courier New" }),
    ...(href !== null && { style: "Hyperlink" }),
  };
}
