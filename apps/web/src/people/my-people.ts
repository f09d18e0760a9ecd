import type { MemberId } from "@candor/core/person/member.ts";
import type { Invitation, InvitationView, Me, NewInvitation, Pair } from "@candor/protocol/http/people.ts";
import { computed, type ReadonlySignal } from "@preact/signals";
import { thisTab } from "../offline/this-tab.ts";
import type { ApiResult } from "./api-client.ts";
import * as create from "./create-pair.ts";
import * as invitations from "./invitations.ts";
import type { KnownPair } from "./people.ts";

/** Who I am; null: nobody is signed in in this browser, which is no obstacle to anything. */
export const me: ReadonlySignal<Me | null> = computed(() => thisTab().people.me.value);

/** Whether the session of this browser has ended; what it keeps can still be read. */
export const isSignedOut: ReadonlySignal<boolean> = computed(() => thisTab().people.isSignedOut.value);

/** Whom I meet, the newest pair first. */
export const pairs: ReadonlySignal<readonly KnownPair[]> = computed(() => thisTab().people.pairs.value);

/** Resolves once what this device keeps has been read: from then on an empty list means that there is nobody. */
export function peopleLoaded(): Promise<void> {
  return thisTab().people.loaded;
}

/** Whether this browser keeps anything. */
export function deviceKeeps(): Promise<boolean> {
  return thisTab().people.isKept();
}

export function refreshPeople(): Promise<void> {
  return thisTab().people.refresh();
}

/** Begins a page with somebody, offline too. @returns the pair's id. */
export function createPair(wanted: create.NewPair): Promise<string> {
  const { people, pages, environment } = thisTab();
  return create.createPair({ people, pages, newUuid: environment.newUuid }, wanted);
}

export function renamePerson(pairId: string, member: MemberId, name: string): Promise<ApiResult<Pair>> {
  return thisTab().people.change(pairId, { members: [{ member, name }] });
}

/** Changes the name that new pages begin with; on each page names are the pair's. */
export function renameMe(name: string): Promise<ApiResult<Me>> {
  return thisTab().people.rename(name);
}

/** Takes a page off this device; the server and the other person keep it. */
export function forgetPair(pairId: string): Promise<void> {
  return thisTab().forgetPair(pairId);
}

/** @returns the link beside the invitation; it is told this once. */
export async function invite(pairId: string): Promise<ApiResult<NewInvitation & { link: string }>> {
  const result = await invitations.invite(thisTab(), pairId);
  if (result.type !== "ok") return result;
  return { type: "ok", value: { ...result.value, link: invitations.invitationLink(result.value, location.origin) } };
}

export function listInvitations(pairId: string): Promise<ApiResult<Invitation[]>> {
  return invitations.listInvitations(thisTab(), pairId);
}

export function revokeInvitation(id: string): Promise<ApiResult<void>> {
  return invitations.revokeInvitation(thisTab(), id);
}

export function lookAtInvitation(id: string, secret: string): Promise<ApiResult<InvitationView>> {
  return invitations.lookAtInvitation(thisTab(), id, secret);
}

/** Takes the seat that an invitation offers. */
export function acceptInvitation(id: string, secret: string, name: string): Promise<ApiResult<Pair>> {
  return invitations.acceptInvitation(thisTab(), id, { secret, name });
}
