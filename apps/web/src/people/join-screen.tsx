import { cleanName, MAX_NAME_LENGTH } from "@candor/core/person/clean-name.ts";
import type { InvitationView } from "@candor/protocol/http/people.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";
import type { ApiResult } from "./api-client.ts";
import { markEntered } from "./fresh-pages.ts";
import { acceptInvitation, lookAtInvitation, me, peopleLoaded } from "./my-people.ts";
import { texts } from "./texts.ts";
import "./people.css";

const say = texts.join;

type Looked = { type: "looking" } | { type: "broken" } | ApiResult<InvitationView>;

/** What an invitation's link opens: who invites, a name, and in. */
export function JoinScreen({ invitationId }: { invitationId: string }) {
  const secret = location.hash.slice(1);
  const looked = useSignal<Looked>({ type: secret === "" ? "broken" : "looking" });
  const look = async () => {
    if (secret === "") return;
    looked.value = { type: "looking" };
    await peopleLoaded();
    looked.value = await lookAtInvitation(invitationId, secret);
  };
  useEffect(() => {
    document.title = "Candor";
    void look();
  }, []);
  const state = looked.value;
  return (
    <main class="join">
      {state.type === "looking" && <p role="status">{say.looking}</p>}
      {state.type === "broken" && <Closed text={say.broken} />}
      {state.type === "problem" && <Closed text={state.status === 404 ? say.broken : state.title} />}
      {state.type === "unreachable" && (
        <>
          <p role="alert">{say.unreachable}</p>
          <Button onClick={() => void look()}>{say.retry}</Button>
        </>
      )}
      {state.type === "ok" && <Accept invitationId={invitationId} secret={secret} view={state.value} />}
    </main>
  );
}

function Closed({ text }: { text: string }) {
  return (
    <>
      <h1>{say.closed}</h1>
      <p role="alert">{text}</p>
      <a class="button" href="/">
        {say.home}
      </a>
    </>
  );
}

function Accept({ invitationId, secret, view }: { invitationId: string; secret: string; view: InvitationView }) {
  const { route } = useLocation();
  const name = useSignal(me.peek()?.name || view.suggestedName);
  const problem = useSignal<string | null>(null);
  const isJoining = useSignal(false);
  const title = view.from === "" ? say.titleUnnamed : say.title(view.from);

  if (view.alreadyMember) {
    return (
      <>
        <h1>{title}</h1>
        <p>{say.already}</p>
        <a class="button button-primary" href={`/p/${view.pairId}`}>
          {say.toPage}
        </a>
      </>
    );
  }
  const join = async () => {
    const wanted = cleanName(name.peek());
    if (wanted === "") problem.value = texts.unseenName;
    if (wanted === "" || isJoining.peek()) return;
    isJoining.value = true;
    problem.value = null;
    const result = await acceptInvitation(invitationId, secret, wanted);
    isJoining.value = false;
    if (result.type !== "ok") {
      problem.value = result.type === "problem" ? result.title : say.unreachable;
      return;
    }
    markEntered(result.value.id);
    // In place of this address, so that going back does not lead to an invitation that is used up.
    route(`/p/${result.value.id}`, true);
  };
  return (
    <>
      <h1>{title}</h1>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void join();
        }}
      >
        <TextField
          label={say.name}
          value={name.value}
          required
          maxLength={MAX_NAME_LENGTH}
          autoComplete="name"
          inputRef={selectNew}
          onValue={(value) => {
            name.value = value;
          }}
        />
        <Button type="submit" look="primary" disabled={isJoining.value}>
          {isJoining.value ? say.joining : say.join}
        </Button>
        <p role="alert" class="problem">
          {problem.value}
        </p>
      </form>
      <p>{view.from === "" ? say.seesUnnamed : say.sees(view.from)}</p>
      <p>{say.yours}</p>
    </>
  );
}

const selected = new WeakSet<HTMLInputElement>();

function selectNew(input: HTMLInputElement | null): void {
  if (!input || selected.has(input)) return;
  selected.add(input);
  input.focus();
  input.select();
}
