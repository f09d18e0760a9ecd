import { escapeHtml } from "@candor/document/notes/write-html.ts";

/** As much of OpenAPI 3.1 as the page reads. */
export type Described = {
  info: { title: string; description?: string };
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
};

type Operation = {
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema?: Schema }> }>;
};

type Schema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
};

/** The description as a page to be read: it runs nothing, and nothing of it comes from elsewhere. */
export function referencePage(described: Described): string {
  const operations = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  const tags = [...new Set(operations.map(({ operation }) => operation.tags?.[0] ?? "Other"))];
  const sections = tags.map((tag) => {
    const those = operations.filter(({ operation }) => (operation.tags?.[0] ?? "Other") === tag);
    return `<section id="${anchor(tag)}"><h2>${escapeHtml(tag)}</h2>${those.map(operationHtml).join("")}</section>`;
  });
  const schemas = Object.entries(described.components?.schemas ?? {}).filter(([, { properties }]) => properties);
  const links = [...tags.map((tag) => [tag, anchor(tag)]), ["What things look like", "schemas"]];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Candor for programs</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/api/v1/reference.css">
</head>
<body>
<header>
<h1>Candor for programs</h1>
${paragraphs(described.info.description ?? "")}
<p>The same for machines: <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<nav aria-label="Contents"><ul>${links.map(([name = "", to = ""]) => `<li><a href="#${to}">${escapeHtml(name)}</a></li>`).join("")}</ul></nav>
</header>
<main>
${sections.join("\n")}
<section id="schemas"><h2>What things look like</h2>
${schemas.map(([name, schema]) => `<article id="schema-${anchor(name)}"><h3>${escapeHtml(name)}</h3>${propertiesHtml(schema)}</article>`).join("")}
</section>
</main>
</body>
</html>
`;
}

function operationHtml({ method, path, operation }: { method: string; path: string; operation: Operation }): string {
  const parameters = operation.parameters ?? [];
  const body = operation.requestBody?.content?.["application/json"]?.schema;
  const answers = Object.entries(operation.responses).map(([status, { description, content }]) => {
    const schema = content?.["application/json"]?.schema;
    return `<li><code>${status}</code> ${escapeHtml(description)}${schema ? `: ${typeHtml(schema)}` : ""}</li>`;
  });
  return `<article>
<h3><code><b>${method}</b> ${escapeHtml(path)}</code></h3>
<p>${inline(operation.summary ?? "")}</p>
${operation.description ? `<p>${inline(operation.description)}</p>` : ""}
${parameters.length > 0 ? `<h4>In the address and the headers</h4><ul>${parameters.map((each) => `<li><code>${escapeHtml(each.name)}</code> (${each.in}${each.required ? "" : ", if you like"}) ${inline(each.description ?? each.schema?.description ?? "")}</li>`).join("")}</ul>` : ""}
${body ? `<h4>You send</h4><p>${typeHtml(body)}</p>` : ""}
<h4>You are answered</h4><ul>${answers.join("")}</ul>
</article>`;
}

function propertiesHtml({ properties = {}, required = [] }: Schema): string {
  const rows = Object.entries(properties).map(
    ([name, schema]) =>
      `<tr><th scope="row"><code>${escapeHtml(name)}</code></th><td>${typeHtml(schema)}${required.includes(name) ? "" : ", may be left out"}</td><td>${inline(schema.description ?? "")}</td></tr>`,
  );
  return `<table><tbody>${rows.join("")}</tbody></table>`;
}

function typeHtml(schema: Schema): string {
  if (schema.$ref) {
    const name = schema.$ref.split("/").at(-1) ?? "";
    return `<a href="#schema-${anchor(name)}">${escapeHtml(name)}</a>`;
  }
  const several = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (several) return several.map(typeHtml).join(" or ");
  if (schema.enum) return schema.enum.map((value) => `<code>${escapeHtml(JSON.stringify(value))}</code>`).join(" or ");
  if (schema.items) return `a list of ${typeHtml(schema.items)}`;
  if (schema.properties)
    return `an object with ${Object.keys(schema.properties)
      .map((key) => `<code>${escapeHtml(key)}</code>`)
      .join(", ")}`;
  const types = [schema.type ?? "anything"]
    .flat()
    .map((type) => (schema.format && type === "string" ? schema.format : type));
  return escapeHtml(types.join(" or "));
}

function paragraphs(text: string): string {
  return text
    .split(/\n\n+/)
    .map((part) => `<p>${inline(part)}</p>`)
    .join("");
}

/** Of Markdown what our own descriptions use: code and emphasis. */
function inline(text: string): string {
  return escapeHtml(text)
    .replace(/`([^`]+)`/g, "<code>$1</code>")
    .replace(/\*([^*]+)\*/g, "<em>$1</em>");
}

function anchor(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

/** In our look, light and dark. */
export const REFERENCE_CSS = `:root { color-scheme: light dark; --ink: light-dark(#1f1d1a, #ece8e1); --soft: light-dark(#5f5a52, #b3ada3); --paper: light-dark(#fbfaf7, #1a1917); --line: light-dark(#dedad2, #3a3733); --link: light-dark(#1f5f4f, #8fd0bd); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-inline-size: 52rem; padding: 2rem 1rem 6rem; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2 { font-family: Georgia, "Times New Roman", serif; font-weight: 600; line-height: 1.2; }
h2 { margin-block: 3rem 1rem; padding-block-end: .4rem; border-block-end: 1px solid var(--line); }
h3 { margin-block: 1.8rem .3rem; font-size: 1rem; }
h4 { margin-block: .8rem .2rem; font-size: .875rem; color: var(--soft); font-weight: 600; }
p, ul { margin-block: .3rem; }
ul { padding-inline-start: 1.2rem; }
code { font-family: ui-monospace, SFMono-Regular, Menlo, monospace; font-size: .9em; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1rem; padding: 0; list-style: none; }
nav a { display: inline-block; padding-block: .3rem; }
table { inline-size: 100%; border-collapse: collapse; font-size: .9375rem; }
th, td { padding: .35rem .6rem .35rem 0; border-block-end: 1px solid var(--line); text-align: start; vertical-align: top; font-weight: 400; }
`;
