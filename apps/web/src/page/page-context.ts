import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { PageModel } from "./page-model.ts";

export const PageContext = createContext<PageModel | null>(null);

/** The page this part of the screen belongs to. */
export function usePage(): PageModel {
  const model = useContext(PageContext);
  if (!model) throw new Error("a part of a page is drawn outside of one");
  return model;
}
