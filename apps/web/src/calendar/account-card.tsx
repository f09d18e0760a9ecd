import type { AccountCalendarChoice, CalendarAccount, ChooseCalendars } from "@candor/protocol/http/calendar.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ApiResult } from "../people/api-client.ts";
import { Button } from "../ui/button.tsx";
import { showToast } from "../ui/toasts.ts";
import { accountTexts as say } from "./account-texts.ts";
import { chooseCalendars, lookAtAccount, removeAccount } from "./calendar-calls.ts";
import { CalendarChoice } from "./calendar-choice.tsx";
import { RenewForm } from "./renew-form.tsx";
import { LeaveButton } from "./service-part.tsx";
import { serviceTexts } from "./service-texts.ts";
import { calendarTexts } from "./texts.ts";

type AccountCardProps = {
  account: CalendarAccount;
  /** its calendars, where they are known already and are to be chosen from at once */
  first: readonly AccountCalendarChoice[] | null;
  onChange: () => Promise<void>;
};

export function AccountCard({ account, first, onChange }: AccountCardProps) {
  const { id, name, kind, isRevoked, reads, target } = account;
  const choices = useSignal<readonly AccountCalendarChoice[] | "asked" | null>(first);
  const problem = useSignal("");
  useEffect(() => {
    if (first !== null) choices.value = first;
  }, [first]);
  const take = <T,>(result: ApiResult<T>, then: (value: T) => void) => {
    problem.value = result.type === "ok" ? "" : result.type === "problem" ? result.title : calendarTexts.unreachable;
    if (result.type === "ok") then(result.value);
  };
  const look = async () => {
    choices.value = "asked";
    const result = await lookAtAccount(id);
    choices.value = result.type === "ok" ? result.value.calendars : null;
    take(result, () => {});
    if (result.type === "problem") await onChange();
  };
  const choose = async (choice: ChooseCalendars) => {
    take(await chooseCalendars(id, choice), () => {
      choices.value = null;
      showToast(say.choice.saved);
    });
    await onChange();
  };
  const disconnect = async () => {
    take(await removeAccount(id), () => showToast(say.disconnected));
    await onChange();
  };
  return (
    <li>
      <div class="section-line">
        <span class="calendar-name">{name}</span>
        <span class="meta">{say.kind[kind]}</span>
      </div>
      <p class="meta" role="status">
        {reads.length === 0 ? say.noneChosen : say.reads(reads.length)} {target !== null && say.target(target)}
      </p>
      {isRevoked && (
        <>
          <p class="problem">{kind === "caldav" ? say.revoked : serviceTexts.revoked}</p>
          {kind === "caldav" ? (
            <RenewForm account={account} onChange={onChange} />
          ) : (
            <div class="row">
              <LeaveButton small kind={kind} writes={target !== null} label={serviceTexts.connectAgain(kind)} />
            </div>
          )}
        </>
      )}
      {choices.value === "asked" && (
        <p class="meta" role="status">
          {say.looking}
        </p>
      )}
      {choices.value !== null && choices.value !== "asked" && (
        <CalendarChoice
          account={account}
          calendars={choices.value}
          onChoose={choose}
          onCancel={() => {
            choices.value = null;
          }}
        />
      )}
      {choices.value === null && (
        <div class="row">
          {!isRevoked && (
            <Button small aria-label={say.chooseOf(name)} onClick={() => void look()}>
              {say.choose}
            </Button>
          )}
          <Button small look="quiet" aria-label={say.disconnectOf(name)} onClick={() => void disconnect()}>
            {say.disconnect}
          </Button>
        </div>
      )}
      {target !== null && choices.value === null && <p class="meta">{say.disconnectHint(target.name)}</p>}
      {kind === "microsoft" && choices.value === null && <p class="meta">{serviceTexts.microsoftKeeps}</p>}
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </li>
  );
}
