const MAX_LENGTH = 254; // RFC 5321 §4.5.3.1.3, without the angle brackets

// One plain address: no display name, no list, no quoted part, no comment, nothing that could end a header's line.
const ADDRESS =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads an e-mail address that somebody typed.
 *
 * @returns it in lower case, as it is kept and compared everywhere; null where it is none that mail can be sent to.
 */
export function readEmailAddress(text: string): string | null {
  const address = text.trim().toLowerCase();
  if (address.length > MAX_LENGTH || !ADDRESS.test(address)) return null;
  const [local = ""] = address.split("@");
  return local.startsWith(".") || local.endsWith(".") || local.includes("..") ? null : address;
}
