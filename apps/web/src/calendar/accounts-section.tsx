import type { AccountCalendarChoice, CalendarAccount } from "@candor/protocol/http/calendar.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { AccountCard } from "./account-card.tsx";
import { accountTexts as say } from "./account-texts.ts";
import { lookAtAccount, readAccounts } from "./calendar-calls.ts";
import { ConnectAccountForm } from "./connect-account-form.tsx";
import { ServicePart } from "./service-part.tsx";

const LOOK_MILLISECONDS = 2000; // while meetings are being put somewhere, or taken out

type AccountsSectionProps = {
  /** how it stands with the calendars that are read: what goes wrong with them is mostly the account's */
  standing: string;
  onChange: () => Promise<void>;
};

/** Accounts with calendar services: which of their calendars are read, and into which my meetings are put. */
export function AccountsSection({ standing, onChange }: AccountsSectionProps) {
  const accounts = useSignal<readonly CalendarAccount[]>([]);
  /** of the account that was connected just now, so that nobody has to ask for them a second time */
  const fresh = useSignal<{ id: string; calendars: readonly AccountCalendarChoice[] } | null>(null);
  const read = async () => {
    const result = await readAccounts();
    if (result.type === "ok") accounts.value = result.value.accounts;
  };
  const change = async () => {
    await Promise.all([read(), onChange()]);
  };
  useEffect(() => void read(), [standing]);
  const isWriting = accounts.value.some(({ target }) => target?.state === "waiting" || target?.isLeaving);
  useEffect(() => {
    if (!isWriting) return;
    const timer = setTimeout(() => void read(), LOOK_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [isWriting, accounts.value]);
  return (
    <section class="stack-tight" aria-labelledby="accounts-heading">
      <h2 id="accounts-heading">{say.title}</h2>
      <p class="meta">{say.hint}</p>
      {accounts.value.length > 0 && (
        <ul class="calendars">
          {accounts.value.map((account) => (
            <AccountCard
              key={account.id}
              account={account}
              first={fresh.value?.id === account.id ? fresh.value.calendars : null}
              onChange={change}
            />
          ))}
        </ul>
      )}
      <ServicePart
        onConnected={async ({ id }) => {
          const looked = await lookAtAccount(id);
          if (looked.type === "ok") fresh.value = { id, calendars: looked.value.calendars };
          await change();
        }}
      />
      <ConnectAccountForm
        isOpen={accounts.value.length === 0}
        onConnected={async ({ account, calendars }) => {
          fresh.value = { id: account.id, calendars };
          await change();
        }}
      />
    </section>
  );
}
