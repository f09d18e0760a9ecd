import { decodeEntities } from "../notes/decode-entities.ts";
import { SourceFault } from "./source-fault.ts";

export type MarkupElement = {
  /** in XML without its prefix, in HTML in lower case */
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: MarkupNode[];
};
export type MarkupNode = MarkupElement | string;

const MAX_DEPTH = 200;
const MAX_NODES = 3_000_000;
const MAX_TAG = 100_000; // characters

/**
 * XML as office documents hold it. Declarations of document types are refused, so there is no entity but the five of XML
 * and characters by number: nothing is fetched, nothing grows.
 *
 * @throws {SourceFault}
 */
export function parseXml(text: string): MarkupElement {
  return parse(text, false);
}

/** HTML as programs save it, by the tags alone; scripts and what else is not text are left out. Never shown, only read. */
export function parseHtml(text: string): MarkupElement {
  return parse(text, true);
}

const VOID = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));
const RAW = new Set(["script", "style", "title", "textarea", "noscript", "template"]);
const ENDS_PARAGRAPH = new Set(
  "address article aside blockquote div dl fieldset footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul".split(
    " ",
  ),
);
/** An element of these ends an open one of the same set, looked for up to the element that holds them. */
const SIBLINGS: readonly { names: ReadonlySet<string>; within: ReadonlySet<string> }[] = [
  { names: new Set(["li"]), within: new Set(["ul", "ol"]) },
  { names: new Set(["td", "th"]), within: new Set(["tr", "table"]) },
  { names: new Set(["tr"]), within: new Set(["table"]) },
  { names: new Set(["dt", "dd"]), within: new Set(["dl"]) },
];

function parse(text: string, isHtml: boolean): MarkupElement {
  const root: MarkupElement = { name: "", attributes: new Map(), children: [] };
  const stack: MarkupElement[] = [root];
  let nodes = 0;
  const top = () => stack[stack.length - 1] ?? root;
  const add = (node: MarkupNode) => {
    nodes += 1;
    if (nodes > MAX_NODES) throw new SourceFault("too_much");
    top().children.push(node);
  };
  const closeUpTo = (names: ReadonlySet<string>, within: ReadonlySet<string>) => {
    for (let index = stack.length - 1; index > 0; index -= 1) {
      const name = stack[index]?.name ?? "";
      if (within.has(name)) return;
      if (names.has(name)) {
        stack.length = index;
        return;
      }
    }
  };

  for (let at = 0; at < text.length; ) {
    const open = text.indexOf("<", at);
    const until = open === -1 ? text.length : open;
    if (until > at) add(decodeEntities(text.slice(at, until)));
    if (open === -1) break;
    if (text.startsWith("<!--", open)) {
      at = after(text, "-->", open + 4);
    } else if (text.startsWith("<![CDATA[", open)) {
      const end = text.indexOf("]]>", open);
      add(text.slice(open + 9, end === -1 ? text.length : end));
      at = after(text, "]]>", open);
    } else if (text[open + 1] === "!") {
      if (!isHtml) throw new SourceFault("foreign_markup");
      at = after(text, ">", open);
    } else if (text[open + 1] === "?") {
      at = after(text, ">", open);
    } else if (!/[A-Za-z/]/.test(text[open + 1] ?? "")) {
      add("<");
      at = open + 1;
    } else {
      const end = endOfTag(text, open);
      if (end === -1) {
        if (!isHtml) throw new SourceFault("damaged");
        add(text.slice(open)); // a tag without an end is the rest of a file that was cut off
        break;
      }
      at = end + 1;
      const tag = text.slice(open + 1, end);
      const name = nameOf(tag, isHtml);
      if (tag.startsWith("/")) {
        const depth = stack.findLastIndex((each) => each.name === name);
        if (depth > 0) stack.length = depth;
        else if (!isHtml) throw new SourceFault("damaged");
        continue;
      }
      if (isHtml) {
        if (ENDS_PARAGRAPH.has(name) && top().name === "p") stack.pop();
        for (const { names, within } of SIBLINGS) if (names.has(name)) closeUpTo(names, within);
      }
      const element: MarkupElement = { name, attributes: attributesOf(tag, isHtml), children: [] };
      add(element);
      if (isHtml && RAW.has(name)) {
        const close = new RegExp(`</${name}[\\s/>]`, "gi");
        close.lastIndex = at;
        const found = close.exec(text);
        const stop = found?.index ?? text.length;
        element.children.push(text.slice(at, stop));
        at = after(text, ">", stop);
      } else if (!tag.endsWith("/") || isHtml) {
        if (isHtml && VOID.has(name)) continue;
        if (stack.length > MAX_DEPTH) throw new SourceFault("too_deep");
        stack.push(element);
      }
    }
  }
  if (!isHtml && stack.length > 1) throw new SourceFault("damaged"); // cut off
  return root;
}

function after(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from);
  return found === -1 ? text.length : found + what.length;
}

/** The sign that ends a tag; one in quotes does not. */
function endOfTag(text: string, open: number): number {
  let quote = "";
  const last = Math.min(text.length, open + MAX_TAG);
  for (let at = open + 1; at < last; at += 1) {
    const sign = text[at] as string;
    if (quote !== "") {
      if (sign === quote) quote = "";
    } else if (sign === ">") return at;
    else if ((sign === '"' || sign === "'") && text[at - 1] === "=") quote = sign;
  }
  return -1;
}

function nameOf(tag: string, isHtml: boolean): string {
  const name = /^\/?([^\s/>]+)/.exec(tag)?.[1] ?? "";
  return isHtml ? name.toLowerCase() : withoutPrefix(name);
}

function attributesOf(tag: string, isHtml: boolean): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  const rest = tag.replace(/^[^\s/>]+/, "");
  for (const [, name = "", double, single, bare] of rest.matchAll(
    /([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g,
  )) {
    const key = isHtml ? name.toLowerCase() : withoutPrefix(name);
    if (!attributes.has(key)) attributes.set(key, decodeEntities(double ?? single ?? bare ?? ""));
  }
  return attributes;
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

export function childrenOf(element: MarkupElement): MarkupElement[] {
  return element.children.filter((child) => typeof child !== "string");
}

export function childOf(element: MarkupElement | undefined, name: string): MarkupElement | undefined {
  return element?.children.find((child): child is MarkupElement => typeof child !== "string" && child.name === name);
}
