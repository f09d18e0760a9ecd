/** What somebody is looking at, or has marked there. */
export type Taken = { title: string; url: string; text: string };

const MAX_TITLE = 200; // UTF-16 units, as all of these
const MAX_TEXT = 1500; // an address that is longer is cut off by some servers
const MAX_URL = 2000;

/**
 * Where Candor asks what to add and to whom, with what was taken filled in.
 *
 * @param home the origin of the person's Candor, as `readHome` gives it.
 */
export function captureAddress(home: string, { title, url, text }: Taken): string {
  const address = new URL("/capture", home);
  const parts = { title: tidy(title, MAX_TITLE), text: tidy(text, MAX_TEXT), url: isTaken(url) ? url : "" };
  for (const [name, value] of Object.entries(parts)) if (value !== "") address.searchParams.set(name, value);
  return address.href;
}

/** What the menu was opened on: the link, or, where that leads nowhere in the web, the page around it. */
export function takenFrom(
  { linkUrl, pageUrl, selectionText }: { linkUrl?: string; pageUrl?: string; selectionText?: string },
  tab: { title?: string; url?: string } | undefined,
): Taken {
  const text = selectionText ?? "";
  if (linkUrl !== undefined && isTaken(linkUrl)) return { title: "", url: linkUrl, text };
  return { title: tab?.title ?? "", url: pageUrl ?? tab?.url ?? "", text };
}

function isTaken(url: string): boolean {
  return /^https?:/.test(url) && url.length <= MAX_URL;
}

/** @returns the origin of an address that somebody typed; null where nothing may be sent there. */
export function readHome(typed: string): string | null {
  const wanted = typed.trim();
  const address = URL.parse(
    /^[a-z][a-z0-9+.-]*:/i.test(wanted) && !/^[^/]*:\d/.test(wanted) ? wanted : `https://${wanted}`,
  );
  if (address === null || address.username !== "" || address.password !== "") return null;
  const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(address.hostname);
  if (address.protocol === "https:" || (address.protocol === "http:" && isHere)) return address.origin;
  return null;
}

function tidy(text: string, length: number): string {
  return text.replace(/\s+/g, " ").trim().slice(0, length).toWellFormed();
}
