import { type NoteNode, safeHref } from "@candor/core/notes/note-node.ts";
import { writeMarkdown } from "@candor/document/notes/write-markdown.ts";
import { DOMParser, DOMSerializer, Fragment, Node, type ResolvedPos, Slice } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { longNodes } from "./long-nodes.ts";
import { loadedMarkdownParser, loadMarkdownParser } from "./markdown-parser.ts";
import { headingLevel, notesSchema } from "./notes-schema.ts";

const MAX_TEXT = 200_000; // characters; a page takes 5 MiB, and an editor this long answers slowly
const MAX_HTML = 4_000_000; // characters, most of them styling

/**
 * Pasting and copying. Markdown becomes rich text, a page from elsewhere keeps what notes can hold, plain text stays
 * plain, and an address over a selection links it. Copied text is Markdown where it has any form.
 *
 * @param onTooLong told instead of pasting what is far longer than notes.
 * @param long an artifact's text, which takes tables and images, too.
 */
export function pasteRules(onTooLong: () => void, long: LongNotes | null = null): Plugin {
  let withShift = false;
  const followShift = (_view: EditorView, event: KeyboardEvent) => {
    withShift = event.shiftKey;
    return false;
  };
  const refuseLong = (event: Event, data: DataTransfer | null) => {
    const lengthOf = (type: string) => data?.getData(type).length ?? 0;
    if (lengthOf("text/plain") <= MAX_TEXT && lengthOf("text/html") <= MAX_HTML) return false;
    event.preventDefault();
    onTooLong();
    return true;
  };
  return new Plugin({
    props: {
      handleDOMEvents: {
        keydown: followShift,
        keyup: followShift,
        // Before the editor reads it, which for hundreds of megabytes takes the tab with it.
        paste: (_view, event) => refuseLong(event, event.clipboardData),
        drop: (view, event) => view.dragging === null && refuseLong(event, event.dataTransfer),
      },
      handlePaste: (view, event) => {
        const data = event.clipboardData;
        const files = imagesIn(data);
        if (long && files.length > 0) {
          long.onImages(files);
          return true;
        }
        const text = data?.getData("text/plain") ?? "";
        const html = data?.getData("text/html") ?? "";
        if (pasteAddress(view, text.trim())) return true;
        const isCode = view.state.selection.$from.parent.type.spec.code === true;
        // Code editors send styled lines, in which only the text is meant.
        const isText = text !== "" && (html === "" || !SAYS_SOMETHING.test(html));
        if (isCode || !isText) return false;
        if (!looksLikeMarkdown(text)) return html !== "" && view.pasteText(text, event);
        if (withShift) return false; // asked for as plain text
        pasteMarkdown(view, text);
        return true;
      },
      handleDrop: (_view, event) => {
        const files = imagesIn(event.dataTransfer);
        if (files.length > 0) long?.onImages(files);
        return files.length > 0; // left alone, the browser would leave the page and show the file
      },
      clipboardParser: new TidyingParser(notesSchema, long ? ALL_RULES : SHORT_RULES),
      clipboardTextParser: plainSlice,
      clipboardSerializer,
      clipboardTextSerializer: (slice) => textOf(slice),
    },
  });
}

/** What an artifact's editor does beside what one of notes does. */
export type LongNotes = { onImages: (files: readonly File[]) => void };

const ALL_RULES = DOMParser.fromSchema(notesSchema).rules;
const SHORT_RULES = ALL_RULES.filter((rule) => !("node" in rule && rule.node && Object.hasOwn(longNodes, rule.node)));

function imagesIn(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter(({ type }) => type.startsWith("image/"));
}

const SAYS_SOMETHING = /<(?:p|h[1-6]|[uo]l|li|strong|b|em|i|s|del|a|blockquote|table|pre|code|hr)[\s>/]/i;

function pasteAddress(view: EditorView, text: string): boolean {
  if (!/^(?:https?:\/\/|mailto:)\S+$/i.test(text)) return false;
  const href = safeHref(text);
  const { state } = view;
  const { from, to, empty, $from } = state.selection;
  if (href === null || !$from.parent.type.allowsMarkType(notesSchema.marks.link)) return false;
  const link = notesSchema.marks.link.create({ href });
  const transaction = empty
    ? state.tr.replaceSelectionWith(notesSchema.text(text, link.addToSet($from.marks())), false)
    : state.tr.addMark(from, to, link);
  view.dispatch(transaction.removeStoredMark(notesSchema.marks.link).scrollIntoView());
  return true;
}

