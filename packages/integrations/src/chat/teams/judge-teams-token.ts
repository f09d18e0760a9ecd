import { verify } from "node:crypto";
import type { TeamsKeys } from "./teams-keys.ts";

const SKEW_SECONDS = 300; // as Microsoft asks for

export type TeamsToken = {
  /** the header Authorization */
  authorization: string;
  /** of the activity that came with it */
  serviceUrl: string;
  channelId: string;
};

type Claims = {
  iss?: unknown;
  aud?: unknown;
  exp?: unknown;
  nbf?: unknown;
  serviceurl?: unknown;
  serviceUrl?: unknown;
};

/** Whether Microsoft's connector says it to our bot and nobody else ("Authentication with the Bot Connector API"). */
export async function judgeTeamsToken(
  { authorization, serviceUrl, channelId }: TeamsToken,
  { appId, issuer, keys }: { appId: string; issuer: string; keys: TeamsKeys },
  now: Date,
): Promise<"signed" | "forged" | "too_old" | "not for us"> {
  const [, token = ""] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization) ?? [];
  const [head = "", claimed = "", signature = ""] = token.split(".");
  const header = readPart<{ alg?: unknown; kid?: unknown }>(head);
  const claims = readPart<Claims>(claimed);
  // The one algorithm that Microsoft signs by, whatever a token says of itself.
  if (header?.alg !== "RS256" || typeof header.kid !== "string" || claims === null) return "forged";
  const known = await keys.keyOf(header.kid);
  if (known === null) return "forged";
  const isSigned = verify(
    "RSA-SHA256",
    Buffer.from(`${head}.${claimed}`),
    known.key,
    Buffer.from(signature, "base64url"),
  );
  if (!isSigned) return "forged";
  const seconds = now.getTime() / 1000;
  if (!(Number(claims.exp) > seconds - SKEW_SECONDS) || !(Number(claims.nbf ?? 0) <= seconds + SKEW_SECONDS))
    return "too_old";
  const said = claims.serviceurl ?? claims.serviceUrl;
  const isOurs = claims.iss === issuer && claims.aud === appId && said === serviceUrl && serviceUrl !== "";
  return isOurs && known.endorsements.includes(channelId) ? "signed" : "not for us";
}

function readPart<T extends object>(part: string): T | null {
  try {
    const read: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof read === "object" && read !== null ? (read as T) : null;
  } catch {
    return null;
  }
}
