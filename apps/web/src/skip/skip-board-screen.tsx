import type { DepartmentBoard } from "@candor/core/skip/department-board.ts";
import type { SkipLevels } from "@candor/protocol/http/skip.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { registerCommands } from "../commands/commands.ts";
import { HiddenNotice } from "../notebook/hidden-notice.tsx";
import { hideCommand } from "../notebook/hide-command.ts";
import { loadNotebook, notebookParts } from "../notebook/load-notebook.ts";
import { isHidden, isKnownHere } from "../notebook/standing.ts";
import { peopleLoaded, refreshPeople } from "../people/my-people.ts";
import type { ThemesParts } from "../themes/themes-parts.ts";
import { Button } from "../ui/button.tsx";
import { Screen } from "../ui/screen.tsx";
import { DepartmentBoardPart } from "./department-board-part.tsx";
import { DepartmentPrint } from "./department-print.tsx";
import { readSkipLevels, readWorkspaces } from "./skip-calls.ts";
import { skipTexts } from "./skip-texts.ts";
import "../notebook/notebook.css";
import "../rhythm/rhythm.css";
import "../themes/themes.css";

const texts = skipTexts.board;

/** What hurts by department, once the notebook in which it stands is open. @param workspace empty: the first of mine. */
export function SkipBoardScreen({ workspace }: { workspace: string }) {
  const levels = useSignal<SkipLevels | "unknown" | null>(null);
  const hasFailed = useSignal(false);
  const printing = useSignal<DepartmentBoard | null>(null);
  const themes = useSignal<ThemesParts | null>(null);
  const fetchNotebook = async () => {
    hasFailed.value = false;
    try {
      const [notebook, { parts }] = await Promise.all([loadNotebook(), import("../themes/themes-parts.ts")]);
      themes.value = parts;
      return notebook;
    } catch {
      hasFailed.value = true;
      return null;
    }
  };
  useEffect(() => {
    void peopleLoaded().then(refreshPeople);
    if (isKnownHere()) void fetchNotebook();
    void readLevels(workspace).then((known) => {
      levels.value = known ?? "unknown";
    });
    return registerCommands([hideCommand]);
  }, []);
  const parts = notebookParts.value;
  const notebook = parts?.thisNotebook() ?? null;
  const state = notebook?.state.value.type;
  const known = levels.value;
  const printed = printing.value;
  if (printed !== null && state === "open" && !isHidden.value)
    return (
      <DepartmentPrint
        board={printed}
        onBack={() => {
          printing.value = null;
          setTimeout(() => document.getElementById("skip-board-print")?.focus());
        }}
      />
    );
  return (
    <Screen
      back={{ to: "/settings/skip-levels", label: texts.back }}
      title={isHidden.value ? "Candor" : texts.title}
      {...(!isHidden.value && { intro: texts.lead })}
      main="start-main rhythm-screen"
    >
      {isHidden.value ? (
        <HiddenNotice />
      ) : notebook !== null && state === "open" && parts ? (
        <>
          <p class="meta">
            <span class="private-label">{texts.onlyYou}</span> {texts.private}
          </p>
          <parts.SavedLine notebook={notebook} />
          {known === "unknown" && <p role="alert">{texts.noChart}</p>}
          {known === null || themes.value === null ? (
            <p class="meta">{skipTexts.waiting}</p>
          ) : (
            <DepartmentBoardPart
              notebook={notebook}
              themes={themes.value}
              levels={known === "unknown" ? null : known}
              onPrint={(board) => {
                printing.value = board;
              }}
            />
          )}
        </>
      ) : state === "reading" ? (
        <p class="meta">{texts.reading}</p>
      ) : (
        <section class="card private stack-tight" aria-label={texts.onlyYou}>
          <p>{state === "unreadable" ? texts.unreadable : state === "locked" ? texts.locked : texts.none}</p>
          <div>
            <Button
              look="primary"
              onClick={async () => {
                const { whenOpen, focusOpened } = (await fetchNotebook()) ?? {};
                whenOpen?.(() => focusOpened?.());
              }}
            >
              {state === "locked" ? texts.unlock : texts.open}
            </Button>
          </div>
          <p role="alert" class="problem">
            {hasFailed.value && skipTexts.unknown}
          </p>
        </section>
      )}
      {parts && <parts.NotebookDialogs />}
    </Screen>
  );
}

async function readLevels(workspace: string): Promise<SkipLevels | null> {
  let id = workspace;
  if (id === "") {
    const all = await readWorkspaces();
    if (all.type !== "ok") return null;
    id = all.value[0]?.id ?? "";
  }
  const result = id === "" ? null : await readSkipLevels(id);
  return result?.type === "ok" ? result.value : null;
}
