import { TOKEN_PROVIDERS, type TokenProvider } from "@candor/core/link/link-look.ts";
import type { AddLinkAccount, LinkAccount, LinkAccounts } from "@candor/protocol/http/link.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { hostOf } from "../links/find-addresses.ts";
import type { ApiResult } from "../people/api-client.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { sayDay } from "../ui/say-day.ts";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { addLinkAccount, listLinkAccounts, removeLinkAccount } from "./connections-api.ts";
import { DocumentsPart } from "./documents-part.tsx";
import { texts } from "./link-texts.ts";
import { sayProblem } from "./say-problem.ts";

const CHOICES = TOKEN_PROVIDERS.map((value) => ({ value, label: texts.providers[value] }));

/** By whose tokens titles of links are asked for. */
export function LinksPart() {
  const known = useSignal<LinkAccounts | null>(null);
  const problem = useSignal<string | null>(null);
  const gone = useSignal("");
  const take = (result: ApiResult<LinkAccounts>): boolean => {
    problem.value = result.type === "ok" ? null : sayProblem(result);
    if (result.type === "ok") known.value = result.value;
    return result.type === "ok";
  };
  useEffect(() => void listLinkAccounts().then(take), []);
  const remove = async (account: LinkAccount) => {
    const result = await removeLinkAccount(account.id);
    if (!take(result) || result.type !== "ok") return;
    const isGoogle = account.provider === "google";
    const after = isGoogle ? texts.documents[result.value.isGivenBack ? "givenBack" : "notGivenBack"] : texts.staysGood;
    gone.value = `${texts.removed(placeOf(account))} ${after}`;
    announce(gone.value);
  };
  const asks = known.value?.asks;
  return (
    <section class="settings-group" aria-labelledby="links">
      <h2 id="links">{texts.title}</h2>
      <p class="meta">{texts.intro}</p>
      {asks === "off" && <p>{texts.off}</p>}
      {asks === "tokens" && <p class="meta">{texts.tokensOnly}</p>}
      {problem.value !== null && <p role="alert">{problem.value}</p>}
      {known.value === null && problem.value === null && <p role="status">{texts.loading}</p>}
      {gone.value !== "" && <p class="meta">{gone.value}</p>}
      {known.value?.accounts.length === 0 && asks !== "off" && <p class="meta">{texts.none}</p>}
      <ul class="connection-list">
        {known.value?.accounts.map((account) => (
          <li key={account.id} class="connection-row">
            <div class="grow">
              <p>{placeOf(account)}</p>
              <p class="meta">{texts.as(account.who, dayOf(account.addedAt))}</p>
              {account.isRefused && (
                <p class="problem">{account.provider === "google" ? texts.documents.over : texts.refused}</p>
              )}
            </div>
            <Button
              small
              look="danger"
              aria-label={texts.removeNamed(placeOf(account))}
              onClick={() => void remove(account)}
            >
              {texts.remove}
            </Button>
          </li>
        ))}
      </ul>
      {known.value !== null && asks !== "off" && <AddForm add={async (wanted) => take(await addLinkAccount(wanted))} />}
      {known.value?.documents && asks !== "off" && <DocumentsPart accounts={known.value.accounts} take={take} />}
    </section>
  );
}

function AddForm({ add }: { add: (wanted: AddLinkAccount) => Promise<boolean> }) {
  const provider = useSignal<TokenProvider>("github");
  const [origin, account, token] = [useSignal(""), useSignal(""), useSignal("")];
  const isBusy = useSignal(false);
  const submit = async () => {
    if (isBusy.peek()) return;
    isBusy.value = true;
    const given = { origin: origin.peek().trim(), account: account.peek().trim() };
    const isTaken = await add({
      provider: provider.peek(),
      token: token.peek().trim(),
      ...(given.origin !== "" && mayBeElsewhere(provider.peek()) && { origin: given.origin }),
      ...(given.account !== "" && provider.peek() === "jira" && { account: given.account }),
    });
    isBusy.value = false;
    if (!isTaken) return; // what was typed stays
    for (const field of [origin, account, token]) field.value = "";
    announce(texts.added);
  };
  return (
    <form
      class="stack"
      aria-label={texts.add}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <SelectField
        label={texts.provider}
        value={provider.value}
        choices={CHOICES}
        onValue={(value) => {
          provider.value = value;
        }}
      />
      {mayBeElsewhere(provider.value) && (
        <TextField
          label={texts.origin}
          hint={provider.value === "jira" ? texts.jiraHint : texts.originHint}
          value={origin.value}
          maxLength={2_000}
          autoComplete="off"
          required={provider.value === "jira"}
          onValue={(value) => {
            origin.value = value;
          }}
        />
      )}
      {provider.value === "jira" && (
        <TextField
          label={texts.account}
          hint={texts.accountHint}
          value={account.value}
          maxLength={200}
          autoComplete="off"
          onValue={(value) => {
            account.value = value;
          }}
        />
      )}
      <TextField
        label={texts.token}
        hint={texts.tokenHints[provider.value]}
        value={token.value}
        maxLength={1_000}
        autoComplete="off"
        required
        onValue={(value) => {
          token.value = value;
        }}
      />
      <div>
        <Button type="submit" disabled={isBusy.value}>
          {texts.add}
        </Button>
      </div>
    </form>
  );
}

const mayBeElsewhere = (provider: TokenProvider) => provider !== "linear" && provider !== "notion";

function placeOf({ provider, origin }: LinkAccount): string {
  return `${texts.providers[provider]}, ${hostOf(origin)}`;
}

function dayOf(at: string): string {
  return sayDay(Temporal.Instant.from(at).toZonedDateTimeISO(deviceTimeZone).toPlainDate().toString(), today.value);
}
