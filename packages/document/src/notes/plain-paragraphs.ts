import * as Y from "yjs";
import { edit } from "../edit.ts";
import { setText } from "../text.ts";

/**
 * Paragraphs of plain text at the end of shared rich text, written by whoever has no editor for it. What stood there
 * before is not touched, and the other person may go on in these paragraphs while they are being written.
 */
export class PlainParagraphs {
  private readonly doc: Y.Doc;
  private readonly fragment: Y.XmlFragment;
  private paragraphs: Y.XmlElement[] = [];

  constructor(doc: Y.Doc, fragment: Y.XmlFragment) {
    this.doc = doc;
    this.fragment = fragment;
  }

  /** What stands in them now, a line each. */
  read(): string {
    return this.living().map(plainText).join("\n");
  }

  /** Makes them read as the lines of a text; empty lines make no paragraph. */
  write(text: string): void {
    const lines = linesOf(text);
    if (lines.join("\n") === this.read()) return;
    edit(this.doc, "write notes", () => {
      const living = this.living();
      for (const gone of living.slice(lines.length)) this.fragment.delete(this.fragment.toArray().indexOf(gone), 1);
      this.paragraphs = lines.map((line, index) => {
        const paragraph = living[index] ?? this.add(living[index - 1] ?? this.paragraphs.at(-1));
        setText(textIn(paragraph), line);
        living[index] = paragraph;
        return paragraph;
      });
    });
  }

  /** What the other has taken away meanwhile is not written any more. */
  private living(): Y.XmlElement[] {
    const children = new Set(this.fragment.toArray());
    return this.paragraphs.filter((paragraph) => children.has(paragraph));
  }

  private add(after: Y.XmlElement | undefined): Y.XmlElement {
    const paragraph = new Y.XmlElement("paragraph");
    const before = after ? this.fragment.toArray().indexOf(after) : -1;
    this.fragment.insert(before < 0 ? this.fragment.length : before + 1, [paragraph]);
    return paragraph;
  }
}

/** The lines of a text that make a paragraph. */
export function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}

function textIn(paragraph: Y.XmlElement): Y.XmlText {
  const [first] = paragraph.toArray();
  if (first instanceof Y.XmlText) return first;
  const text = new Y.XmlText();
  paragraph.insert(0, [text]);
  return text;
}

function plainText(paragraph: Y.XmlElement): string {
  const [text] = paragraph.toArray();
  // Not the text's own: that one puts marks around it.
  return text instanceof Y.XmlText ? Y.Text.prototype.toString.call(text) : "";
}
