import type { NoteMark, NoteNode } from "@candor/core/notes/note-node.ts";

/** Blocks as office programs have them: lists are paragraphs that say how deep they stand. */
export type FlatBlock =
  | { type: "block"; node: NoteNode }
  | {
      type: "item";
      /** 0: outermost */
      level: number;
      kind: "bullet" | "ordered" | "check";
      checked: boolean;
      node: NoteNode;
    }
  /** what stands in the item before it */
  | { type: "more"; level: number; node: NoteNode };

const MAX_LEVEL = 9;

type OpenList = { level: number; kind: string; list: NoteNode; item: NoteNode };

/** Lists in lists, out of a row of paragraphs. */
export function nestBlocks(flat: readonly FlatBlock[]): NoteNode[] {
  const nodes: NoteNode[] = [];
  let open: OpenList[] = [];
  for (const each of flat) {
    if (each.type === "block") {
      open = [];
      nodes.push(each.node);
      continue;
    }
    const level = Math.min(each.level, MAX_LEVEL);
    if (each.type === "more") {
      const holder = open.findLast((list) => list.level <= level);
      if (holder) holder.item.content?.push(each.node);
      else nodes.push(each.node);
      continue;
    }
    const { kind, checked, node } = each;
    open = open.filter((list) => list.level < level || (list.level === level && list.kind === kind));
    const item: NoteNode =
      kind === "check"
        ? { type: "check_item", attrs: { checked }, content: [node] }
        : { type: "list_item", content: [node] };
    const last = open.at(-1);
    if (last?.level === level) {
      last.list.content?.push(item);
      last.item = item;
      continue;
    }
    const list: NoteNode =
      kind === "ordered"
        ? { type: "ordered_list", attrs: { start: 1 }, content: [item] }
        : { type: kind === "check" ? "check_list" : "bullet_list", content: [item] };
    if (last) last.item.content?.push(list);
    else nodes.push(list);
    open.push({ level, kind, list, item });
  }
  return nodes;
}

/** A paragraph that begins with a box is a check-box, however its program drew it. */
export function boxOf(content: readonly NoteNode[]): { checked: boolean; content: NoteNode[] } | null {
  const [first, ...rest] = content;
  const found = first?.type === "text" ? /^\s*([☐□☑☒✅✓✔])\s*/u.exec(first.text ?? "") : null;
  if (!first || !found) return null;
  const text = (first.text ?? "").slice(found[0].length);
  return { checked: !"☐□".includes(found[1] ?? ""), content: text === "" ? rest : [{ ...first, text }, ...rest] };
}

/** Texts beside each other with the same marks are one, and no line begins or ends with a space. */
export function tidyInline(nodes: readonly NoteNode[]): NoteNode[] {
  const tidy: NoteNode[] = [];
  for (const node of nodes) {
    const last = tidy.at(-1);
    if (node.type === "text" && last?.type === "text" && sameMarks(last.marks, node.marks)) {
      tidy[tidy.length - 1] = { ...last, text: `${last.text}${node.text}` };
    } else tidy.push(node);
  }
  const trim = (index: number, pattern: RegExp) => {
    const node = tidy[index];
    if (node?.type === "text") tidy[index] = { ...node, text: (node.text ?? "").replace(pattern, "") };
  };
  trim(0, /^\s+/);
  trim(tidy.length - 1, /\s+$/);
  return tidy.filter((node) => node.type !== "text" || node.text !== "");
}

function sameMarks(left: readonly NoteMark[] = [], right: readonly NoteMark[] = []): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

export function blockOf(type: "paragraph" | "blockquote", content: NoteNode[]): NoteNode {
  return content.length === 0 ? { type } : { type, content };
}
