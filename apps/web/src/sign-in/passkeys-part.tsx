import type { Account, Passkey } from "@candor/protocol/http/sign-in.ts";
import { useSignal } from "@preact/signals";
import type { ApiResult } from "../people/api-client.ts";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { sayDay } from "../ui/say-day.ts";
import { TextField } from "../ui/text-field.tsx";
import { showToast } from "../ui/toasts.ts";
import { sayProblem } from "./mail-form.tsx";
import { addPasskey, type PasskeyResult, removePasskey, renamePasskey } from "./sign-in-api.ts";
import { texts } from "./texts.ts";
import type { Attempt } from "./use-attempt.tsx";

const say = texts.account;
const MAX_NAME_LENGTH = 60;

/** The passkeys of an account: added, named and removed. */
export function PasskeysPart({ account, attempt }: { account: Account; attempt: Attempt }) {
  const problem = useSignal<string | null>(null);
  const isWaiting = useSignal(false);
  const settle = (result: ApiResult<unknown> | null, done: string) => {
    problem.value = null;
    if (result?.type === "ok") showToast(done);
    else if (result) problem.value = sayProblem(result);
  };
  const add = async () => {
    if (isWaiting.peek()) return;
    isWaiting.value = true;
    problem.value = null;
    let device: PasskeyResult<Passkey> | null = null;
    const result = await attempt(async (): Promise<ApiResult<Passkey>> => {
      device = await addPasskey(nameOfThisDevice(navigator.userAgent));
      return device.type === "cancelled" || device.type === "unsupported" ? { type: "unreachable" } : device;
    });
    isWaiting.value = false;
    const last = device as PasskeyResult<Passkey> | null;
    if (last?.type === "cancelled") problem.value = texts.passkeyNotMade;
    else if (last?.type === "unsupported") problem.value = texts.passkeyMissing;
    else settle(result, say.passkeyAdded);
  };
  return (
    <section class="stack-tight" aria-labelledby="account-passkeys">
      <h2 id="account-passkeys">{say.passkeys}</h2>
      <p class="meta">{say.passkeysText}</p>
      {account.passkeys.length > 0 && <p class="meta">{say.passkeysOpen}</p>}
      {account.passkeys.length === 0 ? (
        <p>{say.noPasskeys}</p>
      ) : (
        <ul class="pairs" aria-labelledby="account-passkeys">
          {account.passkeys.map((passkey) => (
            <PasskeyRow
              key={passkey.id}
              passkey={passkey}
              onRename={async (name) => settle(await attempt(() => renamePasskey(passkey.id, name)), say.renamed)}
              onRemove={async () => settle(await attempt(() => removePasskey(passkey.id)), say.passkeyRemoved)}
            />
          ))}
        </ul>
      )}
      <p role="alert" class="problem">
        {problem.value}
      </p>
      <div>
        <Button disabled={isWaiting.value} onClick={() => void add()}>
          {isWaiting.value ? texts.passkeyWaiting : say.addPasskey}
        </Button>
      </div>
    </section>
  );
}

type PasskeyRowProps = { passkey: Passkey; onRename: (name: string) => Promise<void>; onRemove: () => Promise<void> };

function PasskeyRow({ passkey, onRename, onRemove }: PasskeyRowProps) {
  const draft = useSignal<string | null>(null);
  const { name, createdAt, usedOn } = passkey;
  const made = say.made(sayDay(createdAt.slice(0, 10), today.value));
  return (
    <li class="pair">
      {draft.value === null ? (
        <>
          <span class="pair-link">
            <span>{name}</span>
            <span class="meta">{usedOn ? `${made}, ${say.used(sayDay(usedOn, today.value))}` : made}</span>
          </span>
          <Button
            small
            aria-label={say.renameOf(name)}
            onClick={() => {
              draft.value = name;
            }}
          >
            {say.rename}
          </Button>
          <Button small look="danger" aria-label={say.removeOf(name)} onClick={() => void onRemove()}>
            {say.remove}
          </Button>
        </>
      ) : (
        <form
          class="row grow"
          onSubmit={(event) => {
            event.preventDefault();
            const wanted = draft.peek()?.trim() ?? "";
            if (wanted !== "") void onRename(wanted).then(() => (draft.value = null));
          }}
        >
          <span class="grow">
            <TextField
              label={say.passkeyName}
              value={draft.value}
              maxLength={MAX_NAME_LENGTH}
              onValue={(value) => {
                draft.value = value;
              }}
            />
          </span>
          <Button type="submit" small>
            {say.save}
          </Button>
        </form>
      )}
    </li>
  );
}

const SYSTEMS = ["iPhone", "iPad", "Android", "Windows", "Macintosh", "CrOS", "Linux"];

/** What a person would call the device they stand before; they can change it. */
function nameOfThisDevice(userAgent: string): string {
  return SYSTEMS.find((system) => userAgent.includes(system))?.replace("Macintosh", "Mac") ?? say.passkeyUnnamed;
}
