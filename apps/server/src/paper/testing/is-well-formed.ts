/** Whether XML closes what it opens and holds no character that it may not (XML 1.0 §2.1): a reader of its own, and no more. */
export function isWellFormed(xml: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 has no place for
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(xml) || !xml.isWellFormed()) return false;
  const open: string[] = [];
  let end = 0;
  for (const tag of xml.matchAll(/<(\?[^>]*\?|\/?[\w:.-]+(?:\s+[\w:.-]+="[^"<]*")*\s*\/?)>/g)) {
    if (!isText(xml.slice(end, tag.index))) return false;
    end = tag.index + tag[0].length;
    const inside = tag[1] ?? "";
    const name = /^\/?([\w:.-]+)/.exec(inside)?.[1] ?? "";
    if (inside.startsWith("?") || inside.endsWith("/")) continue;
    if (!inside.startsWith("/")) open.push(name);
    else if (open.pop() !== name) return false;
  }
  return open.length === 0 && isText(xml.slice(end));
}

function isText(text: string): boolean {
  return !text.includes("<") && !/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(text);
}
