import type { NoteNode } from "@candor/core/notes/note-node.ts";
import { wellFormed } from "../text.ts";

/**
 * A document as it is handed out of here: what each file of it is written from, whatever it was. A page becomes one as
 * an artifact does, with headings for what is a meeting or a topic there.
 */
export type Paper = {
  title: string;
  /** BCP 47 */
  lang: string;
  /** said beneath the title, such as who owns it */
  facts: readonly PaperFact[];
  body: readonly NoteNode[];
};

export type PaperFact = { name: string; value: string };

/** Where a file finds an image that this server keeps, by its address here; null: it shows the words of the image alone. */
export type ImageAddress = (src: string) => string | null;

/** Without what no file can hold: control characters, and halves of surrogate pairs. */
export function soundPaper({ title, lang, facts, body }: Paper): Paper {
  return {
    title: soundText(title),
    lang,
    facts: facts.map(({ name, value }) => ({ name: soundText(name), value: soundText(value) })),
    body: body.map(soundNode),
  };
}

function soundNode(node: NoteNode): NoteNode {
  const { text, content, attrs } = node;
  return {
    ...node,
    ...(text !== undefined && { text: soundText(text) }),
    ...(content && { content: content.map(soundNode) }),
    ...(attrs && {
      attrs: Object.fromEntries(
        Object.entries(attrs).map(([name, value]) => [name, typeof value === "string" ? soundText(value) : value]),
      ),
    }),
  };
}

function soundText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 has no place for
  return wellFormed(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
}

/** The addresses of all images in it, each once, in the order in which they stand there. */
export function imagesIn(body: readonly NoteNode[]): string[] {
  const found = new Set<string>();
  const look = (nodes: readonly NoteNode[]) => {
    for (const { type, attrs, content } of nodes) {
      if (type === "image" && typeof attrs?.src === "string") found.add(attrs.src);
      if (content) look(content);
    }
  };
  look(body);
  return [...found];
}
