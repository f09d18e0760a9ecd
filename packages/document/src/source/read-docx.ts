import { NOTE_MARK_TYPES, type NoteMark, type NoteNode, safeHref } from "@candor/core/notes/note-node.ts";
import { strFromU8 } from "fflate";
import { blockOf, boxOf, type FlatBlock, nestBlocks, tidyInline } from "./flat-blocks.ts";
import { childOf, childrenOf, type MarkupElement, parseXml } from "./parse-markup.ts";
import type { ZipEntry } from "./read-zip.ts";
import type { SourceDocument } from "./source-document.ts";
import { SourceFault } from "./source-fault.ts";

/** What of the rest of the file its text refers to. */
type Parts = {
  /** level by the id of a style; 0: the title */
  headings: ReadonlyMap<string, number>;
  lists: (numId: string, level: number) => ListKind;
  links: ReadonlyMap<string, string>;
  leftOut: { images: number; comments: number };
};
type ListKind = { kind: "bullet" | "ordered" | "check"; checked: boolean };

/**
 * The text of a Word document (ECMA-376), as Word, Google Docs and LibreOffice write it: headings, lists, check-boxes,
 * links and plain marks. What was deleted under tracked changes stays deleted; tables come as lines.
 *
 * @throws {SourceFault}
 */
export function readDocx(entries: readonly ZipEntry[]): SourceDocument {
  const part = (name: string) => {
    const entry = entries.find((each) => each.name === name);
    return entry ? parseXml(strFromU8(entry.read())) : undefined;
  };
  if (entries.some(({ name }) => /vbaProject|vbaData/i.test(name))) throw new SourceFault("macros");
  const types = entries.find(({ name }) => name === "[Content_Types].xml");
  if (types && /macroEnabled/i.test(strFromU8(types.read()))) throw new SourceFault("macros");
  const body = childOf(childOf(part("word/document.xml"), "document"), "body");
  if (!body) throw new SourceFault("damaged");
  const parts: Parts = {
    headings: headingStyles(part("word/styles.xml")),
    lists: listKinds(part("word/numbering.xml")),
    links: linkTargets(part("word/_rels/document.xml.rels")),
    leftOut: { images: 0, comments: 0 },
  };
  return { type: "text", blocks: nestBlocks(readBlocks(body, parts)), leftOut: parts.leftOut };
}

function headingStyles(root: MarkupElement | undefined): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  const bases = new Map<string, string>();
  for (const style of elementsIn(childOf(root, "styles"), "style")) {
    const id = style.attributes.get("styleId") ?? "";
    const name = valOf(style, "name").toLowerCase();
    const outline = valOf(childOf(style, "pPr"), "outlineLvl");
    const named = /^heading ([1-9])$/.exec(name)?.[1];
    if (name === "title") levels.set(id, 1);
    else if (named) levels.set(id, Number(named));
    else if (/^[0-8]$/.test(outline)) levels.set(id, Number(outline) + 1);
    bases.set(id, valOf(style, "basedOn"));
  }
  for (const [id, base] of bases) {
    const level = levels.get(base);
    if (!levels.has(id) && level !== undefined) levels.set(id, level);
  }
  return levels;
}

function listKinds(root: MarkupElement | undefined): Parts["lists"] {
  const numbering = childOf(root, "numbering");
  const abstracts = new Map<string, ReadonlyMap<string, ListKind>>();
  for (const each of elementsIn(numbering, "abstractNum")) {
    const levels = elementsIn(each, "lvl").map((level): [string, ListKind] => {
      const [format, sign] = [valOf(level, "numFmt"), valOf(level, "lvlText")];
      const isBox = /[☐□☑☒✓✔]/u.test(sign);
      const kind = isBox ? "check" : format === "bullet" || format === "none" || format === "" ? "bullet" : "ordered";
      return [level.attributes.get("ilvl") ?? "0", { kind, checked: isBox && !/[☐□]/u.test(sign) }];
    });
    abstracts.set(each.attributes.get("abstractNumId") ?? "", new Map(levels));
  }
  const byId = new Map(
    elementsIn(numbering, "num").map((num) => [
      num.attributes.get("numId") ?? "",
      abstracts.get(valOf(num, "abstractNumId")),
    ]),
  );
  return (numId, level) => byId.get(numId)?.get(String(level)) ?? { kind: "bullet", checked: false };
}

function linkTargets(root: MarkupElement | undefined): ReadonlyMap<string, string> {
  return new Map(
    elementsIn(childOf(root, "Relationships"), "Relationship").map(({ attributes }) => [
      attributes.get("Id") ?? "",
      attributes.get("Target") ?? "",
    ]),
  );
}

function readBlocks(parent: MarkupElement, parts: Parts): FlatBlock[] {
  return childrenOf(parent).flatMap((element): FlatBlock[] => {
    switch (element.name) {
      case "p":
        return readParagraph(element, parts);
      case "tbl":
        return elementsIn(element, "tr").map((row) => ({ type: "block", node: readRow(row, parts) }));
      case "sdt":
        return readBlocks(childOf(element, "sdtContent") ?? element, parts);
      case "ins":
      case "customXml":
      case "smartTag":
        return readBlocks(element, parts);
      default:
        return [];
    }
  });
}

