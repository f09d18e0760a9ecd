import type { CalendarInvitation, SettleCounter } from "@candor/protocol/http/calendar-invitation.ts";
import { effect, type Signal, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { thisTab } from "../offline/this-tab.ts";
import type { PageModel } from "../page/page-model.ts";
import { type ApiRequest, callApi } from "../people/api-client.ts";

const LOOK_MILLISECONDS = 15_000; // an answer comes by mail, which nobody waits for by the second

export type InvitationState = {
  /** null: not known yet, or not just now */
  known: Signal<CalendarInvitation | null>;
  look(): Promise<void>;
  turn(on: boolean): Promise<boolean>;
  settle(settled: SettleCounter): Promise<boolean>;
};

const states = new Map<string, InvitationState>();

/** How the series of a pair stands in calendars; kept while this tab is open, and asked for anew while somebody looks. */
export function useInvitation({ handle }: Pick<PageModel, "handle">): InvitationState {
  const { pairId, sync } = handle;
  const state = states.get(pairId) ?? createState(pairId);
  states.set(pairId, state);
  useEffect(() => {
    // Not while the server is out of reach, or has not heard of the page yet.
    const look = () => {
      if (document.visibilityState === "visible" && sync.peek().type === "saved") void state.look();
    };
    const stop = effect(() => {
      if (sync.value.type === "saved" && state.known.peek() === null) queueMicrotask(look);
    });
    const timer = setInterval(() => {
      if (state.known.peek()?.isOn) look();
    }, LOOK_MILLISECONDS);
    addEventListener("focus", look);
    return () => {
      stop();
      clearInterval(timer);
      removeEventListener("focus", look);
    };
  }, [state, sync]);
  return state;
}

function createState(pairId: string): InvitationState {
  const path = `/api/pairs/${pairId}/calendar-invitation`;
  const known = signal<CalendarInvitation | null>(null);
  let asked = 0;
  const ask = async (request: ApiRequest): Promise<boolean> => {
    asked += 1;
    const mine = asked;
    const result = await callApi<CalendarInvitation>(thisTab().fetch, request);
    // What was asked later knows more.
    if (result.type === "ok" && mine === asked) known.value = result.value;
    return result.type === "ok";
  };
  return {
    known,
    look: async () => {
      await ask({ method: "GET", path });
    },
    turn: (on) => ask({ method: "PUT", path, body: { on }, keepalive: true }),
    settle: (body) => ask({ method: "POST", path: `${path}/settled`, body }),
  };
}
