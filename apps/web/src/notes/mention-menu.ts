import type { MemberId } from "@candor/core/person/member.ts";
import { type EditorState, Plugin, PluginKey } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { notesSchema } from "./notes-schema.ts";
import { texts } from "./texts.ts";

export type Names = Readonly<Record<MemberId, string>>;

type Suggestion = {
  /** where the @ stands, and the caret behind what was typed of the name */
  from: number;
  to: number;
  members: readonly { id: MemberId; name: string }[];
  chosen: number;
};

type MenuState = { suggestion: Suggestion | null /** where Escape closed the menu */; dismissedAt: number | null };

const menuKey = new PluginKey<MenuState>("mention-menu");
let menus = 0;

/** Offers the two names after an @: arrow keys choose, Enter or Tab takes, Escape goes on without. */
export function mentionMenu(names: () => Names): Plugin<MenuState> {
  menus += 1;
  const listId = `mention-menu-${menus}`;
  return new Plugin<MenuState>({
    key: menuKey,
    state: {
      init: () => ({ suggestion: null, dismissedAt: null }),
      apply: (transaction, before, _old, state) => {
        const change = transaction.getMeta(menuKey) as "dismiss" | { chosen: number } | undefined;
        const { suggestion } = before;
        if (change === "dismiss") return { suggestion: null, dismissedAt: suggestion?.from ?? null };
        if (change && suggestion) return { ...before, suggestion: { ...suggestion, ...change } };
        const next = suggest(state, names());
        if (next === null) return { suggestion: null, dismissedAt: null };
        if (next.from === before.dismissedAt) return { suggestion: null, dismissedAt: next.from };
        const chosen = Math.min(suggestion?.chosen ?? 0, next.members.length - 1);
        return { suggestion: { ...next, chosen }, dismissedAt: null };
      },
    },
    props: {
      attributes: (state): Record<string, string> => {
        const suggestion = menuKey.getState(state)?.suggestion;
        if (!suggestion) return {};
        return { "aria-controls": listId, "aria-activedescendant": `${listId}-${suggestion.chosen}` };
      },
      handleKeyDown: (view, event) => {
        const suggestion = menuKey.getState(view.state)?.suggestion;
        if (!suggestion || event.isComposing) return false;
        const { members, chosen } = suggestion;
        const choose = (index: number) =>
          view.dispatch(view.state.tr.setMeta(menuKey, { chosen: (index + members.length) % members.length }));
        switch (event.key) {
          case "ArrowDown":
            choose(chosen + 1);
            return true;
          case "ArrowUp":
            choose(chosen - 1);
            return true;
          case "Enter":
          case "Tab":
            take(view, suggestion, chosen);
            return true;
          case "Escape":
            view.dispatch(view.state.tr.setMeta(menuKey, "dismiss"));
            return true;
          default:
            return false;
        }
      },
      handleDOMEvents: {
        blur: (view) => {
          if (menuKey.getState(view.state)?.suggestion) view.dispatch(view.state.tr.setMeta(menuKey, "dismiss"));
          return false;
        },
      },
    },
    view: (view) => showList(view, listId),
  });
}

function suggest(state: EditorState, names: Names): Suggestion | null {
  const { $from, empty, from } = state.selection;
  if (!empty || !$from.parent.inlineContent || $from.parent.type.spec.code) return null;
  const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 40), $from.parentOffset, null, "\ufffc");
  const typed = /(?:^|[\s(])@([\p{L}\p{N}]{0,30})$/u.exec(before)?.[1];
  if (typed === undefined) return null;
  const wanted = typed.toLocaleLowerCase();
  const members = (["a", "b"] as const)
    .map((id) => ({ id, name: names[id] }))
    .filter(({ name }) => name !== "" && name.toLocaleLowerCase().startsWith(wanted));
  return members.length === 0 ? null : { from: from - typed.length - 1, to: from, members, chosen: 0 };
}

function take(view: EditorView, { from, to, members }: Suggestion, index: number): void {
  const member = members[index];
  if (!member) return;
  const mention = notesSchema.nodes.mention.create({ member: member.id, name: member.name });
  view.dispatch(view.state.tr.replaceWith(from, to, [mention, notesSchema.text(" ")]).scrollIntoView());
}

function showList(view: EditorView, listId: string): { update: (view: EditorView) => void; destroy: () => void } {
  const list = document.createElement("ul");
  list.id = listId;
  list.className = "mention-menu";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", texts.mentionList);
  list.hidden = true;
  view.dom.parentElement?.append(list);
  let shown: Suggestion | null = null;
  return {
    update: () => {
      const suggestion = menuKey.getState(view.state)?.suggestion ?? null;
      if (suggestion === shown) return;
      shown = suggestion;
      list.hidden = suggestion === null;
      if (!suggestion) return;
      list.replaceChildren(
        ...suggestion.members.map(({ name }, index) => {
          const option = document.createElement("li");
          option.id = `${listId}-${index}`;
          option.setAttribute("role", "option");
          option.setAttribute("aria-selected", String(index === suggestion.chosen));
          option.textContent = name;
          option.addEventListener("mousedown", (event) => {
            event.preventDefault(); // the focus stays in the text
            take(view, suggestion, index);
          });
          return option;
        }),
      );
      const caret = view.coordsAtPos(suggestion.from);
      const frame = list.offsetParent?.getBoundingClientRect();
      list.style.left = `${caret.left - (frame?.left ?? 0)}px`;
      list.style.top = `${caret.bottom - (frame?.top ?? 0) + 4}px`;
    },
    destroy: () => list.remove(),
  };
}
