import { mayPutUp } from "@candor/core/all-hands/may-put-up.ts";
import type { BoardEntry } from "@candor/core/theme/board.ts";
import type { Workspace } from "@candor/protocol/http/workspace.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { thisTab } from "../offline/this-tab.ts";
import { callApi } from "../people/api-client.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { showToast } from "../ui/toasts.ts";
import { allHandsClient } from "./all-hands-calls.ts";
import { allHandsTexts } from "./all-hands-texts.ts";

const texts = allHandsTexts.share;

/** Puts themes up for the all-hands, as they are told and in no other words: the one way on which any leave this device. */
export function ShareThemesDialog({ told, onClose }: { told: readonly BoardEntry[]; onClose: () => void }) {
  const workspaces = useSignal<readonly Workspace[] | null>(null);
  const workspace = useSignal("");
  // Before everybody a count of one or two says who: these are told by other ways, or not at all.
  const few = told.filter(({ people }) => mayPutUp({ kind: "theme", people }).type === "denied");
  const left = useSignal<ReadonlySet<string>>(new Set(few.map(({ theme }) => theme)));
  const problem = useSignal<string | null>(null);
  // The same theme sent again, as after an answer that was lost, is there once.
  const ids = useSignal(new Map(told.map(({ theme }) => [theme, crypto.randomUUID()])));
  useEffect(() => {
    void callApi<Workspace[]>(thisTab().fetch, { method: "GET", path: "/api/workspaces" }).then((result) => {
      workspaces.value = result.type === "ok" ? result.value : [];
      workspace.value = workspaces.value[0]?.id ?? "";
    });
  }, []);
  const send = async () => {
    const chosen = told.filter(({ theme }) => !left.peek().has(theme));
    if (chosen.length === 0) {
      problem.value = texts.nothing;
      return;
    }
    const client = allHandsClient(workspace.peek());
    for (const entry of chosen) {
      const result = await client.putUp(ids.peek().get(entry.theme) ?? crypto.randomUUID(), {
        ...{ kind: "theme", title: entry.name, text: textOf(entry), people: entry.people, named: true },
        ...(entry.answer !== null && /^https?:\/\//i.test(entry.answer) ? { link: entry.answer } : {}),
      });
      if (result.type !== "ok") {
        problem.value = result.type === "problem" ? result.title : texts.failed;
        return;
      }
      left.value = new Set([...left.peek(), entry.theme]);
    }
    showToast(texts.sent(chosen.length));
    onClose();
  };
  return (
    <Dialog title={texts.title} onClose={onClose}>
      {workspaces.value !== null && workspaces.value.length === 0 && <p>{texts.noWorkspace}</p>}
      {workspaces.value !== null && workspaces.value.length > 0 && (
        <form
          class="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <p class="meta">{texts.lead}</p>
          {workspaces.value.length > 1 && (
            <SelectField
              label={texts.workspace}
              value={workspace.value}
              choices={workspaces.value.map(({ id, name }) => ({ value: id, label: name }))}
              onValue={(value) => {
                workspace.value = value;
              }}
            />
          )}
          <fieldset class="stack-tight themes-set">
            <legend class="field-label">{texts.what}</legend>
            {told.map((entry) => (
              <label key={entry.theme} class="check">
                <input
                  type="checkbox"
                  checked={!left.value.has(entry.theme)}
                  disabled={few.includes(entry)}
                  onChange={(event) => {
                    const next = new Set(left.peek());
                    if (event.currentTarget.checked) next.delete(entry.theme);
                    else next.add(entry.theme);
                    left.value = next;
                    problem.value = null;
                  }}
                />
                <span>
                  <strong>{entry.name}</strong> <span class="meta">{allHandsTexts.people(entry.people)}</span>
                  <span class="themes-lines field-hint">{few.includes(entry) ? texts.few : textOf(entry)}</span>
                </span>
              </label>
            ))}
          </fieldset>
          <p role="alert" class="problem">
            {problem.value}
          </p>
          <div class="row">
            <Button type="submit" look="primary">
              {texts.send}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function textOf({ wording, doing }: BoardEntry): string {
  return doing === "" ? wording : `${wording}\n${texts.doing} ${doing}`;
}
