import { randomBytes, randomUUID } from "node:crypto";
import type { Pair } from "@candor/protocol/http/people.ts";
import type {
  AddPerson,
  BeginWorkspacePair,
  ManagerChange,
  MyPlace,
  NewWorkspaceInvitation,
  Workspace,
  WorkspacePeople,
  WorkspacePerson,
} from "@candor/protocol/http/workspace.ts";
import type { Database } from "../../database/open-database.ts";
import { openApp, type Visitor } from "../../people/testing/open-app.ts";
import { makeSetupLink } from "../setup-link.ts";

type App = ReturnType<typeof openApp>;

export async function setUp(database: Database, owner: Visitor, name = "Candor Inc."): Promise<Workspace> {
  const link = await makeSetupLink(database.db, randomBytes(32), new Date("2026-11-24T09:00:00Z"));
  const secret = link.slice(link.indexOf("#") + 1);
  const { status, body } = await owner.post("/api/setup", { secret, name, myName: "Olga", timeZone: "Europe/Berlin" });
  if (status !== 201) throw new Error(`the workspace was refused: ${JSON.stringify(body)}`);
  return body as Workspace;
}

/** A workspace with its owner Olga, and what one does in it most. */
export async function openWorkspace(database: Database, app: App = openApp(database)) {
  const olga = await app.person();
  const workspace = await setUp(database, olga);
  const base = `/api/workspaces/${workspace.id}`;
  const add = async (name: string, more: Partial<AddPerson> = {}): Promise<WorkspacePerson> => {
    const { status, body } = await olga.post(`${base}/people`, { name, ...more });
    if (status !== 201) throw new Error(`${name} was refused: ${JSON.stringify(body)}`);
    return body as WorkspacePerson;
  };
  const invite = async (person: WorkspacePerson, by: Visitor = olga): Promise<NewWorkspaceInvitation> => {
    const { status, body } = await by.post(`${base}/people/${person.id}/invitations`);
    if (status !== 201) throw new Error(`the invitation was refused: ${JSON.stringify(body)}`);
    return body as NewWorkspaceInvitation;
  };
  const accept = (visitor: Visitor, { id, secret }: NewWorkspaceInvitation) =>
    visitor.post(`/api/workspace-invitations/${id}/accept`, { secret });
  /** Adds somebody and lets them come in by a link. */
  const join = async (name: string, more: Partial<AddPerson> = {}) => {
    const person = await add(name, more);
    const visitor = await app.person();
    const { status, body } = await accept(visitor, await invite(person));
    if (status !== 200) throw new Error(`${name} could not join: ${JSON.stringify(body)}`);
    return { person, visitor };
  };
  const begin = (visitor: Visitor, wanted: BeginWorkspacePair, id: string = randomUUID()) =>
    visitor.put(`${base}/pairs/${id}`, wanted);
  const beginPage = async (visitor: Visitor, wanted: BeginWorkspacePair): Promise<Pair> => {
    const { status, body } = await begin(visitor, wanted);
    if (status !== 200) throw new Error(`the page was refused: ${JSON.stringify(body)}`);
    return body as Pair;
  };
  const setManager = async (person: string, manager: string | null, from: string, preview = false, by = olga) =>
    (await by.post(`${base}/people/${person}/manager`, { manager, from, preview })).body as ManagerChange;
  return {
    ...app,
    database,
    db: database.db,
    olga,
    workspace,
    base,
    add,
    invite,
    accept,
    join,
    begin,
    beginPage,
    setManager,
    peopleFor: async (visitor: Visitor) => (await visitor.get(`${base}/people`)).body as WorkspacePeople,
    mineFor: async (visitor: Visitor) => (await visitor.get(`${base}/mine`)).body as MyPlace,
  };
}
