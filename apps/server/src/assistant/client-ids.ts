import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { ClientMetadata } from "./client-metadata.ts";

const PURPOSE = "candor assistant clients 1";
const MAC_BYTES = 18;
const PREFIX = "candor_client_";
const SHAPE = /^candor_client_([\w-]{1,4000})\.([\w-]{24})$/;

export type ClientIds = {
  issue(metadata: ClientMetadata): string;
  /** @returns null: it was not issued here. */
  read(clientId: string): ClientMetadata | null;
};

/**
 * Ids of clients that carry what their client said when it registered, signed. So registering stores nothing, whoever
 * does it and however often, and every server of one installation knows every client.
 */
export function createClientIds(secret: string): ClientIds {
  const key = Buffer.from(hkdfSync("sha256", secret, "", PURPOSE, 32));
  const macOf = (body: string) => createHmac("sha256", key).update(body).digest().subarray(0, MAC_BYTES);
  return {
    issue({ name, redirectUris }) {
      const body = Buffer.from(JSON.stringify([name, ...redirectUris])).toString("base64url");
      return `${PREFIX}${body}.${macOf(body).toString("base64url")}`;
    },
    read(clientId) {
      const [, body = "", mac = ""] = SHAPE.exec(clientId) ?? [];
      const [given, wanted] = [Buffer.from(mac, "base64url"), macOf(body)];
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
      const [name = "", ...redirectUris] = JSON.parse(Buffer.from(body, "base64url").toString()) as string[];
      return { name, redirectUris };
    },
  };
}
