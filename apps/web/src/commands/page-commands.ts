import { historyCommandTexts } from "../history/command-texts.ts";
import { ledgerCommandTexts } from "../ledger/command-texts.ts";
import { printCommandTexts } from "../print/command-texts.ts";
import { transferCommandTexts } from "../transfer/command-texts.ts";
import type { ExportFormat, exportPage } from "../transfer/export-page.ts";
import type { CommandWorld } from "./command-world.ts";
import type { Command } from "./commands.ts";
import { currentPage } from "./current-page.ts";
import { openOverlay } from "./overlay.ts";

/** What can be done with the page that shows: print it, take it along, bring something in, go back in its history. */
export function pageCommands(world: Pick<CommandWorld, "go" | "names">): Command[] {
  const onPage = () => currentPage.value !== null;
  return [
    {
      id: "history",
      name: historyCommandTexts.name,
      keywords: historyCommandTexts.keywords,
      shortcut: null,
      when: onPage,
      run: () => openOverlay({ type: "history", meeting: null }),
    },
    {
      id: "print",
      name: printCommandTexts.name,
      keywords: printCommandTexts.keywords,
      shortcut: null,
      when: onPage,
      run: () => {
        const page = currentPage.peek();
        if (page) world.go(`/print/${page.pairId}`);
      },
    },
    {
      id: "ledger",
      name: ledgerCommandTexts.name,
      keywords: ledgerCommandTexts.keywords,
      shortcut: null,
      when: onPage,
      run: () => {
        const page = currentPage.peek();
        if (page) world.go(`/p/${page.pairId}/ledger`);
      },
    },
    ...(Object.entries(transferCommandTexts.exportAs) as [ExportFormat, string][]).map(
      ([format, what]): Command => ({
        id: `export-${format}`,
        name: transferCommandTexts.exportName + what,
        keywords: transferCommandTexts.exportKeywords,
        shortcut: null,
        when: onPage,
        run: () => {
          const page = currentPage.peek();
          if (page) void exportAs(page, world.names(page.pairId), format);
        },
      }),
    ),
    {
      id: "import",
      name: transferCommandTexts.import,
      keywords: transferCommandTexts.importKeywords,
      shortcut: null,
      when: () => currentPage.value?.access.value.type === "write",
      run: () => openOverlay({ type: "import" }),
    },
  ];
}

/** Writing files is rare: its code comes when it is asked for. */
async function exportAs(...asked: Parameters<typeof exportPage>): Promise<void> {
  const module = await import("../transfer/export-page.ts");
  await module.exportPage(...asked);
}
