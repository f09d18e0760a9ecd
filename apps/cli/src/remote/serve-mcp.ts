import { createInterface } from "node:readline";
import type { Credentials } from "./credentials.ts";

const TIMEOUT_MS = 60_000;
const NO_JSON = -32_700; // as JSON-RPC numbers it
const NO_ANSWER = -32_000;

type Message = { id?: unknown; method?: string; params?: { name?: unknown; _meta?: unknown } };

/**
 * Hands each message of an assistant on this machine, a line of JSON, to the server's /mcp, and what comes back to it: the
 * two transports of the Model Context Protocol, one to the other.
 *
 * @param hintAt what helps with a problem of that name, as a sentence behind its own; or nothing.
 *
 * Source: https://modelcontextprotocol.io/specification/2026-07-28/basic/transports
 */
export async function serveMcp(
  credentials: Credentials,
  input: NodeJS.ReadableStream,
  put: (line: string) => void,
  hintAt: (problem: string) => string,
): Promise<void> {
  let version: string | null = null; // as the two agreed, in the older revisions
  const running = new Set<Promise<void>>();
  const refuse = (id: unknown, code: number, message: string) =>
    put(JSON.stringify({ jsonrpc: "2.0", id, error: { code, message } }));
  for await (const line of createInterface({ input })) {
    if (line.trim() === "") continue;
    let message: Message;
    try {
      message = JSON.parse(line) as Message;
    } catch {
      refuse(null, NO_JSON, "That is no JSON.");
      continue;
    }
    const hand = async () => {
      for (const answer of await handOver(credentials, line, headersOf(message, version), hintAt)) {
        const agreed = (answer as { result?: { protocolVersion?: unknown } }).result?.protocolVersion;
        if (message.method === "initialize" && typeof agreed === "string") version = agreed;
        put(JSON.stringify(answer));
      }
    };
    const handed = hand().catch((error: unknown) => {
      if (message.id !== undefined)
        refuse(message.id, NO_ANSWER, error instanceof Error ? error.message : String(error));
    });
    running.add(handed);
    void handed.finally(() => running.delete(handed));
    if (message.method === "initialize") await handed; // what follows says what it agreed to
  }
  await Promise.all(running);
}

/** The headers in which the server is told again what a message says, for whatever stands between. */
function headersOf({ method, params }: Message, agreed: string | null): Record<string, string> {
  const meta = params?._meta as Record<string, unknown> | undefined;
  const own = meta?.["io.modelcontextprotocol/protocolVersion"];
  if (typeof own !== "string") return agreed === null ? {} : { "mcp-protocol-version": agreed };
  return {
    "mcp-protocol-version": own,
    ...(method !== undefined && { "mcp-method": method }),
    ...(typeof params?.name === "string" && { "mcp-name": params.name }),
  };
}

async function handOver(
  { address, secret }: Credentials,
  body: string,
  headers: Record<string, string>,
  hintAt: (problem: string) => string,
) {
  const response = await fetch(new URL("/mcp", address), {
    ...{ method: "POST", redirect: "error", body, signal: AbortSignal.timeout(TIMEOUT_MS) },
    headers: {
      ...{ "content-type": "application/json", accept: "application/json, text/event-stream" },
      ...{ authorization: `Bearer ${secret}`, origin: address },
      ...headers,
    },
  }).catch((error: unknown) => {
    const isLate = error instanceof Error && error.name === "TimeoutError";
    throw new Error(isLate ? `${address} took too long to answer.` : `${address} can’t be reached.`);
  });
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("application/json")) return [JSON.parse(text) as object];
  if (type.startsWith("text/event-stream")) {
    const lines = text.split("\n").filter((line) => line.startsWith("data: "));
    return lines.map((line) => JSON.parse(line.slice("data: ".length)) as object);
  }
  if (response.ok) return [];
  if (!type.startsWith("application/problem+json")) throw new Error(`It answered ${response.status}.`);
  const { title = "It was refused.", type: problem = "" } = JSON.parse(text) as { title?: string; type?: string };
  throw new Error(title + hintAt(problem.slice(problem.lastIndexOf("/") + 1)));
}
