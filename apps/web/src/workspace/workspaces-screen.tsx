import type { PlaceForMe, Workspace } from "@candor/protocol/http/workspace.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import { thisTab } from "../offline/this-tab.ts";
import { Button } from "../ui/button.tsx";
import { Screen } from "../ui/screen.tsx";
import { texts } from "./texts.ts";
import { mine } from "./workspace-client.ts";
import { obstacle } from "./workspace-model.ts";
import "../people/people.css";

const say = texts.list;

/** The workspaces that somebody is in, or could join; whoever is in one alone goes straight there. */
export function WorkspacesScreen() {
  const { route } = useLocation();
  const workspaces = useSignal<readonly Workspace[] | null>(null);
  const places = useSignal<readonly PlaceForMe[]>([]);
  const problem = useSignal<string | null>(null);
  const isSignedOut = useSignal(false);
  const read = async () => {
    problem.value = null;
    if (!(await thisTab().people.mayBeSignedIn())) {
      isSignedOut.value = true;
      workspaces.value = [];
      return;
    }
    const [all, offered] = await Promise.all([mine.workspaces(), mine.places()]);
    if (offered.type === "ok") places.value = offered.value;
    if (all.type !== "ok") {
      problem.value = obstacle(all);
      return;
    }
    const [only] = all.value;
    if (only && all.value.length === 1 && places.peek().length === 0) route(`/workspace/${only.id}`, true);
    else workspaces.value = all.value;
  };
  useEffect(() => {
    void read();
  }, []);
  const take = async (place: PlaceForMe) => {
    const result = await mine.take(place.person);
    if (result.type === "ok") route(`/workspace/${result.value.id}`);
    else problem.value = obstacle(result);
  };
  return (
    <Screen back={{ to: "/", label: texts.back }} title={say.title}>
      <p role="alert" class="problem">
        {problem.value}
      </p>
      {problem.value !== null && (
        <div>
          <Button onClick={() => void read()}>{texts.retry}</Button>
        </div>
      )}
      {workspaces.value?.length === 0 && places.value.length === 0 && (
        <div class="stack">
          <p>{isSignedOut.value ? say.signedOut : say.none}</p>
          <div class="row">
            {isSignedOut.value && (
              <a class="button button-primary" href="/sign-in?to=/workspace">
                {say.signIn}
              </a>
            )}
            <a class="button" href="/">
              {isSignedOut.value ? say.beginAnew : say.begin}
            </a>
          </div>
        </div>
      )}
      <ul class="pairs">
        {places.value.map((place) => (
          <li key={place.person} class="pair">
            <span class="grow">{say.place(place.workspaceName, place.name)}</span>
            <Button look="primary" onClick={() => void take(place)}>
              {say.take(place.workspaceName)}
            </Button>
          </li>
        ))}
        {(workspaces.value ?? []).map((workspace) => (
          <li key={workspace.id} class="pair">
            <a class="pair-link" href={`/workspace/${workspace.id}`}>
              <span class="pair-name">{workspace.name}</span>
              <span class="meta">{texts.roles[workspace.me.role]}</span>
            </a>
          </li>
        ))}
      </ul>
    </Screen>
  );
}
