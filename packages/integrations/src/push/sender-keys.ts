import { createPrivateKey, generateKeyPairSync, sign, type webcrypto } from "node:crypto";

/** By which push services know who sends (RFC 8292). `publicKey` is base64url, as browsers want it. */
export type SenderKeys = { publicKey: string; privateKey: webcrypto.JsonWebKey };

const VALID_SECONDS = 12 * 3600;

export function makeSenderKeys(): SenderKeys {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = privateKey.export({ format: "jwk" });
  const point = [Buffer.from([4]), Buffer.from(jwk.x ?? "", "base64url"), Buffer.from(jwk.y ?? "", "base64url")];
  return { publicKey: Buffer.concat(point).toString("base64url"), privateKey: jwk };
}

/** @param contact an address at which whoever runs the push service can tell us that we do wrong. */
export function authorizationFor(
  { publicKey, privateKey }: SenderKeys,
  { endpoint, contact }: { endpoint: string; contact: string },
  now: Date,
): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const exp = Math.floor(now.getTime() / 1000) + VALID_SECONDS;
  const text = `${part({ typ: "JWT", alg: "ES256" })}.${part({ aud: new URL(endpoint).origin, exp, sub: contact })}`;
  const key = createPrivateKey({ key: privateKey, format: "jwk" });
  const signature = sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }).toString("base64url");
  return `vapid t=${text}.${signature}, k=${publicKey}`;
}
