import type { Account } from "@candor/protocol/http/sign-in.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { me } from "../people/my-people.ts";
import { Button } from "../ui/button.tsx";
import { Screen } from "../ui/screen.tsx";
import { EmailPart } from "./email-part.tsx";
import { IdentitiesPart } from "./identities-part.tsx";
import { sayProblem } from "./mail-form.tsx";
import { PasskeysPart } from "./passkeys-part.tsx";
import { SessionsPart } from "./sessions-part.tsx";
import { readAccount } from "./sign-in-api.ts";
import { SignInFirst } from "./sign-in-first.tsx";
import { SignOutPart } from "./sign-out-part.tsx";
import { texts } from "./texts.ts";
import { type Attempt, useAttempt } from "./use-attempt.tsx";
import "../people/people.css";
import "./sign-in.css";

const say = texts.account;

/** How somebody signs in, and where they are signed in. */
export function AccountScreen() {
  const account = useSignal<Account | null>(null);
  const problem = useSignal<string | null>(null);
  const isSignedOut = useSignal(false); // elsewhere, perhaps, so that this browser did not know
  const { attempt: tryOnce, proof } = useAttempt({ why: say.proof, to: "/settings/account" });
  const read = async () => {
    problem.value = null;
    const result = await readAccount();
    isSignedOut.value = result.type === "problem" && result.name === "signed_out";
    if (result.type === "ok") account.value = result.value;
    else problem.value = result.type === "problem" ? sayProblem(result) : say.unreachable;
  };
  useEffect(() => {
    void read();
  }, []);
  const attempt: Attempt = async (run) => {
    const result = await tryOnce(run);
    if (result?.type === "ok") void read();
    return result;
  };
  const known = account.value;
  return (
    <Screen back={{ to: "/settings", label: say.back }} title={say.title} intro={say.intro}>
      {problem.value !== null && (
        <div class="stack-tight">
          <p role="alert">{problem.value}</p>
          {me.value === null || isSignedOut.value ? (
            <a href="/sign-in?to=/settings/account">{texts.title}</a>
          ) : (
            <div>
              <Button onClick={() => void read()}>{say.retry}</Button>
            </div>
          )}
        </div>
      )}
      {known === null && problem.value === null && <p role="status">{say.loading}</p>}
      {known && me.value?.anonymous && <Anonymous />}
      {known && !me.value?.anonymous && (
        <>
          <EmailPart account={known} attempt={attempt} />
          <PasskeysPart account={known} attempt={attempt} />
          <IdentitiesPart account={known} attempt={attempt} />
        </>
      )}
      {known && <SessionsPart account={known} attempt={attempt} />}
      {known && !me.value?.anonymous && <SignOutPart />}
      {proof}
    </Screen>
  );
}

function Anonymous() {
  return (
    <SignInFirst to="/settings/account" label={say.keepLink}>
      <p>{say.anonymous}</p>
      <p>{say.keep}</p>
    </SignInFirst>
  );
}
