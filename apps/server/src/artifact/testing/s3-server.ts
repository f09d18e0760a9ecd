import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { StoreConfig } from "../store-config.ts";

export type TestStore = {
  config: StoreConfig;
  objects: Map<string, Buffer>;
  /** how it answers from now on */
  mood: "well" | "away" | "broken";
  close: () => Promise<void>;
};

const PAGE = 2; // entries of a list at once, so that it always comes in parts
const SKEW_MILLISECONDS = 15 * 60_000;

/** A store that takes nothing whose signature is not the one that AWS Signature Version 4 asks for, reckoned anew from the specification. */
export async function startTestStore(): Promise<TestStore> {
  const key = { keyId: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
  const store = { objects: new Map<string, Buffer>(), mood: "well" } as TestStore;
  const server = createServer((request, response) => {
    void answer(request, response, store).catch((error: unknown) => say(response, 500, String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const place = { endpoint: `http://127.0.0.1:${port}`, bucket: "candor-test", region: "eu-test-1", prefix: "images/" };
  store.config = { ...place, ...key };
  store.close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return store;
}

async function answer(request: IncomingMessage, response: ServerResponse, store: TestStore): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  if (store.mood === "away") return void request.socket.destroy();
  if (store.mood === "broken") return fail(response, 503, "SlowDown");
  const fault = faultOf(request, body, store.config);
  if (fault !== null) return fail(response, 403, fault);
  const { pathname, searchParams } = new URL(request.url ?? "/", store.config.endpoint);
  const [, bucket, ...rest] = pathname.split("/");
  if (bucket !== store.config.bucket) return fail(response, 404, "NoSuchBucket");
  const name = decodeURIComponent(rest.join("/"));
  if (name === "") return list(response, store, searchParams);
  if (request.method === "PUT") {
    store.objects.set(name, body);
    return say(response, 200, "");
  }
  if (request.method === "DELETE") {
    store.objects.delete(name);
    return say(response, 204, "");
  }
  const found = store.objects.get(name);
  if (!found) return fail(response, 404, "NoSuchKey");
  response.writeHead(200).end(found);
}

function list(response: ServerResponse, { objects }: TestStore, query: URLSearchParams): void {
  if (query.get("list-type") !== "2") {
    fail(response, 400, "InvalidArgument");
    return;
  }
  const after = query.get("continuation-token")?.slice(">&".length) ?? "";
  const names = [...objects.keys()].filter((name) => name.startsWith(query.get("prefix") ?? "") && name > after).sort();
  const page = names.slice(0, PAGE);
  const entries = page.map(
    (name) => `<Contents><Key>${name}</Key><LastModified>2026-11-24T09:00:00.000Z</LastModified></Contents>`,
  );
  const isCut = names.length > page.length;
  const next = isCut ? `<NextContinuationToken>&gt;&amp;${page.at(-1)}</NextContinuationToken>` : "";
  say(
    response,
    200,
    `<ListBucketResult><IsTruncated>${isCut}</IsTruncated>${next}${entries.join("")}</ListBucketResult>`,
  );
}

/** @returns what is wrong with the signature, as S3 calls it; null: nothing. */
function faultOf(
  { method = "", url = "", headers }: IncomingMessage,
  body: Buffer,
  config: StoreConfig,
): string | null {
  const said = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([\da-f]{64})$/.exec(
    headers.authorization ?? "",
  );
  const [, credential = "", signedHeaders = "", signature = ""] = said ?? [];
  const time = String(headers["x-amz-date"] ?? "");
  const day = time.slice(0, 8);
  const scope = `${day}/${config.region}/s3/aws4_request`;
  if (credential.split("/")[0] !== config.keyId) return "InvalidAccessKeyId";
  if (credential !== `${config.keyId}/${scope}`) return "AuthorizationHeaderMalformed";
  const at = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  if (!(Math.abs(Date.now() - at) < SKEW_MILLISECONDS)) return "RequestTimeTooSkewed";
  const hash = String(headers["x-amz-content-sha256"] ?? "");
  if (hash !== sha256(body)) return "XAmzContentSHA256Mismatch";
  const names = signedHeaders.split(";");
  if (!["host", "x-amz-content-sha256", "x-amz-date"].every((name) => names.includes(name))) return "AccessDenied";
  const [path = "", query = ""] = url.split("?");
  const canonical = [
    method,
    path,
    [...new URLSearchParams(query)]
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join("&"),
    ...names.map(
      (name) =>
        `${name}:${String(headers[name] ?? "")
          .trim()
          .replace(/ +/g, " ")}`,
    ),
    "",
    signedHeaders,
    hash,
  ].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", time, scope, sha256(canonical)].join("\n");
  const signing = [day, config.region, "s3", "aws4_request"].reduce<string | Buffer>(
    (key, word) => createHmac("sha256", key).update(word).digest(),
    `AWS4${config.secretKey}`,
  );
  const wanted = createHmac("sha256", signing).update(toSign).digest();
  return timingSafeEqual(wanted, Buffer.from(signature, "hex")) ? null : "SignatureDoesNotMatch";
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "application/xml" }).end(status === 204 ? undefined : text);
}

function fail(response: ServerResponse, status: number, code: string): void {
  say(response, status, `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`);
}
