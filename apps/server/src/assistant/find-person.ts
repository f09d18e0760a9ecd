import { foldText } from "@candor/core/fold-text.ts";
import { otherMember } from "@candor/core/person/member.ts";
import type { ApiPage } from "@candor/protocol/http/api.ts";

export type FoundPerson = { type: "one"; page: ApiPage; name: string } | { type: "none" | "several"; names: string[] };

/** The page with somebody, by what an assistant calls them: the id of the page, the whole name, or its beginning. */
export function findPerson(pages: readonly ApiPage[], called: string): FoundPerson {
  const named = pages.map((page) => ({ page, name: nameOn(page) }));
  const wanted = foldText(called).trim();
  const fits = [
    named.filter(({ page }) => page.id === called.trim()),
    named.filter(({ name }) => foldText(name) === wanted),
    named.filter(({ name }) =>
      foldText(name)
        .split(/\s+/)
        .some((word) => wanted !== "" && word.startsWith(wanted)),
    ),
  ].find((found) => found.length > 0);
  const [first, second] = fits ?? [];
  if (!first) return { type: "none", names: named.map(({ name }) => name) };
  if (second) return { type: "several", names: (fits ?? []).map(({ page, name }) => `${name} (${page.id})`) };
  return { type: "one", ...first };
}

/** What the other person of a page is called. */
export function nameOn({ me, members }: ApiPage): string {
  return members.find(({ member }) => member === otherMember(me))?.name ?? "";
}
