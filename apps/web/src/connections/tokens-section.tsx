import { TOKEN_SCOPES, type TokenScope } from "@candor/core/access/may-by-token.ts";
import type { ApiToken, NewApiToken } from "@candor/protocol/http/token.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Attempt } from "../sign-in/use-attempt.tsx";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, now, today } from "../ui/clock.ts";
import { Dialog } from "../ui/dialog.tsx";
import { sayDay } from "../ui/say-day.ts";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { listTokens, makeToken, revokeToken } from "./connections-api.ts";
import { NewSecret } from "./new-secret.tsx";
import { PageChoice } from "./page-choice.tsx";
import { texts } from "./program-texts.ts";
import { sayProblem } from "./say-problem.ts";
import { ScopeChoice } from "./scope-choice.tsx";

const MAX_NAME_LENGTH = 60; // UTF-16 units
type Days = keyof typeof texts.dayChoices;

/** Which programs may do what, and until when. */
export function TokensSection({ attempt }: { attempt: Attempt }) {
  const tokens = useSignal<ApiToken[] | null>(null);
  const made = useSignal<NewApiToken | null>(null);
  const isMaking = useSignal(false);
  const problem = useSignal<string | null>(null);
  const read = async () => {
    const result = await listTokens();
    problem.value = result.type === "ok" ? null : sayProblem(result);
    if (result.type === "ok") tokens.value = result.value;
  };
  useEffect(() => void read(), []);
  const revoke = async ({ id, name }: ApiToken) => {
    const result = await revokeToken(id);
    if (result.type !== "ok") {
      problem.value = sayProblem(result);
      return;
    }
    if (made.peek()?.id === id) made.value = null;
    announce(texts.revokeDone(name));
    await read();
  };
  return (
    <section class="settings-group" aria-labelledby="tokens">
      <h2 id="tokens">{texts.tokens}</h2>
      <p class="meta">{texts.tokensIntro}</p>
      <p class="meta">
        {texts.assistants} <code>{`${location.origin}/mcp`}</code>
      </p>
      <p>
        <a href="/api/v1/reference" target="_blank" rel="noreferrer">
          {texts.reference}
        </a>
      </p>
      {problem.value !== null && <p role="alert">{problem.value}</p>}
      {tokens.value === null && problem.value === null && <p role="status">{texts.loading}</p>}
      {made.value !== null && (
        <NewSecret
          label={texts.secretOf(made.value.name)}
          hint={texts.secretHint}
          secret={made.value.secret}
          onStored={() => {
            made.value = null;
          }}
        />
      )}
      {tokens.value?.length === 0 && <p class="meta">{texts.noTokens}</p>}
      <ul class="connection-list">
        {tokens.value?.map((token) => (
          <TokenRow key={token.id} token={token} onRevoke={() => void revoke(token)} />
        ))}
      </ul>
      <div>
        <Button
          look="primary"
          onClick={() => {
            isMaking.value = true;
          }}
        >
          {texts.makeToken}
        </Button>
      </div>
      {isMaking.value && (
        <MakeToken
          attempt={attempt}
          onClose={() => {
            isMaking.value = false;
          }}
          onMade={(token) => {
            isMaking.value = false;
            made.value = token;
            void read();
          }}
        />
      )}
    </section>
  );
}

function TokenRow({ token, onRevoke }: { token: ApiToken; onRevoke: () => void }) {
  const { name, createdAt, expiresAt, revokedAt, lastUsedOn, assistant } = token;
  const day = (instant: string) =>
    sayDay(
      Temporal.Instant.from(instant).toZonedDateTimeISO(deviceTimeZone).toPlainDate().toString(),
      today.value,
      "short",
    );
  const isOver = revokedAt !== null || Temporal.Instant.compare(Temporal.Instant.from(expiresAt), now.value) <= 0;
  const end = revokedAt
    ? texts.revoked(day(revokedAt))
    : isOver
      ? texts.ended(day(expiresAt))
      : texts.ends(day(expiresAt));
  const use = lastUsedOn === null ? texts.unused : texts.used(sayDay(lastUsedOn, today.value, "short"));
  return (
    <li class="connection-row">
      <div class="grow">
        <p class={isOver ? "connection-over" : ""}>{name}</p>
        {assistant !== null && <p class="meta">{texts.assistantAt(assistant)}</p>}
        <p class="meta">{texts.scopesOf(token)}</p>
        <p class="meta">{[texts.made(day(createdAt)), use, end].join(" · ")}</p>
      </div>
      {!isOver && (
        <Button small look="danger" aria-label={texts.revokeNamed(name)} onClick={onRevoke}>
          {texts.revoke}
        </Button>
      )}
    </li>
  );
}

type MakeTokenProps = { attempt: Attempt; onClose: () => void; onMade: (token: NewApiToken) => void };

function MakeToken({ attempt, onClose, onMade }: MakeTokenProps) {
  const name = useSignal("");
  const scopes = useSignal<readonly TokenScope[]>(["pages:read"]);
  const pages = useSignal<string[] | null>(null);
  const days = useSignal<Days>("90");
  const problem = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const make = async () => {
    if (isBusy.peek()) return;
    isBusy.value = true;
    const wanted = { name: name.peek(), scopes: [...scopes.peek()], pages: pages.peek(), days: Number(days.peek()) };
    const result = await attempt(() => makeToken(wanted));
    isBusy.value = false;
    if (result?.type === "ok") onMade(result.value);
    else if (result) problem.value = sayProblem(result);
  };
  return (
    <Dialog title={texts.makeToken} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <TextField
          label={texts.name}
          hint={texts.tokenName}
          value={name.value}
          maxLength={MAX_NAME_LENGTH}
          autoComplete="off"
          required
          onValue={(value) => {
            name.value = value;
          }}
        />
        <ScopeChoice asked={TOKEN_SCOPES} chosen={scopes} />
        <PageChoice chosen={pages} />
        <SelectField
          label={texts.days}
          value={days.value}
          choices={(Object.keys(texts.dayChoices) as Days[]).map((value) => ({
            value,
            label: texts.dayChoices[value],
          }))}
          onValue={(value) => {
            days.value = value;
          }}
        />
        {problem.value !== null && <p role="alert">{problem.value}</p>}
        <div>
          <Button type="submit" look="primary" disabled={isBusy.value}>
            {texts.makeTokenDone}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
