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
const FILE_TIMEOUT_MS = 180_000; // a file is made whole before the answer begins
const LONGEST_WAIT_SECONDS = 120; // where the server says when to ask again
const MOST_WAITS = 30;

type Ask = {
  method?: string;
  body?: unknown;
  secret?: string;
  /** under which the same is done once */
  key?: string;
  /** milliseconds */
  timeout?: number;
};

/** @throws {Refused} */
export async function askServer<T>(address: string, path: string, ask: Ask = {}): Promise<T> {
  const response = await reach(address, path, ask);
  if (response.status === 204) return undefined as T;
  if (!response.ok) throw await refusalOf(response, address, path);
  const answer: unknown = await response.json().catch(() => null);
  if (answer === null) throw new Refused(`${address} did not answer as a Candor does.`);
  return answer as T;
}

async function reach(
  address: string,
  path: string,
  { method = "GET", body, secret, key, timeout = TIMEOUT_MS }: Ask,
): Promise<Response> {
  try {
    return await fetch(new URL(path, address), {
      method,
      redirect: "error", // the token goes to the address that was given, and nowhere else
      signal: AbortSignal.timeout(timeout),
      headers: {
        origin: address,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(secret !== undefined && { authorization: `Bearer ${secret}` }),
        ...(key !== undefined && { "idempotency-key": key }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
  } catch (error) {
    const isLate = error instanceof Error && error.name === "TimeoutError";
    throw new Refused(isLate ? `${address} took too long to answer.` : `${address} can’t be reached.`);
  }
}

/** What every server has that knows the API at all, whoever asks. */
const NAMES_NOTHING = /^\/api\/v1\/\w+(?:\?|$)/;

async function refusalOf(response: Response, address: string, path: string): Promise<Refused> {
  const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json") === true;
  const answer = isProblem ? ((await response.json().catch(() => null)) as Problem | null) : null;
  if (answer === null) return new Refused(`${address} answered ${response.status}; is it a Candor?`);
  const { type = "", title = "It was refused.", detail } = answer;
  const problem = type.slice(type.lastIndexOf("/") + 1);
  if (problem === "not_found" && NAMES_NOTHING.test(path))
    return new Refused(
      `${address} does not know what was asked for. It is older than this command; update it.`,
      problem,
    );
  return new Refused(detail ? `${title} ${detail}` : title, problem);
}

type Problem = { type?: string; title?: string; detail?: string };

/** A file, waited for where the server has others to make first. @throws {Refused} */
async function askForFile(address: string, path: string, secret: string, pause: Pause): Promise<Uint8Array> {
  for (let waits = 0; ; waits += 1) {
    const response = await reach(address, path, { secret, timeout: FILE_TIMEOUT_MS });
    if (response.ok) {
      const bytes = await response.arrayBuffer().catch(() => null);
      if (bytes === null) throw new Refused(`${address} ended in the middle of the file.`);
      return new Uint8Array(bytes);
    }
    const seconds = Number(response.headers.get("retry-after") ?? (response.status === 503 ? 5 : Number.NaN));
    const isLater = [429, 503].includes(response.status) && seconds <= LONGEST_WAIT_SECONDS && waits < MOST_WAITS;
    const refusal = await refusalOf(response, address, path);
    // A disk is full for longer than anybody waits before a command that says nothing.
    if (!isLater || refusal.problem === "unavailable") throw refusal;
    await pause(seconds * 1000);
  }
}

type Pause = (milliseconds: number) => Promise<void>;

/** The API as whoever the token speaks for. */
export function apiOf({ address, secret }: Credentials, pause: Pause) {
  return {
    get: <T>(path: string) => askServer<T>(address, path, { secret }),
    send: <T>(method: string, path: string, body: unknown, options: Pick<Ask, "key" | "timeout"> = {}) =>
      askServer<T>(address, path, { method, body, secret, ...options }),
    bytes: (path: string) => askForFile(address, path, secret, pause),
  };
}

export type Api = ReturnType<typeof apiOf>;
