import type { NoteMark, NoteNode } from "@candor/core/notes/note-node.ts";
import fc from "fast-check";

const words = fc.stringMatching(/^[a-zé€🙂 ]{1,12}$/u).filter((text) => text.trim() !== "");

// As the editor writes them: sorted as the schema nests them.
const marks: fc.Arbitrary<NoteMark[]> = fc
  .tuple(
    fc.option(fc.constantFrom("https://example.org/a?b=c", "mailto:sam@example.org"), { nil: null, freq: 4 }),
    fc.subarray(["strong", "em", "strike", "code"] as const, { maxLength: 2 }),
  )
  .map(([href, plain]) => [
    ...(href === null ? [] : [{ type: "link" as const, attrs: { href } }]),
    ...plain.map((type) => ({ type })),
  ]);

const text: fc.Arbitrary<NoteNode> = fc
  .record({ text: words, marks })
  .map((node) => ({ type: "text", text: node.text, ...(node.marks.length > 0 && { marks: node.marks }) }));

const inline: fc.Arbitrary<NoteNode> = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 1, arbitrary: fc.constant<NoteNode>({ type: "hard_break" }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<NoteNode>(
      { type: "mention", attrs: { member: "a", name: "Ana" } },
      { type: "mention", attrs: { member: "b", name: "Sam" } },
    ),
  },
);

const line = fc.array(inline, { maxLength: 4 }).map(joinTexts);

/** Texts beside each other with the same marks are one text to the document. */
function joinTexts(nodes: readonly NoteNode[]): NoteNode[] {
  const joined: NoteNode[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    const same = last?.type === "text" && node.type === "text" && sameMarks(last.marks, node.marks);
    if (same) joined[joined.length - 1] = { ...last, text: `${last.text}${node.text}` };
    else joined.push(node);
  }
  return joined;
}

function sameMarks(one: readonly NoteMark[] = [], other: readonly NoteMark[] = []): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function holding(type: NoteNode["type"], content: NoteNode[], attrs?: NoteNode["attrs"]): NoteNode {
  return { type, ...(attrs && { attrs }), ...(content.length > 0 && { content }) };
}

const { block } = fc.letrec<{ block: NoteNode; blocks: NoteNode[] }>((tie) => ({
  blocks: fc.array(tie("block"), { minLength: 1, maxLength: 3 }),
  block: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    line.map((content) => holding("paragraph", content)),
    fc.tuple(line, fc.integer({ min: 1, max: 3 })).map(([content, level]) => holding("heading", content, { level })),
    fc.constant<NoteNode>({ type: "horizontal_rule" }),
    fc
      .tuple(fc.option(words, { nil: "" }), fc.constantFrom(null, "sql"))
      .map(([code, language]) =>
        holding(
          "code_block",
          code === "" ? [] : [{ type: "text", text: code }],
          language === null ? undefined : { language },
        ),
      ),
    tie("blocks").map((content) => holding("blockquote", content)),
    fc.array(tie("blocks"), { minLength: 1, maxLength: 3 }).map((items) =>
      holding(
        "bullet_list",
        items.map((content) => holding("list_item", content)),
      ),
    ),
    fc
      .tuple(fc.array(tie("blocks"), { minLength: 1, maxLength: 3 }), fc.integer({ min: 0, max: 9 }))
      .map(([items, start]) =>
        holding(
          "ordered_list",
          items.map((content) => holding("list_item", content)),
          { start },
        ),
      ),
    fc.array(fc.tuple(tie("blocks"), fc.boolean()), { minLength: 1, maxLength: 3 }).map((items) =>
      holding(
        "check_list",
        items.map(([content, checked]) => holding("check_item", content, { checked })),
      ),
    ),
  ),
}));

/** Any rich text that a person could write, in the form in which the editor leaves it. */
export const anyNotes: fc.Arbitrary<NoteNode[]> = fc.array(block, { minLength: 1, maxLength: 5 });
