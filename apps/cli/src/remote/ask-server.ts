import type { Credentials } from "./credentials.ts";

/** What the server, or the way to it, says against a request, as a sentence. */
export class Refused extends Error {
  /** the problem's name; null: no server of ours said it */
  readonly problem: string | null;

  constructor(sentence: string, problem: string | null = null) {
    super(sentence);
    this.problem = problem;
  }
}

const TIMEOUT_MS = 20_000;

type Ask = { method?: string; body?: unknown; secret?: string };

/** @throws {Refused} */
export async function askServer<T>(
  address: string,
  path: string,
  { method = "GET", body, secret }: Ask = {},
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(new URL(path, address), {
      method,
      redirect: "error", // the token goes to the address that was given, and nowhere else
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        origin: address,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(secret !== undefined && { authorization: `Bearer ${secret}` }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
  } catch {
    throw new Refused(`${address} can’t be reached.`);
  }
  if (response.status === 204) return undefined as T;
  const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json") === true;
  if (!response.ok && !isProblem) throw new Refused(`${address} answered ${response.status}; is it a Candor?`);
  const answer: unknown = await response.json().catch(() => null);
  if (answer === null) throw new Refused(`${address} did not answer as a Candor does.`);
  if (response.ok) return answer as T;
  const { type = "", title = "It was refused.", detail } = answer as { type?: string; title?: string; detail?: string };
  throw new Refused(detail ? `${title} ${detail}` : title, type.slice(type.lastIndexOf("/") + 1));
}

/** The API as whoever the token speaks for. */
export function apiOf({ address, secret }: Credentials) {
  return {
    get: <T>(path: string) => askServer<T>(address, path, { secret }),
    send: <T>(method: string, path: string, body: unknown) => askServer<T>(address, path, { method, body, secret }),
  };
}

export type Api = ReturnType<typeof apiOf>;
