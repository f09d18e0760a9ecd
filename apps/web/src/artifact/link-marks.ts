import type { LinkTitle } from "@candor/protocol/http/link.ts";
import { effect, untracked } from "@preact/signals";
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { texts } from "../links/link-title-texts.ts";
import type { LinkTitlesHere } from "../links/link-titles.ts";

type Found = ReadonlyMap<string, LinkTitle>; // by address
type Marked = { found: Found; marks: DecorationSet };

const linksKey = new PluginKey<Marked>("link-marks");

/**
 * Has each link in an editor say what it leads to, by attributes that the styles draw: nothing of it is part of the text.
 *
 * @param path where links of the artifact are asked for
 */
export function linkMarks(path: string, titles: Pick<LinkTitlesHere, "titleOf">): Plugin {
  return new Plugin({
    key: linksKey,
    state: {
      init: (): Marked => ({ found: new Map(), marks: DecorationSet.empty }),
      apply: (transaction, before): Marked => {
        const found: Found = transaction.getMeta(linksKey) ?? before.found;
        if (found === before.found && (!transaction.docChanged || found.size === 0)) return before;
        return { found, marks: draw(transaction.doc, found) };
      },
    },
    props: { decorations: (state) => linksKey.getState(state)?.marks },
    view: (view) => follow(view, (href) => titles.titleOf(path, href).value),
  });
}

/** @param titleOf follows what is known of a link */
function follow(view: EditorView, titleOf: (href: string) => LinkTitle | null) {
  let asked = "";
  let stop = () => {};
  // A moment later: an editor is not changed while it changes.
  const look = () =>
    queueMicrotask(() => {
      const hrefs = view.isDestroyed ? [] : addressesIn(view.state.doc);
      if (hrefs.join(" ") === asked) return;
      asked = hrefs.join(" ");
      stop();
      stop = effect(() => {
        const found = new Map<string, LinkTitle>();
        for (const href of hrefs) {
          const title = titleOf(href);
          if (title !== null) found.set(href, title);
        }
        untracked(() => {
          if (view.isDestroyed || (found.size === 0 && linksKey.getState(view.state)?.found.size === 0)) return;
          view.dispatch(view.state.tr.setMeta(linksKey, found).setMeta("addToHistory", false));
        });
      });
    });
  look();
  return {
    update: (_view: EditorView, before: { doc: Node }) => {
      if (before.doc !== view.state.doc) look();
    },
    destroy: () => stop(),
  };
}

function addressesIn(doc: Node): string[] {
  const found = new Set<string>();
  doc.descendants((node) => {
    const href = addressOf(node);
    if (href !== null) found.add(href);
  });
  return [...found];
}

function draw(doc: Node, found: Found): DecorationSet {
  const marks: Decoration[] = [];
  doc.descendants((node, position, parent, index) => {
    const href = addressOf(node);
    const link = href === null ? undefined : found.get(href);
    if (!link) return;
    // Once for each link, behind all of it, also where a part of it is bold.
    const next = parent?.maybeChild(index + 1);
    if (next && addressOf(next) === href) return;
    const state = link.state === null ? {} : { "data-link-state": link.said ?? texts.states[link.state] };
    marks.push(Decoration.inline(position, position + node.nodeSize, { "data-link-title": link.title, ...state }));
  });
  return DecorationSet.create(doc, marks);
}

function addressOf(node: Node): string | null {
  const link = node.isInline ? node.marks.find(({ type }) => type.name === "link") : undefined;
  return link ? String(link.attrs.href) : null;
}
