import { createPublicKey, type KeyObject } from "node:crypto";
import { askSafely, resolveName } from "../../egress/ask-safely.ts";
import { readText } from "../../egress/read-text.ts";

export type TeamsKey = { key: KeyObject; endorsements: readonly string[] };

/** The keys by which Microsoft signs what it tells bots, as it publishes them. */
export type TeamsKeys = {
  /** @returns null: there is no such key, or it cannot be learnt just now. */
  keyOf(kid: string): Promise<TeamsKey | null>;
};

/** RFC 7517, with what Microsoft adds: for which channels a key signs. */
type Jwk = { kty?: string; kid?: unknown; n?: string; e?: string; endorsements?: unknown };

const KEPT_MILLISECONDS = 12 * 3_600_000;
const ASKED_AGAIN_MILLISECONDS = 60_000; // for a key that is not known: whoever makes names up makes us ask no more than that
const LIMITS = { firstByteMilliseconds: 2_000, milliseconds: 2_500, bytes: 512 * 1024 };
const MOST_KEYS = 100;

export function openTeamsKeys(metadata: string, allowed: readonly string[], now: () => Date): TeamsKeys {
  let known = new Map<string, TeamsKey>();
  let readAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;
  const read = async () => {
    const described = await readJson(metadata, allowed);
    const address = (described as { jwks_uri?: unknown } | null)?.jwks_uri;
    if (typeof address !== "string" || URL.parse(address)?.origin !== new URL(metadata).origin) return;
    const keys = readKeys(await readJson(address, allowed));
    if (keys === null) return;
    known = keys;
    readAt = now().getTime();
  };
  return {
    async keyOf(kid) {
      const at = now().getTime();
      const isOld = at - readAt > KEPT_MILLISECONDS;
      if ((isOld || !known.has(kid)) && at - askedAt > ASKED_AGAIN_MILLISECONDS) {
        askedAt = at;
        reading = read().finally(() => {
          reading = null;
        });
      }
      await reading;
      return known.get(kid) ?? null;
    },
  };
}

async function readJson(address: string, allowed: readonly string[]): Promise<unknown> {
  const asked = await askSafely(
    { address, allowed, headers: { accept: "application/json" }, redirects: 0 },
    async (answer) => {
      const text = await readText(answer, LIMITS.bytes);
      return answer.statusCode === 200 ? text : null;
    },
    LIMITS,
    resolveName,
  );
  if (asked.type !== "asked" || asked.taken === null) return null;
  try {
    return JSON.parse(asked.taken);
  } catch {
    return null;
  }
}

function readKeys(set: unknown): Map<string, TeamsKey> | null {
  const listed = (set as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(listed)) return null;
  const keys = new Map<string, TeamsKey>();
  for (const each of listed.slice(0, MOST_KEYS) as Jwk[]) {
    if (each?.kty !== "RSA" || typeof each.kid !== "string") continue;
    const endorsements = Array.isArray(each.endorsements) ? each.endorsements.map(String) : [];
    try {
      keys.set(each.kid, {
        key: createPublicKey({ key: { kty: "RSA", n: each.n ?? "", e: each.e ?? "" }, format: "jwk" }),
        endorsements,
      });
    } catch {
      // one that is broken takes none of the others away
    }
  }
  return keys;
}