const BLOCK_SIGNS = /^ {0,3}(?:#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s|>\s|```|~~~|(?:---|\*\*\*|___)\s*$)/m;
const INLINE_SIGNS = /\*\*[^\s*][^*\n]*\*\*|__[^\s_][^_\n]*__|~~[^\s~][^~\n]*~~|`[^`\n]+`|\[[^[\]\n]+\]\([^()\s]+\)/;

function looksLikeMarkdown(text: string): boolean {
  return BLOCK_SIGNS.test(text) || INLINE_SIGNS.test(text);
}

function pasteMarkdown(view: EditorView, text: string): void {
  const insert = (slice: Slice) => view.dispatch(view.state.tr.replaceSelection(slice).scrollIntoView());
  const parser = loadedMarkdownParser();
  if (parser) {
    insert(markdownSlice(parser(text)));
    return;
  }
  void loadMarkdownParser()
    .then(
      (arrived) => markdownSlice(arrived(text)),
      () => plainSlice(text, view.state.selection.$from), // offline, and never fetched: the text at least
    )
    .then((slice) => view.isDestroyed || insert(slice));
}

function markdownSlice(nodes: readonly NoteNode[]): Slice {
  const content = Fragment.fromArray(nodes.map((node) => Node.fromJSON(notesSchema, node)));
  const opens = (node: Node | null) => (node?.type === notesSchema.nodes.paragraph ? 1 : 0);
  return new Slice(content, opens(content.firstChild), opens(content.lastChild));
}

function plainSlice(text: string, $context: ResolvedPos): Slice {
  const marks = $context.marks();
  const lines = text.split(/(?:\r\n?|\n)+/).map((line) => {
    return notesSchema.nodes.paragraph.create(null, line === "" ? null : notesSchema.text(line, marks));
  });
  return Slice.maxOpen(Fragment.fromArray(lines));
}

/** Reads pages from elsewhere: puts their check-boxes into the form that the schema reads. */
class TidyingParser extends DOMParser {
  override parseSlice(...[dom, options]: Parameters<DOMParser["parseSlice"]>): Slice {
    if (dom instanceof HTMLElement) markCheckBoxes(dom);
    return super.parseSlice(dom, options);
  }
}

function markCheckBoxes(dom: HTMLElement): void {
  for (const item of dom.querySelectorAll<HTMLElement>("li:not([data-checked])")) {
    const box = item.querySelector<HTMLInputElement>(
      ":scope > input[type=checkbox], :scope > p > input[type=checkbox], :scope > label > input[type=checkbox]",
    );
    const role = item.getAttribute("role") === "checkbox" ? item.getAttribute("aria-checked") === "true" : null;
    const checked = box ? box.hasAttribute("checked") : role;
    if (checked === null) continue;
    item.dataset.checked = String(checked);
    box?.remove();
    if (item.parentElement?.tagName === "UL") item.parentElement.dataset.checkList = "";
  }
}

/** What other programs get: headings count from the first, and check-boxes are real ones. */
const clipboardSerializer = new DOMSerializer(
  {
    ...DOMSerializer.nodesFromSchema(notesSchema),
    heading: ({ attrs }) => [`h${headingLevel(attrs.level)}`, 0],
    check_item: ({ attrs }) => {
      const checked = attrs.checked === true;
      const box = ["input", { type: "checkbox", ...(checked && { checked: "" }) }] as const;
      return ["li", { "data-checked": String(checked) }, box, ["div", { class: "check-text" }, 0]];
    },
  },
  DOMSerializer.marksFromSchema(notesSchema),
);

function textOf(slice: Slice): string {
  const { content } = slice;
  let isPlain = true;
  content.descendants((node) => {
    if (node.marks.length > 0 || (node.isBlock && node.type !== notesSchema.nodes.paragraph)) isPlain = false;
    return isPlain;
  });
  const single = content.childCount === 1 ? content.firstChild : null;
  if (isPlain || single?.isTextblock) {
    return content.textBetween(0, content.size, "\n", (leaf) =>
      leaf.type === notesSchema.nodes.hard_break ? "\n" : (leaf.type.spec.leafText?.(leaf) ?? ""),
    );
  }
  return writeMarkdown(content.toJSON() as NoteNode[]);
}
