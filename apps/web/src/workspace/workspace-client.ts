import type { Pair } from "@candor/protocol/http/people.ts";
import type { ImportCounts, ImportPreview, ImportUndone, PeopleImport } from "@candor/protocol/http/people-import.ts";
import type { BeginPlanningRound, NewestPlanningRound } from "@candor/protocol/http/planning-round.ts";
import type {
  AddPerson,
  BeginWorkspacePair,
  ChangePerson,
  ChartEdge,
  MailedWorkspaceInvitation,
  ManagerChange,
  MyPlace,
  NewWorkspaceInvitation,
  PlaceForMe,
  SetManager,
  SetUpWorkspace,
  Workspace,
  WorkspaceInvitation,
  WorkspaceInvitationView,
  WorkspacePeople,
  WorkspacePerson,
} from "@candor/protocol/http/workspace.ts";
import { thisTab } from "../offline/this-tab.ts";
import { type ApiRequest, type ApiResult, callApi } from "../people/api-client.ts";

function ask<T>(method: ApiRequest["method"], path: string, body?: unknown): Promise<ApiResult<T>> {
  return callApi<T>(thisTab().fetch, { method, path, body });
}

/** Signs in first, if need be without an account: whoever comes by a link need not fill in a form. */
async function askSignedIn<T>(method: ApiRequest["method"], path: string, body?: unknown): Promise<ApiResult<T>> {
  const signedIn = await thisTab().people.signIn();
  return signedIn.type === "ok" ? ask<T>(method, path, body) : signedIn;
}

export const setup = {
  look: (secret: string) => ask<void>("POST", "/api/setup/look", { secret }),
  begin: (wanted: SetUpWorkspace) => askSignedIn<Workspace>("POST", "/api/setup", wanted),
};

export const guest = {
  look: (id: string, secret: string) =>
    ask<WorkspaceInvitationView>("POST", `/api/workspace-invitations/${id}/look`, { secret }),
  accept: (id: string, secret: string) =>
    askSignedIn<Workspace>("POST", `/api/workspace-invitations/${id}/accept`, { secret }),
};

export const mine = {
  workspaces: () => ask<Workspace[]>("GET", "/api/workspaces"),
  places: () => ask<PlaceForMe[]>("GET", "/api/me/places"),
  take: (person: string) => ask<Workspace>("POST", `/api/me/places/${person}`),
};

/** One workspace, as whoever is signed in may use it. */
export function workspaceClient(workspaceId: string) {
  const root = `/api/workspaces/${encodeURIComponent(workspaceId)}`;
  return {
    read: () => ask<Workspace>("GET", root),
    rename: (name: string) => ask<Workspace>("PATCH", root, { name }),
    people: () => ask<WorkspacePeople>("GET", `${root}/people`),
    mine: () => ask<MyPlace>("GET", `${root}/mine`),
    add: (person: AddPerson) => ask<WorkspacePerson>("POST", `${root}/people`, person),
    change: (person: string, change: ChangePerson) => ask<WorkspacePerson>("PATCH", `${root}/people/${person}`, change),
    remove: (person: string) => ask<void>("DELETE", `${root}/people/${person}`),
    leave: (person: string) => ask<WorkspacePerson>("POST", `${root}/people/${person}/leave`),
    comeBack: (person: string) =>
      ask<{ person: WorkspacePerson; without: ChartEdge[] }>("POST", `${root}/people/${person}/return`),
    setManager: (person: string, wanted: SetManager) =>
      ask<ManagerChange>("POST", `${root}/people/${person}/manager`, wanted),
    invite: (person: string) => ask<NewWorkspaceInvitation>("POST", `${root}/people/${person}/invitations`),
    sendInvitation: (person: string) =>
      ask<MailedWorkspaceInvitation>("POST", `${root}/people/${person}/invitations/mail`),
    invitations: () => ask<WorkspaceInvitation[]>("GET", `${root}/invitations`),
    revoke: (invitation: string) => ask<void>("DELETE", `${root}/invitations/${invitation}`),
    begin: (pair: string, wanted: BeginWorkspacePair) => ask<Pair>("PUT", `${root}/pairs/${pair}`, wanted),
    letIn: (pair: string) => ask<Pair>("POST", `${root}/pairs/${pair}/let-in`),
    preview: (csv: string) => ask<ImportPreview>("POST", `${root}/imports/preview`, { csv }),
    import: (csv: string, digest: string) =>
      ask<{ id: string; counts: ImportCounts }>("POST", `${root}/imports`, { csv, digest }),
    imports: () => ask<PeopleImport[]>("GET", `${root}/imports`),
    round: () => ask<NewestPlanningRound>("GET", `${root}/planning-round`),
    beginRound: (wanted: BeginPlanningRound) => ask<NewestPlanningRound>("POST", `${root}/planning-round`, wanted),
    endRound: (id: string) => ask<NewestPlanningRound>("DELETE", `${root}/planning-round/${id}`),
    passTurn: (id: string, person: string) =>
      ask<NewestPlanningRound>("POST", `${root}/planning-round/${id}/turns/${person}/pass`),
    undo: (id: string) => ask<ImportUndone>("POST", `${root}/imports/${id}/undo`),
  };
}

export type WorkspaceClient = ReturnType<typeof workspaceClient>;
