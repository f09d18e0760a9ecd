type ParseMarkdown = typeof import("@candor/document/notes/parse-markdown.ts")["parseMarkdown"];

let loaded: ParseMarkdown | null = null;

/** The parser of Markdown, where it has come already: it is large, and only a paste needs it. */
export function loadedMarkdownParser(): ParseMarkdown | null {
  return loaded;
}

/** @throws where it can't be fetched; asking again tries again. */
export async function loadMarkdownParser(): Promise<ParseMarkdown> {
  loaded ??= (await import("@candor/document/notes/parse-markdown.ts")).parseMarkdown;
  return loaded;
}
