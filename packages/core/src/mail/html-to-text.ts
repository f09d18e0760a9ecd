import { partOfMail } from "./part-of-mail.ts";

const HIDDEN: ReadonlySet<string> = new Set(["script", "style", "head", "title", "template", "noscript", "svg"]);
const NAME = /[a-z][a-z0-9:]*/iy;
const BLOCK = /^(?:p|div|li|tr|ul|ol|table|h[1-6]|pre|section|article|header|footer|dd|dt|address|center)$/;
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", copy: "©", reg: "®", trade: "™", hellip: "…" },
  ...{
    ndash: "–",
    mdash: "—",
    lsquo: "‘",
    rsquo: "’",
    ldquo: "“",
    rdquo: "”",
    bull: "•",
    euro: "€",
    zwnj: "",
    zwj: "",
  },
  ...{ auml: "ä", ouml: "ö", uuml: "ü", Auml: "Ä", Ouml: "Ö", Uuml: "Ü", szlig: "ß", eacute: "é", egrave: "è" },
  ...{ agrave: "à", ccedil: "ç", ntilde: "ñ", aring: "å", oslash: "ø", laquo: "«", raquo: "»", middot: "·" },
};

const HEAD = /^[^\s:：][^:：]{0,30}[:：]/u; // "From:", in any language
const FEWEST_HEADS = 3; // whom it was from, when it was sent, and about what
const HEADS_LENGTH = 3_000; // characters of HTML in which these stand
const MOST_LOOKS = 20;
const EMPTY: ReadonlySet<string> = new Set(["br", "hr", "img", "input", "link", "meta", "area", "col", "wbr", "base"]);

export type MailKind =
  /** something is answered to: what the program marks as that, or as heads above it, is no word of the sender */
  | "answer"
  /** what stands below is what the mail is about */
  | "forward"
  | "plain";

/**
 * The words of a mail that has them as HTML alone, a line for each block, quotes marked with ">" as plain mails have them.
 * Nothing of it is ever shown as HTML. Signatures stay out where the program marks them, and so do, of an answer, the heads
 * of what it answers to with all that is below them.
 */
export function htmlToText(html: string, kind: MailKind = "plain"): string {
  const lines: string[] = [];
  let line = "";
  let depth = 0;
  let looks = 0;
  const within: { name: string; nested: number; isLeftOut: boolean }[] = [];
  const end = () => {
    const text = line.replace(/[ \t\r\n]+/g, " ").trim();
    if (text !== "" || lines.at(-1) !== "") lines.push(text === "" ? "" : `${"> ".repeat(Math.min(depth, 5))}${text}`);
    line = "";
  };
  const isBegin = (at: number) => {
    looks += 1;
    return looks <= MOST_LOOKS && beginsWithHeads(html.slice(at, at + HEADS_LENGTH));
  };
  for (const { name, isEnd, text, at } of tokensOf(html)) {
    const part = within.at(-1);
    if (part && name === part.name) part.nested += isEnd ? -1 : 1;
    if (part?.nested === 0) {
      within.pop();
      if (!part.isLeftOut) {
        end();
        depth -= 1;
      }
      continue;
    }
    if (part?.isLeftOut) continue;
    const made = name === null || isEnd || EMPTY.has(name) || kind === "forward" ? null : partOfMail(name, text);
    if (made !== null && (made === "signature" || kind === "answer")) {
      if (made === "heads" || (made === "heads_if_named" && isBegin(at))) break;
      if (made !== "heads_if_named" && name !== null) {
        if (line.trim() !== "") end();
        within.push({ name, nested: 1, isLeftOut: made !== "quote" });
        if (made === "quote") depth += 1;
        continue;
      }
    }
    if (name === null) line += decodeEntities(text);
    else if (name === "br" || name === "hr") end();
    else if (isEnd) {
      if (name === "blockquote" || BLOCK.test(name)) {
        if (line.trim() !== "") end();
        if (name === "p" || name === "blockquote") end();
      }
      if (name === "blockquote" && depth > 0) depth -= 1;
    } else {
      if ((name === "blockquote" || BLOCK.test(name)) && line.trim() !== "") end();
      if (name === "li") line = "- ";
      if (name === "blockquote") depth += 1;
    }
  }
  end();
  return lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function beginsWithHeads(html: string): boolean {
  const [first = "", ...others] = htmlToText(html)
    .split("\n")
    .filter((line) => line !== "")
    .slice(0, 6);
  return HEAD.test(first) && others.filter((line) => HEAD.test(line)).length >= FEWEST_HEADS - 1;
}

type Token = {
  /** of a tag; null: it is text */
  name: string | null;
  isEnd: boolean;
  /** of a tag, what stands in it behind its name */
  text: string;
  /** what comes next */
  at: number;
};

/** Goes through it once, from left to right: what never ends takes the rest with it, as in a browser. */
function* tokensOf(html: string): Generator<Token> {
  let at = 0;
  while (at < html.length) {
    const tag = html.indexOf("<", at);
    const next = tag < 0 ? html.length : tag;
    if (tag !== at) yield { name: null, isEnd: false, text: html.slice(at, next), at: next };
    if (tag < 0) return;
    if (html.startsWith("<!--", tag)) at = after(html, "-->", tag + 4);
    else if (html[tag + 1] === "!" || html[tag + 1] === "?") at = after(html, ">", tag + 1);
    else {
      const isEnd = html[tag + 1] === "/";
      NAME.lastIndex = tag + (isEnd ? 2 : 1);
      const name = NAME.exec(html)?.[0].toLowerCase();
      if (name === undefined) {
        at = tag + 1;
        yield { name: null, isEnd: false, text: "<", at };
        continue;
      }
      const from = NAME.lastIndex;
      at = afterTag(html, from);
      if (!isEnd && HIDDEN.has(name)) at = after(html, ">", afterHidden(html, name, at));
      else yield { name, isEnd, text: html.slice(from, at - 1), at };
    }
  }
}

function after(html: string, words: string, from: number): number {
  const at = html.indexOf(words, from);
  return at < 0 ? html.length : at + words.length;
}

/** Behind the end of a tag; a ">" between quotes is none. */
function afterTag(html: string, from: number): number {
  let quote = "";
  for (let at = from; at < html.length; at += 1) {
    const letter = html[at] ?? "";
    if (quote !== "") {
      if (letter === quote) quote = "";
    } else if (letter === ">") return at + 1;
    else if ((letter === '"' || letter === "'") && /[=\s]/.test(html[at - 1] ?? "")) quote = letter;
  }
  return html.length;
}

function afterHidden(html: string, name: string, from: number): number {
  for (let at = html.indexOf("</", from); at >= 0; at = html.indexOf("</", at + 2))
    if (html.slice(at + 2, at + 2 + name.length).toLowerCase() === name) return at;
  return html.length;
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));?/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : "";
  });
}
