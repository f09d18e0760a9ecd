import { historyTexts } from "../history/texts.ts";
import { printTexts } from "../print/texts.ts";
import type { CommandWorld } from "./command-world.ts";
import type { Command } from "./commands.ts";
import { currentPage } from "./current-page.ts";
import { openOverlay } from "./overlay.ts";

/** What can be done with the page that shows: print it, take it along, bring something in, go back in its history. */
export function pageCommands(world: Pick<CommandWorld, "go">): Command[] {
  const onPage = () => currentPage.value !== null;
  return [
    {
      id: "history",
      name: historyTexts.versions.command,
      keywords: historyTexts.versions.keywords,
      shortcut: null,
      when: onPage,
      run: () => openOverlay({ type: "history", meeting: null }),
    },
    {
      id: "print",
      name: printTexts.command,
      keywords: printTexts.keywords,
      shortcut: null,
      when: onPage,
      run: () => {
        const page = currentPage.peek();
        if (page) world.go(`/print/${page.pairId}`);
      },
    },
  ];
}
