const SERVICE = /^(?:(?:p\d+-)?(?:caldav|carddav)|dav|cal|calendar|webdav|cloud|nextcloud|mail|www)$/;

/**
 * Whether a place belongs to the site at which somebody said that their calendars are, so that their password may be shown
 * there: its very origin, or by https a host of the same domain. Large services send from `caldav.example.org` to
 * `p12-caldav.example.org`.
 */
export function isSameSite(url: URL, home: URL): boolean {
  if (url.origin === home.origin) return true;
  if (url.protocol !== "https:" || home.protocol !== "https:") return false;
  const site = siteOf(home.hostname);
  return site !== null && (url.hostname === site || url.hostname.endsWith(`.${site}`));
}

/** The host without what says which service it is; null: a number, or a name that is nobody's alone. */
function siteOf(hostname: string): string | null {
  if (/^[\d.]+$|^\[/.test(hostname)) return null;
  const labels = hostname.split(".");
  const site = SERVICE.test(labels[0] ?? "") ? labels.slice(1) : labels;
  return site.length >= 2 ? site.join(".") : null;
}
