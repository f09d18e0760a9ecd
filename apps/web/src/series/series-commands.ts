import type { Command } from "../commands/commands.ts";
import { wantedPath } from "../live/wanted-path.ts";
import { openPageDialog } from "../page/page-dialog.ts";
import type { PageModel } from "../page/page-model.ts";
import { whyReadOnly } from "../page/why-read-only.ts";
import { cantMakeIt } from "./cant-make-it.ts";
import { seriesCommandTexts as names } from "./command-texts.ts";

/** What keys and the palette can do about a pair's meetings. */
export function seriesCommands(model: PageModel): Command[] {
  const writes = { whyNot: () => whyReadOnly(model.handle.access.value) };
  const hasNext = () => model.nextMeetingId.value !== null;
  return [
    {
      id: "series.cant-make-it",
      name: names.cantMakeIt,
      keywords: names.cantMakeItKeywords,
      shortcut: null,
      ...writes,
      when: hasNext,
      run: () => cantMakeIt(model),
    },
    {
      id: "series.walk",
      name: names.walk,
      keywords: names.walkKeywords,
      shortcut: null,
      ...writes,
      when: hasNext,
      run: () => {
        wantedPath.value = walkPath(model.handle.pairId);
      },
    },
    {
      id: "series.record",
      name: names.record,
      keywords: names.recordKeywords,
      shortcut: null,
      run: () => openPageDialog({ type: "record" }),
    },
    {
      id: "series.settings",
      name: names.settings,
      keywords: names.settingsKeywords,
      shortcut: null,
      ...writes,
      run: () => openPageDialog({ type: "series" }),
    },
  ];
}

export function walkPath(pairId: string): string {
  return `/p/${encodeURIComponent(pairId)}/walk`;
}
