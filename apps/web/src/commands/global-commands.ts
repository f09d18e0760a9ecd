import { actionsCommandTexts } from "../actions/command-texts.ts";
import { overviewCommandTexts } from "../overview/command-texts.ts";
import { plannerCommandTexts } from "../planner/command-texts.ts";
import { preferences, setPreferences } from "../settings/preferences.ts";
import { themesCommandTexts } from "../themes/command-texts.ts";
import { announce } from "../ui/announce.ts";
import type { Command } from "./commands.ts";
import { currentPage } from "./current-page.ts";
import { setSingleKeys, singleKeys } from "./key-settings.ts";
import { openOverlay } from "./overlay.ts";
import { syncSentence } from "./sync-sentence.ts";
import { commandTexts } from "./texts.ts";
import { stepBack } from "./undo-own.ts";

const { global: texts, keywords, undo: undoTexts } = commandTexts;

/** The commands that every screen has. */
export function globalCommands(go: (path: string) => void): Command[] {
  return [
    {
      id: "palette",
      name: texts.palette,
      keywords: keywords.palette,
      shortcut: "Mod+K",
      run: () => openOverlay({ type: "palette", what: "all" }),
    },
    {
      id: "search",
      name: texts.search,
      keywords: keywords.search,
      shortcut: "/",
      run: () => openOverlay({ type: "palette", what: "text" }),
    },
    {
      id: "capture",
      name: texts.capture,
      keywords: keywords.capture,
      shortcut: "Q",
      also: ["Mod+Shift+K"],
      run: () => openOverlay({ type: "capture" }),
    },
    { id: "home", name: texts.home, keywords: keywords.home, shortcut: "G H", run: () => go("/") },
    {
      id: "themes",
      name: themesCommandTexts.name,
      keywords: themesCommandTexts.keywords,
      shortcut: "G T",
      run: () => go("/themes"),
    },
    {
      id: "overview",
      name: overviewCommandTexts.name,
      keywords: overviewCommandTexts.keywords,
      shortcut: "G O",
      run: () => go("/people"),
    },
    {
      id: "planner",
      name: plannerCommandTexts.name,
      keywords: plannerCommandTexts.keywords,
      shortcut: "G P",
      run: () => go("/planner"),
    },
    {
      id: "actions",
      name: actionsCommandTexts.name,
      keywords: actionsCommandTexts.keywords,
      shortcut: "G A",
      run: () => go("/actions"),
    },
    {
      id: "handbook",
      name: texts.handbook,
      keywords: keywords.handbook,
      shortcut: null,
      run: () => go("/handbook"),
    },
    {
      id: "questions",
      name: texts.questions,
      keywords: keywords.questions,
      shortcut: "G Q",
      run: () => go("/questions"),
    },
    {
      id: "undo",
      name: texts.undo,
      keywords: keywords.undo,
      shortcut: "Mod+Z",
      when: () => currentPage.value !== null,
      run: () => step("undo"),
    },
    {
      id: "redo",
      name: texts.redo,
      keywords: keywords.redo,
      shortcut: "Mod+Shift+Z",
      also: ["Mod+Y"],
      when: () => currentPage.value !== null,
      run: () => step("redo"),
    },
    {
      id: "shortcuts",
      name: texts.sheet,
      keywords: keywords.sheet,
      shortcut: "?",
      run: () => openOverlay({ type: "shortcuts" }),
    },
    ...(["light", "dark", "system"] as const).map(
      (theme): Command => ({
        id: `theme-${theme}`,
        name: THEME_NAMES[theme],
        keywords: keywords.theme,
        shortcut: null,
        when: () => preferences.value.theme !== theme,
        run: () => setPreferences({ theme }),
      }),
    ),
    {
      id: "single-keys",
      get name() {
        return singleKeys.value ? texts.singleKeysOff : texts.singleKeysOn;
      },
      keywords: keywords.singleKeys,
      shortcut: null,
      run: () => setSingleKeys(!singleKeys.peek()),
    },
    {
      id: "quiet-announcements",
      get name() {
        return preferences.value.quietAnnouncements ? texts.unmute : texts.mute;
      },
      keywords: keywords.mute,
      shortcut: null,
      run: () => setPreferences({ quietAnnouncements: !preferences.peek().quietAnnouncements }),
    },
    {
      id: "sync",
      name: texts.sync,
      keywords: keywords.sync,
      shortcut: null,
      when: () => currentPage.value !== null,
      run: () => {
        const page = currentPage.peek();
        if (page) announce(syncSentence(page.sync.peek()));
      },
    },
  ];
}

const THEME_NAMES = { light: texts.themeLight, dark: texts.themeDark, system: texts.themeSystem } as const;

function step(direction: "undo" | "redo"): void {
  const page = currentPage.peek();
  if (!page) return;
  const name = stepBack(page.undo, direction);
  if (name === null) announce(direction === "undo" ? undoTexts.nothing : undoTexts.nothingRedo);
  else {
    const what = undoTexts.edits[name] ?? undoTexts.typing;
    announce(direction === "undo" ? undoTexts.undid(what) : undoTexts.redid(what));
  }
}
