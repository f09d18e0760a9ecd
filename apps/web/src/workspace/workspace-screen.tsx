import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { useLocation } from "preact-iso";
import { registerCommands } from "../commands/commands.ts";
import { ensureTemporal } from "../people/ensure-temporal.ts";
import { Button } from "../ui/button.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { WayBack } from "../ui/way-back.tsx";
import { ChartView } from "./chart-view.tsx";
import { ImportView } from "./import-view.tsx";
import { JudgedButton } from "./judged-button.tsx";
import { MyPlaceView } from "./my-place-view.tsx";
import { PeopleView } from "./people-view.tsx";
import { PersonDialog } from "./person-dialog.tsx";
import { PlanningView } from "./planning-view.tsx";
import { RenameDialog } from "./rename-dialog.tsx";
import { texts } from "./texts.ts";
import type { OpenedPerson } from "./workspace-model.ts";
import { WorkspaceModel } from "./workspace-model.ts";
import "../people/people.css";
import "./workspace.css";

export type WorkspaceTab = "mine" | "people" | "chart" | "import" | "planning";

/** The people of an organisation, who manages whom, and my own place among them. */
export function WorkspaceScreen({ workspaceId }: { workspaceId: string }) {
  const model = useMemo(() => new WorkspaceModel(workspaceId), [workspaceId]);
  const { path, query, route } = useLocation();
  const opened = useSignal<OpenedPerson>(null);
  const renames = useSignal(false);
  const isReady = useSignal(false);
  const tab = (query.tab ?? "mine") as WorkspaceTab;
  const select = (next: WorkspaceTab) => route(`${path}?tab=${next}`, true);
  useEffect(() => {
    void ensureTemporal().then(() => {
      isReady.value = true;
      return model.refresh();
    });
    // Whoever comes back to this tab sees what others have done meanwhile.
    const look = () => void (document.visibilityState === "visible" && isReady.peek() && model.refresh());
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [model]);
  const workspace = model.workspace.value;
  useEffect(() => {
    document.title = `${workspace?.name ?? texts.list.title} · Candor`;
  }, [workspace]);
  const manages = model.manages;
  const whyNotSettings = model.whyNot({ action: "change_settings" });
  useEffect(() => {
    if (!manages) return;
    return registerCommands([
      {
        id: "workspace-add",
        name: texts.commands.add,
        shortcut: null,
        run: () => {
          opened.value = "new";
        },
      },
      { id: "workspace-import", name: texts.commands.import, shortcut: null, run: () => select("import") },
    ]);
  }, [manages]);
  const tabs = (["mine", "people", "chart", "import", "planning"] as const)
    .filter((id) => (id !== "import" && id !== "planning") || manages)
    .map((id) => ({ id, label: texts.tabs[id] }));
  const shownPerson = opened.value;
  const shown = tabs.some(({ id }) => id === tab) ? tab : "mine";
  return (
    <div class="workspace-screen">
      <header class="start-top workspace-top">
        <WayBack to="/" label={texts.back} />
      </header>
      <main class="workspace-main">
        {model.state.value === "loading" && <p role="status">{texts.loading}</p>}
        {model.state.value === "unreachable" && (
          <>
            <p role="alert">{texts.unreachable}</p>
            <div>
              <Button onClick={() => void model.refresh()}>{texts.retry}</Button>
            </div>
          </>
        )}
        {model.state.value === "missing" && (
          <>
            <h1>{texts.missing.title}</h1>
            <p>{texts.missing.text}</p>
          </>
        )}
        {model.state.value === "here" && workspace && (
          <>
            <div class="section-line">
              <h1>{workspace.name}</h1>
              <div class="row">
                <a class="button button-small" href={`/workspace/${workspaceId}/all-hands`}>
                  {texts.allHands}
                </a>
                {manages && (
                  <>
                    <JudgedButton
                      small
                      whyNot={whyNotSettings}
                      onClick={() => {
                        renames.value = true;
                      }}
                    >
                      {texts.rename}
                    </JudgedButton>
                    {whyNotSettings === null ? (
                      <a class="button button-small" href={`/workspace/${workspaceId}/directory`}>
                        {texts.directory}
                      </a>
                    ) : (
                      <JudgedButton small whyNot={whyNotSettings}>
                        {texts.directory}
                      </JudgedButton>
                    )}
                  </>
                )}
              </div>
            </div>
            <Tabs
              label={texts.tabs.label}
              tabs={tabs}
              selected={shown}
              panelId={() => "workspace-panel"}
              onSelect={select}
            />
            <div id="workspace-panel" role="tabpanel" aria-label={texts.tabs[shown]} class="workspace-panel">
              {shown === "mine" && (
                <MyPlaceView
                  model={model}
                  onPeople={() => select("people")}
                  onImport={() => select("import")}
                  onChart={() => select("chart")}
                />
              )}
              {shown === "people" && <PeopleView model={model} opened={opened} onImport={() => select("import")} />}
              {shown === "chart" && <ChartView model={model} opened={opened} onPeople={() => select("people")} />}
              {shown === "import" && <ImportView model={model} />}
              {shown === "planning" && <PlanningView model={model} onChart={() => select("chart")} />}
            </div>
          </>
        )}
      </main>
      {shownPerson !== null && (
        <PersonDialog
          key={shownPerson}
          model={model}
          personId={shownPerson === "new" ? null : shownPerson}
          onOpen={(person) => {
            opened.value = person;
          }}
          onClose={() => {
            // A native dialog says that it has closed a little later; by then another entry may be open.
            if (opened.peek() === shownPerson) opened.value = null;
          }}
        />
      )}
      {renames.value && workspace && (
        <RenameDialog
          model={model}
          name={workspace.name}
          onClose={() => {
            renames.value = false;
          }}
        />
      )}
    </div>
  );
}
