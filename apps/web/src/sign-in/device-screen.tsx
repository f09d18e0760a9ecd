import type { AskingDevice } from "@candor/protocol/http/device.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { thisTab } from "../offline/this-tab.ts";
import { type ApiRequest, callApi } from "../people/api-client.ts";
import { me, peopleLoaded } from "../people/my-people.ts";
import { Button } from "../ui/button.tsx";
import { Screen } from "../ui/screen.tsx";
import { TextField } from "../ui/text-field.tsx";
import { Consent } from "./consent.tsx";
import { deviceTexts as texts } from "./device-texts.ts";
import { SignInFirst } from "./sign-in-first.tsx";
import { useAttempt } from "./use-attempt.tsx";
import "../people/people.css";
import "./sign-in.css";

type State = { type: "code" } | { type: "asks"; asking: AskingDevice } | { type: "answered"; granted: boolean };

/** Where somebody types the code that a program without a browser shows, and lets it in or not. */
export function DeviceScreen() {
  const isRead = useSignal(false);
  const code = useSignal("");
  const state = useSignal<State>({ type: "code" });
  const problem = useSignal("");
  const { attempt, proof } = useAttempt({ why: texts.proof, to: "/settings/device" });
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
    const result = await attempt(() => call<undefined>("POST", { grant }));
    if (result === null) return;
    if (result.type === "ok") state.value = { type: "answered", granted: grant };
    else if (result.type === "problem") {
      state.value = { type: "code" };
      problem.value = result.name === "not_found" ? texts.unknown : result.title;
    } else problem.value = texts.unreachable;
  };
  const { value } = state;
  const isNobody = isRead.value && (me.value === null || me.value.anonymous);
  return (
    <Screen back={{ to: "/settings", label: texts.back }} title={texts.title} intro={texts.intro}>
      {isNobody && (
        <SignInFirst to="/settings/device" label={texts.toSignIn}>
          <p>{texts.signIn}</p>
        </SignInFirst>
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
        <Consent
          asks={texts.asks(value.asking.name)}
          yes={texts.grant}
          no={texts.refuse}
          onAnswer={(isGranted) => void answer(isGranted)}
        >
          <ul>
            {value.asking.scopes.map((scope) => (
              <li key={scope}>{texts.scopes[scope]}</li>
            ))}
          </ul>
          <p class="meta">{texts.ends}</p>
        </Consent>
      )}
      <p role="status" class="meta">
        {value.type === "answered" ? (value.granted ? texts.granted : texts.refused) : problem.value}
      </p>
      {proof}
    </Screen>
  );
}
