import type { TokenScope } from "@candor/core/access/may-by-token.ts";
import { beginPage } from "@candor/document/page/begin-page.ts";
import { FIRST_START } from "@candor/document/testing/two-peers.ts";
import type { NewApiToken } from "@candor/protocol/http/token.ts";
import type { Database } from "../../database/open-database.ts";
import {
  type Answer,
  acceptAs,
  beginPair,
  inviteTo,
  type openApp,
  type Visitor,
} from "../../people/testing/open-app.ts";
import { signInByMail } from "../../sign-in/testing/read-mail.ts";
import { type LoggedPeer, loggedPeer } from "../../sync/snapshot/testing/logged-peer.ts";

type App = ReturnType<typeof openApp>;

/** A program that has a token. */
export type Program = {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
};

export type ApiWorld = { ana: Visitor; ben: Visitor; page: string; peer: LoggedPeer };

let people = 0;

/** Ana and Ben, who have signed in just now, and their page with its first meeting planned. */
export async function openApiWorld(database: Database, app: App): Promise<ApiWorld> {
  const [ana, ben] = [app.stranger(), app.stranger()];
  people += 1;
  await signInByMail(database, ana, `ana.api${people}@example.org`);
  await signInByMail(database, ben, `ben.api${people}@example.org`);
  await ana.patch("/api/me", { name: "Ana" });
  const pair = await beginPair(ana);
  await acceptAs(ben, await inviteTo(ana, pair));
  const peer = loggedPeer(database, pair.id, "a", 1000 + people);
  beginPage(peer.doc, peer.editor, {
    settings: { everyWeeks: 1, minutes: 30, medium: null, timeZone: "Europe/Berlin" },
    welcome: [],
    firstStart: FIRST_START,
  });
  await peer.save("2026-11-24T09:00:00.000Z");
  return { ana, ben, page: pair.id, peer };
}

export async function makeToken(
  visitor: Visitor,
  scopes: readonly TokenScope[],
  pages: string[] | null = null,
): Promise<NewApiToken> {
  const { status, body } = await visitor.post("/api/me/tokens", { name: "Scripts", scopes, pages });
  if (status !== 201) throw new Error(`the token was refused: ${JSON.stringify(body)}`);
  return body as NewApiToken;
}

export function programOf(app: App, secret: string): Program {
  const send: Program["send"] = async (method, path, body, headers = {}) => {
    const answer = await app.app.request(`http://localhost:4321${path}`, {
      method,
      headers: {
        authorization: `Bearer ${secret}`,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.includes("json");
    return { status: answer.status, body: isJson ? JSON.parse(text) : text, headers: answer.headers };
  };
  return { get: (path, headers) => send("GET", path, undefined, headers), send };
}
