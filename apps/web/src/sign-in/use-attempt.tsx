import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import type { ApiResult } from "../people/api-client.ts";
import { Dialog } from "../ui/dialog.tsx";
import { readAccount } from "./sign-in-api.ts";
import { texts } from "./texts.ts";
import { WaysIn } from "./ways-in.tsx";

/** Tried at once, and again after showing who one is where the server asks for that. @returns null: they did not show it. */
export type Attempt = <T>(run: () => Promise<ApiResult<T>>) => Promise<ApiResult<T> | null>;

type Asked = { email: string | null; answer: (shown: boolean) => void };

type AttemptProps = {
  /** what is about to be done, for which they show once more that it is them */
  why: string;
  /** the path of this screen, where single sign-on comes back to */
  to: string;
};

/**
 * What only somebody may do who signed in a moment ago.
 *
 * @returns `proof` is the dialog in which they sign in once more, to be drawn by the screen.
 */
export function useAttempt({ why, to }: AttemptProps): { attempt: Attempt; proof: VNode | null } {
  const asked = useSignal<Asked | null>(null);
  const attempt: Attempt = async (run) => {
    const result = await run();
    if (result.type !== "problem" || result.name !== "not_fresh") return result;
    const account = await readAccount();
    if (account.type !== "ok") return account;
    const isShown = await new Promise<boolean>((answer) => {
      asked.value = { email: account.value.email, answer };
    });
    asked.value = null;
    return isShown ? run() : null;
  };
  const { value } = asked;
  const proof = value && (
    <Dialog title={texts.proof} onClose={() => value.answer(false)}>
      <p>{why}</p>
      <WaysIn email={value.email} to={to} again onDone={() => value.answer(true)} />
    </Dialog>
  );
  return { attempt, proof };
}
