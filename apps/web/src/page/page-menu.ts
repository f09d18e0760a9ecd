import { commands } from "../commands/commands.ts";
import type { IconName } from "../ui/icons.tsx";
import type { MenuItem } from "../ui/menu.tsx";

const GROUPS: readonly (readonly (readonly [id: string, icon: IconName])[])[] = [
  [
    ["page.live", "clock"],
    ["page.edit-meeting", "calendar"],
    ["page.plan-meeting", "calendar"],
    ["series.cant-make-it", "close"],
    ["page.close-meeting", "check"],
    ["series.walk", "person"],
    ["series.record", "flag"],
    ["series.settings", "settings"],
  ],
  [
    ["page.pairing", "person"],
    ["ledger", "check"],
    ["actions", "check"],
    ["page.bin", "bin"],
    ["history", "restore"],
    ["print", "copy"],
    ["export-markdown", "down"],
    ["export-html", "down"],
    ["export-json", "down"],
    ["import", "up"],
  ],
  [
    ["notebook.hide", "lock"],
    ["notebook.lock", "lock"],
    ["page.access-log", "lock"],
    ["page.pair", "person"],
    ["page.presence", "person"],
    ["page.leave", "close"],
    ["settings", "settings"],
    ["palette", "right"],
    ["shortcuts", "question"],
  ],
];

/** The page's menu: commands of the registry, by name, so that menu and palette never differ. */
export function pageMenu(): MenuItem[] {
  const offered = new Map(commands.peek().map((command) => [command.id, command]));
  return GROUPS.flatMap((group, index) => {
    const items = group.flatMap(([id, icon]): MenuItem[] => {
      const command = offered.get(id);
      if (!command || !(command.when?.() ?? true)) return [];
      return [
        {
          type: "item",
          id,
          label: command.name,
          icon,
          ...(command.shortcut !== null && { shortcut: command.shortcut }),
          refused: command.whyNot?.() ?? null,
          run: command.run,
        },
      ];
    });
    return index > 0 && items.length > 0 ? [{ type: "separator", id: `before-${index}` } as const, ...items] : items;
  });
}
