import type { SignInWays } from "@candor/protocol/http/sign-in.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { MailForm, sayProblem } from "./mail-form.tsx";
import { beginSso, readWays, signInByPasskey } from "./sign-in-api.ts";
import { texts } from "./texts.ts";
import "./sign-in.css";

type WaysInProps = {
  /** mail goes to this address alone; undefined: to any; null: there is none to send it to */
  email?: string | null;
  /** where single sign-on comes back to: a path of this place */
  to: string;
  /** whoever is signed in shows once more that it is them */
  again?: boolean;
  onDone: () => void;
};

/** Every way to sign in that this place has. Mail works without anything else, so it is there at once. */
export function WaysIn({ email, to, again = false, onDone }: WaysInProps) {
  const ways = useSignal<SignInWays | null>(null);
  const problem = useSignal<string | null>(null);
  const isWaiting = useSignal(false);
  useEffect(() => {
    void readWays().then((result) => {
      if (result.type === "ok") ways.value = result.value;
    });
  }, []);
  const passkey = async () => {
    if (isWaiting.peek()) return;
    isWaiting.value = true;
    problem.value = null;
    const result = await signInByPasskey();
    isWaiting.value = false;
    if (result.type === "ok") onDone();
    else if (result.type === "cancelled") problem.value = texts.passkeyCancelled;
    else if (result.type === "unsupported") problem.value = texts.passkeyMissing;
    else problem.value = sayProblem(result);
  };
  const sso = async (provider: string) => {
    problem.value = null;
    const result = await beginSso(provider, to, again ? "again" : undefined);
    if (result.type === "ok") location.assign(result.value.location);
    else problem.value = sayProblem(result);
  };
  return (
    <div class="stack">
      {email !== null && <MailForm way={ways.value?.mail ?? "smtp"} fixed={email ?? null} onDone={onDone} />}
      {email !== null && <p class="or-else meta">{texts.orElse}</p>}
      <div class="stack-tight">
        <Button disabled={isWaiting.value} onClick={() => void passkey()}>
          {isWaiting.value ? texts.passkeyWaiting : texts.passkey}
        </Button>
        {ways.value?.providers.map(({ id, name }) => (
          <Button key={id} onClick={() => void sso(id)}>
            {texts.sso(name)}
          </Button>
        ))}
      </div>
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </div>
  );
}
