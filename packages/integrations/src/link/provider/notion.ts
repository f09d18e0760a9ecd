import { lookOf, nameOf, partsOf, within } from "../json-fields.ts";
import type { LinkReader } from "../link-reader.ts";

const HEADERS = { "notion-version": "2022-06-28" };
const apiOf = (origin: string) =>
  /^https:\/\/(www\.)?notion\.(so|com)$/.test(origin) ? "https://api.notion.com" : origin;

/** Pages. An address ends in the page's id, after its title; where it has none it is of no page. */
export const notion: LinkReader = {
  answersAnybody: false,
  question(url) {
    const last = partsOf(url).at(-1) ?? "";
    const [id] = /[\da-f]{32}$/.exec(last.replaceAll("-", "").toLowerCase()) ?? [];
    if (id === undefined) return null;
    return { address: `${apiOf(url.origin)}/v1/pages/${id}`, headers: HEADERS };
  },
  read(body) {
    const properties = within(body, "properties");
    if (typeof properties !== "object" || properties === null) return null;
    for (const property of Object.values(properties)) {
      const title = within(property, "type") === "title" ? within(property, "title") : null;
      if (Array.isArray(title)) return lookOf(title.slice(0, 100).map(plain).join(""), null);
    }
    return null;
  },
  authorization: ({ token }) => `Bearer ${token}`,
  whoQuestion: (origin) => ({ address: `${apiOf(origin)}/v1/users/me`, headers: HEADERS }),
  readWho: (body) => nameOf(within(body, "name")),
  workQuestion: () => null, // whose a page is, Notion does not say
  readWork: () => null,
};

function plain(part: unknown): string {
  const text = within(part, "plain_text");
  return typeof text === "string" ? text : "";
}
