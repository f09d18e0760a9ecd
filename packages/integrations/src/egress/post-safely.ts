import { type AskFault, type AskLimits, askSafely, type Resolve, resolveName } from "./ask-safely.ts";
import { readRetryAfter } from "./read-retry-after.ts";

export type PostRequest = {
  address: string;
  /** origins that whoever runs the server vouches for */
  allowed: readonly string[];
  /** sent as it is, in UTF-8; its type stands in the headers */
  body: string | Uint8Array;
  headers: Readonly<Record<string, string>>;
};

/** Of what is answered nothing is read but this, so nothing of it can be shown to anybody. */
export type Posted =
  | { type: "answered"; status: number; retryAfterMilliseconds: number | null }
  /** `mayHaveArrived`: the other side may have taken it all the same; false: nothing of it left this machine */
  | { type: "failed"; fault: AskFault; mayHaveArrived: boolean };

export const POST_LIMITS: AskLimits = { firstByteMilliseconds: 10_000, milliseconds: 15_000, bytes: 0 };

/** Tells something to an address that somebody gave, and to none inside. Redirects are not followed. */
export async function postSafely(
  { address, allowed, body, headers }: PostRequest,
  now: () => Date,
  limits: AskLimits = POST_LIMITS,
  resolve: Resolve = resolveName,
): Promise<Posted> {
  const asked = await askSafely(
    { address, allowed, body, headers, method: "POST" },
    async (answer) => {
      const after = answer.headers["retry-after"];
      answer.destroy();
      return { status: answer.statusCode ?? 0, retryAfterMilliseconds: readRetryAfter(after, now()) };
    },
    limits,
    resolve,
  );
  return asked.type === "asked" ? { type: "answered", ...asked.taken } : asked;
}
