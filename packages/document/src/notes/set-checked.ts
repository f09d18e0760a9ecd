import { NOTE_NODE_TYPES } from "@candor/core/notes/note-node.ts";
import * as Y from "yjs";
import { edit } from "../edit.ts";

const KNOWN_TYPES: ReadonlySet<string> = new Set(NOTE_NODE_TYPES);

/**
 * Ticks or unticks a check-box.
 *
 * @param index its number within what `readNotes` shows, in reading order from 0; one that isn't there changes nothing.
 */
export function setChecked(doc: Y.Doc, fragment: Y.XmlFragment, index: number, checked: boolean): void {
  edit(doc, "tick check-box", () => {
    // Yjs types attributes as strings, and keeps a boolean as it is
    checkItems(fragment)[index]?.setAttribute("checked", checked as unknown as string);
  });
}

function checkItems(parent: Y.XmlFragment): Y.XmlElement[] {
  return parent.toArray().flatMap((child): Y.XmlElement[] => {
    if (!(child instanceof Y.XmlElement) || !KNOWN_TYPES.has(child.nodeName)) return [];
    return child.nodeName === "check_item" ? [child, ...checkItems(child)] : checkItems(child);
  });
}
