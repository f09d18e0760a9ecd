import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import { countUnsent } from "./count-unsent.ts";
import { signOut } from "./sign-in-api.ts";
import { texts } from "./texts.ts";

const say = texts.account;

/** Signing out takes everything off this device; what never reached the server is named first. */
export function SignOutPart() {
  const unsent = useSignal(0);
  const problem = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const leave = async () => {
    isBusy.value = true;
    problem.value = null;
    if (await signOut()) {
      location.replace("/");
      return;
    }
    isBusy.value = false;
    problem.value = texts.unreachable;
  };
  const ask = async () => {
    if (isBusy.peek()) return;
    isBusy.value = true;
    const count = await countUnsent();
    isBusy.value = false;
    if (count > 0) unsent.value = count;
    else await leave();
  };
  return (
    <section class="stack-tight">
      <p class="meta">{say.signOutText}</p>
      {unsent.value === 0 ? (
        <div>
          <Button disabled={isBusy.value} onClick={() => void ask()}>
            {isBusy.value ? say.signingOut : say.signOut}
          </Button>
        </div>
      ) : (
        <div class="stack-tight">
          <p role="alert">{say.unsent(unsent.value)}</p>
          <div class="row">
            <Button
              onClick={() => {
                unsent.value = 0;
              }}
            >
              {say.stay}
            </Button>
            <Button look="danger" disabled={isBusy.value} onClick={() => void leave()}>
              {say.signOutAnyway}
            </Button>
          </div>
        </div>
      )}
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </section>
  );
}
