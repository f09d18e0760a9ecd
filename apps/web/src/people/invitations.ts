import type { Invitation, InvitationView, NewInvitation, Pair } from "@candor/protocol/http/people.ts";
import { type ApiResult, callApi, type Fetch } from "./api-client.ts";
import type { People } from "./people.ts";

type Parts = { people: People; fetch: Fetch };

/** Makes a link that lets one person take the free seat. A pair that is only here goes to the server first. */
export async function invite({ people, fetch }: Parts, pairId: string): Promise<ApiResult<NewInvitation>> {
  const obstacle = await people.ensureRegistered(pairId);
  if (obstacle) return obstacle;
  return callApi(fetch, { method: "POST", path: `/api/pairs/${pairId}/invitations` });
}

export function invitationLink({ id, secret }: Pick<NewInvitation, "id" | "secret">, origin: string): string {
  // What stands behind # never leaves the browser, so the secret is in nobody's log.
  return `${origin}/i/${id}#${secret}`;
}

export async function listInvitations({ people, fetch }: Parts, pairId: string): Promise<ApiResult<Invitation[]>> {
  const obstacle = await people.ensureRegistered(pairId);
  if (obstacle) return obstacle.type === "unreachable" ? obstacle : { type: "ok", value: [] };
  return callApi(fetch, { method: "GET", path: `/api/pairs/${pairId}/invitations` });
}

/** Takes an invitation back, and with it the seat of whoever came through it. */
export async function revokeInvitation({ people, fetch }: Parts, id: string): Promise<ApiResult<void>> {
  const result = await callApi<void>(fetch, { method: "DELETE", path: `/api/invitations/${id}` });
  if (result.type === "ok") void people.refresh();
  return result;
}

/** Who invites to what, before anything is given. */
export function lookAtInvitation({ fetch }: Parts, id: string, secret: string): Promise<ApiResult<InvitationView>> {
  return callApi(fetch, { method: "POST", path: `/api/invitations/${id}/look`, body: { secret } });
}

/** Takes the seat, signed in as whoever this browser is or, if nobody, as a new person of that name. */
export async function acceptInvitation(
  { people, fetch }: Parts,
  id: string,
  { secret, name }: { secret: string; name: string },
): Promise<ApiResult<Pair>> {
  const signedIn = await people.signIn();
  if (signedIn.type !== "ok") return signedIn;
  const path = `/api/invitations/${id}/accept`;
  const result = await callApi<Pair>(fetch, { method: "POST", path, body: { secret, name } });
  if (result.type !== "ok") return result;
  await people.takePair(result.value);
  if (signedIn.value.name === "") void people.rename(name);
  return result;
}
