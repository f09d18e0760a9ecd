import type { SkipLevels } from "@candor/protocol/http/skip.ts";
import type { Workspace } from "@candor/protocol/http/workspace.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { me, peopleLoaded } from "../people/my-people.ts";
import { Frame } from "../rhythm/frame.tsx";
import { SignInFirst } from "../sign-in/sign-in-first.tsx";
import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { RotationPart } from "./rotation-part.tsx";
import { readSkipLevels, readWorkspaces } from "./skip-calls.ts";
import { SkipNotices } from "./skip-notices.tsx";
import { skipTexts as texts } from "./skip-texts.ts";

type Known = "waiting" | "unreachable" | "signed_out" | "no_workspace" | "here";

/** Whom I meet two levels down and when, and what I was told as the manager between. */
export function SkipLevelsScreen() {
  const known = useSignal<Known>("waiting");
  const workspaces = useSignal<readonly Workspace[]>([]);
  const workspace = useSignal<string | null>(null);
  const levels = useSignal<SkipLevels | null>(null);
  const whose = me.value?.userId ?? null;
  const choose = async (id: string) => {
    workspace.value = id;
    levels.value = null;
    const result = await readSkipLevels(id);
    if (result.type === "ok") levels.value = result.value;
    else known.value = "unreachable";
  };
  const read = async () => {
    await peopleLoaded();
    if (me.peek() === null) {
      known.value = "signed_out";
      return;
    }
    const all = await readWorkspaces();
    if (all.type !== "ok") {
      known.value = "unreachable";
      return;
    }
    workspaces.value = all.value;
    const [first] = all.value;
    known.value = first ? "here" : "no_workspace";
    if (first) await choose(workspace.peek() ?? first.id);
  };
  useEffect(() => void read(), [whose]);
  return (
    <Frame title={texts.title} intro={texts.intro} tab="skip-levels">
      {whose !== null && <SkipNotices />}
      {known.value === "waiting" && <p class="meta">{texts.waiting}</p>}
      {known.value === "signed_out" && (
        <SignInFirst to="/settings/skip-levels">
          <p>{texts.signIn}</p>
        </SignInFirst>
      )}
      {known.value === "no_workspace" && <p>{texts.noWorkspace}</p>}
      {known.value === "unreachable" && (
        <div class="stack-tight">
          <p role="alert">{texts.unknown}</p>
          <div>
            <Button
              onClick={() => {
                known.value = "waiting";
                void read();
              }}
            >
              {texts.again}
            </Button>
          </div>
        </div>
      )}
      {known.value === "here" && workspaces.value.length > 1 && (
        <SelectField
          label={texts.workspace}
          value={workspace.value ?? ""}
          choices={workspaces.value.map(({ id, name }) => ({ value: id, label: name }))}
          onValue={(id) => void choose(id)}
        />
      )}
      {known.value === "here" && workspace.value !== null && levels.value === null && (
        <p class="meta">{texts.waiting}</p>
      )}
      {levels.value !== null && workspace.value !== null && (
        <RotationPart
          key={workspace.value}
          workspace={workspace.value}
          levels={levels.value}
          onChange={(next) => {
            levels.value = next;
          }}
        />
      )}
    </Frame>
  );
}
