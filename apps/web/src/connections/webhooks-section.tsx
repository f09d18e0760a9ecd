import { WEBHOOK_SUBJECTS, type WebhookSubject } from "@candor/core/webhook/webhook-event.ts";
import type { NewWebhook, Webhook, WebhookDelivery } from "@candor/protocol/http/webhook.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { ApiResult } from "../people/api-client.ts";
import type { Attempt } from "../sign-in/use-attempt.tsx";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/text-field.tsx";
import * as api from "./connections-api.ts";
import { NewSecret } from "./new-secret.tsx";
import { PageChoice } from "./page-choice.tsx";
import { texts } from "./program-texts.ts";
import { sayProblem } from "./say-problem.ts";
import { sayAnswer, sayWebhookState } from "./say-webhook-state.ts";

const MAX_NAME_LENGTH = 60; // UTF-16 units
const MAX_ADDRESS_LENGTH = 2000;

/** Where it is told what happens on one's pages. */
export function WebhooksSection({ attempt }: { attempt: Attempt }) {
  const webhooks = useSignal<Webhook[] | null>(null);
  const made = useSignal<NewWebhook | null>(null);
  const isMaking = useSignal(false);
  const shownLog = useSignal<Webhook | null>(null);
  const problem = useSignal<string | null>(null);
  const take = <T,>(result: ApiResult<T> | null): T | null => {
    problem.value = result === null || result.type === "ok" ? null : sayProblem(result);
    return result?.type === "ok" ? result.value : null;
  };
  const read = async () => {
    const found = take(await api.listWebhooks());
    if (found) webhooks.value = found;
  };
  const isLeft = useRef(false);
  useEffect(() => {
    void read();
    return () => {
      isLeft.current = true;
    };
  }, []);
  const turn = async ({ id, off }: Webhook) => {
    take(await api.turnWebhook(id, off !== null));
    await read();
  };
  const tryNow = async ({ id, last }: Webhook) => {
    if (!take(await api.tryWebhook(id))) return;
    announce(texts.trying);
    // Soon there is an answer, or that there is none.
    for (const wait of [500, 1000, 2000, 4000, 8000]) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (isLeft.current) return;
      await read();
      if (isLeft.current) return;
      const tried = webhooks.peek()?.find((each) => each.id === id);
      if (tried === undefined) return;
      if (tried.last !== null && tried.last.at !== last?.at) return announce(sayWebhookState(tried, sayAt));
    }
  };
  const remove = async ({ id }: Webhook) => {
    take(await api.removeWebhook(id));
    await read();
  };
  const change = async ({ id }: Webhook) => {
    const changed = take(await attempt(() => api.changeSecret(id)));
    if (!changed) return;
    made.value = changed;
    announce(texts.changeSecretDone);
  };
  return (
    <section class="settings-group" aria-labelledby="webhooks">
      <h2 id="webhooks">{texts.webhooks}</h2>
      <p class="meta">{texts.webhooksIntro}</p>
      {problem.value !== null && <p role="alert">{problem.value}</p>}
      {webhooks.value === null && problem.value === null && <p role="status">{texts.loading}</p>}
      {made.value !== null && (
        <NewSecret
          label={texts.webhookSecret(made.value.name)}
          hint={texts.webhookSecretHint}
          secret={made.value.secret}
          onStored={() => {
            made.value = null;
          }}
        />
      )}
      {webhooks.value?.length === 0 && <p class="meta">{texts.noWebhooks}</p>}
      <ul class="connection-list">
        {webhooks.value?.map((webhook) => (
          <li key={webhook.id} class="connection-row">
            <div class="grow">
              <p class={webhook.off === null ? "" : "connection-over"}>{webhook.name}</p>
              <p class="meta">{texts.told(webhook)}</p>
              <p class={webhook.failingSince === null ? "meta" : "problem"}>{sayWebhookState(webhook, sayAt)}</p>
            </div>
            <div class="connection-acts">
              <Button
                small
                aria-label={texts.logNamed(webhook.name)}
                onClick={() => {
                  shownLog.value = webhook;
                }}
              >
                {texts.log}
              </Button>
              <Button small aria-label={texts.tryNowNamed(webhook.name)} onClick={() => void tryNow(webhook)}>
                {texts.tryNow}
              </Button>
              <Button small aria-label={texts.changeSecretNamed(webhook.name)} onClick={() => void change(webhook)}>
                {texts.changeSecret}
              </Button>
              <Button
                small
                aria-label={(webhook.off === null ? texts.turnOffNamed : texts.turnOnNamed)(webhook.name)}
                onClick={() => void turn(webhook)}
              >
                {webhook.off === null ? texts.turnOff : texts.turnOn}
              </Button>
              <Button
                small
                look="danger"
                aria-label={texts.removeNamed(webhook.name)}
                onClick={() => void remove(webhook)}
              >
                {texts.remove}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <div>
        <Button
          onClick={() => {
            isMaking.value = true;
          }}
        >
          {texts.makeWebhook}
        </Button>
      </div>
      {isMaking.value && (
        <MakeWebhook
          attempt={attempt}
          onClose={() => {
            isMaking.value = false;
          }}
          onMade={(webhook) => {
            isMaking.value = false;
            made.value = webhook;
            void read();
          }}
        />
      )}
      {shownLog.value !== null && (
        <DeliveryLog
          webhook={shownLog.value}
          onClose={() => {
            shownLog.value = null;
          }}
        />
      )}
    </section>
  );
}

const sayAt = (instant: string) => Temporal.Instant.from(instant).toLocaleString();

type MakeWebhookProps = { attempt: Attempt; onClose: () => void; onMade: (webhook: NewWebhook) => void };

function MakeWebhook({ attempt, onClose, onMade }: MakeWebhookProps) {
  const name = useSignal("");
  const address = useSignal("");
  const subjects = useSignal<readonly WebhookSubject[]>(["topic", "action"]);
  const pages = useSignal<string[] | null>(null);
  const withContent = useSignal(false);
  const problem = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const make = async () => {
    if (isBusy.peek()) return;
    isBusy.value = true;
    const told = { subjects: [...subjects.peek()], pages: pages.peek(), withContent: withContent.peek() };
    const result = await attempt(() => api.makeWebhook({ name: name.peek(), address: address.peek(), ...told }));
    isBusy.value = false;
    if (result?.type === "ok") onMade(result.value);
    else if (result) problem.value = sayProblem(result);
  };
  return (
    <Dialog title={texts.makeWebhook} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <TextField
          label={texts.name}
          value={name.value}
          maxLength={MAX_NAME_LENGTH}
          autoComplete="off"
          required
          onValue={(value) => {
            name.value = value;
          }}
        />
        <TextField
          label={texts.address}
          hint={texts.addressHint}
          value={address.value}
          maxLength={MAX_ADDRESS_LENGTH}
          autoComplete="off"
          required
          onValue={(value) => {
            address.value = value;
          }}
        />
        <fieldset class="settings-group">
          <legend class="choice-legend">{texts.subjects}</legend>
          {WEBHOOK_SUBJECTS.map((subject) => (
            <label key={subject} class="check">
              <input
                type="checkbox"
                checked={subjects.value.includes(subject)}
                onChange={(event) => {
                  const others = subjects.peek().filter((each) => each !== subject);
                  subjects.value = event.currentTarget.checked ? [...others, subject] : others;
                }}
              />
              <span>{texts.subject[subject]}</span>
            </label>
          ))}
        </fieldset>
        <PageChoice chosen={pages} />
        <label class="check">
          <input
            type="checkbox"
            checked={withContent.value}
            onChange={(event) => {
              withContent.value = event.currentTarget.checked;
            }}
          />
          <span>
            {texts.withContent} <span class="meta">{texts.withContentHint}</span>
          </span>
        </label>
        {problem.value !== null && <p role="alert">{problem.value}</p>}
        <div>
          <Button type="submit" look="primary" disabled={isBusy.value}>
            {texts.makeWebhookDone}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function DeliveryLog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const deliveries = useSignal<WebhookDelivery[] | null>(null);
  const problem = useSignal<string | null>(null);
  const read = async () => {
    const result = await api.listDeliveries(webhook.id);
    problem.value = result.type === "ok" ? null : sayProblem(result);
    if (result.type === "ok") deliveries.value = result.value;
  };
  useEffect(() => void read(), []);
  const replay = async ({ id }: WebhookDelivery) => {
    const result = await api.replayDelivery(webhook.id, id);
    if (result.type === "ok") announce(texts.replayed);
    await read();
  };
  return (
    <Dialog title={texts.logNamed(webhook.name)} onClose={onClose}>
      {problem.value !== null && <p role="alert">{problem.value}</p>}
      {deliveries.value?.length === 0 && <p class="meta">{texts.nothingTold}</p>}
      <ul class="connection-list">
        {deliveries.value?.map((delivery) => (
          <li key={delivery.id} class="connection-row">
            <div class="grow">
              <p>
                <code>{delivery.type}</code> {texts.delivery[delivery.state]}
              </p>
              <p class="meta">
                {[
                  sayAt(delivery.at),
                  texts.tries(delivery.tries),
                  delivery.status === null && delivery.fault === null ? null : sayAnswer(delivery),
                ]
                  .filter((part) => part !== null)
                  .join(" · ")}
              </p>
            </div>
            <Button small aria-label={texts.replayNamed(delivery.type)} onClick={() => void replay(delivery)}>
              {texts.replay}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
