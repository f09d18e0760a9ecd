import { readEmailAddress } from "@candor/core/person/email-address.ts";
import type { MailAsked, SignInWays } from "@candor/protocol/http/sign-in.ts";
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { ApiResult } from "../people/api-client.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";
import { CodeField, isWholeCode } from "./code-field.tsx";
import { askForMail, enterCode } from "./sign-in-api.ts";
import { texts } from "./texts.ts";

type MailFormProps = {
  way: SignInWays["mail"];
  /** the address it is for; null: it is asked for */
  fixed: string | null;
  onDone: () => void;
};

/** An address, then the code from the mail; both can be gone back to without losing what was typed. */
export function MailForm({ way, fixed, onDone }: MailFormProps) {
  const email = useSignal(fixed ?? "");
  const asked = useSignal<(MailAsked & { email: string }) | null>(null);
  const problem = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const ask = async () => {
    if (isBusy.peek()) return;
    const address = readEmailAddress(email.peek());
    if (address === null) {
      problem.value = texts.notAnAddress;
      return;
    }
    isBusy.value = true;
    problem.value = null;
    const result = await askForMail(address);
    isBusy.value = false;
    if (result.type === "ok") asked.value = { ...result.value, email: address };
    else problem.value = sayProblem(result);
  };
  if (asked.value) {
    return (
      <CodeStep
        key={asked.value.id}
        way={way}
        asked={asked.value}
        onDone={onDone}
        onAgain={() => void ask()}
        againProblem={problem.value}
        onOther={
          fixed === null
            ? () => {
                asked.value = null;
                problem.value = null;
              }
            : null
        }
      />
    );
  }
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      {fixed === null && (
        <TextField
          label={texts.email}
          type="email"
          value={email.value}
          autoComplete="email"
          required
          maxLength={254}
          onValue={(value) => {
            email.value = value;
          }}
        />
      )}
      <Button type="submit" look="primary" disabled={isBusy.value}>
        {isBusy.value ? texts.asking : fixed === null ? texts.ask : texts.proofByMail(fixed)}
      </Button>
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </form>
  );
}

type CodeStepProps = {
  way: SignInWays["mail"];
  asked: MailAsked & { email: string };
  onDone: () => void;
  onAgain: () => void;
  againProblem: string | null;
  onOther: (() => void) | null;
};

function CodeStep({ way, asked, onDone, onAgain, againProblem, onOther }: CodeStepProps) {
  const code = useSignal("");
  const problem = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const enter = async () => {
    if (isBusy.peek() || code.peek().trim() === "") return;
    isBusy.value = true;
    problem.value = null;
    const result = await enterCode(asked.id, code.peek());
    isBusy.value = false;
    if (result.type === "ok") return onDone();
    problem.value = sayProblem(result);
    field.current?.select();
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      <div role="status">
        <p>{way === "smtp" ? texts.sent(asked.email) : texts.sentOperator(asked.email)}</p>
        <p>{texts.openOrType}</p>
      </div>
      <CodeField
        label={texts.code}
        value={code.value}
        inputRef={field}
        onValue={(value) => {
          const wasWhole = isWholeCode(code.peek());
          code.value = value;
          // Pasted or filled in, it is whole at once, and nothing is left to do.
          if (!wasWhole && isWholeCode(value)) void enter();
        }}
      />
      <Button type="submit" look="primary" disabled={isBusy.value}>
        {isBusy.value ? texts.entering : texts.enter}
      </Button>
      <p role="alert" class="problem">
        {problem.value ?? againProblem}
      </p>
      <div class="row">
        <Button look="quiet" onClick={onAgain}>
          {texts.again}
        </Button>
        {onOther && (
          <Button look="quiet" onClick={onOther}>
            {texts.another}
          </Button>
        )}
      </div>
    </form>
  );
}

export function sayProblem(result: Exclude<ApiResult<unknown>, { type: "ok" }>): string {
  return result.type === "problem" ? result.title : texts.unreachable;
}
