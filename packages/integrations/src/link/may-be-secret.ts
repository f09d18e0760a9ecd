// Whoever has some addresses may do something: sign in, reset, unsubscribe, read. Asking for one of these could use it up,
// or have it written into a log that others read. So what looks like one is left alone.

const SECRET_NAMES =
  /^(?:(?:access|auth|id|refresh|csrf|reset|invite|magic|share|session|sas|api|x-amz|x-goog|oauth)[_-]?\w*|token|t?key|sig|signature|code|secret|password|passwd|pwd|hash|otp|ticket|nonce|state|hmac|jwt|sid|confirm(?:ation)?|authkey|resourcekey|credential|unsubscribe|email|mail)$/i;
const DOING =
  /^(?:log-?out|sign-?out|unsubscribe|confirm|verify|activate|reset(?:-?password)?|invite|invitations?|join|accept|magic(?:-?link)?|callback|delete|remove|revoke|opt-?out|password|oauth2?|sso|saml)$/i;
const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-/i;
const LONG = 20; // characters of a part that is all letters and digits, mixed: no word that somebody would read

/** Whether an address looks as if having it allowed something. It errs on the side of saying so. */
export function mayBeSecret(url: URL): boolean {
  for (const [name, value] of url.searchParams) if (SECRET_NAMES.test(name) || isRandom(value)) return true;
  return url.pathname.split("/").some((part) => DOING.test(part) || isRandom(part));
}

function isRandom(part: string): boolean {
  const text = safelyDecoded(part);
  if (UUID.test(text)) return true;
  return text
    .split(/[^A-Za-z\d+=]+/)
    .some((run) => run.length >= LONG && (/\d/.test(run) || (/[a-z]/.test(run) && /[A-Z]{2}/.test(run))));
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
