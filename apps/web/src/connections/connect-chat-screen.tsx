import type { AskingChat } from "@candor/protocol/http/chat.ts";
import type { Account } from "@candor/protocol/http/sign-in.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { me, peopleLoaded } from "../people/my-people.ts";
import { readAccount } from "../sign-in/sign-in-api.ts";
import { texts as signInTexts } from "../sign-in/texts.ts";
import { WaysIn } from "../sign-in/ways-in.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
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
  const again = useSignal<Account | null>(null); // they have to show once more who they are
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
    const result = await connectChat(code.peek());
    if (result.type === "ok") forget({ type: "done" });
    else if (result.type === "problem" && result.name === "not_fresh") {
      const account = await readAccount();
      if (account.type === "ok") again.value = account.value;
      else problem.value = sayProblem(account);
    } else if (result.type === "problem" && result.name === "not_found") forget({ type: "void" });
    else problem.value = sayProblem(result);
  };
  const { value } = state;
  return (
    <Screen back={{ to: "/settings/connections", label: texts.back }} title={texts.title}>
      {value.type === "nobody" && (
        <div class="stack-tight">
          <p>{texts.nobody}</p>
          <div>
            <a class="button button-primary" href="/sign-in?to=/settings/chat">
              {texts.toSignIn}
            </a>
          </div>
        </div>
      )}
      {value.type === "asks" && (
        <section class="stack" aria-labelledby="who-asks">
          <h2 id="who-asks">{texts.asks(accountOf(value.chat))}</h2>
          <p>{texts.what}</p>
          <p>{texts.care}</p>
          <div class="row">
            <Button look="primary" onClick={() => void connect()}>
              {texts.yes}
            </Button>
            <Button onClick={() => forget({ type: "refused" })}>{texts.no}</Button>
          </div>
        </section>
      )}
      <p role="status">{value.type in SAID ? SAID[value.type as keyof typeof SAID] : ""}</p>
      <p role="alert" class="problem">
        {problem.value}
      </p>
      {again.value && (
        <Dialog title={signInTexts.account.fresh.title} onClose={() => (again.value = null)}>
          <p>{signInTexts.account.fresh.text}</p>
          <WaysIn
            email={again.value.email}
            to="/settings/chat"
            again
            onDone={() => {
              again.value = null;
              void connect();
            }}
          />
        </Dialog>
      )}
    </Screen>
  );
}

const SAID = { none: texts.none, void: texts.void, done: texts.done, refused: texts.refused };

function accountOf({ platform, name, workspace }: AskingChat): string {
  return chatTexts.account(name, chatTexts.platforms[platform], workspace);
}
