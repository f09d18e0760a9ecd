import { artifactBody } from "@candor/document/artifact/artifact-roots.ts";
import { sharedNodes } from "@candor/document/notes/write-notes.ts";
import type * as Y from "yjs";

const PAGES_A_PUSH = 10; // far below what one push may hold

const SENTENCE =
  "Whoever comes new to the team reads this first, because it says what we do, for whom, and what we leave to others. ";

/** The text of so many printed pages: each with a heading, six paragraphs, a list and every fifth one a table. */
export function* textOf(pages: number): Generator<(doc: Y.Doc) => void> {
  for (let from = 0; from < pages; from += PAGES_A_PUSH) {
    yield (doc) => {
      const body = artifactBody(doc);
      for (let page = from; page < Math.min(from + PAGES_A_PUSH, pages); page += 1)
        body.insert(body.length, sharedNodes(pageOf(page)));
    };
  }
}

/** About 3,000 letters, as a printed page has. */
function pageOf(page: number): Parameters<typeof sharedNodes>[0] {
  const paragraphs = Array.from({ length: 6 }, (_, index) =>
    paragraph(`${page + 1}.${index + 1} ${SENTENCE.repeat(4)}`),
  );
  const table = ["Role", "What it is for", "Whom to ask"].map((head, row) => ({
    type: "table_row" as const,
    content: [head, "so", "so"].map((text) => ({
      ...{ type: "table_cell" as const, attrs: { head: row === 0 } },
      content: [{ type: "text" as const, text }],
    })),
  }));
  return [
    { type: "heading", attrs: { level: 1 }, content: [{ type: "text", text: `Part ${page + 1}` }] },
    ...paragraphs,
    { type: "bullet_list", content: ["first", "then", "last"].map((text) => item(`${text}, ${SENTENCE}`)) },
    ...(page % 5 === 0 ? [{ type: "table" as const, content: table }] : []),
  ];
}

function item(text: string) {
  return { type: "list_item" as const, content: [paragraph(text)] };
}

function paragraph(text: string) {
  return { type: "paragraph" as const, content: [{ type: "text" as const, text }] };
}
