import { escapeHtml, writeHtml } from "../notes/write-html.ts";
import type { ImageAddress, Paper } from "./paper.ts";

/** For reading, for the dark and for printing; of no other file. */
export const PAPER_STYLE = `
:root { color-scheme: light dark; --ink: #1c222b; --quiet: #49505b; --paper: #fff; --sunken: #f5f2ec; --line: #81868f; --link: #1d5a78; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6e1; --quiet: #b3b6bc; --paper: #16191e; --sunken: #22262d; --line: #7b818b; --link: #8cc4e0; } }
body { font: 1rem/1.6 Georgia, "Times New Roman", serif; color: var(--ink); background: var(--paper); max-width: 44rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word; }
h1 { line-height: 1.25; }
h2, h3, h4, h5, h6 { margin-top: 1.75em; line-height: 1.3; break-after: avoid; }
a { color: var(--link); }
dl.facts { display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: 0 0 2rem; color: var(--quiet); }
dl.facts div { display: flex; gap: 0.5ch; }
dl.facts dd { margin: 0; }
dl.facts dt::after { content: ":"; }
ul.checks { list-style: none; padding-left: 0; }
li > p:only-of-type, ul.checks p { display: inline; }
.frame { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: 0.25rem 0.5rem; text-align: start; vertical-align: top; }
th { background: var(--sunken); }
tr { break-inside: avoid; }
img { max-width: 100%; height: auto; }
pre { white-space: pre-wrap; background: var(--sunken); padding: 0.75rem; }
blockquote { margin-left: 0; padding-left: 1rem; border-left: 3px solid var(--line); }
footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--quiet); }
@media print { :root { --ink: #000; --quiet: #333; --paper: #fff; --sunken: #f2f2f2; --line: #777; --link: #000; } body { max-width: none; margin: 0; } .frame { overflow: visible; } }
`;

export type HtmlOptions = {
  imageAt: ImageAddress;
  /** the Content-Security-Policy that it carries with it; null: the answer that brings it does */
  policy: string | null;
  /** whether search engines are asked to leave it out */
  unlisted?: boolean;
  /** said beneath it */
  foot?: string;
};

/** One page of HTML without scripts: escaped text, links that only open a page or a mail, and images of ours. */
export function paperHtml(
  { title, lang, facts, body }: Paper,
  { imageAt, policy, unlisted, foot }: HtmlOptions,
): string {
  const name = escapeHtml(title);
  const lines = facts.map((fact) => `<div><dt>${escapeHtml(fact.name)}</dt><dd>${escapeHtml(fact.value)}</dd></div>`);
  return [
    "<!doctype html>",
    `<html lang="${escapeHtml(lang)}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`,
    ...(policy === null ? [] : [`<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">`]),
    `<meta name="referrer" content="no-referrer">`,
    // Without a sign of its own a browser asks the server for one, which in a sandbox is another's.
    ...(unlisted ? [`<meta name="robots" content="noindex, nofollow, noarchive"><link rel="icon" href="data:,">`] : []),
    `<title>${name}</title>`,
    `<style>${PAPER_STYLE}</style></head>`,
    `<body>\n<main>\n<h1>${name}</h1>`,
    ...(lines.length === 0 ? [] : [`<dl class="facts">${lines.join("")}</dl>`]),
    `${writeHtml(body, 1, imageAt)}</main>`,
    ...(foot === undefined ? [] : [`<footer><p>${escapeHtml(foot)}</p></footer>`]),
    "</body>\n</html>\n",
  ].join("\n");
}
