import { cutBinned } from "@candor/document/page/cut-binned.ts";
import { buildPage, type Unsound } from "./build-page.ts";
import type { LoggedPage } from "./logged-page.ts";

/** What takes things out of a page's bin for good; null where none of them lies there. */
export function cutThings(
  page: LoggedPage,
  ids: readonly string[],
): { type: "cut"; removal: Uint8Array | null } | Unsound {
  const built = buildPage(page);
  if (built.type === "unsound") return built;
  const removal = cutBinned(built.doc, ids);
  built.doc.destroy();
  return { type: "cut", removal };
}
