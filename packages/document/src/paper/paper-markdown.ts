import type { NoteNode } from "@candor/core/notes/note-node.ts";
import { writeMarkdown } from "../notes/write-markdown.ts";
import { writeInline } from "../notes/write-markdown-inline.ts";
import type { ImageAddress, Paper } from "./paper.ts";

/** Markdown that is pleasant to read, with the title as its one heading of the first level. */
export function paperMarkdown({ title, facts, body }: Paper, imageAt: ImageAddress): string {
  const blocks = [
    `# ${plain(title)}`.trimEnd(),
    facts.map(({ name, value }) => `_${plain(`${name}: ${value}`)}_`).join("  \n"),
    writeMarkdown(placed(body, imageAt), 1),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function placed(nodes: readonly NoteNode[], imageAt: ImageAddress): NoteNode[] {
  return nodes.map((node): NoteNode => {
    if (node.type !== "image") return node.content ? { ...node, content: placed(node.content, imageAt) } : node;
    const src = typeof node.attrs?.src === "string" ? imageAt(node.attrs.src) : null;
    if (src !== null) return { ...node, attrs: { ...node.attrs, src } };
    return { type: "paragraph", content: [{ type: "text", text: String(node.attrs?.alt ?? "") }] };
  });
}

function plain(text: string): string {
  return writeInline([{ type: "text", text: text.replace(/\s+/g, " ").trim() }], " ");
}
