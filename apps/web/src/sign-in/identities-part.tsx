import type { Account, SignInWays } from "@candor/protocol/http/sign-in.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { sayProblem } from "./mail-form.tsx";
import { beginSso, readWays, unlink } from "./sign-in-api.ts";
import { texts } from "./texts.ts";
import type { Attempt } from "./use-attempt.tsx";

const say = texts.account;

/** Identities of single sign-on; nothing where this place has none. */
export function IdentitiesPart({ account, attempt }: { account: Account; attempt: Attempt }) {
  const ways = useSignal<SignInWays | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    void readWays().then((result) => {
      if (result.type === "ok") ways.value = result.value;
    });
  }, []);
  const linked = new Set(account.identities.map(({ name }) => name));
  const others = ways.value?.providers.filter(({ name }) => !linked.has(name)) ?? [];
  if (account.identities.length === 0 && others.length === 0) return null;
  const link = async (provider: string) => {
    const result = await attempt(() => beginSso(provider, "/settings/account", "link"));
    if (result?.type === "ok") location.assign(result.value.location);
    else if (result) problem.value = sayProblem(result);
  };
  const remove = async (id: string) => {
    problem.value = null;
    const result = await attempt(() => unlink(id));
    if (result && result.type !== "ok") problem.value = sayProblem(result);
  };
  return (
    <section class="stack-tight" aria-labelledby="account-identities">
      <h2 id="account-identities">{say.identities}</h2>
      <ul class="pairs" aria-labelledby="account-identities">
        {account.identities.map(({ id, name }) => (
          <li key={id} class="pair">
            <span class="grow">{name}</span>
            <Button small look="danger" aria-label={say.unlinkOf(name)} onClick={() => void remove(id)}>
              {say.remove}
            </Button>
          </li>
        ))}
      </ul>
      <div class="row">
        {others.map(({ id, name }) => (
          <Button key={id} onClick={() => void link(id)}>
            {say.linkTo(name)}
          </Button>
        ))}
      </div>
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </section>
  );
}
