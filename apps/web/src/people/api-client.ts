import type { Problem } from "@candor/protocol/http/people.ts";

/** What became of a request. A problem has a plain `title` to show; `name` is what to compare. */
export type ApiResult<T> =
  | { type: "ok"; value: T }
  | { type: "problem"; name: string; status: number; title: string }
  /** the server could not be reached, or is not well, or can store nothing just now; the same may be tried again */
  | { type: "unreachable"; why?: "cannot_store" };

export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

export type ApiRequest = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  body?: unknown;
  /** It goes on after its page is left, for a switch that shows at once; with a body of more than a few kB it does not. */
  keepalive?: boolean;
};

const MOST_KEPT = 4_000; // characters; browsers let all that goes on so have 64 kB together

/** Asks the server. Never rejects. */
export async function callApi<T>(fetch: Fetch, { method, path, body, keepalive }: ApiRequest): Promise<ApiResult<T>> {
  try {
    const text = body === undefined ? "" : JSON.stringify(body);
    const response = await fetch(path, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      ...(keepalive && text.length <= MOST_KEPT && { keepalive }),
      ...(text !== "" && { headers: { "content-type": "application/json" }, body: text }),
    });
    if (response.ok) return { type: "ok", value: (response.status === 204 ? undefined : await response.json()) as T };
    const problem = await readProblem(response);
    if (response.status < 500 && response.status !== 429) return problem;
    const cannotStore = problem.type === "problem" && problem.name === "unavailable";
    return { type: "unreachable", ...(cannotStore && { why: "cannot_store" }) };
  } catch {
    return { type: "unreachable" };
  }
}

async function readProblem(response: Response): Promise<ApiResult<never>> {
  const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json");
  // A proxy or a hotel's sign-in page answered in the server's place.
  if (!isProblem) return { type: "unreachable" };
  const { type, title, detail } = (await response.json()) as Problem;
  const name = type.slice(type.lastIndexOf("/") + 1);
  return { type: "problem", name, status: response.status, title: detail ? `${title} ${detail}` : title };
}
