import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { registerCommands } from "../commands/commands.ts";
import { HiddenNotice } from "../notebook/hidden-notice.tsx";
import { hideCommand } from "../notebook/hide-command.ts";
import { loadNotebook, notebookParts } from "../notebook/load-notebook.ts";
import { isHidden, isKnownHere, setHidden } from "../notebook/standing.ts";
import { peopleLoaded, refreshPeople } from "../people/my-people.ts";
import { Button } from "../ui/button.tsx";
import { lazily } from "../ui/lazily.tsx";
import { WayBack } from "../ui/way-back.tsx";
import { gateTexts as texts } from "./gate-texts.ts";
import "../notebook/notebook.css";
import "../page/page.css";
import "../people/people.css";
import "./themes.css";

const Themes = lazily(
  () => import("./themes-parts.ts").then(({ parts }) => parts.Themes),
  ({ onRetry }) => (
    <main class="themes-main">
      <p role="alert">{texts.unreachable}</p>
      <div>
        <Button onClick={onRetry}>{texts.retry}</Button>
      </div>
    </main>
  ),
);

/** The themes, once the notebook they stand in is open. */
export function ThemesScreen() {
  const isFetching = useSignal(false);
  const hasFailed = useSignal(false);
  const fetchNotebook = async () => {
    isFetching.value = true;
    hasFailed.value = false;
    try {
      return await loadNotebook();
    } catch {
      hasFailed.value = true;
      return null;
    } finally {
      isFetching.value = false;
    }
  };
  useEffect(() => {
    void peopleLoaded().then(refreshPeople);
    if (isKnownHere()) void fetchNotebook();
    return registerCommands([
      hideCommand,
      {
        id: "notebook.lock",
        name: texts.commands.lock,
        shortcut: null,
        when: () => notebookParts.value?.thisNotebook().state.value.type === "open",
        run: () => notebookParts.peek()?.lockNow(),
      },
    ]);
  }, []);
  useEffect(() => {
    document.title = isHidden.value ? "Candor" : `${texts.title} · Candor`;
  }, [isHidden.value]);
  const parts = notebookParts.value;
  const notebook = parts?.thisNotebook() ?? null;
  const state = notebook?.state.value.type;
  const isOpen = parts !== null && notebook !== null && state === "open" && !isHidden.value;
  return (
    <div class="themes-screen">
      <header class="themes-top">
        <WayBack to="/" label={texts.back} />
      </header>
      {isOpen ? (
        <Themes
          notebook={notebook}
          aside={
            <>
              <parts.SavedLine notebook={notebook} />
              <Button small look="quiet" onClick={() => setHidden(true)}>
                {texts.hide}
              </Button>
              <Button small look="quiet" title={texts.lockHint} onClick={parts.lockNow}>
                {texts.lock}
              </Button>
            </>
          }
        />
      ) : isHidden.value ? (
        <main class="themes-main">
          <HiddenNotice />
        </main>
      ) : (
        <main class="themes-main">
          <section class="card private" aria-labelledby="themes-heading" aria-busy={isFetching.value}>
            <h1 id="themes-heading" tabIndex={-1}>
              {texts.title}
            </h1>
            <p>{texts.lead}</p>
            <p class="meta">
              {state === "unreadable"
                ? texts.unreadable
                : state !== "locked"
                  ? texts.none
                  : notebook?.isLockedByHand.value
                    ? texts.lockedByHand
                    : texts.locked}
            </p>
            <div>
              <Button
                look="primary"
                data-unlock
                disabled={isFetching.value || state === "reading"}
                onClick={async () => {
                  const { whenOpen, focusOpened } = (await fetchNotebook()) ?? {};
                  whenOpen?.(() => focusOpened?.());
                }}
              >
                {state === "locked" ? texts.unlock : texts.open}
              </Button>
            </div>
            <p role="alert" class="problem">
              {hasFailed.value && texts.unreachable}
            </p>
          </section>
        </main>
      )}
      {parts && <parts.NotebookDialogs />}
    </div>
  );
}
