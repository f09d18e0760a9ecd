import { readEmailAddress } from "@candor/core/person/email-address.ts";
import type { Account, EmailChangeAsked } from "@candor/protocol/http/sign-in.ts";
import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";
import { showToast } from "../ui/toasts.ts";
import { CodeField } from "./code-field.tsx";
import { sayProblem } from "./mail-form.tsx";
import { askToChangeEmail, changeEmail } from "./sign-in-api.ts";
import { texts } from "./texts.ts";
import type { Attempt } from "./use-attempt.tsx";

const say = texts.account;

/** The address to sign in with; another one needs a code from both. */
export function EmailPart({ account, attempt }: { account: Account; attempt: Attempt }) {
  const isChanging = useSignal(false);
  const email = useSignal("");
  const asked = useSignal<EmailChangeAsked | null>(null);
  const oldCode = useSignal("");
  const newCode = useSignal("");
  const problem = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const stop = () => {
    isChanging.value = false;
    asked.value = null;
    problem.value = null;
    for (const field of [email, oldCode, newCode]) field.value = "";
  };
  const send = async () => {
    const address = readEmailAddress(email.peek());
    if (address === null) {
      problem.value = texts.notAnAddress;
      return;
    }
    isBusy.value = true;
    problem.value = null;
    const result = await attempt(() => askToChangeEmail(address));
    isBusy.value = false;
    if (result?.type === "ok") asked.value = result.value;
    else if (result) problem.value = sayProblem(result);
  };
  const confirm = async (change: EmailChangeAsked) => {
    isBusy.value = true;
    problem.value = null;
    const old = change.old === null ? null : { id: change.old, code: oldCode.peek() };
    const result = await attempt(() => changeEmail({ old, new: { id: change.new, code: newCode.peek() } }));
    isBusy.value = false;
    if (result?.type === "ok") {
      stop();
      showToast(say.changed);
    } else if (result) problem.value = sayProblem(result);
  };
  const change = asked.value;
  return (
    <section class="stack-tight" aria-labelledby="account-email">
      <h2 id="account-email">{say.email}</h2>
      <p>{account.email ?? say.emailNone}</p>
      {!isChanging.value && (
        <div>
          <Button
            onClick={() => {
              isChanging.value = true;
            }}
          >
            {account.email === null ? say.add : say.change}
          </Button>
        </div>
      )}
      {isChanging.value && (
        <form
          class="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (isBusy.peek()) return;
            void (change ? confirm(change) : send());
          }}
        >
          {change === null ? (
            <TextField
              label={say.newEmail}
              type="email"
              autoComplete="email"
              value={email.value}
              maxLength={254}
              onValue={(value) => {
                email.value = value;
              }}
            />
          ) : (
            <>
              {change.old !== null && (
                <CodeField
                  label={say.codeOld(account.email ?? "")}
                  value={oldCode.value}
                  onValue={(value) => {
                    oldCode.value = value;
                  }}
                />
              )}
              <CodeField
                label={say.codeNew(email.value.trim())}
                value={newCode.value}
                onValue={(value) => {
                  newCode.value = value;
                }}
              />
            </>
          )}
          <p role="alert" class="problem">
            {problem.value}
          </p>
          <div class="row">
            <Button type="submit" look="primary" disabled={isBusy.value}>
              {change === null ? say.sendCodes : say.confirm}
            </Button>
            <Button onClick={stop}>{say.cancel}</Button>
          </div>
        </form>
      )}
    </section>
  );
}
