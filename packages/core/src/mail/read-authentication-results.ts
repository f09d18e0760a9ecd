/** One thing a mail server found out of a mail (RFC 8601). */
export type AuthenticationResult = {
  /** such as "dkim", "spf" or "dmarc" */
  method: string;
  /** such as "pass" or "fail" */
  result: string;
  /** for which it was found; null: not said */
  domain: string | null;
};

const PROPERTY = /\b(?:header\.(?:d|i|from)|smtp\.(?:mailfrom|mail))\s*=\s*"?([^\s";]+)"?/i;

/**
 * What the trusted server says in the heads of a mail.
 *
 * @param heads the values of all `Authentication-Results`, topmost first. Servers add theirs on top, and one that is
 * trusted takes away what others wrote in its name, so that the topmost in its name is its own.
 * @returns empty: it says nothing.
 */
export function readAuthenticationResults(heads: readonly string[], server: string): AuthenticationResult[] {
  const own = heads.map(withoutComments).find((head) => serverOf(head) === server.toLowerCase());
  if (own === undefined) return [];
  return own
    .split(";")
    .slice(1)
    .flatMap((part) => {
      const found = /^\s*([a-z][\w-]*)(?:\s*\/\s*\d+)?\s*=\s*([a-z]+)/i.exec(part);
      if (!found?.[1] || !found[2]) return [];
      const said = PROPERTY.exec(part)?.[1]?.toLowerCase() ?? null;
      const domain = said === null ? null : said.slice(said.lastIndexOf("@") + 1);
      return [{ method: found[1].toLowerCase(), result: found[2].toLowerCase(), domain }];
    });
}

function serverOf(head: string): string {
  return (/^\s*([^\s;]+)/.exec(head)?.[1] ?? "").toLowerCase();
}

/** What stands in brackets is for people, and may say anything. */
function withoutComments(head: string): string {
  let text = "";
  let depth = 0;
  for (const letter of head) {
    if (letter === "(") depth += 1;
    else if (letter === ")" && depth > 0) depth -= 1;
    else if (depth === 0) text += letter;
  }
  return text;
}
