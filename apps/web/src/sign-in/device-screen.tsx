import type { AskingDevice } from "@candor/protocol/http/device.ts";
import type { Account } from "@candor/protocol/http/sign-in.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { thisTab } from "../offline/this-tab.ts";
import { type ApiRequest, callApi } from "../people/api-client.ts";
import { me, peopleLoaded } from "../people/my-people.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Screen } from "../ui/screen.tsx";
import { TextField } from "../ui/text-field.tsx";
import { deviceTexts as texts } from "./device-texts.ts";
import { readAccount } from "./sign-in-api.ts";
import { texts as signInTexts } from "./texts.ts";
import { WaysIn } from "./ways-in.tsx";
import "../people/people.css";
import "./sign-in.css";

type State = { type: "code" } | { type: "asks"; asking: AskingDevice } | { type: "answered"; granted: boolean };

/** Where somebody types the code that a program without a browser shows, and lets it in or not. */
export function DeviceScreen() {
  const isRead = useSignal(false);
  const code = useSignal("");
  const state = useSignal<State>({ type: "code" });
  const problem = useSignal("");
  const again = useSignal<Account | null>(null); // they have to show once more who they are
  useEffect(() => {
    void peopleLoaded().then(() => {
      isRead.value = true;
    });
  }, []);
  const call = <T,>(method: ApiRequest["method"], body?: unknown) =>
    callApi<T>(thisTab().fetch, {
      ...{ method, path: `/api/me/devices/${encodeURIComponent(code.peek().trim())}` },
      ...(body === undefined ? {} : { body }),
    });
  const look = async () => {
    problem.value = "";
    if (code.peek().trim() === "") return;
    const result = await call<AskingDevice>("GET");
    if (result.type === "ok") state.value = { type: "asks", asking: result.value };
    else problem.value = result.type === "problem" ? texts.unknown : texts.unreachable;
  };
  const answer = async (grant: boolean) => {
    problem.value = "";
    const result = await call<undefined>("POST", { grant });
    if (result.type === "ok") state.value = { type: "answered", granted: grant };
    else if (result.type === "problem" && result.name === "not_fresh") {
      const account = await readAccount();
      if (account.type === "ok") again.value = account.value;
      else problem.value = texts.unreachable;
    } else if (result.type === "problem") {
      state.value = { type: "code" };
      problem.value = result.name === "not_found" ? texts.unknown : result.title;
    } else problem.value = texts.unreachable;
  };
  const { value } = state;
  const isNobody = isRead.value && (me.value === null || me.value.anonymous);
  return (
    <Screen back={{ to: "/settings", label: texts.back }} title={texts.title} intro={texts.intro}>
      {isNobody && (
        <div class="stack-tight">
          <p>{texts.signIn}</p>
          <div>
            <a class="button button-primary" href="/sign-in?to=/settings/device">
              {texts.toSignIn}
            </a>
          </div>
        </div>
      )}
      {!isNobody && value.type === "code" && (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void look();
          }}
        >
          <TextField
            label={texts.code}
            hint={texts.hint}
            value={code.value}
            autoComplete="off"
            spellcheck={false}
            maxLength={12}
            onValue={(next) => {
              code.value = next;
            }}
          />
          <div>
            <Button type="submit" look="primary">
              {texts.look}
            </Button>
          </div>
        </form>
      )}
      {value.type === "asks" && (
        <section class="stack" aria-label={texts.title}>
          <p>{texts.asks(value.asking.name)}</p>
          <ul>
            {value.asking.scopes.map((scope) => (
              <li key={scope}>{texts.scopes[scope]}</li>
            ))}
          </ul>
          <p class="meta">{texts.ends}</p>
          <div class="row">
            <Button look="primary" onClick={() => void answer(true)}>
              {texts.grant}
            </Button>
            <Button onClick={() => void answer(false)}>{texts.refuse}</Button>
          </div>
        </section>
      )}
      <p role="status" class="meta">
        {value.type === "answered" ? (value.granted ? texts.granted : texts.refused) : problem.value}
      </p>
      {again.value && (
        <Dialog title={signInTexts.account.fresh.title} onClose={() => (again.value = null)}>
          <p>{signInTexts.account.fresh.text}</p>
          <WaysIn
            email={again.value.email}
            to="/settings/device"
            again
            onDone={() => {
              again.value = null;
              void answer(true);
            }}
          />
        </Dialog>
      )}
    </Screen>
  );
}
