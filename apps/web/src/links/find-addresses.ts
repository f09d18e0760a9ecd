import { safeHref } from "@candor/core/notes/note-node.ts";

const ADDRESS = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'*_]/g;
const HOST = /^https?:\/\/([^/?#\\]+)/i;
const MOST = 5; // of one line

/** The addresses of the web in a line of plain text, each once. */
export function findAddresses(text: string): string[] {
  const found = (text.match(ADDRESS) ?? []).filter((address) => safeHref(address) !== null);
  return [...new Set(found)].slice(0, MOST);
}

/** Where an address leads, as far as it says; the address itself where it doesn't. */
export function hostOf(address: string): string {
  return HOST.exec(address)?.[1]?.toLowerCase() ?? address;
}
