import type { ApiPage } from "@candor/protocol/http/api.ts";
import { type Api, Refused } from "./ask-server.ts";

type Listed<Item> = { items: Item[]; next: string | null };

export function allPages(api: Api): Promise<ApiPage[]> {
  return listAll<ApiPage>(api, "/api/v1/pages?");
}

/** @param path with a query that one may go on with. */
export async function listAll<Item>(api: Api, path: string): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const at: string = cursor === null ? path : `${path}&cursor=${encodeURIComponent(cursor)}`;
    const part: Listed<Item> = await api.get<Listed<Item>>(at);
    items.push(...part.items);
    cursor = part.next;
  } while (cursor !== null);
  return items;
}

/**
 * @param typed a name or its beginning, with or without an @ before it, or the id of a page.
 * @throws {Refused} where nobody or several are called so.
 */
export async function pageWith(api: Api, typed: string): Promise<ApiPage> {
  const called = typed.replace(/^@(?=\S)/, "");
  const pages = await allPages(api);
  const whole = pages.filter((page) => page.id === called || fold(nameOn(page)) === fold(called));
  const found = whole.length > 0 ? whole : pages.filter((page) => fold(nameOn(page)).startsWith(fold(called)));
  const [first, second] = found;
  const names = (of: readonly ApiPage[]) => of.map(nameOn).join(", ");
  if (!first) throw new Refused(`You have no page with “${called}”. There are: ${names(pages)}.`);
  if (second) throw new Refused(`Several are called so: ${names(found)}. Type more of the name.`);
  return first;
}

export function nameOn({ me, members }: ApiPage): string {
  return members.find(({ member }) => member !== me)?.name || "somebody";
}

export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
