import { cleanTitle } from "@candor/core/link/clean-title.ts";

const MAX_HEAD = 200_000; // characters; what calls itself a title further down is none
const MAX_TAG = 8_000;
const NAMED: Readonly<Record<string, string>> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", ndash: "–", mdash: "—", hellip: "…", middot: "·" },
  ...{ laquo: "«", raquo: "»", lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”", bull: "•", copy: "©", reg: "®" },
};

/**
 * What a page calls itself: what it says to whoever shows a link to it (OpenGraph), or its title. Nothing of it is run
 * or kept; it is gone through once, from its start to its end.
 */
export function readPageTitle(html: string): string | null {
  const head = html.slice(0, MAX_HEAD);
  let title: string | null = null;
  for (let at = head.indexOf("<"); at >= 0; at = head.indexOf("<", at)) {
    if (head.startsWith("<!--", at)) {
      const end = head.indexOf("-->", at + 4);
      if (end < 0) break;
      at = end + 3;
      continue;
    }
    const [, name = ""] = /^<\/?([a-z][a-z\d]{0,20})/i.exec(head.slice(at, at + 24)) ?? [];
    if (name === "") {
      at += 1;
      continue;
    }
    const tag = head[at + 1] === "/" ? `/${name.toLowerCase()}` : name.toLowerCase();
    const end = endOfTag(head, at);
    if (tag === "body" || tag === "/head" || end < 0) break;
    const attributes = tag === "meta" ? readAttributes(head.slice(at + 5, end)) : null;
    const shown = attributes && (attributes.get("property") ?? attributes.get("name"));
    if (shown?.toLowerCase() === "og:title") {
      const found = cleanTitle(decode(attributes?.get("content") ?? ""));
      if (found !== null) return found;
    }
    at = end + 1;
    if (tag === "title" || tag === "script" || tag === "style" || tag === "noscript") {
      const close = closing(head, tag, at);
      if (tag === "title") title ??= cleanTitle(decode(head.slice(at, close < 0 ? at + 2_000 : close)));
      if (close < 0) break;
      at = close;
    }
  }
  return title;
}

/** @returns where the `>` stands that ends a tag, and is in no attribute; below 0: nowhere near. */
function endOfTag(text: string, from: number): number {
  let quote = "";
  for (let at = from + 1; at < text.length && at < from + MAX_TAG; at++) {
    const letter = text[at] ?? "";
    if (quote !== "") quote = letter === quote ? "" : quote;
    else if (letter === ">") return at;
    else if ((letter === '"' || letter === "'") && /[=\s]/.test(text[at - 1] ?? "")) quote = letter;
  }
  return -1;
}

function closing(text: string, tag: string, from: number): number {
  for (let at = text.indexOf("</", from); at >= 0; at = text.indexOf("</", at + 2))
    if (text.slice(at + 2, at + 2 + tag.length).toLowerCase() === tag) return at;
  return -1;
}

function readAttributes(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = "", , double, single, bare] of text.matchAll(
    /([a-z][\w:-]{0,40})\s{0,20}(=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]{1,2000})))?/gi,
  ))
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), double ?? single ?? bare ?? "");
  return found;
}

function decode(text: string): string {
  return text
    .slice(0, 8_000)
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));?/gi, (all, ten, sixteen, name) => {
      if (name !== undefined) return NAMED[name] ?? NAMED[name.toLowerCase()] ?? all;
      const code = ten === undefined ? Number.parseInt(sixteen, 16) : Number(ten);
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : "";
    });
}
