import type { NoteNode } from "@candor/core/notes/note-node.ts";
import { writeMarkdown } from "@candor/document/notes/write-markdown.ts";
import { DOMParser, DOMSerializer, Fragment, Node, type ResolvedPos, Slice } from "prosemirror-model";
import { Plugin, Selection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { longNodes } from "./long-nodes.ts";
import { loadedMarkdownParser, loadMarkdownParser } from "./markdown-parser.ts";
import { headingLevel, notesSchema } from "./notes-schema.ts";
import { setLooksAside, tidyPasted } from "./tidy-pasted.ts";
import { hrefOf } from "./typed-links.ts";

const MAX_TEXT = 200_000; // characters; a page takes 5 MiB, and an editor this long answers slowly
// Characters, most of them styling. What is meant for notes is short; a document of many tables goes into an artifact.
const MAX_HTML = 500_000;
const MAX_LONG_HTML = 4_000_000;

/**
 * Pasting and copying. Markdown becomes rich text, a page from elsewhere keeps what notes can hold, plain text stays
 * plain, and an address over a selection links it. Copied text is Markdown where it has any form.
 *
 * @param onRefused told instead of pasting what is far longer than notes, or a picture where none can stand; and where of
 *   a page with far more form than words only the words were pasted.
 * @param long an artifact's text, which takes tables and images, too.
 */
export function pasteRules(onRefused: (what: RefusedPaste) => void, long: LongNotes | null = null): Plugin {
  let withShift = false;
  const followShift = (_view: EditorView, event: KeyboardEvent) => {
    withShift = event.shiftKey;
    return false;
  };
  const isCodeAt = (view: EditorView) => view.state.selection.$from.parent.type.spec.code === true;
  const takeLong = (view: EditorView, event: ClipboardEvent | DragEvent, data: DataTransfer | null) => {
    const text = data?.getData("text/plain") ?? "";
    const takesForm = !withShift && !isCodeAt(view); // else nobody reads the page that comes with the text
    const isHeavy = takesForm && (data?.getData("text/html").length ?? 0) > (long ? MAX_LONG_HTML : MAX_HTML);
    if (text.length <= MAX_TEXT && !isHeavy) return false;
    event.preventDefault();
    if (text === "" || text.length > MAX_TEXT) {
      onRefused("too_long");
      return true;
    }
    const at = event instanceof DragEvent ? view.posAtCoords({ left: event.clientX, top: event.clientY }) : null;
    if (at) view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at.pos))));
    view.pasteText(text);
    onRefused("form");
    return true;
  };
  const takeImages = (data: DataTransfer | null) => {
    const files = imagesIn(data);
    if (files.length === 0) return false;
    if (long) long.onImages(files);
    else onRefused("image");
    return true;
  };
  return new Plugin({
    props: {
      handleDOMEvents: {
        keydown: followShift,
        keyup: followShift,
        // Before the editor reads it, which for hundreds of megabytes takes the tab with it.
        paste: (view, event) => takeLong(view, event, event.clipboardData),
        drop: (view, event) => view.dragging === null && takeLong(view, event, event.dataTransfer),
      },
      handlePaste: (view, event) => {
        const data = event.clipboardData;
        const text = data?.getData("text/plain") ?? "";
        // Word and sheets send a picture of the text along with it.
        if (text === "" && takeImages(data)) return true;
        const html = data?.getData("text/html") ?? "";
        if (!withShift && pasteAddress(view, text.trim())) return true;
        // Code editors send styled lines, in which only the text is meant.
        const isText = text !== "" && (html === "" || !SAYS_SOMETHING.test(html));
        if (isCodeAt(view) || !isText) return false;
        // As a paste of its own: one with this event would come here again, and again.
        if (!looksLikeMarkdown(text)) return html !== "" && view.pasteText(text);
        if (withShift) return false; // asked for as plain text
        pasteMarkdown(view, text);
        return true;
      },
      // Left alone, the browser would leave the page and show the file.
      handleDrop: (_view, event) => takeImages(event.dataTransfer),
      transformPastedHTML: setLooksAside,
      clipboardParser: new TidyingParser(notesSchema, long ? ALL_RULES : SHORT_RULES),
      clipboardTextParser: plainSlice,
      clipboardSerializer,
      clipboardTextSerializer: (slice) => textOf(slice),
    },
  });
}

export type RefusedPaste = "too_long" | "image" | "form";

/** What an artifact's editor does beside what one of notes does. */
export type LongNotes = { onImages: (files: readonly File[]) => void };

const ALL_RULES = DOMParser.fromSchema(notesSchema).rules;
const SHORT_RULES = ALL_RULES.filter((rule) => !("node" in rule && rule.node && Object.hasOwn(longNodes, rule.node)));

function imagesIn(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter(({ type }) => type.startsWith("image/"));
}

const SAYS_SOMETHING = /<(?:p|h[1-6]|[uo]l|li|strong|b|em|i|s|del|a|blockquote|table|pre|code|hr)[\s>/]/i;

function pasteAddress(view: EditorView, text: string): boolean {
  const href = hrefOf(text);
  const { state } = view;
  const { from, to, empty, $from } = state.selection;
  if (href === null || !$from.parent.type.allowsMarkType(notesSchema.marks.link)) return false;
  const link = notesSchema.marks.link.create({ href });
  // Words with an address are linked; an address gives way to another one, or would say one and lead to the other.
  const transaction =
    empty || hrefOf(state.doc.textBetween(from, to).trim()) !== null
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
    insert(markdownSlice(parser(text, true)));
    return;
  }
  void loadMarkdownParser()
    .then(
      (arrived) => markdownSlice(arrived(text, true)),
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

/** Reads pages from elsewhere as what notes can hold of them. */
class TidyingParser extends DOMParser {
  override parseSlice(...[dom, options]: Parameters<DOMParser["parseSlice"]>): Slice {
    if (dom instanceof HTMLElement) tidyPasted(dom, { takesTables: this.rules === ALL_RULES });
    return super.parseSlice(dom, options);
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
