import { createHash } from "node:crypto";
import { type ImageFiles, isImageId, type StoredImage, StoreUnreachable } from "./image-files.ts";
import type { StoreConfig } from "./store-config.ts";

const ANSWER_MILLISECONDS = 30_000; // 8 MB over a slow line
const TRIES = 2; // of what changes nothing when it is done twice, as all of this
const MOST_PAGES = 100_000; // of a list

/**
 * Images in a bucket, by requests in path style that are signed by AWS Signature 4, which stores of this kind share.
 * What signs is loaded with the first of them.
 */
export function openImageStore(config: StoreConfig): ImageFiles {
  const { endpoint, bucket, prefix } = config;
  const addressOf = (id: string) => {
    if (!isImageId(id)) throw new RangeError("not the id of an image");
    return `${endpoint}/${bucket}/${prefix}${id}`;
  };
  return {
    async write(id, bytes) {
      const answer = await ask(config, "PUT", addressOf(id), bytes);
      if (!answer.ok) throw refusal(answer);
    },
    async read(id) {
      const answer = await ask(config, "GET", addressOf(id));
      if (answer.ok) return answer.bytes;
      if (answer.status === 404 && codeOf(answer) !== "NoSuchBucket") return null;
      throw refusal(answer);
    },
    async remove(id) {
      const answer = await ask(config, "DELETE", addressOf(id));
      if (!answer.ok && codeOf(answer) !== "NoSuchKey") throw refusal(answer);
    },
    async list() {
      const found: StoredImage[] = [];
      let after: string | null = null;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const query = new URLSearchParams({ "list-type": "2", ...(prefix !== "" && { prefix }) });
        if (after !== null) query.set("continuation-token", after);
        const answer = await ask(config, "GET", `${endpoint}/${bucket}?${query}`);
        if (!answer.ok) throw refusal(answer);
        const text = textOf(answer);
        found.push(...entriesOf(text, prefix));
        after = /<IsTruncated>true</.test(text) ? plain(tag(text, "NextContinuationToken") ?? "") : null;
        if (after === null || after === "") return found;
      }
      throw new StoreUnreachable("The store's list has no end.");
    },
  };
}

type Answer = { ok: boolean; status: number; bytes: Uint8Array };

async function ask(
  { endpoint, region, keyId, secretKey }: StoreConfig,
  method: string,
  url: string,
  body?: Uint8Array,
) {
  const { AwsV4Signer } = await import("aws4fetch");
  const hash = createHash("sha256")
    .update(body ?? "")
    .digest("hex");
  let fault: unknown = null;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    try {
      const signed = await new AwsV4Signer({
        ...{ method, url, accessKeyId: keyId, secretAccessKey: secretKey, service: "s3", region },
        headers: { "x-amz-content-sha256": hash }, // so that the store refuses what was damaged on the way
      }).sign();
      const response = await fetch(signed.url, {
        ...{ method, headers: signed.headers, redirect: "manual", signal: AbortSignal.timeout(ANSWER_MILLISECONDS) },
        ...(body && { body: body as Uint8Array<ArrayBuffer> }),
      });
      const { ok, status } = response;
      const answer: Answer = { ok, status, bytes: new Uint8Array(await response.arrayBuffer()) };
      if (status < 500) return answer;
      fault = refusal(answer);
    } catch (cause) {
      fault = cause;
    }
  }
  if (fault instanceof StoreUnreachable) throw fault;
  throw new StoreUnreachable(`The store at ${endpoint} does not answer: ${wordsOf(fault)}.`, { cause: fault });
}

function refusal(answer: Answer): StoreUnreachable {
  return new StoreUnreachable(`The store refuses: ${[answer.status, codeOf(answer)].join(" ").trim()}.`);
}

function codeOf(answer: Answer): string {
  return tag(textOf(answer).slice(0, 4_000), "Code") ?? "";
}

function textOf({ bytes }: Answer): string {
  return new TextDecoder().decode(bytes);
}

/** What is called as ours are, and nothing else that lies there. Names of ours need no reading of entities. */
function entriesOf(list: string, prefix: string): StoredImage[] {
  return [...list.matchAll(/<Contents>(.*?)<\/Contents>/gs)].flatMap(([, entry = ""]) => {
    const key = tag(entry, "Key") ?? "";
    const id = key.startsWith(prefix) ? key.slice(prefix.length) : "";
    return isImageId(id) ? [{ id, since: tag(entry, "LastModified") ?? "" }] : [];
  });
}

function tag(text: string, name: string): string | null {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? null;
}

function plain(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}
