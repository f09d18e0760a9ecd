/** Loads Temporal where the browser has none yet; dates are reckoned with it everywhere. */
export async function ensureTemporal(): Promise<void> {
  if (!("Temporal" in globalThis)) await import("temporal-polyfill/global");
}
