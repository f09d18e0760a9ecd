import type { Node } from "prosemirror-model";
import type { EditorView, NodeView } from "prosemirror-view";
import { texts } from "./texts.ts";

/** A list item with a real check-box before its text. */
export function checkItemView(node: Node, view: EditorView, getPosition: () => number | undefined): NodeView {
  const dom = document.createElement("li");
  const box = document.createElement("input");
  const contentDOM = document.createElement("div");
  box.type = "checkbox";
  box.contentEditable = "false";
  box.tabIndex = -1; // Tab belongs to the text; a shortcut ticks
  contentDOM.className = "check-text";
  dom.append(box, contentDOM);
  const show = (shown: Node) => {
    const checked = shown.attrs.checked === true;
    dom.dataset.checked = String(checked);
    box.checked = checked;
    box.disabled = !view.editable;
    box.setAttribute("aria-label", texts.checkItem(shown.firstChild?.textContent ?? ""));
  };
  box.addEventListener("mousedown", (event) => event.preventDefault()); // the caret stays where it is
  box.addEventListener("change", () => {
    const position = getPosition();
    if (position !== undefined) view.dispatch(view.state.tr.setNodeAttribute(position, "checked", box.checked));
  });
  show(node);
  return {
    dom,
    contentDOM,
    update: (next) => {
      if (next.type !== node.type) return false;
      show(next);
      return true;
    },
    stopEvent: (event) => event.target === box,
    ignoreMutation: (mutation) => mutation.target === box || mutation.target === dom,
  };
}
