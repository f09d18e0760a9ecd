/** What a pasted element looked like, kept beside the style that the content policy would refuse and report. */
const LOOK = "data-look";

/**
 * Puts the styles of a pasted page where the browser does not apply them: what no style sheet of ours says is refused,
 * and then a bold word from Google Docs can't be told from a plain one.
 */
export function setLooksAside(html: string): string {
  return html
    .replace(/<(\/?)style(?=[\s>])/gi, "<$1template") // refused as well
    .replace(/<[a-z][^<>]*>/gi, (tag) =>
      tag.replace(/\sstyle(?=\s*=)/gi, ` ${LOOK}`).replace(/([\s/])on(?=\w+\s*=)/gi, "$1data-on"),
    );
}

/** Gives a page from elsewhere the form that the schema reads: its bold and slanted words, its lists, check-boxes and tables. */
export function tidyPasted(dom: HTMLElement, { takesTables }: { takesTables: boolean }): void {
  for (const sheet of dom.querySelectorAll("template")) sheet.remove();
  listWordsItems(dom);
  for (const element of dom.querySelectorAll<HTMLElement>(`[${LOOK}]`)) {
    // By a script it is allowed; and of this nothing is shown, it is only read.
    element.style.cssText = element.getAttribute(LOOK) ?? "";
  }
  markCheckBoxes(dom);
  if (!takesTables) for (const table of dom.querySelectorAll("table")) lineUpRows(table);
}

/** Word has no lists: it writes paragraphs with a sign before them, and says of each in its style how deep it is. */
function listWordsItems(dom: HTMLElement): void {
  let open: HTMLElement[] = []; // lists, outermost first
  for (const item of dom.querySelectorAll<HTMLElement>(`p[${LOOK}*="mso-list:"]`)) {
    const level = Number(/mso-list:[^;]*\blevel(\d)/i.exec(item.getAttribute(LOOK) ?? "")?.[1] ?? 0);
    if (level === 0) continue;
    const sign = item.querySelector(`[${LOOK}*="mso-list:Ignore"]`);
    const name = /^\s*[\da-z]{1,4}[.)]/i.test(sign?.textContent ?? "") ? "ol" : "ul";
    sign?.remove();
    if (open[0] === undefined || item.previousElementSibling !== open[0]) open = [];
    open.length = Math.min(open.length, level);
    while (open.length < level) {
      const list = document.createElement(name);
      const around = open.at(-1);
      if (!around) item.before(list);
      else (around.lastElementChild ?? around.appendChild(document.createElement("li"))).append(list);
      open.push(list);
    }
    const entry = document.createElement("li");
    open.at(-1)?.append(entry);
    entry.append(item);
  }
}

function markCheckBoxes(dom: HTMLElement): void {
  for (const item of dom.querySelectorAll<HTMLElement>("li:not([data-checked])")) {
    const box = item.querySelector<HTMLInputElement>(
      ":scope > input[type=checkbox], :scope > p > input[type=checkbox], :scope > label > input[type=checkbox]",
    );
    const role = item.getAttribute("role") === "checkbox" ? item.getAttribute("aria-checked") === "true" : null;
    const checked = box ? box.hasAttribute("checked") : role;
    if (checked === null) continue;
    item.dataset.checked = String(checked);
    box?.remove();
    if (item.parentElement?.tagName === "UL") item.parentElement.dataset.checkList = "";
  }
}

/** A line for each row, as an import reads a table, so that no two cells become one word. */
function lineUpRows(table: HTMLTableElement): void {
  const lines = [...table.rows].map((row) => {
    const line = document.createElement("p");
    for (const [index, cell] of [...row.cells].entries()) {
      if (index > 0) line.append(" | ");
      for (const block of cell.querySelectorAll("p, div")) block.replaceWith(...block.childNodes, " ");
      line.append(...cell.childNodes);
    }
    return line;
  });
  table.replaceWith(...lines);
}
