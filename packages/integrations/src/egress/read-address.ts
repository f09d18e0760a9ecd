/** An address that may be asked, or what is wrong with it. */
export type AddressVerdict =
  | { type: "address"; url: URL }
  | { type: "no_address" }
  /** it must be https, at the usual port, without a name and password in it */
  | { type: "not_https" };

const MAX_LENGTH = 2000;

/**
 * Reads what somebody pasted as an address to ask. `webcal:`, by which calendars are handed around, means https.
 *
 * @param allowed origins that whoever runs the server vouches for; of these http and other ports are good, too.
 */
export function readAddress(text: string, allowed: ReadonlySet<string>, longest: number = MAX_LENGTH): AddressVerdict {
  const trimmed = text.trim();
  if (trimmed.length > longest) return { type: "no_address" };
  const url = URL.parse(trimmed.replace(/^webcals?:/i, "https:"));
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:") || url.hostname === "")
    return { type: "no_address" };
  url.hash = "";
  if (url.username !== "" || url.password !== "") return { type: "not_https" };
  if (allowed.has(url.origin)) return { type: "address", url };
  return url.protocol === "https:" && url.port === "" ? { type: "address", url } : { type: "not_https" };
}
