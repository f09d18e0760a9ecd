export type XmlElement = {
  /** "" for none */
  namespace: string;
  name: string;
  attributes: ReadonlyMap<string, string>;
  /** all that stands directly in it */
  text: string;
  children: XmlElement[];
};

const MAX_DEPTH = 40;
const MAX_ELEMENTS = 300_000;
const MAX_ATTRIBUTES = 100;

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** The prefixes that an element declares, and those around it; never copied, however many there are. */
type Scope = { own: ReadonlyMap<string, string>; outer: Scope | null };
type Open = { element: XmlElement; qualified: string; scope: Scope };

/**
 * Reads the XML of an answer: elements and their text, with namespaces. A document that declares types or entities of its
 * own is not read at all, so that none can grow by being read; neither is one that nests or branches beyond all need.
 *
 * @returns null for what is no such document.
 */
export function readXml(text: string): XmlElement | null {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const open: Open[] = [];
  let root: XmlElement | null = null;
  let elements = 0;
  while (at < text.length) {
    const next = text.indexOf("<", at);
    const until = next === -1 ? text.length : next;
    if (until > at) {
      const words = unescaped(text.slice(at, until));
      if (words === null) return null;
      const inner = open.at(-1);
      if (inner) inner.element.text += words;
      else if (words.trim() !== "") return null;
      at = until;
      continue;
    }
    if (text.startsWith("<?", at)) at = after(text, "?>", at);
    else if (text.startsWith("<!--", at)) at = after(text, "-->", at + 4);
    else if (text.startsWith("<![CDATA[", at)) {
      const end = after(text, "]]>", at + 9);
      const inner = open.at(-1);
      if (end === -1 || !inner) return null;
      inner.element.text += text.slice(at + 9, end - 3);
      at = end;
    } else if (text.startsWith("<!", at)) return null;
    else if (text.startsWith("</", at)) {
      const end = after(text, ">", at);
      if (end === -1 || open.pop()?.qualified !== text.slice(at + 2, end - 1).trimEnd()) return null;
      at = end;
    } else {
      const tag = readTag(text, at);
      if (tag === null || ++elements > MAX_ELEMENTS || open.length >= MAX_DEPTH) return null;
      const parent = open.at(-1);
      if (!parent && root !== null) return null;
      const scope = scopeOf(tag.attributes, parent?.scope);
      const element = elementOf(tag, scope);
      if (element === null) return null;
      if (parent) parent.element.children.push(element);
      else root = element;
      if (!tag.isEmpty) open.push({ element, qualified: tag.name, scope });
      at = tag.end;
    }
    if (at === -1) return null;
  }
  return open.length === 0 ? root : null;
}

/** @returns behind the mark; -1: it doesn't come any more. */
function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? -1 : found + mark.length;
}

const NAME = /[^\s/>=<"'&]+/y;
const ATTRIBUTE = /\s+([^\s/>=<"'&]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const TAG_END = /\s*(\/?)>/y;

type Tag = { name: string; attributes: Map<string, string>; isEmpty: boolean; end: number };

function readTag(text: string, at: number): Tag | null {
  const name = match(NAME, text, at + 1)?.[0];
  if (name === undefined) return null;
  let end = at + 1 + name.length;
  const attributes = new Map<string, string>();
  for (let found = match(ATTRIBUTE, text, end); found; found = match(ATTRIBUTE, text, end)) {
    const value = unescaped(found[2] ?? found[3] ?? "");
    if (value === null || attributes.size >= MAX_ATTRIBUTES) return null;
    attributes.set(found[1] ?? "", value);
    end += found[0].length;
  }
  const close = match(TAG_END, text, end);
  return close ? { name, attributes, isEmpty: close[1] === "/", end: end + close[0].length } : null;
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const FIRST: Scope = { own: new Map([["xml", "http://www.w3.org/XML/1998/namespace"]]), outer: null };

function scopeOf(attributes: ReadonlyMap<string, string>, outer: Scope = FIRST): Scope {
  const own = new Map<string, string>();
  for (const [name, value] of attributes) {
    if (name === "xmlns" || name.startsWith("xmlns:")) own.set(name.slice(6), value);
  }
  return own.size === 0 ? outer : { own, outer };
}

function namespaceOf(prefix: string, scope: Scope): string | undefined {
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const namespace = at.own.get(prefix);
    if (namespace !== undefined) return namespace;
  }
  return prefix === "" ? "" : undefined;
}

/** @returns null where its prefix stands for nothing. */
function elementOf({ name: qualified, attributes }: Tag, scope: Scope): XmlElement | null {
  const colon = qualified.indexOf(":");
  const prefix = colon === -1 ? "" : qualified.slice(0, colon);
  const namespace = namespaceOf(prefix, scope);
  return namespace === undefined
    ? null
    : { namespace, name: qualified.slice(colon + 1), attributes, text: "", children: [] };
}

/** @returns null for an entity that XML itself doesn't know. */
function unescaped(text: string): string | null {
  if (!text.includes("&")) return text;
  let isKnown = true;
  const plain = text.replace(/&([^;&\s]{0,12});?/g, (whole, name: string) => {
    const char = whole.endsWith(";") ? (Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : charOf(name)) : undefined;
    if (char === undefined) isKnown = false;
    return char ?? "";
  });
  return isKnown ? plain : null;
}

function charOf(name: string): string | undefined {
  const code = /^#\d+$/.test(name)
    ? Number(name.slice(1))
    : /^#x[\da-f]+$/i.test(name)
      ? Number(`0${name.slice(1)}`)
      : -1;
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : undefined;
}

export function childOf(element: XmlElement | undefined, namespace: string, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name && child.namespace === namespace);
}

export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"]/g, (char) => `&${char === "&" ? "amp" : char === "<" ? "lt" : char === ">" ? "gt" : "quot"};`);
}
