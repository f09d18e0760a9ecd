import { ownImage } from "@candor/core/notes/note-node.ts";
import type { Node } from "prosemirror-model";
import type { EditorView, NodeView } from "prosemirror-view";
import { notesSchema } from "../notes/notes-schema.ts";
import { announce } from "../ui/announce.ts";
import { showToast } from "../ui/toasts.ts";
import { sendImage } from "./artifact-calls.ts";
import { artifactTexts } from "./artifact-texts.ts";

const MAX_IMAGE_BYTES = 8 * 1024 * 1024; // as the server has it; said before anything is sent
const texts = artifactTexts.tools;

/** Sends images one after the other and puts each after the block where the caret is by then. Nothing else is lost with one. */
export async function putImages(id: string, files: readonly Blob[], view: () => EditorView | null): Promise<void> {
  for (const file of files) {
    if (file.size > MAX_IMAGE_BYTES) {
      showToast(texts.tooLarge);
      continue;
    }
    announce(texts.uploading);
    const sent = await sendImage(id, file);
    if (typeof sent === "string") {
      const { noImage, tooLarge, notSent } = texts;
      showToast({ no_image: noImage, too_large: tooLarge, not_sent: notSent }[sent]);
      continue;
    }
    if ("refused" in sent) {
      showToast(sent.refused);
      continue;
    }
    const open = view();
    if (!open || open.isDestroyed) continue;
    const { $from } = open.state.selection;
    const at = $from.depth === 0 ? open.state.doc.content.size : $from.after(1);
    const { image, paragraph } = notesSchema.nodes;
    open.dispatch(open.state.tr.insert(at, [image.create({ src: sent.src }), paragraph.create()]));
    announce(texts.uploaded);
  }
}

/** An image with what it shows, in words, and a way to take it out. */
export function imageView(node: Node, view: EditorView, at: () => number | undefined): NodeView {
  let shown = node;
  const dom = document.createElement("figure");
  dom.className = "artifact-image";
  dom.contentEditable = "false";
  const img = document.createElement("img");
  const words = document.createElement("input");
  words.className = "input";
  words.type = "text";
  words.placeholder = texts.alt;
  words.setAttribute("aria-label", texts.alt);
  words.maxLength = 400;
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "button button-small button-quiet";
  remove.textContent = texts.removeImage;
  dom.append(img, words, remove);
  const show = () => {
    const src = ownImage(shown.attrs.src);
    if (src === null) img.removeAttribute("src");
    else img.src = src;
    img.alt = String(shown.attrs.alt ?? "");
    if (document.activeElement !== words) words.value = img.alt;
  };
  show();
  words.addEventListener("change", () => {
    const place = at();
    if (place !== undefined) view.dispatch(view.state.tr.setNodeAttribute(place, "alt", words.value));
  });
  remove.addEventListener("click", () => {
    const place = at();
    if (place === undefined) return;
    view.dispatch(view.state.tr.delete(place, place + shown.nodeSize));
    view.focus();
  });
  return {
    dom,
    update(next) {
      if (next.type !== shown.type) return false;
      shown = next;
      show();
      return true;
    },
    stopEvent: () => true,
    ignoreMutation: () => true,
  };
}
