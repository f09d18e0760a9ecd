import type { ConnectedAccount } from "@candor/protocol/http/calendar.ts";
import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone } from "../ui/clock.ts";
import { showToast } from "../ui/toasts.ts";
import { TypedField } from "../ui/typed-field.tsx";
import { accountTexts } from "./account-texts.ts";
import { connectAccount } from "./calendar-calls.ts";
import { calendarTexts } from "./texts.ts";

const say = accountTexts.connect;

type ConnectAccountFormProps = {
  /** whether it stands open from the beginning */
  isOpen: boolean;
  onConnected: (connected: ConnectedAccount) => Promise<void>;
};

/** The password is tried before anything is kept: what was typed stays until the server takes it. */
export function ConnectAccountForm({ isOpen, onConnected }: ConnectAccountFormProps) {
  const address = useSignal("");
  const userName = useSignal("");
  const password = useSignal("");
  const problem = useSignal("");
  const isBusy = useSignal(false);
  const connect = async () => {
    if (isBusy.peek()) return;
    const typed = { address: address.peek().trim(), userName: userName.peek().trim(), password: password.peek() };
    if (Object.values(typed).includes("")) {
      problem.value = say.missing;
      return;
    }
    isBusy.value = true;
    problem.value = "";
    const result = await connectAccount({ ...typed, timeZone: deviceTimeZone });
    isBusy.value = false;
    if (result.type !== "ok") {
      problem.value = result.type === "problem" ? result.title : calendarTexts.unreachable;
      return;
    }
    for (const field of [address, userName, password]) field.value = "";
    showToast(say.connected(result.value.account.name));
    await onConnected(result.value);
  };
  return (
    <details class="folded" open={isOpen}>
      <summary>{say.title}</summary>
      <form
        class="stack-tight"
        onSubmit={(event) => {
          event.preventDefault();
          void connect();
        }}
      >
        <TypedField
          label={say.address}
          hint={say.addressHint}
          placeholder="https://"
          autoComplete="off"
          spellcheck={false}
          maxLength={2000}
          typed={address}
        />
        <TypedField label={say.userName} autoComplete="off" spellcheck={false} maxLength={320} typed={userName} />
        <TypedField
          label={say.password}
          hint={say.passwordHint}
          type="password"
          // Not the password of this site: a browser is not to fill it in, nor to keep it as that.
          autoComplete="one-time-code"
          maxLength={1000}
          typed={password}
        />
        <div class="row">
          <Button type="submit" aria-disabled={isBusy.value}>
            {isBusy.value ? say.busy : say.button}
          </Button>
        </div>
        <p role="alert" class="problem">
          {problem.value}
        </p>
      </form>
    </details>
  );
}
