import type { WorkspaceInvitationView } from "@candor/protocol/http/workspace.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { ApiResult } from "../people/api-client.ts";
import { peopleLoaded, refreshPeople } from "../people/my-people.ts";
import { Button } from "../ui/button.tsx";
import { Closed } from "./closed.tsx";
import { secretInAddress } from "./secret-in-address.ts";
import { texts } from "./texts.ts";
import { guest } from "./workspace-client.ts";
import { obstacle } from "./workspace-model.ts";
import "../people/people.css";

const say = texts.join;

type Looked = { type: "looking" } | { type: "broken" } | ApiResult<WorkspaceInvitationView>;

/** What a link into a workspace opens: whose place it offers, and in. */
export function JoinWorkspaceScreen({ invitationId }: { invitationId: string }) {
  const secret = secretInAddress();
  const looked = useSignal<Looked>({ type: secret === "" ? "broken" : "looking" });
  const look = async () => {
    if (secret === "") return;
    looked.value = { type: "looking" };
    await peopleLoaded();
    looked.value = await guest.look(invitationId, secret);
  };
  useEffect(() => {
    document.title = "Candor";
    void look();
  }, []);
  const state = looked.value;
  return (
    <main class="join">
      {state.type === "looking" && <p role="status">{say.looking}</p>}
      {state.type === "broken" && <Closed title={say.closed} text={say.broken} />}
      {state.type === "problem" && <Closed title={say.closed} text={state.status === 404 ? say.broken : state.title} />}
      {state.type === "unreachable" && (
        <>
          <p role="alert">{texts.unreachable}</p>
          <div>
            <Button onClick={() => void look()}>{texts.retry}</Button>
          </div>
        </>
      )}
      {state.type === "ok" && <Accept invitationId={invitationId} secret={secret} view={state.value} />}
    </main>
  );
}

type AcceptProps = { invitationId: string; secret: string; view: WorkspaceInvitationView };

function Accept({ invitationId, secret, view }: AcceptProps) {
  const { route } = useLocation();
  const problem = useSignal<string | null>(null);
  const isJoining = useSignal(false);
  const join = async () => {
    if (isJoining.peek()) return;
    isJoining.value = true;
    problem.value = null;
    const result = await guest.accept(invitationId, secret);
    isJoining.value = false;
    if (result.type === "ok") {
      void refreshPeople();
      // In place of this address, so that going back does not lead to an invitation that is used up.
      route(`/workspace/${result.value.id}`, true);
    } else problem.value = obstacle(result);
  };
  return (
    <>
      <h1>{say.title(view.workspaceName)}</h1>
      <p>{view.alreadyIn ? say.already : say.lead(view.name)}</p>
      <div>
        {view.alreadyIn ? (
          <a class="button button-primary" href={`/workspace/${view.workspace}`}>
            {say.open}
          </a>
        ) : (
          <Button look="primary" disabled={isJoining.value} onClick={() => void join()}>
            {isJoining.value ? say.joining : say.join}
          </Button>
        )}
      </div>
      <p role="alert" class="problem">
        {problem.value}
      </p>
      <p class="meta">{say.pages}</p>
    </>
  );
}
