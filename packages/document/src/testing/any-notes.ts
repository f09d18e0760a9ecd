import { NOTE_MARK_TYPES, type NoteMark, type NoteNode } from "@candor/core/notes/note-node.ts";
import fc from "fast-check";

const words = fc
  .stringMatching(/^[a-zA-Z0-9é€🙂 .,;!?*_`~[\]<>#&|\\+=-]{1,14}$/u)
  .filter((text) => text.trim() === text && text !== "" && !/`|www\.|<[a-z!/?]|&[#a-z]/i.test(text));

const marks: fc.Arbitrary<NoteMark[]> = fc
  .tuple(
    fc.subarray(["strong", "em", "strike", "code"] as const, { maxLength: 2 }),
    fc.option(fc.constantFrom("https://example.org/a?b=c", "https://example.org/(x)", "mailto:sam@example.org"), {
      freq: 5,
    }),
  )
  .map(([plain, href]) => {
    const all: NoteMark[] = plain.map((type) => ({ type }));
    if (href !== null) all.push({ type: "link", attrs: { href } });
    return NOTE_MARK_TYPES.flatMap((type) => all.find((mark) => mark.type === type) ?? []);
  });

const text: fc.Arbitrary<NoteNode> = fc
  .tuple(words, marks)
  .map(([each, its]) => ({ type: "text", text: each, ...(its.length > 0 && { marks: its }) }));

const mention = fc.constant<NoteNode>({ type: "mention", attrs: { member: "b", name: "Ben" } });
const lineBreak = fc.constant<NoteNode>({ type: "hard_break" });

export type NotesOptions = {
  /** what Markdown has no form for */
  mentions: boolean;
  emptyBlocks: boolean;
};

/** Rich text as an editor could hold it, several levels deep. */
export function anyNotes(options: NotesOptions): fc.Arbitrary<NoteNode[]> {
  const inline = fc
    .array(options.mentions ? fc.oneof({ weight: 6, arbitrary: text }, mention, lineBreak) : text, {
      minLength: options.emptyBlocks ? 0 : 1,
      maxLength: 4,
    })
    .map(merge);
  const { blocks } = fc.letrec<{ block: NoteNode; blocks: NoteNode[] }>((tie) => ({
    blocks: fc.array(tie("block"), { minLength: 1, maxLength: 3 }),
    block: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      inline.map((content) => holding("paragraph", content)),
      fc
        .tuple(inline, fc.integer({ min: 1, max: 3 }))
        .map(([content, level]) => holding("heading", content, { level })),
      fc.constant<NoteNode>({ type: "horizontal_rule" }),
      fc
        .tuple(words, fc.constantFrom(null, "ts"))
        .map(([code, language]) =>
          holding("code_block", [{ type: "text", text: code }], language === null ? undefined : { language }),
        ),
      tie("blocks").map((content) => holding("blockquote", content)),
      list(tie("blocks")).map((items) => holding("bullet_list", items)),
      fc.tuple(list(tie("blocks")), fc.nat(20)).map(([items, start]) => holding("ordered_list", items, { start })),
      fc.array(fc.tuple(tie("blocks"), fc.boolean()), { minLength: 1, maxLength: 3 }).map((items) =>
        holding(
          "check_list",
          items.map(([content, checked]) => holding("check_item", content, { checked })),
        ),
      ),
    ),
  }));
  return blocks;
}

function list(blocks: fc.Arbitrary<NoteNode[]>): fc.Arbitrary<NoteNode[]> {
  return fc
    .array(blocks, { minLength: 1, maxLength: 3 })
    .map((items) => items.map((content) => holding("list_item", content)));
}

function holding(type: NoteNode["type"], content: NoteNode[], attrs?: NoteNode["attrs"]): NoteNode {
  return { type, ...(attrs && { attrs }), ...(content.length > 0 && { content }) };
}

/** Texts beside each other with the same marks are one text to the document. */
function merge(nodes: readonly NoteNode[]): NoteNode[] {
  const merged: NoteNode[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    const same = JSON.stringify(last?.marks ?? []) === JSON.stringify(node.marks ?? []);
    if (last?.type === "text" && node.type === "text" && same) {
      merged[merged.length - 1] = { ...last, text: `${last.text}${node.text}` };
    } else merged.push(node);
  }
  return merged;
}
