import type { AskingChat } from "@candor/protocol/http/chat.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { me, peopleLoaded } from "../people/my-people.ts";
import { Consent } from "../sign-in/consent.tsx";
import { SignInFirst } from "../sign-in/sign-in-first.tsx";
import { useAttempt } from "../sign-in/use-attempt.tsx";
import { Screen } from "../ui/screen.tsx";
import { connectChat, readAskingChat } from "./chat-calls.ts";
import { chatTexts } from "./chat-texts.ts";
import { sayProblem } from "./say-problem.ts";
import "../people/people.css";

const texts = chatTexts.connect;
const KEPT = "candor-chat-code"; // of this tab, while its reader is away to sign in

type State = { type: "reading" | "nobody" | "none" | "void" | "done" | "refused" } | { type: "asks"; chat: AskingChat };

/** Where the link leads that a chat shows to whoever asked there: they say whether that is them. */
export function ConnectChatScreen() {
  const code = useSignal("");
  const state = useSignal<State>({ type: "reading" });
  const problem = useSignal("");
  const { attempt, proof } = useAttempt({ why: texts.proof, to: "/settings/chat" });
  const look = async () => {
    await peopleLoaded();
    const given = location.hash.slice(1) || sessionStorage.getItem(KEPT) || "";
    code.value = given;
    if (given !== "") sessionStorage.setItem(KEPT, given);
    if (location.hash !== "") history.replaceState(history.state, "", location.pathname); // it is to be seen by nobody
    if (given === "") state.value = { type: "none" };
    else if (me.peek() === null || me.peek()?.anonymous) state.value = { type: "nobody" };
    else {
      const result = await readAskingChat(given);
      if (result.type === "ok") state.value = { type: "asks", chat: result.value };
      else if (result.type === "problem" && result.name === "not_found") forget({ type: "void" });
      else problem.value = sayProblem(result);
    }
  };
  useEffect(() => void look(), []);
  const forget = (next: State) => {
    sessionStorage.removeItem(KEPT);
    state.value = next;
  };
  const connect = async () => {
    problem.value = "";
    const result = await attempt(() => connectChat(code.peek()));
    if (result === null) return;
    if (result.type === "ok") forget({ type: "done" });
    else if (result.type === "problem" && result.name === "not_found") forget({ type: "void" });
    else problem.value = sayProblem(result);
  };
  const { value } = state;
  return (
    <Screen back={{ to: "/settings/connections", label: texts.back }} title={texts.title}>
      {value.type === "nobody" && (
        <SignInFirst to="/settings/chat" label={texts.toSignIn}>
          <p>{texts.nobody}</p>
        </SignInFirst>
      )}
      {value.type === "asks" && (
        <Consent
          asks={texts.asks(accountOf(value.chat))}
          yes={texts.yes}
          no={texts.no}
          onAnswer={(isGranted) => (isGranted ? void connect() : forget({ type: "refused" }))}
        >
          <p>{texts.what}</p>
          <p>{texts.care}</p>
        </Consent>
      )}
      <p role="status">{value.type in SAID ? SAID[value.type as keyof typeof SAID] : ""}</p>
      <p role="alert" class="problem">
        {problem.value}
      </p>
      {proof}
    </Screen>
  );
}

const SAID = { none: texts.none, void: texts.void, done: texts.done, refused: texts.refused };

function accountOf({ platform, name, workspace }: AskingChat): string {
  return chatTexts.account(name, chatTexts.platforms[platform], workspace);
}
