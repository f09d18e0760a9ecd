import type { Webhook } from "@candor/protocol/http/webhook.ts";
import { texts } from "./program-texts.ts";

/**
 * How a webhook stands, as one sentence or two: whether it works, what its receiver answered last and when, or since
 * when and why it takes nothing.
 *
 * @param say how an instant is said here.
 */
export function sayWebhookState({ off, last, failingSince }: Webhook, say: (instant: string) => string): string {
  const { state } = texts;
  if (off === "person") return state.turnedOff;
  const said = last === null ? null : state.last(say(last.at), sayAnswer(last));
  if (off !== null) return join(off === "gone" ? state.gone : state.over(failingSince && say(failingSince)), said);
  if (failingSince !== null) return join(state.failing(say(failingSince)), said, state.again);
  return join(said === null ? state.untold : state.works, said);
}

/** What a receiver answered, or why it did not. */
export function sayAnswer({ status, fault }: { status: number | null; fault: string | null }): string {
  if (status === null) return texts.faults[fault as keyof typeof texts.faults] ?? texts.faults.unreachable;
  const { statuses } = texts;
  const meant = statuses[status in statuses ? status : Math.floor(status / 100)];
  return meant === undefined ? texts.answered(status) : `${texts.answered(status)}, ${meant}`;
}

const join = (...sentences: readonly (string | null)[]) => sentences.filter((each) => each !== null).join(" ");
