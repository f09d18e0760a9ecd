import type { CalendarAccount } from "@candor/protocol/http/calendar.ts";
import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import { showToast } from "../ui/toasts.ts";
import { TypedField } from "../ui/typed-field.tsx";
import { accountTexts } from "./account-texts.ts";
import { renewAccount } from "./calendar-calls.ts";
import { calendarTexts } from "./texts.ts";

const say = accountTexts.renew;

/** Another password for an account that lets us in no more. */
export function RenewForm({ account, onChange }: { account: CalendarAccount; onChange: () => Promise<void> }) {
  const password = useSignal("");
  const problem = useSignal("");
  const isBusy = useSignal(false);
  const renew = async () => {
    if (isBusy.peek() || password.peek() === "") return;
    isBusy.value = true;
    const result = await renewAccount(account.id, { password: password.peek() });
    isBusy.value = false;
    if (result.type !== "ok") {
      problem.value = result.type === "problem" ? result.title : calendarTexts.unreachable;
      return;
    }
    password.value = "";
    showToast(say.renewed(account.name));
    await onChange();
  };
  return (
    <form
      class="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        void renew();
      }}
    >
      <TypedField
        label={accountTexts.connect.password}
        type="password"
        autoComplete="one-time-code"
        maxLength={1000}
        typed={password}
      />
      <div class="row">
        <Button small type="submit" aria-disabled={isBusy.value}>
          {say.button}
        </Button>
      </div>
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </form>
  );
}
