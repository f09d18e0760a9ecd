import type { AuthenticationResult } from "./read-authentication-results.ts";

export type SenderFacts = {
  /** lower case; null: there is none, or more than one */
  from: string | null;
  /** the addresses that are the person's own, in lower case */
  own: readonly string[];
  /** what the trusted mail server said of it; "not_asked": none is trusted here, and nobody can know */
  results: readonly AuthenticationResult[] | "not_asked";
};

export type SenderVerdict =
  /** `by`: "server": the trusted mail server knows the sender's domain sent it; "address": the secret address alone */
  | { type: "accepted"; by: "server" | "address" }
  | { type: "refused"; why: "no_sender" | "other_sender" | "not_authenticated" };

/**
 * Whether a mail to a secret address is from whom the address belongs to. What a mail says of its sender anybody can
 * write; the mail server that took it in can know better, by DMARC, or by DKIM or SPF for the very domain it is from.
 */
export function judgeSender({ from, own, results }: SenderFacts): SenderVerdict {
  if (from === null) return { type: "refused", why: "no_sender" };
  if (!own.includes(from)) return { type: "refused", why: "other_sender" };
  if (results === "not_asked") return { type: "accepted", by: "address" };
  const domain = from.slice(from.lastIndexOf("@") + 1);
  const dmarc = results.filter(({ method }) => method === "dmarc");
  if (dmarc.some(({ result }) => result === "pass")) return { type: "accepted", by: "server" };
  // Whose domain says what becomes of mail that fails is believed.
  if (dmarc.some(({ result }) => result === "fail")) return { type: "refused", why: "not_authenticated" };
  const isProven = results.some(
    ({ method, result, domain: proven }) =>
      (method === "dkim" || method === "spf") && result === "pass" && proven !== null && isAligned(domain, proven),
  );
  return isProven ? { type: "accepted", by: "server" } : { type: "refused", why: "not_authenticated" };
}

/** The same domain, or one of which it is a part: a company signs for its departments, and not the other way round. */
function isAligned(domain: string, proven: string): boolean {
  return domain === proven || (proven.includes(".") && domain.endsWith(`.${proven}`));
}
