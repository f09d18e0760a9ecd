import { type AskLimits, askSafely, type Resolve, resolveName } from "../egress/ask-safely.ts";
import { readText } from "../egress/read-text.ts";

const LIMITS: AskLimits = { firstByteMilliseconds: 3_000, milliseconds: 5_000, bytes: 10_240 };

/**
 * Reads a small JSON document at an address that somebody gave, and follows it nowhere else.
 *
 * @param ports.allowed origins that whoever runs the server vouches for.
 * @returns null: there is none that could be read.
 */
export async function askJsonDocument(
  address: string,
  { allowed, resolve = resolveName }: { allowed: readonly string[]; resolve?: Resolve },
): Promise<unknown> {
  const asked = await askSafely(
    { address, allowed, redirects: 0, agent: "Candor-Assistants", headers: { accept: "application/json" } },
    async (answer) => {
      const isJson = /\bjson\b/.test(answer.headers["content-type"] ?? "");
      if (answer.statusCode === 200 && isJson) return readText(answer, LIMITS.bytes);
      answer.destroy();
      return null;
    },
    LIMITS,
    resolve,
  );
  if (asked.type !== "asked" || asked.taken === null) return null;
  try {
    return JSON.parse(asked.taken);
  } catch {
    return null;
  }
}
