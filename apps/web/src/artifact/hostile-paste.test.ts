// @vitest-environment happy-dom
import type { NoteNode } from "@candor/core/notes/note-node.ts";
import { checkNotes, NODES_OF } from "@candor/document/notes/check-notes.ts";
import { beforeAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { loadMarkdownParser } from "../notes/markdown-parser.ts";
import type { LongEditing } from "../notes/mount-notes.ts";
import { linesOf, notesOf, paragraph, type Writer, writer } from "../notes/testing/writer.ts";
import { imageView } from "./artifact-images.ts";
import { tableKeys } from "./artifact-tables.ts";

const IMAGE = `/api/artifacts/${"a".repeat(36)}/images/${"b".repeat(36)}`;

beforeAll(async () => {
  await loadMarkdownParser();
});

/** Somebody who writes in an artifact. */
function coWriter(start: readonly NoteNode[] = []): Writer & { images: File[] } {
  const images: File[] = [];
  const onImages: LongEditing["onImages"] = (files) => images.push(...files);
  const who = writer("a", start, 0, {
    keys: tableKeys,
    nodeViews: { image: imageView },
    onImages,
    plugins: [],
    caret: false,
  });
  return Object.assign(who, { images });
}

function paste(who: Writer, data: { text?: string; html?: string; files?: File[] }): void {
  const content: Record<string, string> = { "text/plain": data.text ?? "", "text/html": data.html ?? "" };
  const clipboardData = {
    ...{ getData: (type: string) => content[type] ?? "", types: Object.keys(content) },
    files: data.files ?? [],
  };
  who.editor.view.dom.dispatchEvent(Object.assign(new Event("paste", { cancelable: true }), { clipboardData }));
}

function pasted(html: string): NoteNode[] {
  const ana = coWriter();
  paste(ana, { html });
  expectSound(ana);
  return notesOf(ana);
}

/** Else the server would set all of it aside. */
function expectSound(who: Writer): void {
  const faults: string[] = [];
  const fail = (what: string): never => {
    faults.push(what);
    throw new Error(what);
  };
  try {
    checkNotes(who.fragment, fail, NODES_OF.artifact);
  } catch {
    // said below
  }
  expect(faults).toEqual([]);
  expect(who.misfits).toEqual([]);
}

const cell = (text: string, head = false): NoteNode => ({
  ...{ type: "table_cell", attrs: { head } },
  ...(text !== "" && { content: [{ type: "text", text }] }),
});

describe("what is pasted into an artifact", () => {
  test.each([
    ["<p>x<script>alert(1)</script></p>"],
    ["<p>x</p><iframe src='https://evil.example'></iframe><object data=x></object><embed src=x>"],
    ["<p>x<img src=x onerror=alert(1)></p>"],
    ["<p>x</p><img src='https://evil.example/follow.png'>"],
    ["<p>x</p><img src='data:image/svg+xml,<svg onload=alert(1)>'>"],
    ["<p>x</p><img src='javascript:alert(1)'>"],
    [`<p>x</p><img src='${IMAGE}/../../../me'>`],
    [`<p>x</p><img src='https://evil.example${IMAGE}'>`],
    [`<p>x</p><img src='//evil.example${IMAGE}'>`],
    ["<p onclick=alert(1) style='background:url(https://evil.example)'>x</p>"],
    ["<p><a href='javascript:alert(1)'>x</a></p>"],
    ["<p><a href=' java\nscript:alert(1)'>x</a></p>"],
    ["<p><a href='data:text/html,<script>1</script>'>x</a></p>"],
    ["<p><a href='vbscript:1'>x</a></p>"],
    ["<p>x</p><svg onload=alert(1)><a href='javascript:1'></a></svg>"],
  ])("brings nothing that could run or tell anybody that it was read: %j", (html) => {
    expect(pasted(html).filter(({ content }) => content)).toEqual([paragraph("x")]);
  });

  test("keeps an image that this server has, with its words and nothing else", () => {
    const html = `<p>x</p><img src="${IMAGE}" alt="a chart" onerror="alert(1)" srcset="https://evil.example/x 2x">`;
    const ana = coWriter();
    paste(ana, { html });
    expectSound(ana);
    expect(notesOf(ana)).toContainEqual({ type: "image", attrs: { src: IMAGE, alt: "a chart" } });
    const [image, ...more] = ana.editor.view.dom.querySelectorAll("img:not(.ProseMirror-separator)");
    expect(more).toEqual([]);
    expect(image?.getAttributeNames().sort()).toEqual(["alt", "src"]);
  });

  test("keeps a table, whose cells hold words and links that can be followed, and no table in a table", () => {
    const html =
      "<table><tr><th onclick=alert(1)>head</th></tr><tr><td><a href='javascript:1'>one</a></td></tr></table>";
    expect(pasted(html)[0]).toEqual({
      type: "table",
      content: [
        { type: "table_row", content: [cell("head", true)] },
        { type: "table_row", content: [cell("one")] },
      ],
    });
    const nested = `${"<table><tr><td>".repeat(60)}deep${"</td></tr></table>".repeat(60)}`;
    const nodes = pasted(nested);
    expect(JSON.stringify(nodes)).toContain("deep");
    const cells = nodes.flatMap(({ content = [] }) => content).flatMap(({ content = [] }) => content);
    expect(cells.flatMap(({ content = [] }) => content).map(({ type }) => type)).toEqual(["text"]);
  });

  test("nested deeper than anybody reads is not taken, and nothing that was there is lost", () => {
    const ana = coWriter([paragraph("before")]);
    paste(ana, { html: `${"<ul><li>".repeat(200)}deep${"</li></ul>".repeat(200)}` });
    expectSound(ana);
    expect(linesOf(ana).join("\n")).toContain("before");
  });

  test("a table of thousands of cells is one table, and the text stays open", () => {
    const row = `<tr>${"<td>1</td>".repeat(20)}</tr>`;
    const [table] = pasted(`<table>${row.repeat(150)}</table>`);
    expect(table?.content).toHaveLength(150);
    expect(table?.content?.every(({ content }) => content?.length === 20)).toBe(true);
  });

  test("longer than any text is refused with a word, by its letters or by its styling", () => {
    const ana = coWriter([paragraph("one")]);
    paste(ana, { text: "x ".repeat(150_000) });
    paste(ana, { html: `<p>${"<span style='color:red'>y</span>".repeat(130_000)}</p>` });
    expect(linesOf(ana)).toEqual(["one"]);
    expect(ana.refusedPastes).toEqual(["too_long", "too_long"]);
  });

  test("images that come as files are sent, and what else comes with them is left", () => {
    const ana = coWriter([paragraph("one")]);
    const picture = new File(["x"], "x.png", { type: "image/png" });
    const other = new File(["x"], "x.html", { type: "text/html" });
    paste(ana, { html: "<img src='file:///x.png'>", files: [picture, other] });
    expect(ana.images).toEqual([picture]);
    expect(linesOf(ana)).toEqual(["one"]);
  });
});

test("an image from elsewhere that another wrote past the editor is fetched by nobody", () => {
  for (const src of ["https://evil.example/x.png", "javascript:alert(1)", `//evil.example${IMAGE}`, null]) {
    const ana = coWriter([paragraph("one")]);
    const image = new Y.XmlElement("image");
    if (src !== null) image.setAttribute("src", src);
    ana.fragment.insert(1, [image]);
    const shown = [...document.querySelectorAll("img")].map((each) => each.getAttribute("src"));
    expect(shown.filter((each) => each !== null && !each.startsWith("/api/"))).toEqual([]);
    expect(linesOf(ana)[0]).toBe("one");
    ana.editor.destroy();
  }
});
