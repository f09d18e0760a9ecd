/**
 * Why the server refused or closed. Each has a plain sentence for the person in the client's catalogue; `closes` says
 * whether the whole socket goes ("socket"), only the page's channel ("page"), or nothing but the push ("push").
 */
export const REFUSAL_CODES = {
  malformed_frame: { code: 4400, closes: "socket" },
  signed_out: { code: 4401, closes: "socket" },
  wrong_origin: { code: 4403, closes: "socket" },
  wrong_version: { code: 4406, closes: "socket" },
  frame_too_large: { code: 1009, closes: "socket" }, // RFC 6455 §7.4.1, sent by the frame reader before the bytes arrive
  too_slow: { code: 4408, closes: "socket" },
  too_many_pages: { code: 4430, closes: "socket" },
  unknown_page: { code: 4404, closes: "page" }, // and not allowed: the answer is the same
  access_ended: { code: 4410, closes: "page" },
  session_taken: { code: 4409, closes: "page" }, // the session or clientID belongs to somebody else
  read_only: { code: 4423, closes: "push" }, // the page was written by a newer client, or is frozen
  malformed_update: { code: 4422, closes: "page" },
  foreign_client: { code: 4424, closes: "page" },
  causal_gap: { code: 4425, closes: "page" },
  push_gap: { code: 4426, closes: "page" }, // a cseq is missing before this one
  update_too_large: { code: 4427, closes: "page" },
  page_too_large: { code: 4428, closes: "push" },
  too_many_updates: { code: 4429, closes: "socket" },
  schema_violation: { code: 4432, closes: "page" },
  storage_unavailable: { code: 4507, closes: "push" }, // disk full or database away: keep it and send it again
  server_stopping: { code: 4503, closes: "socket" },
  internal: { code: 4500, closes: "socket" },
} as const;

export type RefusalName = keyof typeof REFUSAL_CODES;

export function refusalName(code: number): RefusalName | null {
  for (const [name, refusal] of Object.entries(REFUSAL_CODES)) if (refusal.code === code) return name as RefusalName;
  return null;
}
