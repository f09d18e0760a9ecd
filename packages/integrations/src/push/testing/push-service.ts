import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A browser with the push service it listens to: it alone can read what comes, and it checks who sent it. */
export async function openPushService() {
  const own = createECDH("prime256v1");
  own.generateKeys();
  const auth = randomBytes(16);
  const heard: { text: string; ttl: string; claims: { aud: string; sub: string; exp: number }; key: string }[] = [];
  const raw: Buffer[] = [];
  let status = 201;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    raw.push(body);
    if (status === 201) {
      const { claims, key } = readAuthorization(request.headers.authorization ?? "");
      heard.push({ text: decrypt(body), ttl: String(request.headers.ttl), claims, key });
    }
    response.writeHead(status).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function decrypt(body: Buffer): string {
    const salt = body.subarray(0, 16);
    const length = body.readUInt8(20);
    const theirs = body.subarray(21, 21 + length);
    const sealed = body.subarray(21 + length);
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), own.getPublicKey(), theirs]);
    const key = Buffer.from(hkdfSync("sha256", own.computeSecret(theirs), auth, info, 32));
    const derive = (what: string, size: number) =>
      Buffer.from(hkdfSync("sha256", key, salt, Buffer.from(`Content-Encoding: ${what}\0`), size));
    const decipher = createDecipheriv("aes-128-gcm", derive("aes128gcm", 16), derive("nonce", 12));
    decipher.setAuthTag(sealed.subarray(-16));
    const text = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    if (text.at(-1) !== 2) throw new Error("the message does not end");
    return text.subarray(0, -1).toString();
  }

  return {
    origin,
    subscription: {
      endpoint: `${origin}/push/1`,
      p256dh: own.getPublicKey().toString("base64url"),
      auth: auth.toString("base64url"),
    },
    heard,
    raw,
    answers(next: number) {
      status = next;
    },
    async close() {
      server.close();
      await once(server, "close");
    },
  };
}

function readAuthorization(text: string): { claims: { aud: string; sub: string; exp: number }; key: string } {
  const [, head = "", claims = "", signature = "", key = ""] =
    /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(text) ?? [];
  const point = Buffer.from(key, "base64url");
  const jwk = {
    ...{ kty: "EC", crv: "P-256" },
    ...{ x: point.subarray(1, 33).toString("base64url"), y: point.subarray(33).toString("base64url") },
  };
  const publicKey = createPublicKey({ key: jwk, format: "jwk" });
  const isSigned = verify(
    "sha256",
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  if (!isSigned) throw new Error("nobody signed this");
  return { claims: JSON.parse(Buffer.from(claims, "base64url").toString()), key };
}
