import type { NewScimToken, ScimToken } from "@candor/protocol/http/scim.ts";
import { type Signal, useSignal } from "@preact/signals";
import type { ApiResult } from "../people/api-client.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, now, today } from "../ui/clock.ts";
import { sayDay } from "../ui/say-day.ts";
import { TextField } from "../ui/text-field.tsx";
import { CopyField } from "./copy-field.tsx";
import type { ScimClient } from "./scim-client.ts";
import { texts } from "./scim-texts.ts";

const MAX_NAME_LENGTH = 80; // UTF-16 units
const GIVE_BACK_MINUTES = 9; // the server takes it for ten

type ScimTokensProps = {
  tokens: readonly ScimToken[];
  /** the one that was just made, while its secret is shown */
  made: Signal<NewScimToken | null>;
  client: ScimClient;
  take: <T>(result: ApiResult<T>) => T | null;
  onChange: () => Promise<void>;
};

export function ScimTokens({ tokens, made, client, take, onChange }: ScimTokensProps) {
  const name = useSignal("");
  const isMaking = useSignal(false);
  const make = async () => {
    if (isMaking.peek()) return;
    isMaking.value = true;
    const token = take(await client.make(name.peek().trim() || texts.namePlaceholder));
    isMaking.value = false;
    if (!token) return;
    made.value = token;
    name.value = "";
    await onChange();
  };
  const revoke = async (token: ScimToken) => {
    if (!take(await client.revoke(token.id))) return;
    if (made.peek()?.id === token.id) made.value = null;
    announce(texts.revokeDone(token.name));
    await onChange();
  };
  const restore = async (token: ScimToken) => {
    if (!take(await client.restore(token.id))) return;
    announce(texts.restored(token.name));
    await onChange();
  };
  return (
    <section class="settings-group" aria-labelledby="scim-tokens">
      <h2 id="scim-tokens">{texts.tokens}</h2>
      {made.value !== null && (
        <div class="scim-made">
          <CopyField label={texts.secret(made.value.name)} hint={texts.once} value={made.value.secret} selected />
          <div>
            <Button
              small
              onClick={() => {
                made.value = null;
              }}
            >
              {texts.stored}
            </Button>
          </div>
        </div>
      )}
      {tokens.length === 0 && <p class="meta">{texts.none}</p>}
      <ul class="connection-list">
        {tokens.map((token) => (
          <TokenRow
            key={token.id}
            token={token}
            onRevoke={() => void revoke(token)}
            onRestore={() => void restore(token)}
          />
        ))}
      </ul>
      <form
        class="begin-line scim-line"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <TextField
          label={texts.name}
          placeholder={texts.namePlaceholder}
          value={name.value}
          maxLength={MAX_NAME_LENGTH}
          autoComplete="off"
          onValue={(value) => {
            name.value = value;
          }}
        />
        <Button type="submit" look="primary" disabled={isMaking.value}>
          {isMaking.value ? texts.making : texts.make}
        </Button>
      </form>
    </section>
  );
}

type TokenRowProps = { token: ScimToken; onRevoke: () => void; onRestore: () => void };

function TokenRow({ token, onRevoke, onRestore }: TokenRowProps) {
  const { name, createdAt, lastUsedOn, revokedAt } = token;
  const used = lastUsedOn === null ? texts.unused : texts.used(sayDay(lastUsedOn, today.value));
  return (
    <li class="connection-row">
      <div class="grow">
        <p class={revokedAt === null ? "" : "connection-over"}>{name}</p>
        <p class="meta">
          {revokedAt === null
            ? `${texts.made(sayDay(localDay(createdAt), today.value))}, ${used}`
            : texts.revoked(sayDay(localDay(revokedAt), today.value))}
        </p>
      </div>
      {revokedAt === null && (
        <Button small look="danger" aria-label={texts.revokeNamed(name)} onClick={onRevoke}>
          {texts.revoke}
        </Button>
      )}
      {revokedAt !== null && isFresh(revokedAt) && (
        <Button small aria-label={texts.takeBackNamed(name)} onClick={onRestore}>
          {texts.takeBack}
        </Button>
      )}
    </li>
  );
}

function isFresh(revokedAt: string): boolean {
  const end = Temporal.Instant.from(revokedAt).add({ minutes: GIVE_BACK_MINUTES });
  return Temporal.Instant.compare(now.value, end) < 0;
}

function localDay(instant: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(deviceTimeZone).toPlainDate().toString();
}
