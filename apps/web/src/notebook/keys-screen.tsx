import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import { registerCommands } from "../commands/commands.ts";
import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { showToast } from "../ui/toasts.ts";
import { WayBack } from "../ui/way-back.tsx";
import { Alarms } from "./alarms.tsx";
import { BinList } from "./bin-list.tsx";
import { DestroyForm } from "./destroy-form.tsx";
import type { DeviceNotebook } from "./device-notebook.ts";
import { DevicesPart } from "./devices-part.tsx";
import { ExportButtons } from "./export-buttons.tsx";
import { hideCommand } from "./hide-command.ts";
import { KeepChoice } from "./keep-choice.tsx";
import { lockNow } from "./lock-now.tsx";
import { MergePart } from "./merge-part.tsx";
import { SavedLine } from "./saved-line.tsx";
import { ShutNotice } from "./shut-notice.tsx";
import { isHidden, setHidden } from "./standing.ts";
import { texts } from "./texts.ts";
import { thisNotebook } from "./this-notebook.ts";
import { vaultTexts } from "./vault-texts.ts";
import { WaysPart } from "./ways-part.tsx";

const say = vaultTexts.settings;

const LOCK_AFTER = [5, 15, 30, 60];

/** Privacy and keys: what opens the notebook, on which devices, when it locks, taking it along and destroying it. */
export function KeysScreen() {
  const notebook = thisNotebook();
  const { route } = useLocation();
  useEffect(() => {
    document.title = `${say.title} · Candor`;
    return registerCommands([
      hideCommand,
      {
        id: "notebook.lock",
        name: texts.commands.lock,
        shortcut: null,
        when: () => notebook.state.value.type === "open",
        run: lockNow,
      },
    ]);
  }, []);
  const isOpen = notebook.state.value.type === "open";
  return (
    <div class="start">
      <header class="start-top">
        <WayBack to="/settings" label={say.back} />
      </header>
      <main class="start-main">
        <div class="stack-tight">
          <h1>{say.title}</h1>
          <p class="meta">{texts.promise}</p>
          <p class="meta">
            <strong>{vaultTexts.limit}</strong>
          </p>
          <p class="meta">{vaultTexts.loss}</p>
        </div>
        {isOpen ? (
          <>
            <Alarms notebook={notebook} />
            <WaysPart notebook={notebook} />
            <DevicesPart notebook={notebook} />
            <MergePart notebook={notebook} />
            <LockPart notebook={notebook} />
            <section class="settings-group" aria-labelledby="keep-heading">
              <h2 id="keep-heading">{say.keepHeading}</h2>
              <KeepChoice notebook={notebook} />
              {isHidden.value ? (
                <p class="row">
                  <span class="meta">{texts.hidden}</span>
                  <Button small onClick={() => setHidden(false)}>
                    {texts.show}
                  </Button>
                </p>
              ) : (
                <BinList
                  notebook={notebook}
                  notes={notebook.notes.value.filter(({ binnedAt }) => binnedAt !== null)}
                  saysWhom
                />
              )}
            </section>
            <section class="settings-group" aria-labelledby="export-heading">
              <h2 id="export-heading">{texts.settings.exportHeading}</h2>
              <p class="meta">{texts.law}</p>
              <p class="meta">{texts.settings.exportText}</p>
              <ExportButtons notebook={notebook} />
            </section>
            <section class="settings-group" aria-labelledby="destroy-heading">
              <h2 id="destroy-heading">{say.destroyHeading}</h2>
              <p class="meta">{say.destroyText}</p>
              <DestroyForm
                notebook={notebook}
                label={say.destroy}
                onGone={() => {
                  showToast(say.destroyed);
                  route("/settings");
                }}
              />
            </section>
            <SavedLine notebook={notebook} />
          </>
        ) : (
          <ShutNotice notebook={notebook} />
        )}
      </main>
    </div>
  );
}

function LockPart({ notebook }: { notebook: DeviceNotebook }) {
  const { lockAfterMinutes, alwaysAsk } = notebook.settings.value;
  return (
    <section class="settings-group" aria-labelledby="lock-heading">
      <h2 id="lock-heading">{say.lockHeading}</h2>
      <SelectField
        label={say.lockAfter}
        value={String(lockAfterMinutes)}
        choices={LOCK_AFTER.map((minutes) => ({ value: String(minutes), label: say.minutes(minutes) }))}
        onValue={(value) => void notebook.setSettings({ lockAfterMinutes: Number(value) })}
      />
      <p class="meta">{say.lockHint}</p>
      <label class="check">
        <input
          type="checkbox"
          checked={alwaysAsk}
          onChange={(event) => void notebook.setSettings({ alwaysAsk: event.currentTarget.checked })}
        />
        <span>
          {say.alwaysAsk}
          <span class="field-hint settings-hint">{say.alwaysAskHint}</span>
        </span>
      </label>
    </section>
  );
}
