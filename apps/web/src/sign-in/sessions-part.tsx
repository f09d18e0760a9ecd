import type { Account } from "@candor/protocol/http/sign-in.ts";
import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { sayDay } from "../ui/say-day.ts";
import { showToast } from "../ui/toasts.ts";
import { sayProblem } from "./mail-form.tsx";
import { endOtherSessions, endSession } from "./sign-in-api.ts";
import { texts } from "./texts.ts";
import type { Attempt } from "./use-attempt.tsx";

const say = texts.account;

/** Where somebody is signed in; every other place can be signed out from here. */
export function SessionsPart({ account, attempt }: { account: Account; attempt: Attempt }) {
  const problem = useSignal<string | null>(null);
  const end = async (run: Parameters<Attempt>[0]) => {
    problem.value = null;
    const result = await attempt(run);
    if (result?.type === "ok") showToast(say.ended);
    else if (result) problem.value = sayProblem(result);
  };
  const day = (iso: string) => sayDay(iso.slice(0, 10), today.value);
  return (
    <section class="stack-tight" aria-labelledby="account-sessions">
      <h2 id="account-sessions">{say.sessions}</h2>
      <ul class="pairs" aria-labelledby="account-sessions">
        {account.sessions.map(({ id, device, isThis, beganAt, usedOn }) => (
          <li key={id} class="pair">
            <span class="pair-link">
              <span>{isThis ? `${device} (${say.thisOne})` : device}</span>
              <span class="meta">{say.since(day(beganAt), day(usedOn))}</span>
            </span>
            {!isThis && (
              <Button small aria-label={say.endOf(device)} onClick={() => void end(() => endSession(id))}>
                {say.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {account.sessions.length > 1 && (
        <div>
          <Button onClick={() => void end(endOtherSessions)}>{say.endOthers}</Button>
        </div>
      )}
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </section>
  );
}
