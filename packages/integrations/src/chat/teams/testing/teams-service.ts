import { createSign, generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type TeamsRequest = { body: string; headers: Record<string, string> };
export type Send = (path: string, request: TeamsRequest) => Promise<{ status: number; text: string }>;
export type TeamsMember = { id: string; name: string };
type Card = { body: Record<string, unknown>[]; actions: { type: string; url?: string }[] };
export type TeamsAnswer = { task: { type: string; value: { title: string; card: { content: Card } } } };

const SERVICE = "https://smba.example.org/emea/";

/** Microsoft's side of it: an issuer that publishes its keys, and a connector that speaks for one organisation. */
export async function openTeamsService(now: () => Date, send: Send) {
  const keys = new Map<string, { privateKey: KeyObject; publicKey: KeyObject; endorsements: string[] }>();
  const publish = (kid: string, endorsements = ["msteams"]) =>
    keys.set(kid, { ...generateKeyPairSync("rsa", { modulusLength: 2048 }), endorsements });
  publish("first");
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    const known = [...keys].map(([kid, { publicKey, endorsements }]) => ({
      ...publicKey.export({ format: "jwk" }),
      ...{ kid, use: "sig", endorsements },
    }));
    const told = request.url === "/keys" ? { keys: known } : { issuer, jwks_uri: `${origin}/keys` };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(told));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = "https://api.botframework.com";
  const [appId, tenant] = [randomUUID(), randomUUID()];

  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  /** @param by whose key signs; left out: the one that the head names */
  const token = (claims: object = {}, head: object = {}, by?: KeyObject) => {
    const header = { alg: "RS256", typ: "JWT", kid: "first", ...head };
    const seconds = Math.floor(now().getTime() / 1000);
    const body = { iss: issuer, aud: appId, nbf: seconds, exp: seconds + 3600, serviceurl: SERVICE, ...claims };
    const signing = `${part(header)}.${part(body)}`;
    const key = by ?? keys.get(header.kid)?.privateKey;
    const signature = key ? createSign("RSA-SHA256").update(signing).sign(key).toString("base64url") : "";
    return `Bearer ${signing}.${signature}`;
  };
  const activity = (member: TeamsMember, name: string, value: object, more: object = {}) => ({
    ...{ type: "invoke", id: `f:${randomUUID()}`, name: `composeExtension/${name}`, channelId: "msteams" },
    ...{ serviceUrl: SERVICE, from: { id: `29:${member.id}`, aadObjectId: member.id, name: member.name } },
    ...{ conversation: { id: "19:x", tenantId: tenant }, channelData: { tenant: { id: tenant } } },
    value: { commandId: "addToOneOnOne", ...value },
    ...more,
  });
  const hand = (told: object, authorization: string = token(), headers: Record<string, string> = {}) =>
    send("/api/chat/teams", {
      body: JSON.stringify(told),
      headers: { "content-type": "application/json; charset=utf-8", authorization, ...headers },
    });
  const ask = async (told: object): Promise<TeamsAnswer> => {
    const { status, text } = await hand(told);
    if (status !== 200) throw new Error(`refused: ${status} ${text}`);
    return JSON.parse(text) as TeamsAnswer;
  };
  return {
    ...{ origin, appId, tenant, issuer, hand, token, activity, ask, publish },
    metadata: `${origin}/metadata`,
    asked: () => asked,
    open: (member: TeamsMember, message: object | null) =>
      ask(activity(member, "fetchTask", message === null ? {} : { messagePayload: message })),
    fill: (member: TeamsMember, data: object, message: object | null, more: object = {}) =>
      ask(activity(member, "submitAction", { data, ...(message && { messagePayload: message }) }, more)),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
