import type { TokenScope } from "@candor/core/access/may-by-token.ts";
import type { AnswerAssistant, AssistantAnswered, AssistantAsking } from "@candor/protocol/http/assistant.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { thisTab } from "../offline/this-tab.ts";
import { callApi } from "../people/api-client.ts";
import { me, peopleLoaded } from "../people/my-people.ts";
import { Consent } from "../sign-in/consent.tsx";
import { SignInFirst } from "../sign-in/sign-in-first.tsx";
import { useAttempt } from "../sign-in/use-attempt.tsx";
import { Screen } from "../ui/screen.tsx";
import { assistantTexts as texts } from "./assistant-texts.ts";
import { PageChoice } from "./page-choice.tsx";
import { sayProblem } from "./say-problem.ts";
import { ScopeChoice } from "./scope-choice.tsx";
import "../people/people.css";
import "./programs.css";

const KEPT = "candor-assistant-asks"; // of this tab, while its reader is away to sign in
const PATH = "/settings/assistant";

type Asks = Extract<AssistantAsking, { type: "asks" }>;
type State =
  | { type: "reading" | "nobody" | "none" | "granted" | "refused" }
  | { type: "asks"; asking: Asks }
  | { type: "void"; asking: Extract<AssistantAsking, { type: "refused" }> };

const ask = (query: string) =>
  callApi<AssistantAsking>(thisTab().fetch, {
    ...{ method: "POST", path: "/api/me/assistants/asking", body: { query } },
  });

const answer = (body: AnswerAssistant) =>
  callApi<AssistantAnswered>(thisTab().fetch, { method: "POST", path: "/api/me/assistants", body });

/** Where an assistant sends its person, to ask whether it may act for them (OAuth 2.1 §4.1.1). */
export function AssistantScreen() {
  const query = useSignal("");
  const state = useSignal<State>({ type: "reading" });
  const scopes = useSignal<readonly TokenScope[]>([]);
  const pages = useSignal<string[] | null>(null);
  const problem = useSignal("");
  const isBusy = useSignal(false);
  const { attempt, proof } = useAttempt({ why: texts.proof, to: PATH });
  const look = async () => {
    await peopleLoaded();
    const given = location.search.slice(1) || sessionStorage.getItem(KEPT) || "";
    query.value = given;
    if (given !== "") sessionStorage.setItem(KEPT, given);
    if (location.search !== "") history.replaceState(history.state, "", location.pathname);
    if (given === "") state.value = { type: "none" };
    else if (me.peek() === null || me.peek()?.anonymous) state.value = { type: "nobody" };
    else {
      const result = await ask(given);
      if (result.type === "problem" && result.name === "signed_out") state.value = { type: "nobody" };
      else if (result.type !== "ok") problem.value = sayProblem(result);
      else if (result.value.type === "refused") forget({ type: "void", asking: result.value });
      else {
        scopes.value = result.value.scopes;
        state.value = { type: "asks", asking: result.value };
      }
    }
  };
  useEffect(() => void look(), []);
  const forget = (next: State) => {
    sessionStorage.removeItem(KEPT);
    state.value = next;
  };
  const say = async (grant: boolean) => {
    problem.value = "";
    if (isBusy.peek()) return;
    if (grant && scopes.peek().length === 0) problem.value = texts.nothing;
    else if (grant && pages.peek()?.length === 0) problem.value = texts.noPage;
    if (problem.peek() !== "") return;
    isBusy.value = true;
    const body = { query: query.peek(), grant, scopes: [...scopes.peek()], pages: grant ? pages.peek() : null };
    const result = await attempt(() => answer(body));
    isBusy.value = false;
    if (result === null) return;
    if (result.type !== "ok") {
      problem.value = sayProblem(result);
      return;
    }
    forget({ type: grant ? "granted" : "refused" });
    location.replace(result.value.to); // so that the way back does not lead to a question that was answered
  };
  const { value } = state;
  return (
    <Screen back={{ to: "/settings/connections", label: texts.back }} title={texts.title}>
      {value.type === "nobody" && (
        <SignInFirst to={PATH} label={texts.toSignIn}>
          <p>{texts.nobody}</p>
        </SignInFirst>
      )}
      {value.type === "asks" && (
        <Consent
          asks={value.asking.isOwnMachine ? texts.asksOwn : texts.asks(value.asking.host)}
          yes={texts.grant}
          no={texts.refuse}
          onAnswer={(isGranted) => void say(isGranted)}
        >
          <p>{(value.asking.isOwnMachine ? texts.whereOwn : texts.where)(value.asking.name, value.asking.host)}</p>
          <p>{texts.care}</p>
          <ScopeChoice asked={value.asking.scopes} chosen={scopes} />
          <PageChoice chosen={pages} />
          <p class="meta">{texts.ends}</p>
        </Consent>
      )}
      {value.type === "void" && <p role="alert">{texts.faults[value.asking.why]}</p>}
      {value.type === "void" && value.asking.backTo !== null && (
        <div>
          <a class="button" href={value.asking.backTo} rel="noreferrer">
            {texts.backTo(new URL(value.asking.backTo).host)}
          </a>
        </div>
      )}
      <p role="status">{value.type in SAID ? SAID[value.type as keyof typeof SAID] : ""}</p>
      <p role="alert" class="problem">
        {problem.value}
      </p>
      {proof}
    </Screen>
  );
}

const SAID = { none: texts.none, granted: texts.granted, refused: texts.refused };
