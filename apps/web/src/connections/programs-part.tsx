import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ApiResult } from "../people/api-client.ts";
import { me } from "../people/my-people.ts";
import { readAccount } from "../sign-in/sign-in-api.ts";
import { WaysIn } from "../sign-in/ways-in.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { texts } from "./program-texts.ts";
import { TokensSection } from "./tokens-section.tsx";
import { WebhooksSection } from "./webhooks-section.tsx";
import "../people/people.css";
import "../workspace/scim.css"; // of the field with the secret
import "./programs.css";

/** Tried at once, and again after showing who one is where the server asks for that. @returns null: they did not show it. */
export type Attempt = <T>(run: () => Promise<ApiResult<T>>) => Promise<ApiResult<T> | null>;

/** Which programs are let in, and told. */
export function ProgramsPart() {
  const email = useSignal<string | null>(null);
  const asksWho = useSignal<((shown: boolean) => void) | null>(null);
  useEffect(() => {
    void readAccount().then((result) => {
      if (result.type === "ok") email.value = result.value.email;
    });
  }, []);
  const attempt: Attempt = async (run) => {
    const result = await run();
    if (result.type !== "problem" || result.name !== "not_fresh") return result;
    const shown = await new Promise<boolean>((resolve) => {
      asksWho.value = resolve;
    });
    asksWho.value = null;
    return shown ? run() : null;
  };
  const isKnown = me.value !== null && !me.value.anonymous;
  return (
    <>
      {isKnown ? (
        <>
          <TokensSection attempt={attempt} />
          <WebhooksSection attempt={attempt} />
        </>
      ) : (
        <div class="stack-tight">
          <p>{texts.anonymous}</p>
          <div>
            <a class="button button-primary" href="/sign-in?to=/settings/connections">
              {texts.signIn}
            </a>
          </div>
        </div>
      )}
      {asksWho.value && (
        <Dialog title={texts.who} onClose={() => asksWho.peek()?.(false)}>
          <p>{texts.whoText}</p>
          <WaysIn email={email.value} to="/settings/connections" again onDone={() => asksWho.peek()?.(true)} />
        </Dialog>
      )}
    </>
  );
}
