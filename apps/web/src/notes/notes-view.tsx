import { type NoteMark, type NoteNode, plainText, safeHref } from "@candor/core/notes/note-node.ts";
import { shown } from "@candor/document/page/shown.ts";
import type { ComponentChildren } from "preact";
import "./notes.css";
import { texts } from "./texts.ts";

const MOST_IN_A_RUN = 100_000; // UTF-16 units: no browser lays out a line as long as a page

/**
 * Rich text as real elements, without an editor.
 *
 * @param onCheck called with the check-box's number within the text, counted from 0; left out: they can't be ticked.
 * @param long draws what only an artifact holds; left out: its words alone
 */
export function NotesView({
  nodes,
  onCheck,
  long,
}: {
  nodes: readonly NoteNode[];
  onCheck?: ((index: number, checked: boolean) => void) | undefined;
  long?: DrawLong;
}) {
  const checks: Checks = { count: 0, onCheck, long };
  return <div class="notes-text">{nodes.map((node) => renderNode(node, checks))}</div>;
}

type DrawLong = (node: NoteNode, children: ComponentChildren) => ComponentChildren;
type Checks = {
  count: number;
  onCheck: ((index: number, checked: boolean) => void) | undefined;
  long: DrawLong | undefined;
};

function renderNode(node: NoteNode, checks: Checks): ComponentChildren {
  if (node.type === "text") return renderMarks(shown(node.text ?? "", MOST_IN_A_RUN), node.marks ?? []);
  if (node.type === "hard_break") return <br />;
  if (node.type === "horizontal_rule") return <hr />;
  if (node.type === "mention") return <span class="mention">@{String(node.attrs?.name ?? "")}</span>;
  if (node.type === "check_item") return renderCheckItem(node, checks);
  const children = (node.content ?? []).map((child) => renderNode(child, checks));
  switch (node.type) {
    case "paragraph":
      return <p>{lastLine(children)}</p>;
    case "heading": {
      const Heading = HEADINGS[Number(node.attrs?.level)] ?? "h4";
      return <Heading>{lastLine(children)}</Heading>;
    }
    case "bullet_list":
      return <ul>{children}</ul>;
    case "ordered_list": {
      const start = Number(node.attrs?.start ?? 1);
      return <ol {...(Number.isSafeInteger(start) && start !== 1 && { start })}>{children}</ol>;
    }
    case "check_list":
      return <ul class="check-list">{children}</ul>;
    case "list_item":
      return <li>{children}</li>;
    case "blockquote":
      return <blockquote>{children}</blockquote>;
    case "code_block":
      return (
        <pre>
          <code>{lastLine(children)}</code>
        </pre>
      );
    default:
      return checks.long?.(node, children) ?? children;
  }
}

const HEADINGS: Readonly<Record<number, "h4" | "h5" | "h6">> = { 1: "h4", 2: "h5", 3: "h6" };

/** An empty line is as high as a full one, as it is in the editor. */
function lastLine(children: ComponentChildren[]): ComponentChildren {
  return children.length === 0 ? <br /> : children;
}

function renderCheckItem(node: NoteNode, checks: Checks): ComponentChildren {
  const index = checks.count;
  checks.count += 1;
  const { onCheck } = checks;
  const checked = node.attrs?.checked === true;
  const own = (node.content ?? []).filter((child) => !child.type.endsWith("_list"));
  return (
    <li data-checked={String(checked)}>
      <input
        type="checkbox"
        checked={checked}
        disabled={onCheck === undefined}
        aria-label={texts.checkItem(shown(plainText(own)))}
        onClick={(event) => {
          event.stopPropagation(); // a tick opens no editor
          onCheck?.(index, event.currentTarget.checked);
        }}
      />
      <div class="check-text">{(node.content ?? []).map((child) => renderNode(child, checks))}</div>
    </li>
  );
}

const MARK_ORDER: readonly NoteMark["type"][] = ["link", "strong", "em", "strike", "code"]; // outermost first

function renderMarks(text: string, marks: readonly NoteMark[]): ComponentChildren {
  const ordered = [...marks].sort((a, b) => MARK_ORDER.indexOf(a.type) - MARK_ORDER.indexOf(b.type));
  return ordered.reduceRight<ComponentChildren>((inner, mark) => {
    switch (mark.type) {
      case "strong":
        return <strong>{inner}</strong>;
      case "em":
        return <em>{inner}</em>;
      case "strike":
        return <s>{inner}</s>;
      case "code":
        return <code>{inner}</code>;
      case "link": {
        const href = safeHref(mark.attrs?.href);
        if (href === null) return inner;
        return (
          <a href={href} rel="noopener noreferrer" target="_blank">
            {inner}
          </a>
        );
      }
      default:
        return inner;
    }
  }, text);
}
