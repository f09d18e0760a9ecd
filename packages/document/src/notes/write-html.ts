import { type NoteMark, type NoteNode, ownImage, safeHref } from "@candor/core/notes/note-node.ts";

const MARK_TAGS = { strong: "strong", em: "em", strike: "s", code: "code" } as const;

/**
 * Rich text as HTML that can do nothing but be read: all text escaped, links only where they are safe.
 *
 * @param below the level of the heading under which it will stand.
 * @param imageAt where an image of ours is found; null: its words stand in its place.
 */
export function writeHtml(
  nodes: readonly NoteNode[],
  below = 0,
  imageAt: (src: string) => string | null = (src) => src,
): string {
  return nodes.map((node) => writeNode(node, { below, imageAt })).join("");
}

type Place = { below: number; imageAt: (src: string) => string | null };

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

function writeNode(node: NoteNode, place: Place): string {
  const { below, imageAt } = place;
  const inner = () => writeHtml(node.content ?? [], below, imageAt);
  switch (node.type) {
    case "text":
      return (node.marks ?? []).reduceRight(writeMark, escapeHtml(node.text ?? ""));
    case "paragraph":
      return `<p>${inner()}</p>\n`;
    case "heading": {
      const level = Math.min(6, Math.max(1, Math.round(Number(node.attrs?.level ?? 1))) + below);
      return `<h${level}>${inner()}</h${level}>\n`;
    }
    case "bullet_list":
      return `<ul>\n${inner()}</ul>\n`;
    case "ordered_list":
      return `<ol start="${Math.round(Number(node.attrs?.start ?? 1)) || 1}">\n${inner()}</ol>\n`;
    case "check_list":
      return `<ul class="checks">\n${inner()}</ul>\n`;
    case "list_item":
      return `<li>${inner()}</li>\n`;
    case "check_item": {
      const box = node.attrs?.checked === true ? "☑" : "☐";
      return `<li><span class="box">${box}</span> ${inner()}</li>\n`;
    }
    case "blockquote":
      return `<blockquote>${inner()}</blockquote>\n`;
    case "code_block":
      return `<pre><code>${inner()}</code></pre>\n`;
    case "table":
      return `<div class="frame" tabindex="0"><table>\n${inner()}</table></div>\n`;
    case "table_row":
      return `<tr>${inner()}</tr>\n`;
    case "table_cell":
      return node.attrs?.head === true ? `<th>${inner()}</th>` : `<td>${inner()}</td>`;
    case "image": {
      const own = ownImage(node.attrs?.src);
      const [src, alt] = [own === null ? null : imageAt(own), escapeHtml(String(node.attrs?.alt ?? ""))];
      if (src !== null) return `<p><img src="${escapeHtml(src)}" alt="${alt}"></p>\n`;
      return alt === "" ? "" : `<p class="image">${alt}</p>\n`;
    }
    case "horizontal_rule":
      return "<hr>\n";
    case "hard_break":
      return "<br>";
    case "mention":
      return `<span class="mention">@${escapeHtml(String(node.attrs?.name ?? ""))}</span>`;
  }
}

function writeMark(inner: string, mark: NoteMark): string {
  if (mark.type !== "link") return `<${MARK_TAGS[mark.type]}>${inner}</${MARK_TAGS[mark.type]}>`;
  const href = safeHref(mark.attrs?.href);
  return href === null ? inner : `<a href="${escapeHtml(href)}" rel="noopener noreferrer">${inner}</a>`;
}
