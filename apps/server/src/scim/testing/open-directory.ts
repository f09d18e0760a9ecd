import { randomUUID } from "node:crypto";
import type { NewScimToken } from "@candor/protocol/http/scim.ts";
import type { Database } from "../../database/open-database.ts";
import { openApp, type Visitor } from "../../people/testing/open-app.ts";

export type ScimAnswer = { status: number; body: Record<string, unknown>; headers: Headers };
export type Directory = {
  get(path: string, headers?: Record<string, string>): Promise<ScimAnswer>;
  post(path: string, body: unknown): Promise<ScimAnswer>;
  put(path: string, body: unknown, headers?: Record<string, string>): Promise<ScimAnswer>;
  patch(path: string, operations: unknown, headers?: Record<string, string>): Promise<ScimAnswer>;
  delete(path: string): Promise<ScimAnswer>;
  send(method: string, path: string, text: string | null, headers: Record<string, string>): Promise<ScimAnswer>;
};

export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
export const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

export type Company = {
  workspaceId: string;
  owner: Visitor;
  ownerUserId: string;
  ownerId: string;
  token: NewScimToken;
  directory: Directory;
};

/** The application with companies in it, each of which has an owner and a directory that writes it. */
export function openScim(database: Database) {
  const app = openApp(database);
  const send = async (
    token: string | null,
    method: string,
    path: string,
    text: string | null,
    headers: Record<string, string>,
  ) => {
    const all = new Headers({ ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers });
    if (text !== null && !all.has("content-type")) all.set("content-type", "application/scim+json");
    const answer = await app.app.request(`http://localhost:4321/scim/v2${path}`, { method, headers: all, body: text });
    const body = await answer.text();
    const json = body === "" ? {} : (JSON.parse(body) as Record<string, unknown>);
    return { status: answer.status, body: json, headers: answer.headers };
  };
  const directory = (token: string | null): Directory => {
    const json =
      (method: string) =>
      (path: string, body: unknown, headers: Record<string, string> = {}) =>
        send(token, method, path, JSON.stringify(body), headers);
    return {
      get: (path, headers = {}) => send(token, "GET", path, null, headers),
      post: json("POST"),
      put: json("PUT"),
      patch: (path, operations, headers = {}) =>
        json("PATCH")(path, { schemas: [PATCH_OP], Operations: operations }, headers),
      delete: (path) => send(token, "DELETE", path, null, {}),
      send: (method, path, text, headers) => send(token, method, path, text, headers),
    };
  };
  return {
    ...app,
    directory,
    async company(name = "Acme"): Promise<Company> {
      const { db } = database;
      const [workspaceId, ownerId] = [randomUUID(), randomUUID()];
      const owner = await app.person("Olga");
      const ownerUserId = ((await owner.get("/api/me")).body as { userId: string }).userId;
      const at = "2026-01-05T09:00:00.000Z";
      await db.insertInto("workspace").values({ id: workspaceId, name, settings: "{}", created_at: at }).execute();
      const person = {
        id: ownerId,
        workspace_id: workspaceId,
        user_id: ownerUserId,
        email: `olga-${ownerId}@example.org`,
      };
      const rest = {
        name: "Olga",
        title: "",
        department: "",
        role: "owner" as const,
        external_id: null,
        created_at: at,
      };
      await db
        .insertInto("person")
        .values({ ...person, ...rest, left_at: null })
        .execute();
      const { status, body } = await owner.post(`/api/workspaces/${workspaceId}/scim/tokens`, { name: "Entra" });
      if (status !== 201) throw new Error(`the token was refused: ${JSON.stringify(body)}`);
      const token = body as NewScimToken;
      return { workspaceId, owner, ownerUserId, ownerId, token, directory: directory(token.secret) };
    },
  };
}

/** Creates a user and gives back its id. */
export async function createIn(directory: Directory, userName: string, more: object = {}): Promise<string> {
  const { status, body } = await directory.post("/Users", { schemas: [USER], userName, ...more });
  if (status !== 201) throw new Error(`the user was refused: ${JSON.stringify(body)}`);
  return String(body.id);
}

export function resources(answer: ScimAnswer): Record<string, unknown>[] {
  return answer.body.Resources as Record<string, unknown>[];
}