function readRow(row: MarkupElement, parts: Parts): NoteNode {
  const cells = elementsIn(row, "tc").map((cell) =>
    childrenOf(cell)
      .filter(({ name }) => name === "p")
      .flatMap((paragraph, index): NoteNode[] => {
        const inline = tidyInline(readInline(paragraph, [], parts));
        return index > 0 && inline.length > 0 ? [{ type: "text", text: " " }, ...inline] : inline;
      }),
  );
  const divider: NoteNode = { type: "text", text: " | " };
  return blockOf("paragraph", tidyInline(cells.flatMap((cell, index) => (index > 0 ? [divider, ...cell] : cell))));
}

function readParagraph(paragraph: MarkupElement, parts: Parts): FlatBlock[] {
  const properties = childOf(paragraph, "pPr");
  const content = tidyInline(readInline(paragraph, [], parts));
  if (content.length === 0) return [];
  const outline = valOf(properties, "outlineLvl");
  const level = /^[0-8]$/.test(outline)
    ? Number(outline) + 1
    : parts.headings.get(valOf(properties, "pStyle") || "Normal");
  if (level !== undefined) {
    return [{ type: "block", node: { type: "heading", attrs: { level: Math.min(6, level) }, content } }];
  }
  const numbering = childOf(properties, "numPr");
  const numId = valOf(numbering, "numId");
  const depth = Math.min(8, Math.max(0, Number(valOf(numbering, "ilvl")) || 0));
  const box = boxOf(content);
  if (box) {
    const node = blockOf("paragraph", tidyInline(box.content));
    return [{ type: "item", level: depth, kind: "check", checked: box.checked, node }];
  }
  const node = blockOf("paragraph", content);
  if (numId === "" || numId === "0") return [{ type: "block", node }];
  const { kind, checked } = parts.lists(numId, depth);
  // Google Docs strikes out what is done and leaves the box as it was.
  const isStruck = content.every((each) => each.marks?.some(({ type }) => type === "strike"));
  return [{ type: "item", level: depth, kind, checked: checked || (kind === "check" && isStruck), node }];
}

/** Elements whose content is none of the text that one reads. */
const SKIPPED = new Set(["del", "moveFrom", "pPr", "rPr", "instrText", "delText", "AlternateContent", "sdtPr"]);

function readInline(parent: MarkupElement, marks: readonly NoteMark[], parts: Parts): NoteNode[] {
  return childrenOf(parent).flatMap((element): NoteNode[] => {
    switch (element.name) {
      case "r":
        return readInline(element, withRunMarks(marks, childOf(element, "rPr")), parts);
      case "t":
        return textNode(element.children.filter((child) => typeof child === "string").join(""), marks);
      case "tab":
        return textNode(" ", marks);
      case "noBreakHyphen":
        return textNode("-", marks);
      case "br":
      case "cr":
        return [{ type: "hard_break" }];
      case "hyperlink": {
        const href = safeHref(parts.links.get(element.attributes.get("id") ?? ""));
        return readInline(element, href === null ? marks : withMark(marks, { type: "link", attrs: { href } }), parts);
      }
      case "drawing":
      case "pict":
      case "object":
        parts.leftOut.images += 1;
        return [];
      case "commentReference":
        parts.leftOut.comments += 1;
        return [];
      case "sdt":
        return readInline(childOf(element, "sdtContent") ?? element, marks, parts);
      default:
        if (element.name === "AlternateContent") parts.leftOut.images += 1;
        return SKIPPED.has(element.name) ? [] : readInline(element, marks, parts);
    }
  });
}

function withRunMarks(marks: readonly NoteMark[], properties: MarkupElement | undefined): readonly NoteMark[] {
  if (!properties) return marks;
  let all = marks;
  if (isOn(properties, "b")) all = withMark(all, { type: "strong" });
  if (isOn(properties, "i")) all = withMark(all, { type: "em" });
  if (isOn(properties, "strike") || isOn(properties, "dstrike")) all = withMark(all, { type: "strike" });
  return all;
}

function isOn(properties: MarkupElement, name: string): boolean {
  const element = childOf(properties, name);
  return element !== undefined && !["0", "false", "off", "none"].includes(element.attributes.get("val") ?? "1");
}

export function withMark(marks: readonly NoteMark[], mark: NoteMark): readonly NoteMark[] {
  const all = [...marks.filter(({ type }) => type !== mark.type), mark];
  return NOTE_MARK_TYPES.flatMap((type) => all.find((each) => each.type === type) ?? []);
}

export function textNode(text: string, marks: readonly NoteMark[]): NoteNode[] {
  if (text === "") return [];
  return [{ type: "text", text, ...(marks.length > 0 && { marks: [...marks] }) }];
}

function elementsIn(parent: MarkupElement | undefined, name: string): MarkupElement[] {
  return parent ? childrenOf(parent).filter((child) => child.name === name) : [];
}

function valOf(parent: MarkupElement | undefined, name: string): string {
  return childOf(parent, name)?.attributes.get("val") ?? "";
}
